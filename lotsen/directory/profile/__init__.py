"""Our profile of HSDS 3.0: entries of the directory and objects of HSDS become each other, without loss.

Each entry corresponds to one object ("node"): its own fields and what hangs on it, with other entries named
by id. What HSDS has a field for goes there; what it lacks (weeks of pregnancy, home visit, capacity …) goes
into `attributes` of the taxonomy in `terms`. What came from elsewhere and decides nothing here stays in the
entry's `parts`, and so does the exact wording wherever an entry can only hold something like it.
"""

from lotsen.directory.profile.places import location_fields, location_node
from lotsen.directory.profile.services import service_fields, service_node
from lotsen.directory.profile.simple import (
    organization_fields,
    organization_node,
    taxonomy_fields,
    taxonomy_node,
    term_fields,
    term_node,
)

__all__ = [
    "location_fields",
    "location_node",
    "organization_fields",
    "organization_node",
    "service_fields",
    "service_node",
    "taxonomy_fields",
    "taxonomy_node",
    "term_fields",
    "term_node",
]
