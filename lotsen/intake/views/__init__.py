"""The pages of the intake."""

from lotsen.intake.views import assessments, consents, family, family_mode, persons, tablet, today
from lotsen.intake.views.area import area

__all__ = ["area", "assessments", "consents", "family", "family_mode", "persons", "tablet", "today"]
