"""The fast path: from the needs of a case to the services worth explaining."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

import numpy as np

from lotsen.directory.search import DirectorySnapshot
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.ranking import Weights
from lotsen.referral.matching.shortlist import bits
from lotsen.referral.matching.shortlist.bits import Bits, Rows
from lotsen.referral.matching.shortlist.claims import Claims
from lotsen.referral.matching.shortlist.judging import Judge
from lotsen.referral.matching.shortlist.nearest import Nearest
from lotsen.referral.matching.shortlist.order import Order, leading
from lotsen.referral.matching.shortlist.ranks import LAST, Table, offers_of, rank_all
from lotsen.referral.matching.shortlist.result import Most, Shortlist
from lotsen.referral.matching.shortlist.where import Regions, Steps, Ways
from lotsen.referral.rules.results import FoundNeed

NAMED = 1 << 16
"""Ids that are kept ready to be named."""
USUAL = Weights()
NOTHING = Shortlist((), (), {}, 0, 0)


class Matcher:
    """Shortlists of one directory; safe between threads, and the faster the more it has been asked."""

    def __init__(self, snapshot: DirectorySnapshot) -> None:
        self._eligibility = snapshot.eligibility
        self._ids = snapshot.column("id")
        if len(self._eligibility):
            self._judge = Judge(self._eligibility)
            self._regions = Regions(self._eligibility)
            self._offers = offers_of(self._eligibility)
        self._name = lru_cache(NAMED)(self._id_at)

    def shortlist(
        self,
        case: CaseProfile,
        needs: Sequence[FoundNeed],
        weights: Weights | None = None,
        most: Most | None = None,
    ) -> Shortlist:
        """Return which services fit best and which miss nearest."""
        if not needs:
            return NOTHING
        weights, most, count = weights or USUAL, most or Most(), len(self._eligibility)
        if not count:
            return Shortlist((), (), dict.fromkeys((need.code for need in needs), 0), 0, 0)
        claims = Claims(self._judge, case, needs)
        judged = self._judge.conditions(case, weights)
        failing = [claims.too_old_or_young, *[one for each in judged for one in each.failing]]
        once, more = bits.once_and_more(failing, count)
        ways = Ways(self._eligibility, case)
        within = self._regions.reached(case, ways, weights)
        # But for their region some fail nothing, some a single condition.
        fine, nearly = claims.serving & ~once, claims.serving & once & ~more
        fit = bits.holds(within.rows, fine).nonzero()[0]
        rows, regions = within.rows.take(fit), within.scores.take(fit)
        # Within their region the former fit, and the latter are near misses; elsewhere the former are.
        near = fine ^ bits.of_rows(np.concatenate((rows, bits.among(within.rows, nearly))), count)
        steps = ways.steps(rows)
        ranks = rank_all(self._eligibility, self._offers, rows, claims, judged, regions, steps, weights)
        order = Order.of(case.case_id, self._eligibility.column("lot"))
        nearest = Nearest(self._eligibility, claims, ways, order)
        misses = nearest.first(near, most.misses)
        if most.misses is None or len(misses) < most.misses:
            far = claims.serving & ~near & ~bits.of_rows(rows, count)
            failing.append(~bits.of_rows(within.rows, count))
            left = None if most.misses is None else most.misses - len(misses)
            misses = np.append(misses, _farther(nearest, far, failing, left))
        codes = dict.fromkeys(one.code for one in claims.all)
        return Shortlist(
            fits=self._named(rows[_best(rows, ranks, steps, order, most.fits)]),
            misses=self._named(misses),
            fitting=dict(zip(codes, [int(np.count_nonzero(one < LAST)) for one in ranks], strict=True)),
            missing=bits.size(claims.serving) - len(rows),
            near=bits.size(near),
        )

    def _named(self, rows: Rows) -> tuple[UUID, ...]:
        return tuple(map(self._name, rows.tolist()))

    def _id_at(self, row: int) -> UUID:
        return UUID(bytes=self._ids[self._eligibility.column("place")[row]].tobytes())


def _best(rows: Rows, ranks: Table, steps: Steps, order: Order, most: int | None) -> Rows:
    """Return the places of the first few under each need, all in their common order."""
    worth = np.zeros(len(rows), np.bool_)
    for one in ranks:
        worth |= leading(one, most, LAST)
    places = worth.nonzero()[0]
    ranks = ranks.take(places, axis=1)
    common = order.sorted(rows.take(places), ranks.min(axis=0), steps.take(places))
    places, ranks = places.take(common), ranks.take(common, axis=1)
    if most is None:
        return places
    shown = np.zeros(len(places), np.bool_)
    for one in ranks:
        first = one.argsort(kind="stable")[:most]
        shown[first] |= one[first] < LAST
    return places[shown]


def _farther(nearest: Nearest, far: Bits, failing: Sequence[Bits], most: int | None) -> Rows:
    """Return the first of those that fail more than one condition: the fewer the sooner."""
    rows = bits.rows_of(far)
    failures = np.sum([bits.holds(rows, one) for one in failing], axis=0, dtype=np.int64)
    found = rows[:0]
    for count in np.unique(failures).tolist():
        alike = bits.of_rows(rows[failures == count], len(far) * bits.WORD)
        left = None if most is None else most - len(found)
        found = np.append(found, nearest.first(alike, left))
    return found
