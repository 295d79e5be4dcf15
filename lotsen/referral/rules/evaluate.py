"""Apply a rule set, on top of the safety floor, to the persons of a family. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lotsen.referral.rules.facts import CaseFacts, FactRef
from lotsen.referral.rules.model import MOST_WEIGHT, Rule, RuleSet, SafetyPath
from lotsen.referral.rules.people import People, Reading
from lotsen.referral.rules.results import Because, Evaluation, FoundNeed, OpenPath, Question
from lotsen.referral.rules.verdicts import Verdict, persons_of, verdicts_of


def evaluate(rule_set: RuleSet, floor: RuleSet, case: CaseFacts) -> Evaluation:
    """Return needs, paths, open rules and the questions worth asking.

    The floor's rules run first and on their own; a local rule set can add paths and cannot take one away.
    """
    people = People(case, {**rule_set.facts, **floor.facts})
    floor_verdicts = verdicts_of(floor, people)
    local_verdicts = verdicts_of(rule_set, people)
    verdicts = floor_verdicts + local_verdicts
    undecided = [verdict for verdict in verdicts if verdict.truth is None]
    floor_facts = _missing(verdict for verdict in floor_verdicts if verdict.truth is None)
    missing = _missing(undecided)
    later = tuple(dict.fromkeys((*people.not_now(), *filter(people.is_in_vain, floor_facts))))
    return Evaluation(
        needs=_needs(local_verdicts, people),
        paths=_paths(verdicts, {**rule_set.paths, **floor.paths}),
        open=tuple([verdict.as_open() for verdict in undecided]),
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
    people = People(case, {})
    known: dict[int, frozenset[str]] = {}
    for rules in rule_sets:
        reading = Reading(rules.sheet, people)
        found: dict[str, frozenset[str]] = {}
        for line in rules.lines(case.as_of):
            holds_for = known.get(id(line.rule))
            if holds_for is None:
                holds_for = known[id(line.rule)] = persons_of(line, reading)
            if holds_for:
                found[line.rule.id] = holds_for
        yield found


def _needs(verdicts: Iterable[Verdict], people: People) -> tuple[FoundNeed, ...]:
    found: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.truth is True and verdict.rule.need is not None:
            found.setdefault((verdict.rule.need, verdict.person_ref), []).append(verdict)
    needs = [
        FoundNeed(
            code=code,
            weight=sum([verdict.rule.weight for verdict in group]),
            person_ref=person_ref,
            because=_grounds(group),
            prefer=tuple(dict.fromkeys([kind for verdict in group for kind in verdict.rule.prefer])),
        )
        for (code, person_ref), group in found.items()
    ]
    return tuple(sorted(needs, key=lambda need: (-need.weight, need.code, people.order[need.person_ref])))


def _paths(verdicts: Iterable[Verdict], known: Mapping[str, SafetyPath]) -> tuple[OpenPath, ...]:
    found: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.truth is True and verdict.rule.path is not None:
            found.setdefault((verdict.rule.path, verdict.person_ref), []).append(verdict)
    return tuple(
        OpenPath(
            id=path,
            title=known[path].title,
            contact=known[path].contact,
            person_ref=person_ref,
            because=_grounds(group),
        )
        for (path, person_ref), group in found.items()
    )


def _grounds(group: Iterable[Verdict]) -> tuple[Because, ...]:
    return tuple([Because(verdict.rule, verdict.held) for verdict in group])


def _missing(verdicts: Iterable[Verdict]) -> tuple[FactRef, ...]:
    return tuple(dict.fromkeys([ref for verdict in verdicts for ref in verdict.shares]))


def _questions(undecided: Iterable[Verdict], due: set[FactRef], people: People) -> tuple[Question, ...]:
    """Rank what was not asked: the floor's questions first, then by the sum of weight × p × (1 - p).

    p is the share of answers that rules a result out (or confirms it, where no answer can rule it out): a
    question whose answer is nearly certain tells little. A path weighs like the heaviest need.
    """
    waiting: dict[FactRef, list[tuple[Rule, float]]] = {}
    for verdict in undecided:
        for ref, share in verdict.shares.items():
            waiting.setdefault(ref, []).append((verdict.rule, share))
    questions = [
        _question(ref, rules, due, people) for ref, rules in waiting.items() if people.is_askable(ref)
    ]
    return tuple(
        sorted(questions, key=lambda it: (not it.is_due, -it.value, people.order[it.person_ref], it.fact))
    )


def _question(
    ref: FactRef, waiting: Sequence[tuple[Rule, float]], due: set[FactRef], people: People
) -> Question:
    """Say what a question is worth, by the rules that wait for it and how many answers decide them."""
    value = 0.0
    for rule, share in waiting:
        value += (rule.weight or MOST_WEIGHT) * share * (1 - share)
    decides = sorted([rule for rule, _ in waiting], key=lambda rule: -(rule.weight or MOST_WEIGHT))
    return Question(
        ref.person_ref,
        ref.fact,
        ref in due,
        people.is_sensitive(ref),
        value,
        needs=tuple(dict.fromkeys([rule.need for rule in decides if rule.need is not None])),
        paths=tuple(dict.fromkeys([rule.path for rule in decides if rule.path is not None])),
        rule_ids=tuple(dict.fromkeys([rule.id for rule in decides])),
    )
