"""Apply a rule set, on top of the safety floor, to the persons of a family. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lotsen.referral.rules.facts import CaseFacts, FactRef
from lotsen.referral.rules.model import Rule, RuleSet, SafetyPath
from lotsen.referral.rules.people import People, Reading
from lotsen.referral.rules.results import Because, Evaluation, FoundNeed, OpenPath, OpenRule, Question
from lotsen.referral.rules.verdicts import Held, persons_of, verdicts_of


def evaluate(rule_set: RuleSet, floor: RuleSet, case: CaseFacts) -> Evaluation:
    """Return needs, paths, open rules and the questions worth asking.

    The floor's rules run first and on their own; a local rule set can add paths and cannot take one away.
    """
    people = People(case, {**rule_set.facts, **floor.facts})
    floor_held, floor_open = verdicts_of(floor, people)
    local_held, local_open = verdicts_of(rule_set, people)
    undecided = floor_open + local_open
    missing = _missing(undecided)
    floor_facts = _missing(floor_open)
    later = tuple(dict.fromkeys((*people.not_now(), *filter(people.is_in_vain, floor_facts))))
    return Evaluation(
        needs=_needs(local_held, people),
        paths=_paths(floor_held + local_held, {**rule_set.paths, **floor.paths}),
        open=tuple(undecided),
        questions=_questions(undecided, set(floor_facts), people),
        due=tuple([ref for ref in floor_facts if ref not in later]),
        to_clarify=tuple([ref for ref in missing if people.is_unknown(ref) and ref not in later]),
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
        for line in rules.on(case.as_of).lines:
            holds_for = known.get(id(line.rule))
            if holds_for is None:
                holds_for = known[id(line.rule)] = persons_of(line, reading)
            if holds_for:
                found[line.rule.id] = holds_for
        yield found


def _needs(held: Iterable[Held], people: People) -> tuple[FoundNeed, ...]:
    found: dict[tuple[str, str], list[Held]] = {}
    for one in held:
        if one.rule.need is not None:
            found.setdefault((one.rule.need, one.person_ref), []).append(one)
    needs = [FoundNeed.by(code, person, _grounds(group)) for (code, person), group in found.items()]
    return tuple(sorted(needs, key=lambda need: (-need.weight, need.code, people.order[need.person_ref])))


def _paths(held: Iterable[Held], known: Mapping[str, SafetyPath]) -> tuple[OpenPath, ...]:
    found: dict[tuple[str, str], list[Held]] = {}
    for one in held:
        if one.rule.path is not None:
            found.setdefault((one.rule.path, one.person_ref), []).append(one)
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


def _grounds(group: Iterable[Held]) -> tuple[Because, ...]:
    return tuple([Because(one.rule, one.grounds) for one in group])


def _missing(undecided: Iterable[OpenRule]) -> tuple[FactRef, ...]:
    return tuple(dict.fromkeys([ref for one in undecided for ref, _ in one.waits]))


def _questions(undecided: Iterable[OpenRule], due: set[FactRef], people: People) -> tuple[Question, ...]:
    """Rank what was not asked: the floor's questions first, then by what they are worth to all rules.

    That sum is built in the order of the rules: the same everywhere.
    """
    waiting: defaultdict[FactRef, list[Rule]] = defaultdict(list)
    value: defaultdict[FactRef, float] = defaultdict(float)
    for one in undecided:
        for ref, worth in one.waits:
            waiting[ref].append(one.rule)
            value[ref] += worth
    questions = [
        Question(ref.person_ref, ref.fact, ref in due, people.is_sensitive(ref), value[ref], tuple(rules))
        for ref, rules in waiting.items()
        if people.is_askable(ref)
    ]
    return tuple(
        sorted(questions, key=lambda it: (not it.is_due, -it.value, people.order[it.person_ref], it.fact))
    )
