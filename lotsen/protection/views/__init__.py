"""The pages of the protection path."""

from lotsen.protection.views import case, papers, settings, start, unread
from lotsen.protection.views.area import area

__all__ = ["area", "case", "papers", "settings", "start", "unread"]
