"""Reads single entries of the vocabulary: one function per kind of entry, complaints instead of guesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import get_type_hints

from lotsen.kernel import gettext_noop
from lotsen.terms.marked import Complaints, Marked
from lotsen.terms.model import (
    AgeGroup,
    Fact,
    FactKind,
    Language,
    Need,
    Phase,
    Scope,
    ServiceDefaults,
    ServiceType,
    TargetGroup,
    Texts,
    Value,
)

ACCESS_ROUTES = frozenset({"open", "appointment", "application", "prescription", "family_office_only"})
COSTS = frozenset({"free", "reduced", "fee", "insurance"})
MOST = 10_000


def labelled(complaints: Complaints, node: Marked, *more: str) -> tuple[str, Texts]:
    found = complaints.fields(node, ("code", "label", *more))
    return complaints.text(found.get("code")), complaints.texts(found.get("label"))


def read_fact(complaints: Complaints, node: Marked, languages: tuple[Value, ...]) -> Fact:
    found = complaints.fields(
        node,
        ("code", "scope", "label", "question"),
        ("kind", "phase", "values", "values_from", "low", "high", "need", "resource", "sensitive", "derived"),
    )
    kind = complaints.one_of(found.get("kind"), FactKind, FactKind.YES_NO)
    phase = found.get("phase")
    fact = Fact(
        code=complaints.text(found.get("code")),
        kind=kind,
        scope=complaints.one_of(found.get("scope"), Scope, Scope.FAMILY),
        values=tuple(_value(complaints, entry) for entry in complaints.entries(found.get("values"))),
        low=complaints.whole(found.get("low"), 0, MOST),
        high=complaints.whole(found.get("high"), 0, MOST),
        phase=None if phase is None else complaints.one_of(phase, Phase, Phase.BORN),
        label=complaints.texts(found.get("label")),
        question=complaints.texts(found.get("question")),
        sensitive=complaints.flag(found.get("sensitive")),
        derived=complaints.flag(found.get("derived")),
        need=complaints.text(found.get("need")) or None,
        resource=complaints.text(found.get("resource")) or None,
    )
    origin = complaints.text(found.get("values_from"))
    _check_fact(complaints, node.line, fact, origin)
    if origin == "languages":
        return replace(fact, values=languages)
    return fact


def _check_fact(complaints: Complaints, line: int, fact: Fact, origin: str) -> None:
    if origin not in ("", "languages", "open"):
        complaints.add(line, gettext_noop("values can come from “languages” or be “open”"))
    if (fact.kind is FactKind.CHOICE) != bool(fact.values or origin):
        complaints.add(
            line, gettext_noop("“%(code)s”: a choice, and only a choice, has values"), code=fact.code
        )
    if (fact.kind is FactKind.NUMBER) != (fact.low is not None and fact.high is not None):
        complaints.add(
            line, gettext_noop("“%(code)s”: a number, and only a number, has low and high"), code=fact.code
        )
    if fact.low is not None and fact.high is not None and fact.low > fact.high:
        complaints.add(line, gettext_noop("“%(code)s”: low is above high"), code=fact.code)
    if fact.phase is not None and fact.scope is not Scope.CHILD:
        complaints.add(line, gettext_noop("“%(code)s”: only a child has a phase"), code=fact.code)
    stands_for = bool(fact.need) + bool(fact.resource)
    if stands_for and (fact.kind is not FactKind.YES_NO or fact.derived or stands_for > 1):
        complaints.add(
            line,
            gettext_noop("“%(code)s”: only an asked yes-no fact stands for one need or one resource"),
            code=fact.code,
        )


def _value(complaints: Complaints, node: Marked) -> Value:
    return Value(*labelled(complaints, node))


def read_need(complaints: Complaints, node: Marked) -> Need:
    code, label = labelled(complaints, node, "group")
    return Need(code, label, _word(complaints, node, "group"))


def read_language(complaints: Complaints, node: Marked) -> Language:
    found = complaints.fields(node, ("code", "label", "own_name", "group"), ("right_to_left",))
    return Language(
        code=complaints.text(found.get("code")),
        label=complaints.texts(found.get("label")),
        own_name=complaints.text(found.get("own_name")),
        group=complaints.text(found.get("group")),
        right_to_left=complaints.flag(found.get("right_to_left")),
    )


def read_target_group(complaints: Complaints, node: Marked) -> TargetGroup:
    found = complaints.fields(node, ("code", "label", "facts"), ("only_if_stated",))
    return TargetGroup(
        code=complaints.text(found.get("code")),
        label=complaints.texts(found.get("label")),
        facts=tuple(complaints.text(fact) for fact in complaints.entries(found.get("facts"))),
        only_if_stated=complaints.flag(found.get("only_if_stated")),
    )


def read_age_group(complaints: Complaints, node: Marked) -> AgeGroup:
    found = complaints.fields(node, ("code", "label"), ("phase", "from_month", "below_month"))
    phase = found.get("phase")
    return AgeGroup(
        code=complaints.text(found.get("code")),
        label=complaints.texts(found.get("label")),
        phase=None if phase is None else complaints.one_of(phase, Phase, Phase.BORN),
        from_month=complaints.whole(found.get("from_month"), 0, MOST),
        below_month=complaints.whole(found.get("below_month"), 0, MOST),
    )


def read_service_type(complaints: Complaints, node: Marked) -> ServiceType:
    found = complaints.fields(
        node, ("code", "label", "description", "needs"), ("rule", "defaults", "comes_last")
    )
    rule = found.get("rule")
    return ServiceType(
        code=complaints.text(found.get("code")),
        label=complaints.texts(found.get("label")),
        description=complaints.texts(found.get("description")),
        needs=tuple(complaints.text(need) for need in complaints.entries(found.get("needs"))),
        defaults=_defaults(complaints, found.get("defaults")),
        rule=None if rule is None else complaints.texts(rule),
        comes_last=complaints.flag(found.get("comes_last")),
    )


def _defaults(complaints: Complaints, node: Marked | None) -> ServiceDefaults:
    if node is None:
        return ServiceDefaults()
    known = get_type_hints(ServiceDefaults)
    values: dict[str, object] = {}
    for name, value in complaints.fields(node, optional=tuple(known)).items():
        kind = known.get(name)
        if kind == int | None:
            values[name] = complaints.whole(value, 0, MOST)
        elif kind == bool | None:
            values[name] = complaints.flag(value)
        elif kind is not None:
            values[name] = _known_word(complaints, value, ACCESS_ROUTES if name == "access" else COSTS)
    return ServiceDefaults(**values)  # type: ignore[arg-type]  # each value was read by the type of its field


def _known_word(complaints: Complaints, node: Marked, allowed: frozenset[str]) -> str:
    word = complaints.text(node)
    if word not in allowed:
        message = gettext_noop("one of %(allowed)s is expected here")
        complaints.add(node.line, message, allowed=", ".join(sorted(allowed)))
    return word


def _word(complaints: Complaints, node: Marked, name: str) -> str:
    return complaints.text(node.value.get(name)) if isinstance(node.value, Mapping) else ""
