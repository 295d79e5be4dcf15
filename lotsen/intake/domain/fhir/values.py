"""The values of a choice: answerOption, or a ValueSet that the resource contains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lotsen.intake.domain.fhir.common import ORDINAL, slug, texts_in
from lotsen.intake.domain.fhir.problems import Findings, Json, unknown
from lotsen.kernel import gettext_noop

_PLAIN = {"valueString": "string", "valueInteger": "integer", "valueDate": "date"}


def options_in(
    findings: Findings, item: Mapping[str, Json], language: str, path: str
) -> list[dict[str, Any]]:
    """Return the values that are written out in an item."""
    known: set[str] = set()
    found = []
    for here, option in findings.entries(item, "answerOption", path):
        kind = next((name for name in option if name.startswith("value")), "")
        unknown(findings, option, (kind, f"_{kind}", "extension", "initialSelected"), here)
        if findings.flag(option, "initialSelected", here):
            findings.add(here, gettext_noop("an answer that is chosen beforehand cannot be represented"))
        if kind == "valueCoding" and isinstance(option[kind], dict):
            choice = _coding(findings, option[kind], language, f"{here}.valueCoding", known)
        elif kind in _PLAIN:
            written = str(option[kind])
            choice = {
                "code": slug(written, known),
                "label": {language: written},
                "coding": {"kind": _PLAIN[kind], "code": written},
            }
        else:
            findings.add(here, gettext_noop("this kind of answer cannot be represented"))
            continue
        choice["score"] = choice.get("score", 0) or score_in(findings, option, here)
        found.append(choice)
    return found


def value_sets(
    findings: Findings, resource: Mapping[str, Json], language: str
) -> dict[str, list[dict[str, Any]]]:
    """Return the values of every contained ValueSet by its reference, such as `#yes-no`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for here, contained in findings.entries(resource, "contained", ""):
        here = here.removeprefix(".")
        if contained.get("resourceType") != "ValueSet" or not isinstance(contained.get("id"), str):
            findings.add(here, gettext_noop("only a ValueSet with an id can be contained"))
            continue
        found[f"#{contained['id']}"] = _value_set(findings, contained, language, here)
    return found


def _value_set(
    findings: Findings, contained: Mapping[str, Json], language: str, path: str
) -> list[dict[str, Any]]:
    known: set[str] = set()
    values = []
    expansion, compose = contained.get("expansion"), contained.get("compose")
    if isinstance(expansion, dict):
        for here, entry in findings.entries(expansion, "contains", f"{path}.expansion"):
            if "contains" in entry:
                findings.add(here, gettext_noop("“%(name)s” cannot be represented"), name="contains")
            values.append(_coding(findings, entry, language, here, known))
    elif isinstance(compose, dict):
        unknown(findings, compose, ("include",), f"{path}.compose")
        for here, include in findings.entries(compose, "include", f"{path}.compose"):
            unknown(findings, include, ("system", "version", "concept"), here)
            if not include.get("concept"):
                findings.add(here, gettext_noop("the values have to be written out"))
            for place, concept in findings.entries(include, "concept", here):
                entry = {**concept, "system": include.get("system", "")}
                values.append(_coding(findings, entry, language, place, known))
    if not values:
        findings.add(path, gettext_noop("the values have to be written out"))
    return values


def _coding(
    findings: Findings, coding: Mapping[str, Json], language: str, path: str, known: set[str]
) -> dict[str, Any]:
    fields = ("system", "version", "code", "display", "_display", "extension", "designation", "userSelected")
    unknown(findings, coding, fields, path)
    code = findings.text(coding, "code", path)
    label = texts_in(findings, coding, "display", language, path) if "display" in coding else {language: code}
    for here, designation in findings.entries(coding, "designation", path):
        lang, value = designation.get("language"), designation.get("value")
        if isinstance(lang, str) and isinstance(value, str) and "use" not in designation:
            label.setdefault(lang, value)
        else:
            findings.add(here, gettext_noop("“%(name)s” cannot be represented"), name="designation")
    kept: dict[str, str] = {"kind": "coding", "code": code}
    if isinstance(coding.get("system"), str) and coding["system"]:
        kept["system"] = coding["system"]
    return {
        "code": slug(code, known),
        "label": label,
        "coding": kept,
        "score": score_in(findings, coding, path),
    }


def score_in(findings: Findings, node: Mapping[str, Json], path: str) -> float:
    """Return the ordinal score of a value, 0 where it has none."""
    score: float = 0
    for here, extension in findings.entries(node, "extension", path):
        value = extension.get("valueDecimal")
        if extension.get("url") != ORDINAL:
            url = str(extension.get("url"))
            findings.add(here, gettext_noop("the extension “%(url)s” cannot be represented"), url=url)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            findings.add(here, gettext_noop("a number is expected here"))
        else:
            score = int(value) if float(value).is_integer() else value
    return score
