"""What is asked about a contact: in German, and the same words in each language that families read."""

from functools import cache
from typing import Any, cast

from lotsen.contacts.domain import KIND_LABELS, MAIN_LANGUAGE, Contact, ContactKind, ContactWords
from lotsen.web.forms import OneOf, Pick, Required, RevisedForm, TextInput, choices
from lotsen.web.i18n import FAMILY_LANGUAGES, lazy_gettext, locale

LANGUAGES = tuple(code for code in FAMILY_LANGUAGES if code != MAIN_LANGUAGE)
"""What a contact's words can be written in beside German."""

_WORDS = {"name": 120, "hours": 120, "discreet": 80}
"""The words of a contact that are written in each language, and how long each may be."""


class ContactForm(RevisedForm):
    """One contact; the municipality is asked only where somebody keeps contacts for municipalities."""

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
        lazy_gettext("Name of the office"),
        [Required(lazy_gettext("Please enter a name."))],
        limit=_WORDS["name"],
    )
    phone = TextInput(
        lazy_gettext("Telephone"), [Required(lazy_gettext("Please enter a telephone number."))], limit=40
    )
    hours = TextInput(lazy_gettext("When reachable"), limit=_WORDS["hours"])
    discreet = TextInput(lazy_gettext("Words beside the number for families"), limit=_WORDS["discreet"])
    fax = TextInput(lazy_gettext("Fax"), limit=40)
    email = TextInput(lazy_gettext("E-mail"), limit=120)

    def __init__(self, *args: Any, towns: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        if towns:
            self.municipality.choices = choices(towns)
        else:
            del self.municipality

    @property
    def languages(self) -> tuple[tuple[str, str, bool], ...]:
        """Return code, the reader's name, and whether it stands open, of each language beside German."""
        return tuple(
            (code, name, any(self[field].data or self[field].errors for field in _fields(code)))
            for code, name in language_names().items()
        )

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
            discreet=self.discreet.data or "",
            translations={
                code: ContactWords(*(self[name].data or "" for name in _fields(code))) for code in LANGUAGES
            },
        )


def contact_form(towns: dict[str, str], contact: Contact | None = None, revision: int = 0) -> ContactForm:
    """Return the form with a contact's words in every language; an empty one for a new contact."""
    return _with_languages()(towns=towns, data=_shown(contact, revision) if contact else None)


@cache
def _with_languages() -> type[ContactForm]:
    fields: dict[str, Any] = {}
    for code in LANGUAGES:
        for limit, name in zip(_WORDS.values(), _fields(code), strict=True):
            fields[name] = TextInput("", limit=limit)
    return cast("type[ContactForm]", type("ContactFormInLanguages", (ContactForm,), fields))


def _shown(contact: Contact, revision: int) -> dict[str, str]:
    words = {
        name: said
        for code, spoken in contact.translations.items()
        for name, said in zip(_fields(code), (spoken.name, spoken.hours, spoken.discreet), strict=True)
    }
    return {
        **words,
        "revision": str(revision),
        "municipality": contact.municipality,
        "kind": contact.kind.value,
        "name": contact.name,
        "phone": contact.phone,
        "hours": contact.hours,
        "discreet": contact.discreet,
        "fax": contact.fax,
        "email": contact.email,
    }


def _fields(code: str) -> tuple[str, str, str]:
    return f"name_in_{code}", f"hours_in_{code}", f"discreet_in_{code}"


def language_names() -> dict[str, str]:
    """Return code and the reader's name of each language beside German."""
    return {code: str(locale().languages[code]) for code in LANGUAGES}
