"""The pages of the intake."""

from lotsen.intake.views import assessments, consents, editing, family, persons, today
from lotsen.intake.views.area import area

__all__ = ["area", "assessments", "consents", "editing", "family", "persons", "today"]
