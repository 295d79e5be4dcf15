"""The pages of the intake."""

from lotsen.intake.views import assessments, assigning, children, consents, family, persons, today
from lotsen.intake.views.area import area

__all__ = ["area", "assessments", "assigning", "children", "consents", "family", "persons", "today"]
