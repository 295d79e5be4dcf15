"""What can be done with the directory: keep it, search it, and hand it to the matching."""

from lotsen.directory.actions.conflicts import forget_conflict, list_conflicts, note_conflict, read_conflict
from lotsen.directory.actions.counting import count_change
from lotsen.directory.actions.distinct import KeptApart, kept_apart, mark_distinct, unmark_distinct
from lotsen.directory.actions.duplicates import (
    Double,
    count_duplicates,
    find_duplicates,
    find_likeness,
    find_similar,
)
from lotsen.directory.actions.find import (
    ServiceSheet,
    directory_version,
    read_entry,
    read_service,
    read_sheets,
)
from lotsen.directory.actions.history import read_history, revision_of
from lotsen.directory.actions.index import reserve_snapshot, snapshot
from lotsen.directory.actions.keep import add_service, load_directory, save_service, set_capacity
from lotsen.directory.actions.keep_sites import (
    UnknownOrganization,
    add_location,
    add_organization,
    save_location,
    save_organization,
)
from lotsen.directory.actions.looking import (
    HOME_STATE,
    MOST_SHEETS,
    Found,
    FoundService,
    TooManyForPaper,
    find_services,
    list_sheets,
    suggest,
    with_hours,
)
from lotsen.directory.actions.mergers import note_merger, stands_for
from lotsen.directory.actions.naming import (
    count_unsorted,
    names_of,
    service_name,
    service_names,
    unsorted_services,
)
from lotsen.directory.actions.ordering import order_locations
from lotsen.directory.actions.organizations import OFFERED, Offer, find_organizations, offer_organizations
from lotsen.directory.actions.profiles import profiles
from lotsen.directory.actions.sites import (
    OrganizationSheet,
    list_locations,
    list_sites,
    locations_of,
    lone_locations,
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
from lotsen.directory.shapes import content

__all__ = [
    "HOME_STATE",
    "MOST_SHEETS",
    "OFFERED",
    "Double",
    "Found",
    "FoundService",
    "KeptApart",
    "NoGroupOfWords",
    "Offer",
    "OrganizationSheet",
    "ServiceSheet",
    "TooManyForPaper",
    "TypeNameTaken",
    "UnknownOrganization",
    "WordTaken",
    "add_location",
    "add_organization",
    "add_service",
    "content",
    "count_change",
    "count_duplicates",
    "count_unsorted",
    "directory_version",
    "find_duplicates",
    "find_likeness",
    "find_organizations",
    "find_services",
    "find_similar",
    "forget_conflict",
    "kept_apart",
    "list_conflicts",
    "list_locations",
    "list_sheets",
    "list_sites",
    "list_synonyms",
    "list_types",
    "load_directory",
    "locations_of",
    "lone_locations",
    "mark_distinct",
    "names_of",
    "note_conflict",
    "note_merger",
    "offer_organizations",
    "order_locations",
    "profiles",
    "read_conflict",
    "read_entry",
    "read_history",
    "read_location",
    "read_organization",
    "read_service",
    "read_sheets",
    "read_synonyms",
    "read_type",
    "remove_synonyms",
    "reserve_snapshot",
    "revision_of",
    "save_location",
    "save_organization",
    "save_service",
    "save_synonyms",
    "save_type",
    "service_name",
    "service_names",
    "set_capacity",
    "snapshot",
    "stands_for",
    "suggest",
    "synonyms",
    "type_names",
    "unmark_distinct",
    "unsorted_services",
    "with_hours",
]
