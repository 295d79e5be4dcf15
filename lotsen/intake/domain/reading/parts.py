"""What every part of a sheet is read with: codes, texts, numbers, and what was used up to here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lotsen.intake.domain.conditions import Scalar
from lotsen.intake.domain.item import Item
from lotsen.kernel import gettext_noop
from lotsen.terms import Texts
from lotsen.terms.marked import Complaints, Marked

HIGHEST_NUMBER = 10_000
HIGHEST_SCORE = 1_000

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
LABELLING = re.compile(r"risi[ck]o|\brisk|gefährdete famil|problemfamil", re.IGNORECASE)
"""Words that would label a family; a sheet asks, it does not judge."""


@dataclass
class Seen:
    """What a document has used up to the line that is being read; `language` is the one it is complete in."""

    language: str
    codes: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    items: dict[str, Item] = field(default_factory=dict)


def read_code(complaints: Complaints, node: Marked | None, seen: set[str]) -> str:
    """Return a code that is well formed and new."""
    if node is None:
        return ""
    code = complaints.text(node)
    if code and not CODE.fullmatch(code):
        complaints.add(node.line, gettext_noop("a code is small letters, digits and underscores"))
    if code in seen:
        complaints.add(node.line, gettext_noop("the code “%(code)s” appears twice"), code=code)
    seen.add(code)
    return code


def read_texts(complaints: Complaints, node: Marked | None, seen: Seen) -> Texts:
    """Return a text per language; the language of the sheet has to be there, and no wording may judge."""
    if node is None:
        return Texts.of({})
    if not isinstance(node.value, Mapping):
        complaints.add(node.line, gettext_noop("one text per language is expected here"))
        return Texts.of({})
    found = {language: complaints.text(value) for language, value in node.value.items()}
    if seen.language not in found:
        message = gettext_noop("the text in “%(language)s” is missing")
        complaints.add(
            node.line,
            gettext_noop("the German text is missing") if seen.language == "de" else message,
            language=seen.language,
        )
    for language, written in node.value.items():
        if LABELLING.search(found[language]):
            complaints.add(written.line, gettext_noop("this wording labels a family; ask without judging"))
    return Texts.of(found)


def read_number(complaints: Complaints, node: Marked | None) -> float | None:
    """Return a number, whole or not, within what a sheet can mean."""
    if node is None:
        return None
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= HIGHEST_NUMBER:
        complaints.add(
            node.line, gettext_noop("a number up to %(highest)s is expected here"), highest=HIGHEST_NUMBER
        )
        return None
    return value


def read_scalar(complaints: Complaints, node: Marked) -> Scalar:
    """Return a single value of a comparison."""
    if isinstance(node.value, str | bool | int | float):
        return node.value
    complaints.add(node.line, gettext_noop("a single value is expected here"))
    return ""


def read_origin(complaints: Complaints, node: Marked | None) -> tuple[tuple[str, str], ...]:
    """Return what a resource said of itself, by name."""
    if node is None:
        return ()
    if not isinstance(node.value, Mapping):
        complaints.add(node.line, gettext_noop("a list of named fields is expected here"))
        return ()
    return tuple((name, complaints.text(value)) for name, value in node.value.items())
