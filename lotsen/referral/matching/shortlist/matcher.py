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
from lotsen.referral.matching.shortlist.order import Order
from lotsen.referral.matching.shortlist.ranks import NOT_UNDER, Ranked, rank_all
from lotsen.referral.matching.shortlist.result import Most, Shortlist
from lotsen.referral.matching.shortlist.where import Regions, Ways
from lotsen.referral.rules.results import FoundNeed

NAMED = 1 << 14
"""Ids that are kept ready to be named."""
USUAL = Weights()
NOTHING = Shortlist((), (), {}, 0, 0)


class Matcher:
    """Shortlists of one directory; safe between threads, and the faster the more it has been asked."""

    def __init__(self, snapshot: DirectorySnapshot) -> None:
        self._eligibility = snapshot.eligibility
        self._ids = snapshot.column("id")
        self._judge = Judge(self._eligibility)
        self._regions = Regions(self._eligibility)
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
        weights, most = weights or USUAL, most or Most()
        if not len(self._eligibility):
            return Shortlist((), (), dict.fromkeys((need.code for need in needs), 0), 0, 0)
        claims = Claims(self._eligibility, self._judge, case, needs)
        judged = self._judge.conditions(case, weights)
        ways = Ways(self._eligibility, case)
        within = self._regions.reached(claims.need_sets, case, ways, weights)
        failing = [
            claims.too_old_or_young,
            claims.serving & ~bits.of_rows(within.rows, len(self._eligibility)),
            *(one.failing & claims.serving for one in judged.values() if one.failing is not None),
        ]
        once, more = bits.once_and_more(failing, len(self._eligibility))
        is_fit = ~bits.holds(within.rows, once)
        rows = within.rows[is_fit]
        ranked = rank_all(
            self._eligibility, rows, claims, judged, within.scores[is_fit], ways.steps(rows), weights
        )
        order = Order.of(case.case_id, self._eligibility.column("lot"))
        misses = _misses(Nearest(self._eligibility, claims, ways, order), failing, once, more, most.misses)
        return Shortlist(
            fits=self._named(rows[_best(rows, ranked, order, most.fits)]),
            misses=self._named(misses),
            fitting={code: int(np.count_nonzero(rank != NOT_UNDER)) for code, rank in ranked.ranks.items()},
            missing=bits.size(once),
            near=bits.size(once & ~more),
        )

    def _named(self, rows: Rows) -> tuple[UUID, ...]:
        return tuple(map(self._name, rows.tolist()))

    def _id_at(self, row: int) -> UUID:
        return UUID(bytes=self._ids[self._eligibility.column("place")[row]].tobytes())


def _best(rows: Rows, ranked: Ranked, order: Order, most: int | None) -> Rows:
    """Return the places of the first few under each need, all in their common order."""
    shown = np.zeros(len(rows), np.bool_)
    for ranks in ranked.ranks.values():
        answering = (ranks != NOT_UNDER).nonzero()[0]
        keys = (ranks[answering], ranked.best[answering], ranked.steps[answering])
        shown[answering[order.first(rows[answering], keys, most)]] = True
    places = shown.nonzero()[0]
    return places[order.first(rows[places], (ranked.best[places], ranked.steps[places]), None)]


def _misses(nearest: Nearest, failing: list[Bits], once: Bits, more: Bits, most: int | None) -> Rows:
    """Return the first misses: those that fail one condition, then those that fail two, and so on."""
    found = nearest.first(once & ~more, most)
    if (most is not None and len(found) >= most) or not more.any():
        return found
    rows = bits.rows_of(more)
    failures = np.sum([bits.holds(rows, one) for one in failing], axis=0, dtype=np.int64)
    for count in np.unique(failures).tolist():
        alike = bits.of_rows(rows[failures == count], len(more) * bits.WORD)
        left = None if most is None else most - len(found)
        found = np.append(found, nearest.first(alike, left))
    return found
