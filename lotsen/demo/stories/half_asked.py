"""A story from the birth clinic: a sheet with open questions, so that the page of the services asks them."""

from lotsen.demo.families import Later
from lotsen.demo.stories import parts
from lotsen.desk import Desk
from lotsen.intake.documents import FamilySheet, Relation

_UNASKED = frozenset(
    {
        "professional_help",
        "housing_insecure",
        "needs_forms_help",
        "exhaustion",
        "child_illness",
        "no_midwife",
        "information_wish",
    }
)


def half_asked(desk: Desk) -> Later:
    """There was time for a part of the sheet: services are proposed, and the next question is asked there."""
    sheet = FamilySheet(place="Zimmer 11, Bett 1", language="de", postcode="43102")
    family = parts.meet(desk, sheet, due_in=2)
    parts.caregiver(desk, family, Relation.MOTHER, age_years=28)
    parts.child(desk, family, parts.day(desk, -1), weeks_at_birth=39)
    parts.assess(desk, family, frozenset({"income_worry"}), wish=True, unasked=_UNASKED)
    return []
