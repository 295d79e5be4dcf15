"""A small vocabulary, and random conditions, rule sets and families over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, NotOf, default_scope
from lotsen.referral.rules.facts import CaseFacts, FactValue, PersonFacts
from lotsen.referral.rules.logic import LISTED, OPS_OF_KIND, Op
from lotsen.referral.rules.model import Rule, RuleSet, RuleSetStatus, SafetyPath
from lotsen.terms import Fact, FactKind, Phase, Scope, Texts, Value, Vocabulary, vocabulary

DAY = date(2026, 12, 1)
SAID = Texts.of({"de": "Satz.", "en": "Sentence."})


def fact(code: str, kind: FactKind, scope: Scope, phase: Phase | None = None, values: str = "") -> Fact:
    number = kind is FactKind.NUMBER
    return Fact(
        code=code,
        kind=kind,
        scope=scope,
        values=tuple(Value(value, SAID) for value in values.split()),
        low=0 if number else None,
        high=6 if number else None,
        phase=phase,
        label=SAID,
        question=SAID,
        sensitive=False,
        derived=code == "phase",
        need=None,
        resource=None,
    )


FACTS = (
    fact("phase", FactKind.CHOICE, Scope.CHILD, values="pregnant born"),
    fact("age", FactKind.NUMBER, Scope.CHILD, Phase.BORN),
    fact("cries", FactKind.YES_NO, Scope.CHILD),
    fact("due", FactKind.DATE, Scope.CHILD, Phase.PREGNANT),
    fact("tired", FactKind.YES_NO, Scope.CAREGIVER),
    fact("sleep", FactKind.NUMBER, Scope.CAREGIVER),
    fact("help", FactKind.CHOICE, Scope.FAMILY, values="none little good"),
    fact("town", FactKind.CHOICE, Scope.FAMILY),
    fact("debts", FactKind.YES_NO, Scope.FAMILY),
)
WORDS: Vocabulary = replace(vocabulary(), facts={entry.code: entry for entry in FACTS})
TOWNS = ("Lindbrück", "Auenrode")


def random_value(random: Random, entry: Fact) -> FactValue:
    match entry.kind:
        case FactKind.YES_NO:
            return random.random() < 0.5
        case FactKind.CHOICE:
            return random.choice([value.code for value in entry.values] or TOWNS)
        case FactKind.NUMBER:
            return random.randint(0, 6)
        case FactKind.DATE:
            return DAY + timedelta(days=random.randint(0, 4))


def random_check(random: Random) -> Check:
    entry = random.choice(FACTS)
    op = random.choice(sorted(OPS_OF_KIND[entry.kind]))
    if op is Op.KNOWN:
        return Check(entry, op)
    if op in LISTED or op is Op.BETWEEN:
        pair = sorted({random_value(random, entry) for _ in range(2)}, key=str)
        operands = (pair[0], pair[-1]) if op is Op.BETWEEN else tuple(pair)
        return Check(entry, op, operands)
    return Check(entry, op, (random_value(random, entry),))


def random_condition(random: Random, depth: int = 3) -> Condition:
    kind = random.choice(["check", "all", "any", "not"]) if depth else "check"
    if kind == "check":
        return random_check(random)
    if kind == "not":
        return NotOf(random_condition(random, depth - 1))
    parts = tuple(random_condition(random, depth - 1) for _ in range(random.randint(1, 3)))
    return AllOf(parts) if kind == "all" else AnyOf(parts)


def with_sentences(random: Random, condition: Condition, share: float = 0.4) -> Condition:
    """Give some parts of a condition a sentence of their own, each another one."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            inner: Condition = replace(
                condition, parts=tuple(with_sentences(random, part, share) for part in parts)
            )
        case NotOf(part=part):
            inner = NotOf(with_sentences(random, part, share))
        case Check():
            inner = condition
    if random.random() >= share:
        return inner
    number = random.randrange(10**9)
    said = {"de": f"Grund {number}.", "en": f"Reason {number}.", "ar": f"سبب {number}."}
    return replace(
        inner,
        sentence=Texts.of({code: said[code] for code in random.sample(["en", "ar"], 1)} | {"de": said["de"]}),
    )


def rule(code: str, when: Condition, **fields: object) -> Rule:
    given: dict[str, object] = {"need": "N1", "weight": 1, "about": default_scope(when), **fields}
    return Rule(id=code, when=when, sentence=SAID, **given)  # type: ignore[arg-type]  # fields of the dataclass


def path_rule(code: str, when: Condition, path: str) -> Rule:
    return rule(code, when, need=None, weight=0, path=path)


def rule_set(*rules: Rule, is_floor: bool = False) -> RuleSet:
    paths = {entry.path: SafetyPath(entry.path, SAID, SAID) for entry in rules if entry.path}
    return RuleSet("set", 1, RuleSetStatus.DRAFT, DAY, SAID, rules, paths, is_floor=is_floor)


EMPTY = rule_set()


def person(ref: str, scope: Scope, known: float, random: Random) -> PersonFacts:
    mine = [entry for entry in FACTS if entry.scope is scope]
    values = {entry.code: random_value(random, entry) for entry in mine if random.random() < known}
    rest = [entry.code for entry in mine if entry.code not in values and entry.code != "phase"]
    not_asked = frozenset(code for code in rest if random.random() < 0.5)
    not_now = frozenset(code for code in rest if code not in not_asked and random.random() < 0.5)
    return PersonFacts(ref, scope, ref, values, not_asked, not_now)


def random_case(random: Random, *, most_children: int = 3, most_caregivers: int = 2) -> CaseFacts:
    known = random.random()
    people = [person("family", Scope.FAMILY, known, random)]
    people += [person(f"c{n}", Scope.CHILD, known, random) for n in range(random.randint(1, most_children))]
    people += [
        person(f"p{n}", Scope.CAREGIVER, known, random) for n in range(random.randint(1, most_caregivers))
    ]
    return CaseFacts(DAY, tuple(people))


def with_answer(case: CaseFacts, ref: str, code: str, value: FactValue) -> CaseFacts:
    return replace(
        case,
        persons=tuple(
            replace(entry, values={**entry.values, code: value}) if entry.ref == ref else entry
            for entry in case.persons
        ),
    )
