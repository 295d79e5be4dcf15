"""What can be done with the directory: keep it, search it, and hand it to the matching."""

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

__all__ = [
    "Listing",
    "ServiceSheet",
    "UnknownOrganization",
    "add_service",
    "content",
    "directory_version",
    "list_organizations",
    "list_services",
    "list_sheets",
    "load_directory",
    "profiles",
    "read_entry",
    "read_history",
    "read_service",
    "save_location",
    "save_organization",
    "save_service",
    "set_capacity",
]
