"""The directory's search: one snapshot in memory, built from all services and kept as one mapped file.

    snapshot = build(entries, default_synonyms(), towns, version=12)
    page = snapshot.search(Query(text="Hebamme Lindbrück", language="tr"))
    words = snapshot.suggest("Familienheb")
    save(snapshot, path)
    snapshot = load(path)

`build` takes `SearchEntry` (one per service), `Synonyms` (data of the coordinators) and `Town`. `search`
gives a whole results page: hits, total, facet counts, what was recognised or corrected, and which wish to
drop when nothing is left. Everything not stated is unknown: such services follow after those that state what
is wanted.

Pure: no framework, no database. Safe between threads. Services are numbered by a digest of their id, the same
in every build; `position` and `id_at` translate.

Matching reads `snapshot.eligibility`, which `with_eligibility(snapshot, profiles)` adds: columns of aspects
(see `aspects`), postings of regions and a map, in the same file. `extended` and `section` let other
parts keep arrays of their own there.
"""

from lotsen.directory.search.aspects import ASPECTS, COLUMNS, hidden, regions_around, sample
from lotsen.directory.search.builder import build
from lotsen.directory.search.builder.eligibility import Eligible, StrangeProfiles, with_eligibility
from lotsen.directory.search.file import SnapshotDamaged, load, save
from lotsen.directory.search.model import (
    Correction,
    Facet,
    Facets,
    Filter,
    FoundPlace,
    Hit,
    Nearly,
    NobodyThere,
    OpenNow,
    OtherReading,
    Page,
    PlaceWish,
    Query,
    SearchEntry,
    Spot,
    Synonyms,
    Town,
    TownDistrict,
    TownPostcode,
)
from lotsen.directory.search.snapshot.directory import DirectorySnapshot
from lotsen.directory.search.snapshot.eligibility import (
    CELL_LATITUDE,
    CELL_LONGITUDE,
    Eligibility,
    on_sphere,
)
from lotsen.directory.search.snapshot.parts import NO, UNKNOWN, YES
from lotsen.directory.search.synonyms import default_synonyms, read_synonyms

__all__ = [
    "ASPECTS",
    "CELL_LATITUDE",
    "CELL_LONGITUDE",
    "COLUMNS",
    "NO",
    "UNKNOWN",
    "YES",
    "Correction",
    "DirectorySnapshot",
    "Eligibility",
    "Eligible",
    "Facet",
    "Facets",
    "Filter",
    "FoundPlace",
    "Hit",
    "Nearly",
    "NobodyThere",
    "OpenNow",
    "OtherReading",
    "Page",
    "PlaceWish",
    "Query",
    "SearchEntry",
    "SnapshotDamaged",
    "Spot",
    "StrangeProfiles",
    "Synonyms",
    "Town",
    "TownDistrict",
    "TownPostcode",
    "build",
    "default_synonyms",
    "hidden",
    "load",
    "on_sphere",
    "read_synonyms",
    "regions_around",
    "sample",
    "save",
    "with_eligibility",
]
