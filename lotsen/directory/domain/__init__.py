"""What an offer is, in the words of Open Referral HSDS 3 and our own words for what decides fit. Pure.

Everywhere `None` or an empty set means "not stated": unknown, to be clarified, and never "no".
"""

from lotsen.directory.domain.likeness import (
    LIKENESS_LABELS,
    Likeness,
    Traits,
    likeness,
    pairs_alike,
    recognised_by,
)
from lotsen.directory.domain.lot import lot
from lotsen.directory.domain.profile import (
    NOTHING,
    ServiceArea,
    ServiceProfile,
)
from lotsen.directory.domain.spelling import fold
from lotsen.directory.domain.together import (
    PLACE_TOGETHER,
    TOGETHER,
    Content,
    Joined,
    join,
    leader_of,
)
from lotsen.directory.domain.wish import (
    METRES_PER_KM,
    RADII,
    ServiceWish,
    is_outdated,
)
from lotsen.directory.domain.words import (
    ACCESS_LABELS,
    ACCESSIBILITY_LABELS,
    CAME_UNSORTED,
    CAPACITY_LABELS,
    COST_LABELS,
    KIND_LABELS,
    SOURCE_LABELS,
    STATUS_LABELS,
    UNSORTED,
    Accessibility,
    AccessRoute,
    AreaLevel,
    Capacity,
    ChangeSource,
    Cost,
    ObjectKind,
    ServiceStatus,
)

__all__ = [
    "ACCESSIBILITY_LABELS",
    "ACCESS_LABELS",
    "CAME_UNSORTED",
    "CAPACITY_LABELS",
    "COST_LABELS",
    "KIND_LABELS",
    "LIKENESS_LABELS",
    "METRES_PER_KM",
    "NOTHING",
    "PLACE_TOGETHER",
    "RADII",
    "SOURCE_LABELS",
    "STATUS_LABELS",
    "TOGETHER",
    "UNSORTED",
    "AccessRoute",
    "Accessibility",
    "AreaLevel",
    "Capacity",
    "ChangeSource",
    "Content",
    "Cost",
    "Joined",
    "Likeness",
    "ObjectKind",
    "ServiceArea",
    "ServiceProfile",
    "ServiceStatus",
    "ServiceWish",
    "Traits",
    "fold",
    "is_outdated",
    "join",
    "leader_of",
    "likeness",
    "lot",
    "pairs_alike",
    "recognised_by",
]
