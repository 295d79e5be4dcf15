"""All comparisons of a rule set as the bits of one number: written once for a person, read by every rule.

Hundreds of rules compare the same few dozen facts. What a value means for all of them is kept by the range it
falls into, never by the value itself: ranges tell nothing about any family.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from lotsen.referral.rules.facts import FactValue, PersonFacts, clean_value
from lotsen.referral.rules.logic import Truth
from lotsen.referral.rules.program import BITS, PHASES, Leaf, Program, Variable, bits_of
from lotsen.terms import Fact, FactKind, Phase, Scope

BYTE = 8
_PHASES = frozenset(phase.value for phase in Phase)


class Sheet:
    """The comparisons of some compiled conditions, end to end: `size` bytes, whole ones for each.

    `spans` says where those of each condition stand.
    """

    def __init__(self, programs: Sequence[Program], facts: Mapping[str, Fact]) -> None:
        placed: dict[Variable, list[tuple[int, Leaf]]] = {}
        named: dict[tuple[Scope, str], set[FactValue]] = {}
        self.spans: list[slice] = []
        self.size = 0
        for program in programs:
            for at, leaf in enumerate(program.leaves):
                placed.setdefault(leaf.variable, []).append((BYTE * self.size + BITS * at, leaf))
            end = self.size - -BITS * len(program.leaves) // BYTE
            self.spans.append(slice(self.size, end))
            self.size = end
            for variable, cells in program.cells.items():
                named.setdefault((variable.scope, variable.fact), set()).update(cell.value for cell in cells)
        self._phases: dict[Phase, list[tuple[int, Leaf]]] = {}
        self._columns: dict[Scope, dict[str, _Column]] = {scope: {} for scope in Scope}
        for variable, leaves in placed.items():
            _, is_phase, code = variable.aspect.partition(PHASES)
            if is_phase:
                self._phases[Phase(code)] = leaves
                continue
            column = self._columns[variable.scope].setdefault(
                variable.fact, _Column(facts.get(variable.fact), named[variable.scope, variable.fact])
            )
            column.leaves += leaves

    def of_person(self, person: PersonFacts) -> int:
        """Compare everything that is known of a person; what cannot be a value of its fact is not known."""
        state, given = 0, person.values
        for code, column in self._columns[person.scope].items():
            if code in given:
                state |= column.bits(given[code])
        return state

    def of_phases(self, phases: Mapping[Phase, Truth]) -> int:
        """Note for the comparisons that ask for it whether any child is in a phase."""
        return sum(bits_of(phases[phase]) << at for phase, leaves in self._phases.items() for at, _ in leaves)

    def together(self, *parts: int) -> bytes:
        """Put what is known of several persons together, as the spans of the conditions are cut from it."""
        return reduce(or_, parts).to_bytes(self.size, "little")


class _Column:
    """Everything that is compared with one fact."""

    def __init__(self, fact: Fact | None, named: Iterable[FactValue]) -> None:
        self.fact = fact
        self.leaves: list[tuple[int, Leaf]] = []
        self._cuts = sorted(value for value in named if not isinstance(value, bool | str))
        self._codes = frozenset(value for value in named if isinstance(value, bool | str))
        self._known: dict[object, int] = {}
        self._plain = bool if fact is not None and fact.kind is FactKind.YES_NO else str

    def bits(self, given: object) -> int:
        """Return how all comparisons with a value come out; one that was named before is its own range."""
        if isinstance(given, self._plain) and given in self._known:
            return self._known[given]
        value = self._clean(given)
        if value is None:
            return 0
        if not isinstance(value, bool | str):
            place = bisect_left(self._cuts, value)
            is_named = place < len(self._cuts) and self._cuts[place] == value
            return self._of(value, 2 * place + is_named)
        return self._of(value, value) if value in self._codes else self._compare(value)

    def _clean(self, given: object) -> FactValue | None:
        """Return a value in the type of the fact; the phase needs none to be read."""
        if self.fact is None:
            return given if isinstance(given, str) and given in _PHASES else None
        return clean_value(self.fact, given)

    def _of(self, value: FactValue, key: object) -> int:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._compare(value)
        return found

    def _compare(self, value: FactValue) -> int:
        return sum(leaf.bits_for(value) << at for at, leaf in self.leaves)
