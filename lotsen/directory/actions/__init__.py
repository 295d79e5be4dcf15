"""What can be done with the directory: keep it, search it, and hand it to the matching."""

from lotsen.directory.actions.find import (
    ServiceSheet,
    directory_version,
    list_organizations,
    profiles,
    read_entry,
    read_service,
)
from lotsen.directory.actions.history import content, read_history
from lotsen.directory.actions.index import snapshot
from lotsen.directory.actions.keep import (
    UnknownOrganization,
    add_service,
    load_directory,
    save_location,
    save_organization,
    save_service,
    set_capacity,
)
from lotsen.directory.actions.looking import Found, FoundService, find_services, list_sheets, suggest
from lotsen.directory.actions.naming import every_service, location_names, service_name

__all__ = [
    "Found",
    "FoundService",
    "ServiceSheet",
    "UnknownOrganization",
    "add_service",
    "content",
    "directory_version",
    "every_service",
    "find_services",
    "list_organizations",
    "list_sheets",
    "load_directory",
    "location_names",
    "profiles",
    "read_entry",
    "read_history",
    "read_service",
    "save_location",
    "save_organization",
    "save_service",
    "service_name",
    "set_capacity",
    "snapshot",
    "suggest",
]
