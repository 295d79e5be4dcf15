"""Turns towns into lists and arrays: what `Places` reads."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from lotsen.directory.domain import AreaLevel
from lotsen.directory.search.analyser import words
from lotsen.directory.search.builder.columns import Numbered, end_to_end, small
from lotsen.directory.search.model import Town
from lotsen.directory.search.snapshot.parts import Array
from lotsen.directory.search.snapshot.reach import town_table
from lotsen.directory.search.snapshot.strings import pack


def places_parts(towns: Iterable[Town]) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return the arrays and the tables of towns; the order they come in makes no difference.

    Of each folded name (`place_names`) how it is written and the places called so; of each place
    (`place_codes`: level and code) the towns it is or lies in; and every town as a text.
    """
    towns = sorted(towns, key=lambda town: town.code)
    places: Numbered[str] = Numbered()
    called: dict[str, dict[int, None]] = defaultdict(dict)
    shown: dict[str, str] = {}
    lies_in: dict[int, dict[int, None]] = defaultdict(dict)
    for number, town in enumerate(towns):
        for level, code, name in _named(town):
            place = places[f"{level.value}:{code}"]
            if level is AreaLevel.DISTRICT:
                lies_in[place].clear()
            lies_in[place][number] = None
            if key := name if name.isdigit() else _key(name):
                called[key][place] = None
                shown.setdefault(key, name)
    of_name, name_at = end_to_end(called.values())
    of_place, place_at = end_to_end(lies_in.values())
    body, at = pack([json.dumps(town_table(town), ensure_ascii=False) for town in towns])
    return (
        {
            "name_place": small(of_name),
            "name_at": name_at,
            "place_town": small(of_place),
            "place_at": place_at,
            "town_body": body,
            "town_at": at,
        },
        {"place_names": [*called], "place_shown": [*shown.values()], "place_codes": [*places]},
    )


def _named(town: Town) -> Iterator[tuple[AreaLevel, str, str]]:
    """Yield a town and what lies in it: level, code and name."""
    yield AreaLevel.MUNICIPALITY, town.code, town.name
    for district in town.districts:
        yield AreaLevel.DISTRICT, district.code, district.name
    for part in town.postcodes:
        yield AreaLevel.POSTCODE, part.postcode, part.postcode


@lru_cache(4096)
def _key(name: str) -> str:
    """Fold a name; many towns have an "Altstadt"."""
    return " ".join(words(name))
