"""Reads conditions: which question, compared how, with what."""

from __future__ import annotations

from lotsen.intake.domain.conditions import ORDERING, Check, Operator, Scalar, When
from lotsen.intake.domain.item import Item, ItemKind
from lotsen.intake.domain.reading.parts import Seen, read_scalar
from lotsen.kernel import gettext_noop
from lotsen.terms.marked import Complaints, Marked

WORDS = {
    "answered": Operator.EXISTS,
    "is": Operator.EQUAL,
    "is_not": Operator.NOT_EQUAL,
    "above": Operator.GREATER,
    "below": Operator.LESS,
    "at_least": Operator.AT_LEAST,
    "at_most": Operator.AT_MOST,
}
"""How a sheet writes the operators."""


def read_when(complaints: Complaints, node: Marked | None, seen: Seen) -> When | None:
    """Return a condition: `all:` or `any:` with a list of comparisons."""
    if node is None:
        return None
    found = complaints.fields(node, optional=("all", "any"))
    if len(found.keys() & {"all", "any"}) != 1:
        complaints.add(node.line, gettext_noop("a condition is either “all” or “any” of its comparisons"))
        return None
    name = "any" if "any" in found else "all"
    entries = complaints.entries(found[name])
    if not entries:
        complaints.add(found[name].line, gettext_noop("a condition compares at least one question"))
    checks = (_check(complaints, entry, seen) for entry in entries)
    return When(tuple(check for check in checks if check is not None), name == "any")


def _check(complaints: Complaints, node: Marked, seen: Seen) -> Check | None:
    found = complaints.fields(node, ("question",), tuple(WORDS))
    words = [name for name in found if name in WORDS]
    question = complaints.text(found.get("question"))
    if "question" not in found:
        return None
    asked = seen.items.get(question)
    if asked is None or not asked.kind.is_asked:
        complaints.add(
            found["question"].line,
            gettext_noop("“%(question)s” is no question that comes before this one"),
            question=question,
        )
        return None
    if len(words) != 1:
        complaints.add(
            node.line, gettext_noop("one comparison is expected: %(words)s"), words=", ".join(WORDS)
        )
        return None
    operator, value = WORDS[words[0]], read_scalar(complaints, found[words[0]])
    message = _complaint(asked, operator, value)
    if message is not None:
        complaints.add(found[words[0]].line, message, question=question)
    return Check(question, operator, value, asked.scope, asked.fact)


def _complaint(asked: Item, operator: Operator, value: Scalar) -> str | None:
    if operator is Operator.EXISTS:
        return None if isinstance(value, bool) else gettext_noop("“answered” is true or false")
    if operator in ORDERING and not (asked.kind.is_number or asked.kind is ItemKind.DATE):
        return gettext_noop("“%(question)s” has no order to compare by")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    match asked.kind:
        case ItemKind.YES_NO:
            fits = isinstance(value, bool)
        case ItemKind.CHOICE:
            fits = value in {choice.code for choice in asked.values}
        case ItemKind.INTEGER | ItemKind.DECIMAL:
            fits = is_number
        case _:
            fits = isinstance(value, str)
    return None if fits else gettext_noop("“%(question)s” is never answered with this value")
