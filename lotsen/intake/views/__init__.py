"""The pages of the intake."""

from lotsen.intake.views import assessments, consents, family, hint_list, hints, paper, persons, search, today
from lotsen.intake.views.area import area, ward_door

__all__ = [
    "area",
    "assessments",
    "consents",
    "family",
    "hint_list",
    "hints",
    "paper",
    "persons",
    "search",
    "today",
    "ward_door",
]
