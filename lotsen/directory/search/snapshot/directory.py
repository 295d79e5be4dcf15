"""One immutable picture of the whole directory, in numbers: what search, facets and matching share."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import UUID

import numpy as np

from lotsen.directory.domain import fold
from lotsen.directory.search.model import (
    Filter,
    FoundPlace,
    Hit,
    NobodyThere,
    OpenNow,
    Page,
    PlaceWish,
    Query,
)
from lotsen.directory.search.planner import Plan, Planner
from lotsen.directory.search.snapshot.counting import Counting, nearly
from lotsen.directory.search.snapshot.distance import NOWHERE, Distances
from lotsen.directory.search.snapshot.eligibility import SECTION, Eligibility
from lotsen.directory.search.snapshot.matching import MOST_OF_IT, Matching
from lotsen.directory.search.snapshot.meanings import Meanings
from lotsen.directory.search.snapshot.parts import NO, UNKNOWN, YES, Array, Ints, Parts, Positions
from lotsen.directory.search.snapshot.ranking import LEAD, blend, first
from lotsen.directory.search.snapshot.reach import Places
from lotsen.directory.search.snapshot.vocabulary import Vocabulary
from lotsen.directory.search.snapshot.wishes import Judged, Wishes, with_wishes
from lotsen.places.domain import Point

MOST_SUGGESTIONS = 8
MOST_NEAR = 6
"""Services named from elsewhere where nobody is in a place."""


class DirectorySnapshot:
    """All services of one version of the directory; safe to share between threads, never changed.

    Services are numbered by a digest of their id: this order breaks ties, so nobody comes first by name or
    age.
    """

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._ids = parts.arrays["id"]
        self._places = Places(parts)
        self._vocabulary = Vocabulary(parts, self._places.names().__contains__)
        self._matching = Matching(parts)
        self._distances = Distances(parts)
        self._wishes = Wishes(parts, self._places)
        self._planner = Planner(self._vocabulary, Meanings(parts), self._places, self._wishes.is_served)
        self._counting = Counting(parts, self._wishes)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def version(self) -> int:
        """The version of the directory that this is a picture of."""
        return self.parts.version

    def search(self, query: Query) -> Page:
        """Return a whole results page.

        A name of a place or a language in the text becomes a filter; if that leaves nothing, it is searched
        as a word, for a name may be both. So do wishes like "comes to the home"; if they leave nothing, they
        are let go. If the filters leave none that holds all words, those that hold most of them are shown.
        """
        plan = self._planner.plan(query.text)
        narrowed, read = with_wishes(query, plan.wishes)
        page = self._page(narrowed, plan)
        if page.total:
            return replace(page, read=read)
        if read:
            return replace(self._without_wishes(query, plan), let_go=read)
        return self._without_wishes(query, plan, page)

    def reads_open_now(self, text: str) -> bool:
        """Say whether a query's words ask for what is open now, so that `is_open` has to be given."""
        return "open_now" in self._planner.plan(text).wishes

    def _without_wishes(self, query: Query, plan: Plan, page: Page | None = None) -> Page:
        page = page or self._page(query, plan)
        if page.total:
            return page
        if not plan.insists_on_place and (plan.place is not None or plan.language is not None):
            plain = self._planner.plan(query.text, heed_places=False)
            second = page if plain.corrections else self._page(query, plain)
            if second.total and not second.relaxed:
                return second
        if len(plan.groups) > 1 and not page.relaxed:
            second = self._page(query, plan, loosely=True)
            return second if second.total else page
        return page

    def suggest(self, prefix: str) -> tuple[str, ...]:
        """Complete the last word of what is being typed; the words before it stay as they are."""
        before, _, start = prefix.rpartition(" ")
        found = self._vocabulary.suggestions(fold(start), MOST_SUGGESTIONS)
        return tuple(f"{before} {word}".lstrip() for word in found)

    def opened(self, judge: Callable[[str], bool | None]) -> OpenNow:
        """Ask once per distinct text of opening hours whether it is open; the answer serves many queries."""
        answers = {None: UNKNOWN, False: NO, True: YES}
        texts: list[str] = self.parts.tables["hours"]
        return OpenNow(bytes(answers[judge(text)] if text else UNKNOWN for text in texts))

    def position(self, service: UUID) -> int | None:
        """Return the number of a service in all columns, None if it is not in this snapshot."""
        wanted = _digest(service.bytes)
        at = bisect_left(range(len(self)), wanted, key=lambda number: _digest(self._ids[number].tobytes()))
        return at if at < len(self) and self._ids[at].tobytes() == service.bytes else None

    def id_at(self, position: int) -> UUID:
        """Return the service with a number."""
        return UUID(bytes=self._ids[position].tobytes())

    def column(self, name: str) -> Array:
        """Return a column, read only; the package's docstring names those that others may rely on."""
        return self.parts.arrays[name]

    def extended(
        self, section: str, arrays: Mapping[str, Array], table: Mapping[str, Any] | None = None
    ) -> "DirectorySnapshot":
        """Return the same snapshot with more arrays in a section: saved, mapped and shared like all.

        `table` is plain JSON that the arrays point into; it lies beside the tables under the section's name.
        """
        own = {f"{section}/{name}": array for name, array in arrays.items()}
        tables = self.parts.tables if table is None else {**self.parts.tables, section: table}
        return DirectorySnapshot(replace(self.parts, arrays={**self.parts.arrays, **own}, tables=tables))

    def section(self, section: str) -> dict[str, Array]:
        """Return the arrays that were added under a name."""
        start = f"{section}/"
        return {
            name.removeprefix(start): array
            for name, array in self.parts.arrays.items()
            if name.startswith(start)
        }

    @cached_property
    def eligibility(self) -> Eligibility:
        """What matching reads; a snapshot built for searching alone has none (KeyError)."""
        return Eligibility(self.section(SECTION), self.parts.tables[SECTION])

    def _page(self, query: Query, plan: Plan, *, loosely: bool = False) -> Page:
        matched = self._matching.match(plan.groups, loosely=loosely)
        services, scores = matched.services, matched.scores
        if plan.leads_nowhere:
            services, scores = np.zeros(0, np.intp), np.zeros(0, np.int64)
        metres = self._distances.metres(query.point, services) if query.point else None
        hours = self.opened(query.is_open) if callable(query.is_open) else query.is_open
        places = [place for place in ((query.place,) if query.place else (), _meant(plan)) if place]
        language = query.language or plan.language
        judged = self._wishes.judge(query, places, language, hours, services, metres)
        if loosely and services is not None:
            left = int(scores[judged.failed == 0].max(initial=0))
            near = np.flatnonzero(scores * 100 >= left * MOST_OF_IT)
            services, scores, judged = services[near], scores[near], judged.some(near)
            metres = None if metres is None else metres[near]
        rows = np.flatnonzero(judged.failed == 0)
        stated = judged.unclear[rows] == 0
        values = scores[rows]
        if language is not None:
            # Who speaks a language comes before those that only have somebody interpret.
            values = values + self._wishes.lift(language, rows if services is None else services[rows])
        if not plan.groups and query.first_types:
            values = values + self._lead(query.first_types, rows if services is None else services[rows])
        if metres is not None:
            values = blend(values, metres[rows])
        elif middle := self._middle(query, plan):
            # Who is in the place or serves it is near enough; of those who may be, the near ones come first.
            near = self._distances.metres(middle, rows if services is None else services[rows])
            values = np.where(stated, values, blend(values, near))
        absent = self._nobody_there(query, plan, rows if services is None else services[rows])
        nearest: tuple[Hit, ...] = ()
        if absent or (query.radius and not stated.any()):
            nearest = self._nearest(query.point or self._middle(query, plan), judged, services, scores)
        best = rows[first(values, stated, query.offset + query.limit)][query.offset :]
        return Page(
            hits=tuple(self._hit(services, row, scores, metres, judged.unclear) for row in best.tolist()),
            total=len(rows),
            not_stated=len(rows) - int(np.count_nonzero(stated)),
            facets=self._counting.facets(services, judged, hours),
            place=plan.place,
            language=plan.language,
            corrections=plan.corrections,
            relaxed=matched.relaxed,
            is_unread=plan.is_unread,
            is_nameless=not plan.groups and plan.language is None,
            nearly=None if len(rows) else nearly(judged),
            nobody_there=absent,
            nearest=nearest,
            other_reading=plan.other_reading,
        )

    def _nobody_there(self, query: Query, plan: Plan, services: Positions) -> NobodyThere | None:
        """Say of the place that was asked for that none of some services lies in it or serves it by name."""
        place = plan.place
        if place is None and query.place is not None:
            place = FoundPlace("", (query.place,))
        if place is None or not len(self):
            return None
        if self._wishes.there(place.places, services, serves_only=query.serves_only).any():
            return None
        name = (
            place.name if place.name and not place.name.isdigit() else self._places.name_of(place.places[0])
        )
        return NobodyThere(name, in_directory=not self._wishes.is_served(place))

    def _nearest(
        self, point: Point | None, judged: Judged, services: Positions | None, scores: Ints
    ) -> tuple[Hit, ...]:
        """Return who meets all wishes but those for a place and most of the words, the nearest first.

        Of those equally near, and where nobody knows how near any is, the one that fits best comes first.
        """
        elsewhere = Filter.PLACE | Filter.RADIUS
        rows = np.flatnonzero((judged.failed != 0) & (judged.failed & ~np.uint16(elsewhere) == 0))
        rows = rows[scores[rows] * 100 >= scores[rows].max(initial=0) * MOST_OF_IT]
        metres = np.full(len(judged.failed), NOWHERE, np.int64)
        if point is not None:
            metres[rows] = self._distances.metres(point, rows if services is None else services[rows])
        near = rows[np.lexsort((-scores[rows], metres[rows], judged.unclear[rows] != 0))][:MOST_NEAR]
        return tuple(self._hit(services, row, scores, metres, judged.unclear) for row in near.tolist())

    def _lead(self, types: frozenset[str], services: Positions) -> Ints:
        """Lift services of some types, and the less the more needs they serve."""
        columns, tables = self.parts.arrays, self.parts.tables
        lead = np.array([LEAD if code in types else 0 for code in tables["types"]], np.int64)
        few = np.array([LEAD // (1 + len(needs)) for needs in tables["needs"]], np.int64)
        found: Ints = lead[columns["type"][services]] + few[columns["needs"][services]]
        return found

    def _middle(self, query: Query, plan: Plan) -> Point | None:
        if plan.place is not None:
            return self._places.point(plan.place)
        return self._places.point(FoundPlace("", (query.place,))) if query.place else None

    def _hit(
        self, services: Positions | None, row: int, scores: Array, metres: Array | None, unclear: Array
    ) -> Hit:
        away = None if metres is None or metres[row] == NOWHERE else int(metres[row])
        number = row if services is None else int(services[row])
        return Hit(self.id_at(number), int(scores[row]), away, Filter(int(unclear[row])))


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=16).digest()


def _meant(plan: Plan) -> tuple[PlaceWish, ...]:
    return plan.place.places if plan.place else ()
