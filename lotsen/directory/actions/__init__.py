"""What can be done with the directory: keep it, search it, and hand it to the matching."""

from lotsen.directory.actions.duplicates import Double, find_duplicates, find_similar
from lotsen.directory.actions.find import (
    Listing,
    ServiceSheet,
    directory_version,
    list_organizations,
    list_services,
    list_sheets,
    profiles,
    read_entry,
    read_service,
)
from lotsen.directory.actions.history import content, read_history
from lotsen.directory.actions.keep import (
    UnknownOrganization,
    add_service,
    load_directory,
    save_location,
    save_organization,
    save_service,
    set_capacity,
)
from lotsen.directory.actions.sites import (
    OrganizationSheet,
    list_locations,
    list_sites,
    locations_of,
    read_location,
    read_organization,
)
from lotsen.directory.actions.synonyms import (
    NoGroupOfWords,
    WordTaken,
    list_synonyms,
    read_synonyms,
    remove_synonyms,
    save_synonyms,
    synonyms,
)
from lotsen.directory.actions.types import TypeNameTaken, list_types, read_type, save_type, type_names

__all__ = [
    "Double",
    "Listing",
    "NoGroupOfWords",
    "OrganizationSheet",
    "ServiceSheet",
    "TypeNameTaken",
    "UnknownOrganization",
    "WordTaken",
    "add_service",
    "content",
    "directory_version",
    "find_duplicates",
    "find_similar",
    "list_locations",
    "list_organizations",
    "list_services",
    "list_sheets",
    "list_sites",
    "list_synonyms",
    "list_types",
    "load_directory",
    "locations_of",
    "profiles",
    "read_entry",
    "read_history",
    "read_location",
    "read_organization",
    "read_service",
    "read_synonyms",
    "read_type",
    "remove_synonyms",
    "save_location",
    "save_organization",
    "save_service",
    "save_synonyms",
    "save_type",
    "set_capacity",
    "synonyms",
    "type_names",
]
