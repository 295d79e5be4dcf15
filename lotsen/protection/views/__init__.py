"""The pages of the protection path."""

from lotsen.protection.views import case, papers, settings, start
from lotsen.protection.views.area import area

__all__ = ["area", "case", "papers", "settings", "start"]
