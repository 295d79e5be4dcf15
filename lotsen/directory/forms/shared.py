"""What the forms of the directory share."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

from typing import Any

from wtforms.validators import Regexp

from lotsen.web.forms import Carried, LotsenForm, Text, TextInput
from lotsen.web.i18n import lazy_gettext

STATED = {"yes": True, "no": False}
NOT_STATED = ("", lazy_gettext("Not stated"))
ANSWERS = [("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No")), NOT_STATED]


class Revised(LotsenForm):
    """The form of something that two people may change: it carries the revision it began from."""

    revision = Carried()


class WebAddress(TextInput):
    """An address in the web; nothing else becomes a link."""

    def __init__(self, label: Text, **more: Any) -> None:
        sentence = lazy_gettext("Please enter an address that begins with https://.")
        super().__init__(label, [Regexp(r"^https?://\S+$", message=sentence)], limit=300, **more)
