"""Names and small pieces of FHIR that reading and writing share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lotsen.intake.domain.fhir.problems import Findings, Json
from lotsen.intake.domain.item import ItemKind
from lotsen.kernel import gettext_noop
from lotsen.terms import Texts

CORE = "http://hl7.org/fhir/StructureDefinition/"
TRANSLATION = f"{CORE}translation"
ORDINAL = f"{CORE}ordinalValue"
LOWEST, HIGHEST = f"{CORE}minValue", f"{CORE}maxValue"
SHEET, ITEM, ANSWER = "urn:lotsen:sheet", "urn:lotsen:item", "urn:lotsen:answer"
"""Extensions of our own, as JSON text: what FHIR has no field for."""

KINDS = {
    ItemKind.YES_NO: "boolean",
    ItemKind.CHOICE: "choice",
    ItemKind.INTEGER: "integer",
    ItemKind.DECIMAL: "decimal",
    ItemKind.DATE: "date",
    ItemKind.TEXT: "string",
    ItemKind.LONG_TEXT: "text",
    ItemKind.DISPLAY: "display",
    ItemKind.GROUP: "group",
}

PRESENTATION = frozenset(
    f"{CORE}{name}"
    for name in (
        "questionnaire-itemControl",
        "questionnaire-choiceOrientation",
        "questionnaire-displayCategory",
        "questionnaire-supportLink",
        "questionnaire-sliderStepValue",
        "entryFormat",
    )
)
"""Extensions that say how something looks; kept and written again, not followed."""


def slug(text: str, known: set[str]) -> str:
    """Return a code of ours for a foreign name: small letters, digits, underscores, new among `known`."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    plain = (plain if plain[:1].isalpha() else f"q_{plain}".strip("_"))[:50]
    code, number = plain, 2
    while code in known:
        code, number = f"{plain}_{number}", number + 1
    known.add(code)
    return code


def texts_in(
    findings: Findings, node: Mapping[str, Json], name: str, language: str, path: str
) -> dict[str, str]:
    """Return a text with its translations (extension translation), the language of the resource first."""
    found = {language: findings.text(node, name, path)}
    below = node.get(f"_{name}", {})
    here = f"{path}._{name}" if path else f"_{name}"
    if not isinstance(below, dict):
        findings.add(here, gettext_noop("a list of named fields is expected here"))
        return found
    for place, extension in findings.entries(below, "extension", here):
        parts = {str(part.get("url")): part for _, part in findings.entries(extension, "extension", place)}
        lang = parts.get("lang", {}).get("valueCode")
        content = parts.get("content", {})
        written = content.get("valueString", content.get("valueMarkdown"))
        if extension.get("url") != TRANSLATION or not isinstance(lang, str) or not isinstance(written, str):
            findings.add(place, gettext_noop("“%(name)s” cannot be represented"), name="extension")
        else:
            found[lang] = written
    return found


def texts_out(
    node: dict[str, Any], name: str, texts: Texts, language: str, *, markdown: bool = False
) -> None:
    """Write a text and its translations into a node."""
    node[name] = texts.get(language)
    kind = "valueMarkdown" if markdown else "valueString"
    others = [
        {
            "url": TRANSLATION,
            "extension": [{"url": "lang", "valueCode": other}, {"url": "content", kind: texts[other]}],
        }
        for other in texts
        if other != language
    ]
    if others:
        node[f"_{name}"] = {"extension": others}
