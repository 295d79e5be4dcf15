"""What has to hold for any rules and any family: nothing decided is undone, nothing unknown is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random

from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, NotOf, checks
from lotsen.referral.rules.evaluate import evaluate
from lotsen.referral.rules.facts import PHASE, CaseFacts, FactRef, FactValue
from lotsen.referral.rules.logic import Op, Truth, make_test
from lotsen.referral.rules.results import Evaluation
from lotsen.terms import Fact, FactKind
from tests.referral import rules_factory as made
from tests.referral.rules_factory import DAY, EMPTY, FACTS, TOWNS
from tests.scale import scaled


def decided(result: Evaluation) -> dict[tuple[str, str], Truth]:
    """Return what is open and what holds, by rule and person; what is missing here is a no."""
    found: dict[tuple[str, str], Truth] = {(entry.rule_id, entry.person_ref): None for entry in result.open}
    for need in result.needs:
        found |= {(rule_id, need.person_ref): True for rule_id in need.rule_ids}
    for path in result.paths:
        found |= {(rule_id, path.person_ref): True for rule_id in path.rule_ids}
    return found


def test_answering_a_question_never_undoes_what_is_decided() -> None:
    random = Random(1)
    for _ in range(scaled(10_000)):
        rules = [made.rule(f"r{n}", made.random_condition(random)) for n in range(random.randint(1, 4))]
        local = made.rule_set(*rules)
        floor = made.rule_set(
            made.path_rule("floor", made.random_condition(random, 1), "help"), is_floor=True
        )
        case = made.random_case(random)
        before = decided(evaluate(local, floor, case))
        for answered in _answers(random, case):
            after = decided(evaluate(local, floor, answered))
            for key in set(before) | set(after):
                was = before.get(key, False)
                assert was is None or after.get(key, False) is was, key
            before = after


def test_what_is_told_as_the_reason_holds_and_is_enough_for_the_rule() -> None:
    random, told = Random(5), 0
    for _ in range(scaled(10_000)):
        when = made.with_sentences(random, made.random_condition(random))
        rules = made.rule_set(made.rule("r", when))
        case = made.random_case(random, most_children=1, most_caregivers=1)
        for need in evaluate(rules, EMPTY, case).needs:
            (because,) = need.because
            for part in because.conditions:
                alone = made.rule_set(
                    made.rule("r", replace(part, sentence=None), about=rules.rules[0].about)
                )
                assert evaluate(alone, EMPTY, case).needs, part
                told += 1
            named = {check.fact.code for part in because.conditions for check in checks(part)} | {PHASE}
            known = tuple(
                replace(one, values={code: value for code, value in one.values.items() if code in named})
                for one in case.persons
            )
            assert evaluate(rules, EMPTY, replace(case, persons=known)).needs, when
    assert told > scaled(2_000)


def _answers(random: Random, case: CaseFacts) -> Iterator[CaseFacts]:
    missing = [
        (person.ref, entry)
        for person in case.persons
        for entry in FACTS
        if entry.scope is person.scope and entry.code not in person.values
    ]
    random.shuffle(missing)
    for ref, entry in missing[:4]:
        case = made.with_answer(case, ref, entry.code, made.random_value(random, entry))
        yield case


def holds(condition: Condition, world: Mapping[str, FactValue], *, negated: bool = False) -> bool:
    """A second, two-valued reading of a condition, for one person of each scope with everything known."""
    match condition:
        case Check(fact=fact, op=op, operands=operands):
            met = (
                bool(world[f"known {fact.code}"])
                if op is Op.KNOWN
                else make_test(op, operands)(world[fact.code])
            )
            applies = fact.phase is None or world["phase"] == fact.phase.value
            return applies and met is not negated
        case NotOf(part=part):
            return holds(part, world, negated=not negated)
        case AllOf(parts=parts):
            return (any if negated else all)(holds(part, world, negated=negated) for part in parts)
        case AnyOf(parts=parts):
            return (all if negated else any)(holds(part, world, negated=negated) for part in parts)


def possible(entry: Fact) -> list[FactValue]:
    match entry.kind:
        case FactKind.YES_NO:
            return [True, False]
        case FactKind.CHOICE:
            return [value.code for value in entry.values] or [*TOWNS, "elsewhere"]
        case FactKind.NUMBER:
            return [half / 2 for half in range(-2, 15)]
        case FactKind.DATE:
            return [DAY + timedelta(days=days) for days in range(-1, 6)]


def brute_force(condition: Condition, known: Mapping[str, FactValue]) -> tuple[Truth, set[str]]:
    """Go through every way in which the missing facts could come out."""
    read = {check.fact.code: check.fact for check in checks(condition)}
    if any(entry.phase is not None for entry in read.values()):
        read["phase"] = FACTS[0]
    free: dict[str, list[FactValue]] = {}
    for code, entry in read.items():
        free[code] = [known[code]] if code in known else possible(entry)
        free[f"known {code}"] = [True] if code in known else [True, False]
    names = list(free)
    results = {
        values: holds(condition, dict(zip(names, values, strict=True))) for values in product(*free.values())
    }
    if len(set(results.values())) == 1:
        return next(iter(results.values())), set()
    matter = set()
    for position, name in enumerate(names):
        groups: dict[tuple[FactValue, ...], set[bool]] = {}
        for values, result in results.items():
            groups.setdefault((*values[:position], *values[position + 1 :]), set()).add(result)
        if any(len(group) > 1 for group in groups.values()):
            matter.add(name.removeprefix("known "))
    return None, matter


def test_truth_and_missing_facts_are_exact() -> None:
    random = Random(2)
    compared = undecided = 0
    while compared < scaled(5_000):
        condition = made.random_condition(random, 2)
        if len({check.fact.code for check in checks(condition)}) > 3:
            continue
        case = made.random_case(random, most_children=1, most_caregivers=1)
        known = {code: value for person in case.persons for code, value in person.values.items()}
        truth, missing = brute_force(condition, known)
        result = evaluate(made.rule_set(made.rule("r", condition)), EMPTY, case)
        assert next(iter(decided(result).values()), False) is truth, condition
        assert {ref.fact for entry in result.open for ref in entry.facts} == missing, condition
        compared += 1
        undecided += truth is None
    assert undecided > compared / 10


def test_no_local_rule_set_takes_a_path_of_the_floor_away() -> None:
    random = Random(3)
    for _ in range(scaled(10_000)):
        floor = made.rule_set(
            made.path_rule("f1", made.random_condition(random, 1), "crisis"),
            made.path_rule("f2", made.random_condition(random, 1), "violence"),
            is_floor=True,
        )
        conditions = [made.random_condition(random, 2) for _ in range(4)]
        local = made.rule_set(
            made.rule("r1", conditions[0]),
            made.rule("r2", conditions[1]),
            made.path_rule("f1", conditions[2], "crisis"),
            made.path_rule("r4", conditions[3], "local"),
        )
        case = made.random_case(random)
        alone = {(path.id, path.person_ref) for path in evaluate(EMPTY, floor, case).paths}
        assert alone <= {(path.id, path.person_ref) for path in evaluate(local, floor, case).paths}


def test_every_open_rule_names_a_missing_fact_and_every_question_was_not_asked() -> None:
    random = Random(4)
    for _ in range(scaled(5_000)):
        local = made.rule_set(*(made.rule(f"r{n}", made.random_condition(random)) for n in range(3)))
        case = made.random_case(random)
        people = {person.ref: person for person in case.persons}
        result = evaluate(local, EMPTY, case)
        for entry in result.open:
            assert entry.facts
            assert all(ref.fact not in people[ref.person_ref].values for ref in entry.facts)
        asked = {FactRef(question.person_ref, question.fact) for question in result.questions}
        assert all(ref.fact in people[ref.person_ref].not_asked for ref in asked)
        assert not asked & {*result.to_clarify, *result.private_tasks}
        open_facts = {ref for entry in result.open for ref in entry.facts}
        assert open_facts <= {*asked, *result.to_clarify, *result.private_tasks}


def test_the_order_of_persons_changes_the_needs_of_nobody() -> None:
    random = Random(5)
    for _ in range(scaled(2_000)):
        local = made.rule_set(*(made.rule(f"r{n}", made.random_condition(random)) for n in range(3)))
        case = made.random_case(random)
        turned = replace(case, persons=tuple(reversed(case.persons)))
        first, second = evaluate(local, EMPTY, case), evaluate(local, EMPTY, turned)
        assert {(n.code, n.person_ref, n.weight) for n in first.needs} == {
            (n.code, n.person_ref, n.weight) for n in second.needs
        }
        assert decided(first) == decided(second)
