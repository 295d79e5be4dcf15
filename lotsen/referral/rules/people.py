"""The persons of a family as the rules of one set read them: whom a rule is about, and with whom. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from lotsen.referral.rules.facts import CaseFacts, FactRef, PersonFacts
from lotsen.referral.rules.logic import Truth
from lotsen.referral.rules.model import Rule
from lotsen.referral.rules.program import SCOPES
from lotsen.referral.rules.sheet import Sheet
from lotsen.terms import Fact, Phase, Scope


class References(dict[str, FactRef]):
    """The facts of one person by their codes, each named once."""

    def __init__(self, person_ref: str) -> None:
        super().__init__()
        self._person_ref = person_ref

    def __missing__(self, fact: str) -> FactRef:
        found = self[fact] = FactRef(self._person_ref, fact)
        return found


class Binding(NamedTuple):
    """One person of each scope: the bits of what is known of them, and their facts by the places of `SCOPES`.

    No facts of a child are ever missing where there is none.
    """

    state: bytes
    references: tuple[References | None, ...]


_Read = tuple[int, References | None]

Bound = tuple[str, tuple[Binding, ...]]
"""A person a rule is about, with every group of persons its facts are read from."""


class People:
    """The persons of a case by scope."""

    def __init__(self, case: CaseFacts, facts: Mapping[str, Fact]) -> None:
        self.case = case
        self.facts = facts
        self.by_scope = {scope: case.of_scope(scope) for scope in SCOPES}
        self.by_ref = {person.ref: person for scope in SCOPES for person in self.by_scope[scope]}
        self.order = {ref: position for position, ref in enumerate(self.by_ref)}
        self.references = {ref: References(ref) for ref in self.by_ref}
        self.phases: dict[Phase, Truth] = {phase: case.has_phase(phase) for phase in Phase}

    def is_sensitive(self, ref: FactRef) -> bool:
        return ref.fact in self.facts and self.facts[ref.fact].sensitive

    def is_askable(self, ref: FactRef) -> bool:
        return ref.fact in self.by_ref[ref.person_ref].not_asked

    def is_not_now(self, ref: FactRef) -> bool:
        return ref.fact in self.by_ref[ref.person_ref].not_now

    def is_in_vain(self, ref: FactRef) -> bool:
        return ref.fact in self.by_ref[ref.person_ref].unknown

    def is_unknown(self, ref: FactRef) -> bool:
        return not self.is_askable(ref) and not self.is_not_now(ref)

    def not_now(self) -> tuple[FactRef, ...]:
        """Return every answer "not possible at the moment", whether a rule waits for it or not."""
        return tuple(
            FactRef(person.ref, code) for person in self.by_ref.values() for code in sorted(person.not_now)
        )


class Reading:
    """The persons of a case as one rule set reads them: the bits of each, and its facts."""

    def __init__(self, sheet: Sheet, people: People) -> None:
        self._people, self._sheet = people, sheet
        self._phases = sheet.of_phases(people.phases)
        self._read = [tuple(map(self._of_person, people.by_scope[scope])) for scope in SCOPES]
        self._bound: dict[str, tuple[Bound, ...]] = {}

    def bindings(self, rule: Rule) -> tuple[Bound, ...]:
        """Return each person a rule is about, with every group of persons its facts are read from."""
        found = self._bound.get(rule.readers)
        if found is None:
            found = self._bound[rule.readers] = tuple(self._of(rule))
        return found

    def _of_person(self, person: PersonFacts) -> _Read:
        nobody = person.scope is Scope.CHILD and self._people.case.is_childless
        return self._sheet.of_person(person), None if nobody else self._people.references[person.ref]

    def _of(self, rule: Rule) -> Iterator[Bound]:
        if rule.about is Scope.CHILD and self._people.case.is_childless:
            return
        choices = [
            read if scope in rule.scopes else read[:1] for scope, read in zip(SCOPES, self._read, strict=True)
        ]
        about = SCOPES.index(rule.about)
        for person, own in zip(self._people.by_scope[rule.about], self._read[about], strict=True):
            choices[about] = (own,)
            yield person.ref, tuple([self._binding(group) for group in product(*choices)])

    def _binding(self, group: tuple[_Read, ...]) -> Binding:
        state = self._sheet.together(self._phases, *[bits for bits, _ in group])
        return Binding(state, tuple([references for _, references in group]))
