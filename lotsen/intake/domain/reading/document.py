"""Reads a whole sheet: its frame, its sections, and whether its threshold makes sense."""

from __future__ import annotations

import re

from lotsen.intake.domain.instrument import Instrument, Section
from lotsen.intake.domain.reading.conditions import read_when
from lotsen.intake.domain.reading.items import read_item
from lotsen.intake.domain.reading.parts import HIGHEST_NUMBER, Seen, read_code, read_origin, read_texts
from lotsen.kernel import gettext_noop
from lotsen.policy import InstitutionKind
from lotsen.terms import Texts
from lotsen.terms.marked import Complaints, Marked, read

HIGHEST_THRESHOLD = 1_000
LONGEST_TALK = 240
MOST_ITEMS = 300
STAGES = ("short", "talk")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

REQUIRED = ("code", "version", "title", "description", "licence", "minutes", "kinds", "sections")


def load_instrument(text: str, source: str = "instrument") -> Instrument:
    """Read and check one instrument; refuse it with every complaint at once."""
    document = read(text, source)
    complaints = Complaints(source)
    instrument = _instrument(complaints, document)
    complaints.raise_if_any()
    return instrument


def _instrument(complaints: Complaints, document: Marked) -> Instrument:
    found = complaints.fields(document, REQUIRED, ("threshold", "stage", "language", "origin"))
    seen = Seen(_language(complaints, found.get("language")))
    instrument = Instrument(
        code=read_code(complaints, found.get("code"), set()),
        version=complaints.whole(found.get("version"), 1, HIGHEST_NUMBER) or 0,
        title=read_texts(complaints, found.get("title"), seen),
        description=read_texts(complaints, found.get("description"), seen),
        licence=read_texts(complaints, found.get("licence"), seen),
        minutes=complaints.whole(found.get("minutes"), 1, LONGEST_TALK) or 0,
        threshold=complaints.whole(found.get("threshold"), 1, HIGHEST_THRESHOLD),
        kinds=tuple(
            complaints.one_of(kind, InstitutionKind, InstitutionKind.BIRTH_CLINIC)
            for kind in complaints.entries(found.get("kinds"))
        ),
        sections=tuple(
            _section(complaints, node, seen) for node in complaints.entries(found.get("sections"))
        ),
        is_talk=_is_talk(complaints, found.get("stage")),
        language=seen.language,
        origin=read_origin(complaints, found.get("origin")),
    )
    _check_sums(complaints, document, instrument, found.get("threshold"))
    return instrument


def _check_sums(
    complaints: Complaints, document: Marked, instrument: Instrument, threshold: Marked | None
) -> None:
    highest = sum(item.highest_score for item in instrument.items)
    if threshold is not None and instrument.threshold is not None and instrument.threshold > highest:
        complaints.add(
            threshold.line,
            gettext_noop("the threshold can never be reached; all weights together are %(highest)s"),
            highest=f"{highest:g}",
        )
    asked = [item for item in instrument.items if item.kind.is_asked]
    if not asked:
        complaints.add(document.line, gettext_noop("the sheet asks nothing"))
    if len(asked) > MOST_ITEMS:
        complaints.add(
            document.line, gettext_noop("a sheet asks at most %(most)s questions"), most=MOST_ITEMS
        )


def _section(complaints: Complaints, node: Marked, seen: Seen) -> Section:
    found = complaints.fields(node, ("code", "items"), ("title", "when", "link", "origin"))
    when = read_when(complaints, found.get("when"), seen)
    inherited = (when,) if when is not None else ()
    link = found.get("link")
    return Section(
        code=read_code(complaints, found.get("code"), seen.codes),
        title=read_texts(complaints, found["title"], seen) if "title" in found else Texts.of({}),
        items=tuple(
            read_item(complaints, entry, seen, inherited) for entry in complaints.entries(found.get("items"))
        ),
        when=when,
        link=complaints.text(link) if link is not None else None,
        origin=read_origin(complaints, found.get("origin")),
    )


def _language(complaints: Complaints, node: Marked | None) -> str:
    language = complaints.text(node) if node is not None else "de"
    if not LANGUAGE.fullmatch(language):
        if node is not None and language:
            complaints.add(node.line, gettext_noop("a language is a code such as “de” or “en”"))
        return "de"
    return language


def _is_talk(complaints: Complaints, node: Marked | None) -> bool:
    stage = complaints.text(node) if node is not None else "short"
    if node is not None and stage and stage not in STAGES:
        complaints.add(
            node.line, gettext_noop("one of %(allowed)s is expected here"), allowed=", ".join(STAGES)
        )
    return stage == "talk"
