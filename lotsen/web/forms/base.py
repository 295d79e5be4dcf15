"""The base of all forms: protection against forgery, our texts, one id per form, links to errors."""

# mypy: disallow-subclassing-any=False
# (WTForms and Flask-WTF ship no annotations, so their classes are of type Any.)

import re
from collections.abc import Iterable, Iterator
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, Form, FormField, RadioField
from wtforms.validators import ValidationError

from lotsen.kernel import gettext_noop
from lotsen.web.forms.fields import Carried, ManyOf
from lotsen.web.i18n import current_language, gettext, translations_for

# WTForms' own sentences, marked here so that our catalogues carry them, in our tone.
WTFORMS_MESSAGES = (
    gettext_noop("This field is required."),
    gettext_noop("Not a valid choice."),
    gettext_noop("Not a valid integer value."),
    gettext_noop("Not a valid date value."),
    gettext_noop("Invalid Choice: could not coerce."),
)


class _Translations:
    """Lets WTForms speak through our catalogues."""

    def gettext(self, string: str) -> str:
        return translations_for(current_language()).gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return translations_for(current_language()).ngettext(singular, plural, n)


class LotsenForm(FlaskForm):
    """Base of all forms; its id becomes the id of the row it creates: sending it twice stores once."""

    class Meta(FlaskForm.Meta):
        """How WTForms treats our forms."""

        def get_translations(self, form: Form) -> _Translations:
            """Take messages from our catalogues."""
            return _Translations()

    form_id = Carried(default=lambda: str(uuid4()))

    def validate_form_id(self, field: Field) -> None:
        """Refuse a form id that is none."""
        try:
            UUID(field.data or "")
        except ValueError as no_id:
            raise ValidationError(gettext("This page is out of date. Please reload it.")) from no_id

    @property
    def row_id(self) -> UUID:
        """The form's id as the id of the row to create."""
        return UUID(str(self.form_id.data))


class RevisedForm(LotsenForm):
    """A form over something that somebody else may change meanwhile; it carries the revision it was shown."""

    revision = Carried(default="0")

    @property
    def seen_revision(self) -> int:
        """Return the revision the form was shown with; one that never was where it is unreadable."""
        text = str(self.revision.data or "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def error_links(form: Form) -> list[tuple[str, str]]:
    """Return (id of the input to go to, sentence) for every error of a form, in the order of its fields."""
    return list(_error_links(form))


def _error_links(form: Iterable[Field]) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FormField):
            yield from _error_links(field.form)
        elif isinstance(field, FieldList):
            yield from _error_links(field)
        else:
            grouped = isinstance(field, RadioField | ManyOf)
            yield from ((f"{field.id}-0" if grouped else field.id, str(error)) for error in field.errors)
