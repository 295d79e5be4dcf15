"""What may be asked, what may be shown, and how it nests. Pure."""

from lotsen.api.domain.asked import LISTS, MOST_AT_ONCE, Asked, BadParameter, page_of, read_asked
from lotsen.api.domain.kept import Kept
from lotsen.api.domain.nested import Public, organization, service, service_at_location
from lotsen.api.domain.public import Node, public_node, term_ids
from lotsen.api.domain.words import rank

__all__ = [
    "LISTS",
    "MOST_AT_ONCE",
    "Asked",
    "BadParameter",
    "Kept",
    "Node",
    "Public",
    "organization",
    "page_of",
    "public_node",
    "rank",
    "read_asked",
    "service",
    "service_at_location",
    "term_ids",
]
