"""Counts what a results page would show for each choice of each filter."""

from collections.abc import Iterable

import numpy as np

from lotsen.directory.search.model import Facet, Facets, Filter, Nearly, OpenNow
from lotsen.directory.search.snapshot.parts import NO, UNKNOWN, YES, Ints, Mask, Parts, Positions, spread
from lotsen.directory.search.snapshot.reach import EVERYWHERE, OPEN
from lotsen.directory.search.snapshot.wishes import CAPACITIES, COSTS, Judged, Wishes

ANSWERS = {NO: "no", YES: "yes"}


class Counting:
    """The columns that facets are counted in."""

    def __init__(self, parts: Parts, wishes: Wishes) -> None:
        self._columns = parts.arrays
        self._types: list[str] = parts.tables["types"]
        self._own_types: list[str | None] = [code or None for code in parts.tables["own_types"]]
        self._districts: list[str] = parts.tables["districts"]
        self._languages = wishes.languages
        self._spoken = wishes.spoken == YES
        self._silent = (wishes.spoken == UNKNOWN).any(axis=1)
        at = self._columns["reach_at"].astype(np.int64)
        self._everywhere = self._holding(parts.tables["codes"].index(EVERYWHERE))
        self._unsaid = self._holding(parts.tables["codes"].index(OPEN)) & (np.diff(at) == 0)

    def _holding(self, code: int) -> Mask:
        """Say which distinct reaches hold a code."""
        at = self._columns["code_at"].astype(np.int64)
        of = np.repeat(np.arange(len(at) - 1), np.diff(at))
        found = np.zeros(len(at) - 1, np.bool_)
        found[of[self._columns["code_body"] == code]] = True
        return found

    def facets(self, services: Positions | None, judged: Judged, hours: OpenNow | None) -> Facets:
        """Count all facets over the services that a query matched (all if None)."""
        shown = _positions(services, judged.failed == 0)

        def counts(wish: Filter, column: str, size: int) -> Ints:
            among = shown
            if judged.asked & wish:
                among = _positions(services, judged.failed & ~np.uint16(wish) == 0)
            values = self._columns[column]
            return np.bincount(values if among is None else values[among], minlength=size)

        speaks = counts(Filter.LANGUAGE, "speaks", len(self._spoken))
        areas = counts(Filter.PLACE, "area", len(self._everywhere))
        return Facets(
            types=_named(self._types, counts(Filter.TYPE, "type", len(self._types))),
            own_types=_named(self._own_types, counts(Filter.TYPE, "own_type", len(self._own_types))),
            districts=self._by_district(areas),
            languages=Facet(
                _some(self._languages, speaks @ self._spoken[:, :-1]), int(speaks[self._silent].sum())
            ),
            costs=_named(COSTS, counts(Filter.COST, "cost", len(COSTS))),
            home_visit=_answers(counts(Filter.HOME_VISIT, "home_visit", 3)),
            capacities=_named(CAPACITIES, counts(Filter.CAPACITY, "capacity", len(CAPACITIES))),
            open_now=_open(counts(Filter.OPEN, "hours", len(hours.states)), hours) if hours else Facet({}, 0),
        )

    def _by_district(self, areas: Ints) -> Facet:
        some = np.flatnonzero(areas)
        which, where = spread(self._columns["reach_at"], some)
        per_district = np.bincount(
            self._columns["reach_body"][where],
            weights=areas[some][which],
            minlength=len(self._districts),
        ).astype(np.int64)
        everywhere = int(areas[self._everywhere].sum())
        return Facet(_some(self._districts, per_district + everywhere), int(areas[self._unsaid].sum()))


def nearly(judged: Judged) -> Nearly | None:
    """Say which single wish to drop when nothing meets all; None if no single one helps."""
    best: Nearly | None = None
    for wish in judged.asked:
        total = int(np.count_nonzero(judged.failed == wish))
        if total and (best is None or total > best.total):
            best = Nearly(wish, total)
    return best


def _positions(services: Positions | None, kept: Mask) -> Positions | None:
    if services is None:
        return None if kept.all() else np.flatnonzero(kept)
    return services[kept]


def _named(names: Iterable[str | None], counts: Ints) -> Facet:
    by_name = dict(zip(names, counts.tolist(), strict=True))
    return Facet({name: count for name, count in by_name.items() if name and count}, by_name.get(None, 0))


def _some(names: list[str], counts: Ints) -> dict[str, int]:
    some = np.flatnonzero(counts)
    return {names[number]: count for number, count in zip(some.tolist(), counts[some].tolist(), strict=True)}


def _answers(counts: Ints) -> Facet:
    return Facet(
        {name: int(counts[state]) for state, name in ANSWERS.items() if counts[state]}, int(counts[UNKNOWN])
    )


def _open(counts: Ints, hours: OpenNow) -> Facet:
    states = np.frombuffer(hours.states, np.uint8)
    return _answers(np.array([int(counts[states == state].sum()) for state in (NO, UNKNOWN, YES)], np.int64))
