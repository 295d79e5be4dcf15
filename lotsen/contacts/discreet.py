"""What a bystander may read on a family's screen: the kind of help, never the reason for it. Pure."""

from lotsen.contacts.domain import ContactKind, NationalNumber
from lotsen.kernel import gettext_noop

DISCREET_LABELS: dict[ContactKind, str] = {
    ContactKind.HOUSE_EMERGENCY: gettext_noop("Emergency in the house"),
    ContactKind.PSYCHIATRIC: gettext_noop("On-call service"),
    ContactKind.WOMENS_SHELTER: gettext_noop("Advice and a safe place"),
    ContactKind.OTHER: gettext_noop("Contact of the house"),
}

AT_ONCE = frozenset(DISCREET_LABELS)
"""The kinds that families see."""

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
