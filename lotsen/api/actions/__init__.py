"""What the API reads: which entries answer a question, and the objects they are shown as."""

from lotsen.api.actions.finding import directory_state
from lotsen.api.actions.reading import (
    list_organizations,
    list_service_at_locations,
    list_services,
    read_organization,
    read_service,
    read_service_at_location,
)
from lotsen.api.actions.taxonomies import list_taxonomies, list_terms, read_taxonomy, read_term

__all__ = [
    "directory_state",
    "list_organizations",
    "list_service_at_locations",
    "list_services",
    "list_taxonomies",
    "list_terms",
    "read_organization",
    "read_service",
    "read_service_at_location",
    "read_taxonomy",
    "read_term",
]
