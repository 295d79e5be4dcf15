"""Reads the condition of a rule and refuses what can never be true or never be false."""

from __future__ import annotations

from collections.abc import Mapping

from lotsen.kernel import gettext_noop
from lotsen.referral.rules.compiler import compile_condition
from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, NotOf, checks
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import LISTED, OPS_OF_KIND, Op
from lotsen.referral.rules.program import NOTHING_KNOWN
from lotsen.referral.rules.reader import Place, Reader
from lotsen.terms import Fact, Texts

DEEPEST = 8
"""Levels of all, any and not: more, and nobody can read the rule."""

MOST_CHECKS = 24
"""Comparisons in one rule."""

KINDS = ("fact", "all", "any", "not")


def read_condition(reader: Reader, place: Place | None) -> Condition | None:
    """Return the condition, or None after noting every mistake in it."""
    if place is None:
        return None
    before = len(reader.problems)
    condition = _condition(reader, place, 1)
    if condition is None or len(reader.problems) > before:
        return None
    if sum(1 for _ in checks(condition)) > MOST_CHECKS:
        reader.add(place, gettext_noop("the rule has more than %(most)s comparisons"), most=MOST_CHECKS)
        return None
    match compile_condition(condition).run(NOTHING_KNOWN).truth:
        case True:
            reader.add(place, gettext_noop("the condition holds for every family, whatever is known"))
            return None
        case False:
            reader.add(place, gettext_noop("the condition can never hold"))
            return None
    return condition


def _condition(reader: Reader, place: Place, depth: int) -> Condition | None:
    value = place.marked.value
    if not isinstance(value, Mapping):
        reader.add(place, gettext_noop("a condition is expected here: fact, all, any or not"))
        return None
    if depth > DEEPEST:
        reader.add(place, gettext_noop("the condition has more than %(most)s levels"), most=DEEPEST)
        return None
    kinds = [kind for kind in KINDS if kind in value]
    if len(kinds) != 1:
        reader.add(place, gettext_noop("a condition has exactly one of these: fact, all, any, not"))
        return None
    if kinds[0] == "fact":
        return _check(reader, place)
    fields = reader.fields(place, (kinds[0],), ("sentence",))
    sentence = _sentence(reader, fields)
    if kinds[0] == "not":
        part = _condition(reader, fields["not"], depth + 1)
        return None if part is None else NotOf(part, sentence)
    found = [_condition(reader, entry, depth + 1) for entry in reader.entries(fields[kinds[0]])]
    if not found:
        reader.add(fields[kinds[0]], gettext_noop("the list of conditions is empty"))
    parts = tuple(part for part in found if part is not None)
    return AllOf(parts, sentence) if kinds[0] == "all" else AnyOf(parts, sentence)


def _sentence(reader: Reader, fields: Mapping[str, Place]) -> Texts | None:
    return reader.texts(fields["sentence"]) if "sentence" in fields else None


def _check(reader: Reader, place: Place) -> Check | None:
    fields = reader.fields(place, ("fact", "op"), ("value", "sentence"))
    sentence = _sentence(reader, fields)
    fact = reader.fact(fields.get("fact"))
    op = reader.one_of(fields.get("op"), Op)
    if fact is None or op is None:
        return None
    if op not in OPS_OF_KIND[fact.kind]:
        reader.add(
            fields["op"],
            gettext_noop("“%(op)s” does not fit “%(fact)s”, which is of the kind %(kind)s"),
            op=op.value,
            fact=fact.code,
            kind=fact.kind.value,
        )
        return None
    operands = _operands(reader, place, fields.get("value"), fact, op)
    return None if operands is None else Check(fact, op, operands, sentence)


def _operands(
    reader: Reader, place: Place, given: Place | None, fact: Fact, op: Op
) -> tuple[FactValue, ...] | None:
    if op is Op.KNOWN:
        if given is not None:
            reader.add(given, gettext_noop("“known” takes no value"))
        return ()
    if given is None:
        reader.add(place, gettext_noop("the field “%(name)s” is missing"), name="value")
        return None
    if op in LISTED or op is Op.BETWEEN:
        entries = list(reader.entries(given))
        values = [reader.value(entry, fact) for entry in entries]
        kept = tuple(value for value in values if value is not None)
        if len(kept) < len(values):
            return None
        return _span(reader, given, kept) if op is Op.BETWEEN else _list(reader, given, kept)
    value = reader.value(given, fact)
    return None if value is None else (value,)


def _span(reader: Reader, given: Place, values: tuple[FactValue, ...]) -> tuple[FactValue, ...] | None:
    if len(values) != 2:
        reader.add(given, gettext_noop("“between” takes exactly two values: from and to"))
        return None
    low, high = values
    if low > high:  # type: ignore[operator]  # both are of the fact's own type
        message = gettext_noop("the span is the wrong way round: %(low)s to %(high)s")
        reader.add(given, message, low=str(low), high=str(high))
        return None
    return values


def _list(reader: Reader, given: Place, values: tuple[FactValue, ...]) -> tuple[FactValue, ...] | None:
    if not values:
        reader.add(given, gettext_noop("the list of values is empty"))
        return None
    if len(set(values)) < len(values):
        reader.add(given, gettext_noop("a value appears twice in the list"))
        return None
    return values
