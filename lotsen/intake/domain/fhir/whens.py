"""Conditions: enableWhen with enableBehavior."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lotsen.intake.domain.conditions import Check, Operator, When
from lotsen.intake.domain.fhir.problems import Findings, Json, unknown
from lotsen.intake.domain.item import Choice, Item, ItemKind
from lotsen.kernel import gettext_noop

WORDS = {
    "exists": "answered",
    "=": "is",
    "!=": "is_not",
    ">": "above",
    "<": "below",
    ">=": "at_least",
    "<=": "at_most",
}
ANSWERS = ("answerBoolean", "answerDecimal", "answerInteger", "answerDate", "answerString", "answerCoding")


def when_in(
    findings: Findings, item: Mapping[str, Json], asked: Mapping[str, Mapping[str, Any]], path: str
) -> dict[str, Any] | None:
    """Return the condition of an item as a sheet writes it."""
    checks = []
    entries = findings.entries(item, "enableWhen", path)
    for here, entry in entries:
        check = _check_in(findings, entry, asked, here)
        if check is not None:
            checks.append(check)
    if len(entries) > 1 and "enableBehavior" not in item:
        findings.add(path, gettext_noop("several conditions need an enableBehavior: all or any"))
    if not checks:
        return None
    return {"any" if item.get("enableBehavior") == "any" else "all": checks}


def _check_in(
    findings: Findings, entry: Mapping[str, Json], asked: Mapping[str, Mapping[str, Any]], path: str
) -> dict[str, Any] | None:
    name = next((name for name in entry if name.startswith("answer")), "")
    unknown(findings, entry, ("question", "operator", name), path)
    question = asked.get(findings.text(entry, "question", path))
    word = WORDS.get(str(entry.get("operator")))
    if word is None:
        allowed = ", ".join(WORDS)
        findings.add(f"{path}.operator", gettext_noop("one of %(allowed)s is expected here"), allowed=allowed)
    if question is None or not question["code"] or question["kind"] in ("group", "display"):
        findings.add(
            f"{path}.question",
            gettext_noop("“%(question)s” is no question that comes before this one"),
            question=str(entry.get("question")),
        )
        return None
    if name not in ANSWERS:
        findings.add(path, gettext_noop("this kind of answer cannot be represented"))
        return None
    value = entry[name]
    if question.get("values") and word != "answered":
        value = _code_of(question["values"], value)
        if value is None:
            findings.add(f"{path}.{name}", gettext_noop("the question has no such answer"))
            return None
    return {"question": question["code"], word or "is": value}


def _code_of(values: list[dict[str, Any]], value: Json) -> str | None:
    for choice in values:
        coding = choice["coding"]
        if isinstance(value, dict):
            same_system = value.get("system", coding.get("system", "")) == coding.get("system", "")
            if coding["kind"] == "coding" and value.get("code") == coding["code"] and same_system:
                return str(choice["code"])
        elif str(value) == coding["code"]:
            return str(choice["code"])
    return None


def when_out(node: dict[str, Any], when: When | None, items: Mapping[str, Item]) -> None:
    """Write a condition into an item of a Questionnaire."""
    if when is None:
        return
    node["enableWhen"] = [_check_out(check, items[check.question]) for check in when.checks]
    if len(when.checks) > 1 or when.any_is_enough:
        node["enableBehavior"] = "any" if when.any_is_enough else "all"


def _check_out(check: Check, item: Item) -> dict[str, Any]:
    written: dict[str, Any] = {"question": item.link or item.code, "operator": check.operator.value}
    if check.operator is Operator.EXISTS:
        return {**written, "answerBoolean": check.value}
    match item.kind:
        case ItemKind.YES_NO:
            name = "answerBoolean"
        case ItemKind.CHOICE:
            choice = next(one for one in item.values if one.code == check.value)
            return {**written, **_value("answer", choice)}
        case ItemKind.INTEGER if isinstance(check.value, int):
            name = "answerInteger"
        case ItemKind.INTEGER | ItemKind.DECIMAL:
            name = "answerDecimal"
        case ItemKind.DATE:
            name = "answerDate"
        case _:
            name = "answerString"
    return {**written, name: check.value}


def _value(prefix: str, choice: Choice) -> dict[str, Any]:
    return value_of(prefix, choice, display=None)


def value_of(prefix: str, choice: Choice, display: str | None) -> dict[str, Any]:
    """Return a value of a choice as `answerCoding`, `valueString` and so on."""
    kind = choice.coding.kind if choice.coding is not None else "coding"
    code = choice.coding.code if choice.coding is not None else choice.code
    if kind == "integer":
        return {f"{prefix}Integer": int(code)}
    if kind in ("string", "date"):
        return {f"{prefix}{kind.title()}": code}
    coding: dict[str, Any] = {"code": code}
    if choice.coding is not None and choice.coding.system:
        coding = {"system": choice.coding.system, **coding}
    if display is not None:
        coding["display"] = display
    return {f"{prefix}Coding": coding}
