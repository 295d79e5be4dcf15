"""Apply a rule set, on top of the safety floor, to the persons of a family. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from lotsen.referral.rules.facts import PHASE, CaseFacts, FactRef, FactValue, PersonFacts, clean_value
from lotsen.referral.rules.logic import Truth, any_of
from lotsen.referral.rules.model import MOST_WEIGHT, Rule, RuleSet, SafetyPath
from lotsen.referral.rules.program import Binding
from lotsen.referral.rules.results import Evaluation, FoundNeed, OpenPath, OpenRule, Question
from lotsen.terms import Fact, Phase, Scope, Texts

SCOPES = (Scope.CHILD, Scope.CAREGIVER, Scope.FAMILY)


def evaluate(rule_set: RuleSet, floor: RuleSet, case: CaseFacts) -> Evaluation:
    """Return needs, paths, open rules and the questions worth asking.

    The floor's rules run first and on their own; a local rule set can add paths and cannot take one away.
    """
    people = _People(case, {**rule_set.facts, **floor.facts})
    floor_verdicts = [verdict for rule in floor.rules for verdict in _apply(rule, people)]
    local_verdicts = [verdict for rule in rule_set.rules for verdict in _apply(rule, people)]
    verdicts = floor_verdicts + local_verdicts
    undecided = [verdict for verdict in verdicts if verdict.truth is None]
    floor_facts = _missing(verdict for verdict in floor_verdicts if verdict.truth is None)
    missing = _missing(undecided)
    later = tuple(dict.fromkeys((*people.not_now(), *filter(people.is_in_vain, floor_facts))))
    return Evaluation(
        needs=_needs(local_verdicts, people),
        paths=_paths(verdicts, {**rule_set.paths, **floor.paths}),
        open=tuple(verdict.as_open() for verdict in undecided),
        questions=_questions(undecided, set(floor_facts), people),
        due=tuple(ref for ref in floor_facts if ref not in later),
        to_clarify=tuple(ref for ref in missing if people.is_unknown(ref) and ref not in later),
        private_tasks=later,
        rule_set=rule_set.label,
        floor=floor.label,
    )


def find(rule_sets: Sequence[RuleSet], case: CaseFacts) -> Iterator[dict[str, frozenset[str]]]:
    """Yield for each set whom its rules hold for, by their ids; rules that hold for nobody are left out.

    For many families at once, where nobody reads why; what several sets share is applied once.
    """
    people = _People(case, {code: fact for rules in rule_sets for code, fact in rules.facts.items()})
    known: dict[int, frozenset[str]] = {}
    for rules in rule_sets:
        found: dict[str, frozenset[str]] = {}
        for rule in rules.rules:
            if id(rule) not in known:
                known[id(rule)] = _persons(rule, people)
            if known[id(rule)]:
                found[rule.id] = known[id(rule)]
        yield found


def _persons(rule: Rule, people: _People) -> frozenset[str]:
    if not rule.is_valid(people.case.as_of):
        return frozenset()
    return frozenset(
        person.ref
        for person, bindings in people.bindings(rule)
        if any(rule.program.holds(binding) for binding in bindings)
    )


class _People:
    """The persons of a case by scope, with values in the type of their fact."""

    def __init__(self, case: CaseFacts, facts: Mapping[str, Fact]) -> None:
        self.case = case
        self.facts = facts
        self.by_scope = {scope: case.of_scope(scope) for scope in SCOPES}
        self.by_ref = {person.ref: person for scope in SCOPES for person in self.by_scope[scope]}
        self.order = {ref: position for position, ref in enumerate(self.by_ref)}
        self.values = {ref: self._clean(person) for ref, person in self.by_ref.items()}
        self.groups: dict[
            tuple[Scope, frozenset[Scope]], tuple[tuple[PersonFacts, tuple[Binding, ...]], ...]
        ] = {}
        self.phases: dict[Phase, Truth] = {phase: case.has_phase(phase) for phase in Phase}

    def _clean(self, person: PersonFacts) -> dict[str, FactValue]:
        kept: dict[str, FactValue] = {}
        for code, given in person.values.items():
            if code not in self.facts:
                continue
            value = clean_value(self.facts[code], given)
            if value is not None:
                kept[code] = value
        if (phase := person.values.get(PHASE)) in set(Phase):
            kept[PHASE] = str(phase)
        return kept

    def is_sensitive(self, ref: FactRef) -> bool:
        return ref.fact in self.facts and self.facts[ref.fact].sensitive

    def bindings(self, rule: Rule) -> tuple[tuple[PersonFacts, tuple[Binding, ...]], ...]:
        """Return each person the rule is about, with every group of persons its facts are read from."""
        key = (rule.about, rule.scopes)
        if key not in self.groups:
            self.groups[key] = tuple(self._groups(rule))
        return self.groups[key]

    def _groups(self, rule: Rule) -> Iterator[tuple[PersonFacts, tuple[Binding, ...]]]:
        if rule.about is Scope.CHILD and self.case.is_childless:
            return
        for person in self.by_scope[rule.about]:
            groups = product(*(self._choices(scope, rule, person) for scope in SCOPES))
            yield person, tuple(self._binding(group) for group in groups)

    def _choices(self, scope: Scope, rule: Rule, person: PersonFacts) -> tuple[PersonFacts, ...]:
        if scope is rule.about:
            return (person,)
        return self.by_scope[scope] if scope in rule.scopes else self.by_scope[scope][:1]

    def _binding(self, group: Iterable[PersonFacts]) -> Binding:
        refs = {person.scope: person.ref for person in group}
        return Binding({scope: self.values[ref] for scope, ref in refs.items()}, refs, self.phases)

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


@dataclass(frozen=True)
class _Verdict:
    """What one rule says about one person."""

    rule: Rule
    person_ref: str
    truth: Truth
    shares: Mapping[FactRef, float] = field(default_factory=dict)
    reasons: tuple[Texts, ...] = ()

    def as_open(self) -> OpenRule:
        return OpenRule(self.rule.id, self.rule.need, self.rule.path, self.person_ref, tuple(self.shares))


def _apply(rule: Rule, people: _People) -> Iterator[_Verdict]:
    """Decide a rule for each person it is about: it holds once it holds in one group of persons.

    Where it does not hold, there is nothing to say.
    """
    if not rule.is_valid(people.case.as_of):
        return
    for person, bindings in people.bindings(rule):
        outcomes = [rule.program.run(binding) for binding in bindings]
        truth = any_of(outcome.truth for outcome in outcomes) if len(outcomes) > 1 else outcomes[0].truth
        if truth is False:
            continue
        shares: dict[FactRef, float] = {}
        reasons: dict[Texts, None] = {}
        for binding, outcome in zip(bindings, outcomes, strict=True):
            if truth is None and outcome.truth is None:
                for variable, share in outcome.unknowns.items():
                    if variable.scope is Scope.CHILD and people.case.is_childless:
                        continue
                    shares.setdefault(FactRef(binding.refs[variable.scope], variable.fact), share)
            if outcome.truth is True:
                reasons.update(dict.fromkeys((rule.sentence, *rule.program.explain(binding))))
        yield _Verdict(rule, person.ref, truth, shares, tuple(reasons))


def _needs(verdicts: Iterable[_Verdict], people: _People) -> tuple[FoundNeed, ...]:
    found: dict[tuple[str, str], list[_Verdict]] = {}
    for verdict in verdicts:
        if verdict.truth is True and verdict.rule.need is not None:
            found.setdefault((verdict.rule.need, verdict.person_ref), []).append(verdict)
    needs = [
        FoundNeed(
            code=code,
            weight=sum(verdict.rule.weight for verdict in group),
            person_ref=person_ref,
            reasons=_sentences(group),
            rule_ids=tuple(verdict.rule.id for verdict in group),
            prefer=tuple(dict.fromkeys(kind for verdict in group for kind in verdict.rule.prefer)),
        )
        for (code, person_ref), group in found.items()
    ]
    return tuple(sorted(needs, key=lambda need: (-need.weight, need.code, people.order[need.person_ref])))


def _paths(verdicts: Iterable[_Verdict], known: Mapping[str, SafetyPath]) -> tuple[OpenPath, ...]:
    found: dict[tuple[str, str], list[_Verdict]] = {}
    for verdict in verdicts:
        if verdict.truth is True and verdict.rule.path is not None:
            found.setdefault((verdict.rule.path, verdict.person_ref), []).append(verdict)
    return tuple(
        OpenPath(
            id=path,
            title=known[path].title,
            contact=known[path].contact,
            person_ref=person_ref,
            reasons=_sentences(group),
            rule_ids=tuple(verdict.rule.id for verdict in group),
        )
        for (path, person_ref), group in found.items()
    )


def _sentences(group: Iterable[_Verdict]) -> tuple[Texts, ...]:
    return tuple(dict.fromkeys(sentence for verdict in group for sentence in verdict.reasons))


def _missing(verdicts: Iterable[_Verdict]) -> tuple[FactRef, ...]:
    return tuple(dict.fromkeys(ref for verdict in verdicts for ref in verdict.shares))


def _questions(undecided: Iterable[_Verdict], due: set[FactRef], people: _People) -> tuple[Question, ...]:
    """Rank what was not asked: the floor's questions first, then by the sum of weight × p × (1 - p).

    p is the share of answers that rules a result out (or confirms it, where no answer can rule it out): a
    question whose answer is nearly certain tells little. A path weighs like the heaviest need.
    """
    worth: dict[FactRef, float] = {}
    open_rules: dict[FactRef, list[Rule]] = {}
    for verdict in undecided:
        for ref, share in verdict.shares.items():
            worth[ref] = worth.get(ref, 0.0) + (verdict.rule.weight or MOST_WEIGHT) * share * (1 - share)
            open_rules.setdefault(ref, []).append(verdict.rule)
    questions = [
        _question(ref, value, open_rules[ref], due, people)
        for ref, value in worth.items()
        if people.is_askable(ref)
    ]
    return tuple(
        sorted(questions, key=lambda it: (not it.is_due, -it.value, people.order[it.person_ref], it.fact))
    )


def _question(
    ref: FactRef, value: float, rules: Iterable[Rule], due: set[FactRef], people: _People
) -> Question:
    decides = sorted(rules, key=lambda rule: -(rule.weight or MOST_WEIGHT))
    return Question(
        ref.person_ref,
        ref.fact,
        ref in due,
        people.is_sensitive(ref),
        value,
        needs=tuple(dict.fromkeys(rule.need for rule in decides if rule.need is not None)),
        paths=tuple(dict.fromkeys(rule.path for rule in decides if rule.path is not None)),
        rule_ids=tuple(dict.fromkeys(rule.id for rule in decides)),
    )
