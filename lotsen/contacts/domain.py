"""Kinds of contacts, and which of them stand first where help may not wait. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lotsen.kernel import gettext_noop


class ContactKind(StrEnum):
    """What a contact is for."""

    HOUSE_EMERGENCY = "house_emergency"
    PSYCHIATRIC = "psychiatric"
    WOMENS_SHELTER = "womens_shelter"
    YOUTH_OFFICE = "youth_office"
    YOUTH_OFFICE_NIGHT = "youth_office_night"
    EXPERT_ADVICE = "expert_advice"
    OTHER = "other"


KIND_LABELS: dict[ContactKind, str] = {
    ContactKind.HOUSE_EMERGENCY: gettext_noop("Emergency number of the house"),
    ContactKind.PSYCHIATRIC: gettext_noop("Psychiatric on-call service"),
    ContactKind.WOMENS_SHELTER: gettext_noop("Women's shelter or advice centre"),
    ContactKind.YOUTH_OFFICE: gettext_noop("Youth office, by day"),
    ContactKind.YOUTH_OFFICE_NIGHT: gettext_noop("Youth office, day and night"),
    ContactKind.EXPERT_ADVICE: gettext_noop("Advice by an experienced professional (iseF)"),
    ContactKind.OTHER: gettext_noop("Another contact"),
}

FOR_A_CHILD = (ContactKind.YOUTH_OFFICE_NIGHT, ContactKind.YOUTH_OFFICE, ContactKind.EXPERT_ADVICE)


MAIN_LANGUAGE = "de"
"""The language of a contact's own words; where another says nothing, these are shown and named as German."""


@dataclass(frozen=True)
class Said:
    """A text and the language it is in, which is not always the reader's."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class ContactWords:
    """What a contact is called in one language, when it is reachable, and what a bystander may read."""

    name: str = ""
    hours: str = ""
    discreet: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.hours or self.discreet)


@dataclass(frozen=True)
class Contact:
    """A contact as people use it. `municipality` is empty where an institution keeps it for itself.

    `name`, `hours` and `discreet` are in German, `translations` by the code of another language.
    """

    kind: ContactKind
    name: str
    phone: str
    hours: str = ""
    fax: str = ""
    email: str = ""
    municipality: str = ""
    discreet: str = ""
    translations: Mapping[str, ContactWords] = field(default_factory=dict)

    def name_in(self, language: str) -> Said:
        """Return the name in a language, in German where it has none."""
        return self._said(language, self._words(language).name, self.name)

    def hours_in(self, language: str) -> Said:
        """Return when it is reachable in a language, in German where that is not written in it."""
        return self._said(language, self._words(language).hours, self.hours)

    def discreet_in(self, language: str) -> str:
        """Return what a bystander may read in a language; nothing where that was not written in it.

        It does not fall back to German: the kind of help is known in every language and says more.
        """
        spoken = language.partition("-")[0]
        return self.discreet if spoken == MAIN_LANGUAGE else self._words(language).discreet

    def _words(self, language: str) -> ContactWords:
        return self.translations.get(language, ContactWords())

    @staticmethod
    def _said(language: str, words: str, german: str) -> Said:
        return Said(words, language) if words else Said(german, MAIN_LANGUAGE)


EMERGENCY = frozenset({"110", "112"})


@dataclass(frozen=True)
class NationalNumber:
    """A number that holds everywhere in Germany; `discreet` is what a bystander may read beside it.

    `is_free` says that a call costs nothing, from any telephone.
    """

    phone: str
    name: str
    discreet: str
    is_at_once: bool = False
    is_for_children: bool = False
    is_for_safety: bool = False
    is_free: bool = False
    source: str = ""

    @property
    def is_emergency(self) -> bool:
        """Whether it is one of the two emergency numbers of § 164 TKG, which are called first."""
        return self.phone in EMERGENCY


def in_order(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Sort contacts as they are needed: one's own house first, then by kind, then by name."""
    kinds = list(ContactKind)
    return tuple(sorted(contacts, key=lambda c: (bool(c.municipality), kinds.index(c.kind), c.name)))
