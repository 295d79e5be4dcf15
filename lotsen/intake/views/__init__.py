"""The pages of the intake."""

from lotsen.intake.views import assessments, consents, family, instruments, persons, today
from lotsen.intake.views.area import area, sheets

__all__ = ["area", "assessments", "consents", "family", "instruments", "persons", "sheets", "today"]
