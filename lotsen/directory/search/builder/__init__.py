"""Makes a snapshot out of all services of a directory."""

from collections.abc import Iterable
from typing import Any

from lotsen.directory.search.builder.columns import Columns
from lotsen.directory.search.builder.meanings import meanings_parts
from lotsen.directory.search.builder.places import places_parts
from lotsen.directory.search.builder.texts import Texts
from lotsen.directory.search.model import SearchEntry, Synonyms, Town
from lotsen.directory.search.snapshot.directory import DirectorySnapshot
from lotsen.directory.search.snapshot.parts import Parts
from lotsen.directory.search.snapshot.reach import Places


def build(
    entries: Iterable[SearchEntry], synonyms: Synonyms, places: Iterable[Town], *, version: int = 0
) -> DirectorySnapshot:
    """Build a snapshot; the order in which services, synonyms and places come makes no difference.

    `version` is the version of the directory that the entries were read from. An id comes once.
    """
    texts, columns = Texts(), Columns()
    for entry in entries:
        texts.add(entry)
        columns.add(entry)
    place_arrays, place_tables = places_parts(places)
    known = Places(Parts(place_arrays, place_tables))
    order = columns.order()
    meaning_arrays, meanings = meanings_parts(synonyms)
    place_words = {word for name in known.names() for word in name.split()}
    extra = _words_of(meanings) | {name for name in known.names() if " " not in name}
    postings = texts.postings(order, extra, place_words)
    areas, area_tables = columns.areas(known)
    tables: dict[str, Any] = {
        **columns.tables(),
        **area_tables,
        **meanings,
        **place_tables,
        "lexicon": postings.lexicon,
    }
    arrays = {**postings.arrays(), **columns.arrays(order), **areas, **meaning_arrays, **place_arrays}
    return DirectorySnapshot(Parts(arrays, tables, version))


def _words_of(meanings: dict[str, Any]) -> set[str]:
    """Return the words people may type though no service holds them: those of synonyms."""
    return {word for phrase in meanings["spelled"] for word in phrase.split()}
