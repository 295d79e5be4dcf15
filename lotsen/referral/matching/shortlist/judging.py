"""Asks each condition once for every distinct value, and remembers the answers by what it reads of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import COLUMNS, NO, Eligibility
from lotsen.referral.matching.age import age_finding
from lotsen.referral.matching.case import CaseProfile, ChildProfile
from lotsen.referral.matching.conditions import CONDITIONS, region
from lotsen.referral.matching.ranking import Weights
from lotsen.referral.matching.shortlist import bits
from lotsen.referral.matching.shortlist.alike import Tongues
from lotsen.referral.matching.shortlist.belonging import COLUMN as GROUPS
from lotsen.referral.matching.shortlist.belonging import Belonging
from lotsen.referral.matching.shortlist.bits import Bits, Mask, Rows
from lotsen.referral.matching.shortlist.verdicts import (
    BLANK,
    STATES,
    WEIGHINGS,
    Judgement,
    Key,
    States,
    verdicts,
)

__all__ = ["READS", "WEIGHINGS", "Judge"]

READS: Mapping[str, tuple[str, ...]] = {
    "language": ("languages", "interpreter_ok"),
    "included": ("target_groups",),
    "excluded": ("target_groups",),
    "insurance": ("insured",),
    "access": ("prescription",),
    "anonymity": ("wants_anonymous",),
    "home_visit": ("wants_home_visit",),
    "cost": (),
    "capacity": ("as_of",),
    "validity": ("as_of",),
}
"""What each condition reads of a case; all else is kept from it here. Of a service it reads the aspect of its
name. Age and region stand apart: one asks for single children, the other comes from the postings."""

HELD = 128
"""Answers about each column that are remembered, by what its conditions read of a case."""
FEW = 4
"""Who has another value than the most frequent one is kept as a list if these are one in so many at most."""

_NOBODY = ""
_CONDITIONS = {condition.__name__: condition for condition in CONDITIONS if condition is not region}
_JUDGED = {
    column: tuple(dict.fromkeys(field for aspect in aspects for field in READS[aspect]))
    for column, aspects in COLUMNS.items()
    if column != GROUPS and not READS.keys().isdisjoint(aspects)
}
"""The columns that are judged here, and what their conditions read of a case."""

Part = tuple[Any, ...]
"""The fields of a case that a column is judged by, hashable."""


class Judge:
    """Judges the values of one directory."""

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        self._tongues = Tongues(eligibility)
        self._judges = lru_cache(WEIGHINGS)(self._weighing)
        self._aged = lru_cache(HELD)(self._age)
        self._unusual = lru_cache(len(COLUMNS))(self._others)
        self._belonging = Belonging(eligibility, self.services)
        self.needs = lru_cache(None)(self._needs)

    def conditions(self, case: CaseProfile, weights: Weights) -> Sequence[Judgement]:
        """Judge every condition but age and region, column by column."""
        return [
            self._belonging.judge(case, weights),
            *[
                judge(tuple([getattr(case, field) for field in fields]))
                for fields, judge in self._judges(weights)
            ],
        ]

    def _weighing(self, weights: Weights) -> Sequence[tuple[tuple[str, ...], Callable[[Part], Judgement]]]:
        """Return what judges each column for these weights, and remembers."""
        return [
            (fields, lru_cache(HELD)(partial(self._judge, column, weights)))
            for column, fields in _JUDGED.items()
        ]

    def ages(self, case: CaseProfile, person_ref: str) -> tuple[States, Bits]:
        """Judge each window for a person as the best of its children; and the set of services that fail."""
        children = () if case.is_childless else case.concerned(person_ref)
        parts = {(child.unborn, case.weeks() if child.unborn else case.months(child)) for child in children}
        found = [self._aged(case.is_childless, *part) for part in parts] or [self._aged(case.is_childless)]
        states, failing = found[0]
        for other, fails in found[1:]:
            states, failing = np.maximum(states, other), failing & fails
        return states, failing

    def services(self, column: str, chosen: Mask) -> Bits:
        """Return the set of services whose value in a column is a chosen one."""
        usual, others = self._unusual(column)
        if others is None or chosen[usual]:
            return bits.packed(chosen.take(self._eligibility.column(column)))
        rows, values = others
        return bits.of_rows(rows, len(self._eligibility), chosen.take(values))

    def _others(self, column: str) -> tuple[int, tuple[Rows, NDArray[np.unsignedinteger[Any]]] | None]:
        """Return the most frequent value of a column, and who has another one, if they are few."""
        values = self._eligibility.column(column)
        usual = int(np.argmax(np.bincount(values)))
        rows = np.flatnonzero(values != usual)
        return usual, (rows, values[rows]) if FEW * len(rows) <= len(values) else None

    def _needs(self, code: str) -> tuple[Mask, Bits]:
        """Say which offers answer a need, and return the services that serve it."""
        held = np.array([code in one.needs for one in self._eligibility.samples("needs")], np.bool_)
        held = held.take(self._eligibility.column("needs"))
        return held, self.services("offer", held)

    def _judge(self, column: str, weights: Weights, part: Part) -> Judgement:
        """Judge every value of a column."""
        case = replace(BLANK, **dict(zip(_JUDGED[column], part, strict=True)))
        ranks, failing = np.zeros(1, np.int64), list[Bits]()
        for aspect in COLUMNS[column]:
            states, counts = self._asked(aspect, case, weights)
            if len(COLUMNS[column]) > 1:
                values = self._eligibility.column(aspect)
                states, counts = states.take(values), counts.take(values)
            ranks = ranks + counts
            if (states == NO).any():
                failing.append(self.services(column, states == NO))
        return Judgement(column, ranks if ranks.any() else None, tuple(failing))

    def _asked(self, aspect: str, case: CaseProfile, weights: Weights) -> tuple[States, Key]:
        """Ask about every value of an aspect; of languages only about one of each kind."""
        samples, condition = self._eligibility.samples(aspect), _CONDITIONS[aspect]
        if aspect != "language":
            return verdicts(condition, samples, case, weights)
        kinds = self._tongues.kinds(case.languages)
        _, first, kind = np.unique(kinds, return_index=True, return_inverse=True)
        states, ranks = verdicts(condition, [samples[at] for at in first.tolist()], case, weights)
        return states.take(kind), ranks.take(kind)

    def _age(self, is_childless: bool, *child: Any) -> tuple[States, Bits]:
        """Judge each window for one child, told by whether it is born and its weeks or months."""
        case = replace(BLANK, is_childless=is_childless)
        if child:
            unborn, age = child
            only = ChildProfile(_NOBODY, unborn=unborn, age_months=None if unborn else age)
            case = replace(case, children=(only,), pregnant_weeks=age if unborn else None)
        windows = self._eligibility.samples("age")
        states = np.array([STATES[age_finding(one, case, _NOBODY).holds] for one in windows], np.uint8)
        return states, self.services("age", states == NO)
