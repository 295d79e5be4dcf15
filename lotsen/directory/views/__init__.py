"""The pages of the directory."""

from lotsen.directory.views import editing, own_types, reading, sites, synonyms
from lotsen.directory.views.area import area

__all__ = ["area", "editing", "own_types", "reading", "sites", "synonyms"]
