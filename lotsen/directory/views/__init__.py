"""The pages of the directory."""

from lotsen.directory.views import editing, ordering, own_types, reading, sites, synonyms
from lotsen.directory.views.area import area

__all__ = ["area", "editing", "ordering", "own_types", "reading", "sites", "synonyms"]
