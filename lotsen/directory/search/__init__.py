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

For matching needs: `extended("match", arrays)` adds arrays (postings of (region, need), eligibility columns)
that live in the same file, and `section("match")` returns them. Beside them `column` gives "needs" (numbers
into the table "needs"), "min_weeks", "max_weeks", "min_months", "max_months", "waiting_weeks" (-1 is not
stated), "cost", "capacity" (0 is not stated, then in the order of the enums) and "home_visit" (0 no, 1 not
stated, 2 yes), each in the order of positions.
"""

from lotsen.directory.search.builder import build
from lotsen.directory.search.file import SnapshotDamaged, load, save
from lotsen.directory.search.model import (
    Correction,
    Facet,
    Facets,
    Filter,
    FoundPlace,
    Hit,
    Nearly,
    OpenNow,
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
from lotsen.directory.search.synonyms import default_synonyms, read_synonyms

__all__ = [
    "Correction",
    "DirectorySnapshot",
    "Facet",
    "Facets",
    "Filter",
    "FoundPlace",
    "Hit",
    "Nearly",
    "OpenNow",
    "Page",
    "PlaceWish",
    "Query",
    "SearchEntry",
    "SnapshotDamaged",
    "Spot",
    "Synonyms",
    "Town",
    "TownDistrict",
    "TownPostcode",
    "build",
    "default_synonyms",
    "load",
    "read_synonyms",
    "save",
]
