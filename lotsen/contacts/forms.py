"""What is asked about a contact."""

import re
from typing import Any

from lotsen.contacts.domain import KIND_LABELS, Contact, ContactKind
from lotsen.web.forms import Carried, LotsenForm, OneOf, Pick, Required, TextInput, choices
from lotsen.web.i18n import lazy_gettext


class ContactForm(LotsenForm):
    """One contact; the municipality is asked only where somebody keeps contacts for municipalities."""

    revision = Carried(default="0")
    municipality = Pick(
        lazy_gettext("For which municipality?"),
        [Required(lazy_gettext("Please choose a municipality."))],
    )
    kind = OneOf(
        lazy_gettext("What is this contact for?"),
        [Required(lazy_gettext("Please choose what the contact is for."))],
        choices=choices([(kind, lazy_gettext(KIND_LABELS[kind])) for kind in ContactKind]),
    )
    name = TextInput(
        lazy_gettext("Name of the office"), [Required(lazy_gettext("Please enter a name."))], limit=120
    )
    phone = TextInput(
        lazy_gettext("Telephone"), [Required(lazy_gettext("Please enter a telephone number."))], limit=40
    )
    hours = TextInput(lazy_gettext("When reachable"), limit=120)
    fax = TextInput(lazy_gettext("Fax"), limit=40)
    email = TextInput(lazy_gettext("E-mail"), limit=120)

    def __init__(self, *args: Any, towns: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        if towns:
            self.municipality.choices = choices(towns)
        else:
            del self.municipality

    @property
    def seen_revision(self) -> int:
        """Return the revision the form was shown with; one that never was where it is unreadable."""
        text = str(self.revision.data or "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1

    @property
    def contact(self) -> Contact:
        """Return what was entered."""
        return Contact(
            kind=ContactKind(str(self.kind.data)),
            name=self.name.data or "",
            phone=self.phone.data or "",
            hours=self.hours.data or "",
            fax=self.fax.data or "",
            email=self.email.data or "",
            municipality=str(self.municipality.data or "") if "municipality" in self else "",
        )
