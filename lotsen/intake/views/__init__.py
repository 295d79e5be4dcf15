"""The pages of the intake, and those where an institution looks after its own texts."""

from lotsen.intake.views import (
    assessments,
    assigning,
    children,
    consent_papers,
    consents,
    editing,
    family,
    family_mode,
    hint_list,
    hints,
    instruments,
    paper,
    persons,
    search,
    tablet,
    texts,
    today,
    walk_in,
)
from lotsen.intake.views.area import area, sheets, ward_door
from lotsen.intake.views.texts import area as texts_area

__all__ = [
    "area",
    "assessments",
    "assigning",
    "children",
    "consent_papers",
    "consents",
    "editing",
    "family",
    "family_mode",
    "hint_list",
    "hints",
    "instruments",
    "paper",
    "persons",
    "search",
    "sheets",
    "tablet",
    "texts",
    "texts_area",
    "today",
    "walk_in",
    "ward_door",
]
