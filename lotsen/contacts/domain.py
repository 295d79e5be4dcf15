"""Kinds of contacts, and which of them stand first where help may not wait. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
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

DISCREET_LABELS: dict[ContactKind, str] = {
    ContactKind.HOUSE_EMERGENCY: gettext_noop("Emergency in the house"),
    ContactKind.PSYCHIATRIC: gettext_noop("On-call service"),
    ContactKind.WOMENS_SHELTER: gettext_noop("Advice and a safe place"),
    ContactKind.OTHER: gettext_noop("Contact of the house"),
}
"""What a bystander may read on the screen: the kind of help, never the reason for it."""

AT_ONCE = frozenset(DISCREET_LABELS)
FOR_A_CHILD = (ContactKind.YOUTH_OFFICE_NIGHT, ContactKind.YOUTH_OFFICE, ContactKind.EXPERT_ADVICE)


@dataclass(frozen=True)
class Contact:
    """A contact as people use it. `municipality` is empty where an institution keeps it for itself."""

    kind: ContactKind
    name: str
    phone: str
    hours: str = ""
    fax: str = ""
    email: str = ""
    municipality: str = ""


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


LAST_RESORT = (
    NationalNumber("112", "", gettext_noop("Emergency"), is_at_once=True, is_free=True),
    NationalNumber("116 117", "", gettext_noop("Medical on-call service"), is_at_once=True, is_free=True),
    NationalNumber(
        "116 016",
        "",
        gettext_noop("Advice by telephone, day and night, in many languages"),
        is_at_once=True,
        is_free=True,
    ),
    NationalNumber(
        "0800 1110111",
        "",
        gettext_noop("Telephone counselling, day and night"),
        is_at_once=True,
        is_free=True,
    ),
)
"""What is shown where nothing at all can be read: neither rows nor files stand between a person and help."""


def in_order(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Sort contacts as they are needed: one's own house first, then by kind, then by name."""
    kinds = list(ContactKind)
    return tuple(sorted(contacts, key=lambda c: (bool(c.municipality), kinds.index(c.kind), c.name)))
