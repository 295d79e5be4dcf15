"""A compiled condition: closures over the truth of its comparisons, and what is still worth asking.

Kleene's logic looks at one comparison at a time and so calls `a or not a` unknown. Where a fact is read more
than once, or a comparison holds for every possible value, the program looks closer: it splits each missing
fact into the few ranges the rule can tell apart and goes through them all. A result that is always the same
is decided, and a missing fact that changes nothing is not asked for. Both are exact for one group of persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from lotsen.referral.rules.cells import Cell
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import Test, Truth, all_of, any_of
from lotsen.terms import Phase, Scope, Texts

Truths = Sequence[Truth]

MOST_COMBINATIONS = 20_000
"""Beyond this many combinations of ranges, Kleene's answers stand; rules people write need dozens."""

MOST_OUTCOMES = 2_000
"""How many results a condition remembers; one with six comparisons can have 729."""


@dataclass(frozen=True)
class Variable:
    """What a comparison reads: a fact's value, whether it is known, or whether any child is in a phase."""

    scope: Scope
    fact: str
    aspect: str = "value"


@dataclass(frozen=True)
class Binding:
    """The persons a rule is applied to at once, one of each scope, and the phases of all children."""

    values: Mapping[Scope, Mapping[str, FactValue]]
    refs: Mapping[Scope, str]
    phases: Mapping[Phase, Truth]


@dataclass(frozen=True)
class Leaf:
    """One comparison, with the not of the rule already worked in."""

    variable: Variable
    test: Test
    negated: bool = False

    def reader(self) -> Callable[[Binding], Truth]:
        """Compile how it reads the persons of a binding: what is missing stays unknown."""
        _, is_phase, code = self.variable.aspect.partition("phase:")
        if is_phase:
            phase = Phase(code)
            return lambda binding: binding.phases[phase]
        scope, fact, test, negated = self.variable.scope, self.variable.fact, self.test, self.negated
        only_known = self.variable.aspect == "known"

        def read(binding: Binding) -> Truth:
            value = binding.values[scope].get(fact)
            if value is None:
                return None
            return test(True if only_known else value) is not negated

        return read

    def holds(self, value: FactValue) -> bool:
        """Compare one possible value."""
        return self.test(value) is not self.negated


@dataclass(frozen=True)
class Node:
    """A part of the condition, compiled: how its truth follows, and which comparisons may still decide it."""

    truth: Callable[[Truths], Truth]
    live: Callable[[Truths], Iterator[int]]


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

    return Node(truth, live)


def all_node(parts: Sequence[Node]) -> Node:
    """Compile an "all"."""
    return joined_node(parts, all_of)


def any_node(parts: Sequence[Node]) -> Node:
    """Compile an "any"."""
    return joined_node(parts, any_of)


@dataclass(frozen=True)
class Outcome:
    """The truth for one binding, and per missing fact that matters the share of answers that settle it."""

    truth: Truth
    unknowns: Mapping[Variable, float]


@dataclass(frozen=True)
class Program:
    """A condition ready to run."""

    leaves: tuple[Leaf, ...]
    root: Node
    cells: Mapping[Variable, tuple[Cell, ...]]
    explanations: tuple[tuple[Node, Texts], ...]

    def run(self, binding: Binding) -> Outcome:
        """Decide the condition for these persons, or say what is missing."""
        truths = tuple([read(binding) for read in self._readers])
        known = self._outcomes.get(truths)
        if known is None:
            known = self._outcome(truths)
            if len(self._outcomes) < MOST_OUTCOMES:
                self._outcomes[truths] = known
        return known

    def holds(self, binding: Binding) -> bool:
        """Tell whether the condition holds for these persons and nothing more."""
        return self.run(binding).truth is True

    @cached_property
    def _outcomes(self) -> dict[tuple[Truth, ...], Outcome]:
        """What came out before, by the truth of the comparisons; there are few, and no fact is in it."""
        return {}

    @cached_property
    def _readers(self) -> tuple[Callable[[Binding], Truth], ...]:
        return tuple(leaf.reader() for leaf in self.leaves)

    def _outcome(self, truths: Truths) -> Outcome:
        truth = self.root.truth(truths)
        if truth is not None:
            return Outcome(truth, {})
        live = tuple(self.root.live(truths))
        variables = tuple(dict.fromkeys(self.leaves[index].variable for index in live))
        if self._needs_a_closer_look(live):
            truth, variables = self._try_everything(truths, live, variables)
            if truth is not None:
                return Outcome(truth, {})
        return Outcome(None, {variable: self._share(variable, truths, live) for variable in variables})

    def explain(self, binding: Binding) -> Iterator[Texts]:
        """Yield the sentences of the parts that hold."""
        truths = [read(binding) for read in self._readers]
        for node, sentence in self.explanations:
            if node.truth(truths) is True:
                yield sentence

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
