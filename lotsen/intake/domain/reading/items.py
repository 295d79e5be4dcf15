"""Reads one item and says what does not fit about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lotsen.intake.domain.conditions import When
from lotsen.intake.domain.item import Choice, Coding, ImmediatePath, Item, ItemKind, Source
from lotsen.intake.domain.reading.conditions import read_when
from lotsen.intake.domain.reading.fitting import fact_complaints, item_complaints
from lotsen.intake.domain.reading.parts import (
    HIGHEST_NUMBER,
    HIGHEST_SCORE,
    Seen,
    read_code,
    read_number,
    read_origin,
    read_texts,
)
from lotsen.kernel import gettext_noop
from lotsen.terms import Fact, Phase, Scope, vocabulary
from lotsen.terms.marked import Complaints, Marked

HIGHEST_WEIGHT = 3
HIGHEST_AGE_MONTHS = 27 * 12
"""Youth welfare ends at 27 (§ 7 Abs. 1 Nr. 4 SGB VIII)."""

OWN_FIELDS = ("kind", "scope", "label", "values", "sensitive", "low", "high")
"""What the vocabulary says about an item that names a fact, and an item without one says itself."""

FIELDS = (
    *("fact", "hint", "weight", "direct_trigger", "immediate", "sources", "wish", "phase", "min_age_months"),
    *(
        "max_age_months",
        "counts",
        "at_least",
        "at_most",
        "required",
        "repeats",
        "within",
        "when",
        "link",
        "origin",
    ),
    *OWN_FIELDS,
)


def read_item(complaints: Complaints, node: Marked, seen: Seen, inherited: tuple[When, ...]) -> Item:
    """Return one item; `inherited` are the conditions of its section."""
    named = node.value.get("code") if isinstance(node.value, Mapping) else None
    complaints.about = str(named.value) if named is not None else ""
    found = complaints.fields(node, ("code", "text"), FIELDS)
    code = read_code(complaints, found.get("code"), seen.codes)
    fact_code = complaints.text(found["fact"]) if "fact" in found else None
    fact = vocabulary().facts.get(fact_code) if fact_code is not None else None
    item = _asked(complaints, found, code, fact_code, seen)
    item = _of_fact(item, fact) if fact is not None else _of_itself(complaints, found, item, seen)
    item = _placed(complaints, found, item, seen, inherited)
    if fact_code is not None:
        for message in fact_complaints(item, fact, seen.facts):
            complaints.add(found["fact"].line, message, fact=fact_code)
        for name in OWN_FIELDS:
            if name in found:
                complaints.add(
                    found[name].line,
                    gettext_noop("“%(name)s” is what the vocabulary says about “%(fact)s”"),
                    name=name,
                    fact=fact_code,
                )
    if fact_code is None or fact is not None:
        for name, message in item_complaints(item):
            complaints.add(found.get(name, node).line, message, fact=fact_code or code)
    seen.facts.update({fact_code} if fact_code is not None else ())
    seen.items[code] = item
    complaints.about = ""
    return item


def _asked(
    complaints: Complaints, found: Mapping[str, Marked], code: str, fact: str | None, seen: Seen
) -> Item:
    immediate, phase, hint, link = (found.get(name) for name in ("immediate", "phase", "hint", "link"))
    return Item(
        code=code,
        fact=fact,
        text=read_texts(complaints, found.get("text"), seen),
        hint=None if hint is None else read_texts(complaints, hint, seen),
        required=complaints.flag(found.get("required")),
        repeats=complaints.flag(found.get("repeats")),
        weight=complaints.whole(found.get("weight"), 0, HIGHEST_WEIGHT) or 0,
        direct_trigger=complaints.flag(found.get("direct_trigger")),
        immediate=None
        if immediate is None
        else complaints.one_of(immediate, ImmediatePath, ImmediatePath.SELF_HARM),
        sources=_sources(complaints, found.get("sources")),
        wish=complaints.flag(found.get("wish")),
        phase=None if phase is None else complaints.one_of(phase, Phase, Phase.BORN),
        min_age_months=complaints.whole(found.get("min_age_months"), 0, HIGHEST_AGE_MONTHS),
        max_age_months=complaints.whole(found.get("max_age_months"), 0, HIGHEST_AGE_MONTHS),
        counts=tuple(complaints.text(value) for value in complaints.entries(found.get("counts"))),
        at_least=complaints.whole(found.get("at_least"), 0, HIGHEST_NUMBER),
        at_most=complaints.whole(found.get("at_most"), 0, HIGHEST_NUMBER),
        link=None if link is None else complaints.text(link),
        origin=read_origin(complaints, found.get("origin")),
    )


def _of_fact(item: Item, fact: Fact) -> Item:
    return replace(
        item,
        kind=ItemKind.of_fact(fact.kind),
        scope=fact.scope,
        label=fact.label,
        values=tuple(Choice(value.code, value.label) for value in fact.values),
        is_sensitive=fact.sensitive,
        low=fact.low,
        high=fact.high,
        need=fact.need,
        resource=fact.resource,
        fact_phase=fact.phase,
    )


def _of_itself(complaints: Complaints, found: Mapping[str, Marked], item: Item, seen: Seen) -> Item:
    label = found.get("label")
    known: set[str] = set()
    return replace(
        item,
        kind=complaints.one_of(found.get("kind"), ItemKind, ItemKind.YES_NO),
        scope=complaints.one_of(found.get("scope"), Scope, Scope.FAMILY),
        label=item.text if label is None else read_texts(complaints, label, seen),
        values=tuple(
            _choice(complaints, entry, seen, known) for entry in complaints.entries(found.get("values"))
        ),
        is_sensitive=complaints.flag(found.get("sensitive")),
        low=read_number(complaints, found.get("low")),
        high=read_number(complaints, found.get("high")),
    )


def _placed(
    complaints: Complaints,
    found: Mapping[str, Marked],
    item: Item,
    seen: Seen,
    inherited: tuple[When, ...],
) -> Item:
    within = found.get("within")
    group = seen.items.get(complaints.text(within)) if within is not None else None
    if within is not None and (group is None or group.kind is not ItemKind.GROUP):
        complaints.add(
            within.line,
            gettext_noop("“%(group)s” is no group that comes before this item"),
            group=str(within.value),
        )
    return replace(
        item,
        when=read_when(complaints, found.get("when"), seen),
        inherited=group.conditions if group is not None else inherited,
        within=group.code if group is not None else None,
    )


def _choice(complaints: Complaints, node: Marked, seen: Seen, known: set[str]) -> Choice:
    found = complaints.fields(node, ("code", "label"), ("score", "coding"))
    score = read_number(complaints, found.get("score")) or 0
    if abs(score) > HIGHEST_SCORE:
        complaints.add(
            found["score"].line,
            gettext_noop("a number up to %(highest)s is expected here"),
            highest=HIGHEST_SCORE,
        )
    return Choice(
        code=read_code(complaints, found.get("code"), known),
        label=read_texts(complaints, found.get("label"), seen),
        score=score,
        coding=_coding(complaints, found.get("coding")),
    )


def _coding(complaints: Complaints, node: Marked | None) -> Coding | None:
    if node is None:
        return None
    found: Mapping[str, Any] = complaints.fields(node, ("kind", "code"), ("system",))
    system = found.get("system")
    return Coding(
        kind=complaints.text(found.get("kind")),
        code=complaints.text(found.get("code")),
        system=complaints.text(system) if system is not None else "",
    )


def _sources(complaints: Complaints, node: Marked | None) -> tuple[Source, ...]:
    if node is None:
        return (Source.FAMILY,)
    return tuple(complaints.one_of(entry, Source, Source.FAMILY) for entry in complaints.entries(node)) or (
        Source.FAMILY,
    )
