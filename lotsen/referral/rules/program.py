"""A compiled condition: closures over the truth of its comparisons, and what is still worth asking.

Kleene's logic looks at one comparison at a time and so calls `a or not a` unknown. Where a fact is read more
than once, or a comparison holds for every possible value, the program looks closer: it splits each missing
fact into the few ranges the rule can tell apart and goes through them all. A result that is always the same
is decided, and a missing fact that changes nothing is not asked for. Both are exact for one group of persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod
from typing import NamedTuple

from lotsen.referral.rules.cells import Cell
from lotsen.referral.rules.conditions import Condition
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import Test, Truth, all_of, any_of
from lotsen.terms import Scope

Truths = Sequence[Truth]

SCOPES = (Scope.CHILD, Scope.CAREGIVER, Scope.FAMILY)
"""Whose facts a condition may read: one person of each scope at once."""

BITS = 2
"""Of each comparison: whether it is decided, and whether it holds."""

NOTHING_KNOWN = b""
"""The state of any number of comparisons, none of them decided."""

KNOWN, PHASES = "known", "phase:"
"""Aspects of a variable: that there is a value; that any child is in the phase that is named after it."""

MOST_COMBINATIONS = 20_000
"""Beyond this many combinations of ranges, Kleene's answers stand; rules people write need dozens."""


@dataclass(frozen=True)
class Variable:
    """What a comparison reads: a fact's value, whether it is known, or whether any child is in a phase."""

    scope: Scope
    fact: str
    aspect: str = "value"


def bits_of(truth: Truth) -> int:
    """Write a truth as bits; what is not known is nothing."""
    return 0 if truth is None else 1 + 2 * truth


def truth_at(state: int, place: int) -> Truth:
    """Read the truth of one of many comparisons."""
    bits = state >> BITS * place
    return bits & 2 > 0 if bits & 1 else None


@dataclass(frozen=True)
class Leaf:
    """One comparison, with the not of the rule already worked in."""

    variable: Variable
    test: Test
    negated: bool = False

    def holds(self, value: FactValue) -> bool:
        """Compare one possible value."""
        return self.test(value) is not self.negated

    def bits_for(self, value: FactValue) -> int:
        """Compare what is known of a person; for "known", that there is a value is all."""
        return bits_of(self.holds(True if self.variable.aspect == KNOWN else value))


@dataclass(frozen=True)
class Node:
    """A part of the condition, compiled: its truth, which comparisons may still decide it, and its grounds.

    `held` gives the places of what made it hold among the grounds of its program.
    """

    truth: Callable[[Truths], Truth]
    live: Callable[[Truths], Iterator[int]]
    held: Callable[[Truths], Iterator[int]] = lambda truths: iter(())


def leaf_node(index: int) -> Node:
    """Compile one comparison."""

    def live(truths: Truths) -> Iterator[int]:
        if truths[index] is None:
            yield index

    return Node(lambda truths: truths[index], live)


def joined_node(parts: Sequence[Node], join: Callable[[Iterable[Truth]], Truth]) -> Node:
    """Compile an "all" or "any"; once it is decided, nothing below it matters any more."""

    def truth(truths: Truths) -> Truth:
        return join(part.truth(truths) for part in parts)

    def live(truths: Truths) -> Iterator[int]:
        if truth(truths) is None:
            for part in parts:
                yield from part.live(truths)

    def held(truths: Truths) -> Iterator[int]:
        mine = truth(truths)
        for part in parts if mine is not False else ():
            if (its := part.truth(truths)) is mine or its is True:
                yield from part.held(truths)

    return Node(truth, live, held)


def told_node(node: Node, ground: int) -> Node:
    """Let a part be told as a reason where it holds."""

    def held(truths: Truths) -> Iterator[int]:
        if node.truth(truths) is True:
            yield ground
        yield from node.held(truths)

    return replace(node, held=held)


def all_node(parts: Sequence[Node]) -> Node:
    """Compile an "all"."""
    return joined_node(parts, all_of)


def any_node(parts: Sequence[Node]) -> Node:
    """Compile an "any"."""
    return joined_node(parts, any_of)


class Missing(NamedTuple):
    """A fact that still matters: whose (a place in `SCOPES`), and the share of answers that settle it.

    Where several comparisons read it (its value, whether it is known), the first says so.
    """

    place: int
    fact: str
    share: float


class Outcome(NamedTuple):
    """The truth for one group of persons, what it misses, and the grounds that made it true."""

    truth: Truth
    missing: tuple[Missing, ...] = ()
    held: tuple[int, ...] = ()


@dataclass(frozen=True)
class Program:
    """A condition ready to run.

    `grounds` is what can be told as a reason, in the order in which it is written: each part with a sentence
    of its own, and each comparison that no such sentence speaks for, with the not of the rule worked in.
    """

    leaves: tuple[Leaf, ...]
    root: Node
    cells: Mapping[Variable, tuple[Cell, ...]]
    grounds: tuple[Condition, ...]

    def run(self, state: bytes) -> Outcome:
        """Decide the condition by the bits of its comparisons, the first lowest, or say what is missing."""
        bits = int.from_bytes(state, "little")
        return self._outcome(tuple(truth_at(bits, place) for place in range(len(self.leaves))))

    def _outcome(self, truths: Truths) -> Outcome:
        truth = self.root.truth(truths)
        if truth is not None:
            return self._decided(truth, truths)
        live = tuple(self.root.live(truths))
        variables = tuple(dict.fromkeys(self.leaves[index].variable for index in live))
        if self._needs_a_closer_look(live):
            truth, variables = self._try_everything(truths, live, variables)
            if truth is not None:
                return self._decided(truth, truths)
        missing: dict[tuple[Scope, str], Missing] = {}
        for variable in variables:
            place, share = SCOPES.index(variable.scope), self._share(variable, truths, live)
            missing.setdefault((variable.scope, variable.fact), Missing(place, variable.fact, share))
        return Outcome(None, tuple(missing.values()))

    def _decided(self, truth: bool, truths: Truths) -> Outcome:
        return Outcome(truth, (), tuple(self.root.held(truths)) if truth else ())

    def _needs_a_closer_look(self, live: Sequence[int]) -> bool:
        read = Counter(self.leaves[index].variable for index in live)
        return any(times > 1 for times in read.values()) or not self._constant.isdisjoint(live)

    @cached_property
    def _constant(self) -> frozenset[int]:
        """The comparisons that come out the same for every possible value."""
        return frozenset(
            index
            for index, leaf in enumerate(self.leaves)
            if len({leaf.holds(cell.value) for cell in self.cells[leaf.variable]}) == 1
        )

    def _with(self, truths: Truths, live: Sequence[int], values: Mapping[Variable, FactValue]) -> list[Truth]:
        tried = list(truths)
        for index in live:
            leaf = self.leaves[index]
            if leaf.variable in values:
                tried[index] = leaf.holds(values[leaf.variable])
        return tried

    def _try_everything(
        self, truths: Truths, live: Sequence[int], variables: Sequence[Variable]
    ) -> tuple[Truth, tuple[Variable, ...]]:
        ranges = [self._distinct(variable, live) for variable in variables]
        if prod(len(values) for values in ranges) > MOST_COMBINATIONS:
            return None, tuple(variables)
        results: dict[tuple[int, ...], Truth] = {}
        for chosen in product(*(range(len(values)) for values in ranges)):
            tried = {
                variable: values[choice]
                for variable, values, choice in zip(variables, ranges, chosen, strict=True)
            }
            results[chosen] = self.root.truth(self._with(truths, live, tried))
        if len(set(results.values())) == 1:
            return next(iter(results.values())), ()
        matter = {
            position
            for chosen, result in results.items()
            for position in range(len(variables))
            if results[(*chosen[:position], 0, *chosen[position + 1 :])] is not result
        }
        return None, tuple(variable for position, variable in enumerate(variables) if position in matter)

    def _distinct(self, variable: Variable, live: Sequence[int]) -> list[FactValue]:
        """Return one value for each way in which the open comparisons can come out."""
        mine = [self.leaves[index] for index in live if self.leaves[index].variable == variable]
        found = {tuple(leaf.holds(cell.value) for leaf in mine): cell.value for cell in self.cells[variable]}
        return list(found.values())

    def _share(self, variable: Variable, truths: Truths, live: Sequence[int]) -> float:
        """Return the share of answers that rule the result out; if none can, the share that confirms it."""
        shares = {True: 0.0, False: 0.0, None: 0.0}
        for cell in self.cells[variable]:
            shares[self.root.truth(self._with(truths, live, {variable: cell.value}))] += cell.share
        return shares[False] or shares[True]
