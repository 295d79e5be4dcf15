"""Pages by which the directory is kept true."""

from lotsen.upkeep.views import deciding, proposing, providing, staff
from lotsen.upkeep.views.area import area, provider_door

__all__ = ["area", "deciding", "proposing", "provider_door", "providing", "staff"]
