"""Tantivy, a search library in Rust, with its German stemmer."""

import math
import re
from collections.abc import Sequence
from pathlib import Path

import tantivy

from lotsen.directory.search import SearchEntry
from tests.bench.rivals import SHOWN, Wanted, row_of

_TEXTS = ("name", "kind", "organization", "description")
_CHOICES = ("type", "cost", "home_visit", "capacity")
_COUNTED = {name: {"terms": {"field": name, "size": 100}} for name in (*_CHOICES, "languages")}
_BOOSTS = {"name": 4.0, "kind": 2.5, "organization": 1.5, "description": 0.2}
_NOWHERE = 0.0


class Tantivy:
    """An index on disk."""

    name = "tantivy German"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "tantivy"
        self._folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", stored=True)
        for name in _TEXTS:
            builder.add_text_field(name, tokenizer_name="de_stem")
        for name in (*_CHOICES, "languages"):
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        builder.add_float_field("lat", indexed=True, fast=True)
        builder.add_float_field("lon", indexed=True, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(self._folder))

    def fill(self, entries: Sequence[SearchEntry]) -> None:
        """Write all documents in one segment run."""
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for number, entry in enumerate(entries, 1):
            _, *texts, kind, languages, cost, visit, capacity, lat, lon = row_of(number, entry)
            document = tantivy.Document(id=number, **dict(zip(_TEXTS, texts, strict=True)))
            for name, value in zip(_CHOICES, (kind, cost, visit, capacity), strict=True):
                document.add_text(name, str(value))
            for language in str(languages).split() or ["?"]:
                document.add_text("languages", language)
            document.add_float("lat", float(str(lat or _NOWHERE)))
            document.add_float("lon", float(str(lon or _NOWHERE)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def megabytes(self) -> float:
        """Return the size of the folder."""
        return sum(path.stat().st_size for path in self._folder.iterdir()) / 1e6

    def page(self, wanted: Wanted) -> list[int]:
        """Ask for hits, and once more for the counts; the circle is a square here."""
        words = " ".join(re.findall(r"\w+", wanted.text))
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        text = self._index.parse_query(words, list(_TEXTS), field_boosts=_BOOSTS, conjunction_by_default=True)
        parts = [(must, text)]
        if wanted.language:
            spoken = [
                (should, tantivy.Query.term_query(self._schema, "languages", one))
                for one in (wanted.language, "?", "*")
            ]
            parts.append((must, tantivy.Query.boolean_query(spoken)))
        if wanted.point and wanted.radius:
            north = wanted.radius / 111_195
            east = north / math.cos(math.radians(wanted.point.latitude))
            inside = [
                (must, self._between("lat", wanted.point.latitude - north, wanted.point.latitude + north)),
                (must, self._between("lon", wanted.point.longitude - east, wanted.point.longitude + east)),
            ]
            nowhere = self._between("lat", _NOWHERE, _NOWHERE)
            near = [(should, tantivy.Query.boolean_query(inside)), (should, nowhere)]
            parts.append((must, tantivy.Query.boolean_query(near)))
        query = tantivy.Query.boolean_query(parts)
        searcher = self._index.searcher()
        searcher.aggregate(query, _COUNTED)
        hits = searcher.search(query, SHOWN).hits
        return [int(searcher.doc(address)["id"][0]) for _, address in hits]

    def _between(self, field: str, low: float, high: float) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, field, tantivy.FieldType.Float, low, high)

    def close(self) -> None:
        """Nothing is held open."""
