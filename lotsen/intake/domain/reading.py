"""Reads an instrument from its document; whatever is wrong is named with its line and cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lotsen.intake.domain.instrument import ImmediatePath, Instrument, Item, Section, Source
from lotsen.kernel import gettext_noop
from lotsen.policy import InstitutionKind
from lotsen.terms import Fact, FactKind, Phase, Scope, Texts, vocabulary
from lotsen.terms.marked import Complaints, Marked, read

SHIPPED = Path(__file__).parent.parent / "instruments"

HIGHEST_WEIGHT = 3
HIGHEST_THRESHOLD = 100
LONGEST_TALK = 240
HIGHEST_NUMBER = 10_000
HIGHEST_AGE_MONTHS = 27 * 12
"""Youth welfare ends at 27 (§ 7 Abs. 1 Nr. 4 SGB VIII)."""

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
LABELLING = re.compile(r"risi[ck]o|\brisk|gefährdete famil|problemfamil", re.IGNORECASE)
"""Words that would label a family; a sheet asks, it does not judge."""

ALWAYS_IMMEDIATE = {"self_harm_thoughts": ImmediatePath.SELF_HARM, "violence_now": ImmediatePath.VIOLENCE}
"""No sheet can switch these off."""

ITEM_FIELDS = ("hint", "weight", "direct_trigger", "immediate", "sources", "wish", "phase", "max_age_months")
COUNT_FIELDS = ("counts", "at_least", "at_most")


@dataclass
class _Seen:
    """What a document has used up to the line that is being read."""

    codes: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)


def load_instrument(text: str, source: str = "instrument") -> Instrument:
    """Read and check one instrument; refuse it with every complaint at once."""
    document = read(text, source)
    complaints = Complaints(source)
    instrument = _instrument(complaints, document)
    complaints.raise_if_any()
    return instrument


@cache
def shipped_instruments() -> tuple[Instrument, ...]:
    """Return the sheets that come with the release, by code and version."""
    loaded = (load_instrument(path.read_text(encoding="utf-8"), path.name) for path in SHIPPED.glob("*.yaml"))
    return tuple(sorted(loaded, key=lambda instrument: (instrument.code, instrument.version)))


def shipped_instrument(code: str, version: int | None = None) -> Instrument | None:
    """Return one shipped sheet in a version, or in its latest."""
    fitting = [one for one in shipped_instruments() if one.code == code and version in (None, one.version)]
    return fitting[-1] if fitting else None


def instruments_for(kind: InstitutionKind) -> tuple[Instrument, ...]:
    """Return the latest version of every shipped sheet made for this kind of institution."""
    latest = {one.code: one for one in shipped_instruments() if kind in one.kinds}
    return tuple(latest.values())


def _instrument(complaints: Complaints, document: Marked) -> Instrument:
    found = complaints.fields(
        document,
        ("code", "version", "title", "description", "licence", "minutes", "threshold", "kinds", "sections"),
    )
    seen = _Seen()
    instrument = Instrument(
        code=_code(complaints, found.get("code"), set()),
        version=complaints.whole(found.get("version"), 1, HIGHEST_NUMBER) or 0,
        title=_texts(complaints, found.get("title")),
        description=_texts(complaints, found.get("description")),
        licence=_texts(complaints, found.get("licence")),
        minutes=complaints.whole(found.get("minutes"), 1, LONGEST_TALK) or 0,
        threshold=complaints.whole(found.get("threshold"), 1, HIGHEST_THRESHOLD) or 0,
        kinds=tuple(
            complaints.one_of(kind, InstitutionKind, InstitutionKind.BIRTH_CLINIC)
            for kind in complaints.entries(found.get("kinds"))
        ),
        sections=tuple(
            _section(complaints, node, seen) for node in complaints.entries(found.get("sections"))
        ),
    )
    threshold = found.get("threshold")
    highest = sum(item.weight for item in instrument.items)
    if threshold is not None and instrument.threshold > highest:
        complaints.add(
            threshold.line,
            gettext_noop("the threshold can never be reached; all weights together are %(highest)s"),
            highest=highest,
        )
    if not any(section.items for section in instrument.sections):
        complaints.add(document.line, gettext_noop("the sheet asks nothing"))
    return instrument


def _section(complaints: Complaints, node: Marked, seen: _Seen) -> Section:
    found = complaints.fields(node, ("code", "title", "items"))
    return Section(
        code=_code(complaints, found.get("code"), seen.codes),
        title=_texts(complaints, found.get("title")),
        items=tuple(_item(complaints, entry, seen) for entry in complaints.entries(found.get("items"))),
    )


def _item(complaints: Complaints, node: Marked, seen: _Seen) -> Item:
    named = node.value.get("code") if isinstance(node.value, Mapping) else None
    complaints.about = str(named.value) if named is not None else ""
    found = complaints.fields(node, ("code", "fact", "text"), (*ITEM_FIELDS, *COUNT_FIELDS))
    immediate, phase, hint = found.get("immediate"), found.get("phase"), found.get("hint")
    item = Item(
        code=_code(complaints, found.get("code"), seen.codes),
        fact=complaints.text(found.get("fact")),
        text=_texts(complaints, found.get("text")),
        hint=None if hint is None else _texts(complaints, hint),
        weight=complaints.whole(found.get("weight"), 0, HIGHEST_WEIGHT) or 0,
        direct_trigger=complaints.flag(found.get("direct_trigger")),
        immediate=None
        if immediate is None
        else complaints.one_of(immediate, ImmediatePath, ImmediatePath.SELF_HARM),
        sources=_sources(complaints, found.get("sources")),
        wish=complaints.flag(found.get("wish")),
        phase=None if phase is None else complaints.one_of(phase, Phase, Phase.BORN),
        max_age_months=complaints.whole(found.get("max_age_months"), 0, HIGHEST_AGE_MONTHS),
        counts=tuple(complaints.text(value) for value in complaints.entries(found.get("counts"))),
        at_least=complaints.whole(found.get("at_least"), 0, HIGHEST_NUMBER),
        at_most=complaints.whole(found.get("at_most"), 0, HIGHEST_NUMBER),
    )
    fact = vocabulary().facts.get(item.fact)
    if "fact" in found:
        for message in _fact_complaints(item, fact, seen):
            complaints.add(found["fact"].line, message, fact=item.fact)
    if fact is not None:
        for name, message in _item_complaints(item, fact):
            complaints.add(found.get(name, node).line, message, fact=item.fact)
    seen.facts.add(item.fact)
    complaints.about = ""
    return item


def _fact_complaints(item: Item, fact: Fact | None, seen: _Seen) -> Iterable[str]:
    if fact is None:
        yield gettext_noop("unknown fact “%(fact)s”")
    elif fact.derived:
        yield gettext_noop("“%(fact)s” follows from other data and is not asked")
    if item.fact in seen.facts:
        yield gettext_noop("“%(fact)s” is asked twice")
    needed = ALWAYS_IMMEDIATE.get(item.fact)
    if needed is not None and item.immediate is not needed:
        yield gettext_noop("“%(fact)s” has to show immediate help; no sheet can switch that off")


def _item_complaints(item: Item, fact: Fact) -> Iterable[tuple[str, str]]:
    weighs = "weight" if item.weight else "direct_trigger" if item.direct_trigger else "immediate"
    matters = bool(item.weight or item.direct_trigger or item.immediate)
    if fact.resource is not None and matters:
        yield weighs, gettext_noop("“%(fact)s” is a strength; it neither weighs nor triggers")
    if item.counts and fact.kind is not FactKind.CHOICE:
        yield "counts", gettext_noop("“counts” belongs to a choice, and “%(fact)s” is none")
    known = {value.code for value in fact.values}
    if known and not known.issuperset(item.counts):
        yield "counts", gettext_noop("“counts” names a value that “%(fact)s” does not have")
    if item.at_least is not None and fact.kind is not FactKind.NUMBER:
        yield "at_least", gettext_noop("“at_least” belongs to a number, and “%(fact)s” is none")
    if item.at_most is not None and fact.kind is not FactKind.NUMBER:
        yield "at_most", gettext_noop("“at_most” belongs to a number, and “%(fact)s” is none")
    says_when = bool(item.counts) or item.at_least is not None or item.at_most is not None
    if matters and fact.kind is not FactKind.YES_NO and not says_when:
        yield weighs, gettext_noop("the sheet has to say which answers to “%(fact)s” weigh")
    if item.phase is not None and fact.scope is Scope.CHILD and fact.phase not in (None, item.phase):
        yield "phase", gettext_noop("“%(fact)s” belongs to another phase of the child")
    if item.max_age_months is not None and fact.scope is not Scope.CHILD:
        yield "max_age_months", gettext_noop("“max_age_months” belongs to a child, and “%(fact)s” does not")
    if item.max_age_months is not None and Phase.PREGNANT in (fact.phase, item.phase):
        yield "max_age_months", gettext_noop("“%(fact)s” is asked before birth, where no age limit holds")


def _sources(complaints: Complaints, node: Marked | None) -> tuple[Source, ...]:
    if node is None:
        return (Source.FAMILY,)
    return tuple(complaints.one_of(entry, Source, Source.FAMILY) for entry in complaints.entries(node))


def _code(complaints: Complaints, node: Marked | None, seen: set[str]) -> str:
    if node is None:
        return ""
    code = complaints.text(node)
    if code and not CODE.fullmatch(code):
        complaints.add(node.line, gettext_noop("a code is small letters, digits and underscores"))
    if code in seen:
        complaints.add(node.line, gettext_noop("the code “%(code)s” appears twice"), code=code)
    seen.add(code)
    return code


def _texts(complaints: Complaints, node: Marked | None) -> Texts:
    texts = complaints.texts(node)
    if node is not None and isinstance(node.value, Mapping):
        for language, written in node.value.items():
            if language in texts and LABELLING.search(texts[language]):
                complaints.add(
                    written.line, gettext_noop("this wording labels a family; ask without judging")
                )
    return texts
