"""Asks each condition once for every distinct value, and remembers the answers by what it reads of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.directory.search import NO, UNKNOWN, YES, Eligibility
from lotsen.referral.matching.age import age_finding
from lotsen.referral.matching.case import CaseProfile, ChildProfile
from lotsen.referral.matching.conditions import CONDITIONS, region
from lotsen.referral.matching.finding import Finding
from lotsen.referral.matching.groups import belongs
from lotsen.referral.matching.ranking import Weights, score
from lotsen.referral.matching.shortlist import bits
from lotsen.referral.matching.shortlist.alike import GROUPS, Alike, Numbers
from lotsen.referral.matching.shortlist.bits import Bits, Rows

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

WEIGHINGS = 2
"""Sets of weights that answers are remembered for: an operator has one."""

HELD = 128
"""Answers of each condition that are remembered, by what it reads of a case."""

_BLANK = CaseProfile(UUID(int=0), date.min)
_NOBODY = ""
_CONDITIONS = {condition.__name__: condition for condition in CONDITIONS if condition is not region}
STATES = {False: NO, None: UNKNOWN, True: YES}
"""How verdicts are written in columns; the best of several is the greatest."""

Part = tuple[Any, ...]
"""The fields of a case that a condition reads, hashable."""
Verdict = tuple[int, int, bool]
"""The state of a value, its points, and whether it is doubtful."""


_Columns = tuple[NDArray[Any], ...]


@dataclass(frozen=True)
class Judgement:
    """What one condition says of each value: verdict, points, doubt; and the set of services it fails."""

    states: NDArray[np.uint8]
    scores: NDArray[np.int64]
    doubtful: NDArray[np.bool_]
    failing: Bits | None
    doubts: bool
    """Whether any value is doubtful."""


class Kinds:
    """What was found of kinds of values, by their numbers: verdicts, points, doubts, and if it was asked.

    What is held is never changed, only replaced: threads may ask at once.
    """

    def __init__(self) -> None:
        self._held = _blank(0)

    def of(self, kinds: Numbers, verdict: Callable[[int], Verdict]) -> _Columns:
        """Return what is true of each kind; the first value of a kind that is new is asked about."""
        held, size = self._held, int(kinds.max(initial=0)) + 1
        if size > len(held[0]) or not held[-1][kinds].all():
            held = tuple(map(np.append, held, _blank(max(0, size - len(held[0])))))
            for kind, value in zip(*map(np.ndarray.tolist, np.unique(kinds, return_index=True)), strict=True):
                if not held[-1][kind]:
                    for column, found in zip(held, (*verdict(value), True), strict=True):
                        column[kind] = found
            self._held = held
        return tuple(column[kinds] for column in held)


def _blank(size: int) -> _Columns:
    return tuple(np.zeros(size, kind) for kind in (np.uint8, np.int64, np.bool_, np.bool_))


class Judge:
    """Judges the values of one directory."""

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        self._alike = Alike(eligibility)
        self._judges = lru_cache(WEIGHINGS)(self._weighing)
        self._aged = lru_cache(HELD)(self._age)
        self._unusual = lru_cache(None)(self._others)
        self.needs = lru_cache(None)(self._needs)

    def conditions(self, case: CaseProfile, weights: Weights) -> dict[str, Judgement]:
        """Judge every condition but age and region, by name."""
        groups = tuple((code, belongs(case, code)) for code in self._alike.groups)
        return {
            name: judge(
                tuple([groups if field == "target_groups" else getattr(case, field) for field in READS[name]])
            )
            for name, judge in self._judges(weights).items()
        }

    def _weighing(self, weights: Weights) -> Mapping[str, Callable[[Part], Judgement]]:
        """Return what judges each condition for these weights, and remembers."""
        return {name: lru_cache(HELD)(partial(self._judge, name, weights, Kinds())) for name in _CONDITIONS}

    def ages(self, case: CaseProfile, person_ref: str) -> tuple[NDArray[np.uint8], Bits]:
        """Judge each window for a person as the best of its children; and the set of services that fail."""
        children = () if case.is_childless else case.concerned(person_ref)
        parts = {(child.unborn, case.weeks() if child.unborn else case.months(child)) for child in children}
        found = [self._aged(case.is_childless, *part) for part in parts] or [self._aged(case.is_childless)]
        states, failing = found[0]
        for other, fails in found[1:]:
            states, failing = np.maximum(states, other), failing & fails
        return states, failing

    def services(self, aspect: str, chosen: NDArray[np.bool_]) -> Bits:
        """Return the set of services whose value of an aspect is a chosen one."""
        usual, rows, values = self._unusual(aspect)
        if chosen[usual]:
            return bits.packed(np.take(chosen, self._eligibility.column(aspect)))
        return bits.of_rows(rows, len(self._eligibility), chosen[values])

    def _others(self, aspect: str) -> tuple[int, Rows, NDArray[np.unsignedinteger[Any]]]:
        """Return the most frequent value of an aspect, and the services that have another one."""
        column = self._eligibility.column(aspect)
        usual = int(np.argmax(np.bincount(column)))
        rows = np.flatnonzero(column != usual)
        return usual, rows, column[rows]

    def _needs(self, code: str) -> tuple[NDArray[np.bool_], Bits]:
        """Say which sets of needs hold a need, and return the services that serve it."""
        held = np.array([code in one.needs for one in self._eligibility.samples("needs")], np.bool_)
        return held, self.services("needs", held)

    def _judge(self, name: str, weights: Weights, known: Kinds, part: Part) -> Judgement:
        """Judge one value of each kind; a kind of target groups is judged once for all cases."""
        fields: dict[str, Any] = {
            field: dict(value) if field == "target_groups" else value
            for field, value in zip(READS[name], part, strict=True)
        }
        kinds, samples = self._alike.kinds(name, fields), self._eligibility.samples(name)
        judged, case = known if name in GROUPS else Kinds(), None

        def verdict(value: int) -> Verdict:
            nonlocal case
            case = case or replace(_BLANK, **fields)
            finding = _CONDITIONS[name](samples[value], case)
            return STATES[finding.holds], score(finding, weights), finding.doubtful

        states, scores, doubtful, _ = judged.of(kinds, verdict)
        return Judgement(
            states,
            scores,
            doubtful,
            self.services(name, states == NO) if (states == NO).any() else None,
            doubts=bool(doubtful.any()),
        )

    def _age(self, is_childless: bool, *child: Any) -> tuple[NDArray[np.uint8], Bits]:
        """Judge each window for one child, told by whether it is born and its weeks or months."""
        case = replace(_BLANK, is_childless=is_childless)
        if child:
            unborn, age = child
            only = ChildProfile(_NOBODY, unborn=unborn, age_months=None if unborn else age)
            case = replace(case, children=(only,), pregnant_weeks=age if unborn else None)
        states = _states([age_finding(one, case, _NOBODY) for one in self._eligibility.samples("age")])
        return states, self.services("age", states == NO)


def _states(found: list[Finding]) -> NDArray[np.uint8]:
    return np.array([STATES[finding.holds] for finding in found], np.uint8)
