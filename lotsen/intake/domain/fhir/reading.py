"""Reads a Questionnaire as the document of a sheet, which the reader of sheets then checks like any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lotsen.intake.domain.fhir.common import SHEET, slug, texts_in
from lotsen.intake.domain.fhir.items import Reader, own_fields
from lotsen.intake.domain.fhir.problems import Findings, Json, read_json, unknown
from lotsen.intake.domain.fhir.values import value_sets
from lotsen.kernel import gettext_noop
from lotsen.policy import InstitutionKind

READ = (
    *("resourceType", "language", "version", "title", "_title", "description", "_description", "copyright"),
    *("_copyright", "extension", "contained", "item"),
)
KEPT = (
    *("id", "meta", "text", "url", "identifier", "name", "derivedFrom", "status", "experimental"),
    *("subjectType", "date", "publisher", "contact", "useContext", "jurisdiction", "purpose"),
    *("approvalDate", "lastReviewDate", "effectivePeriod", "code"),
)
"""What describes the resource and changes nothing about asking."""

STATUSES = ("draft", "active", "retired", "unknown")


@dataclass(frozen=True)
class Wishes:
    """What a Questionnaire does not say and whoever imports it does."""

    code: str | None = None
    version: int | None = None
    threshold: int | None = None
    licence: str | None = None


def document_of(text: str, source: str, wishes: Wishes | None = None) -> dict[str, Any]:
    """Return the document of the sheet. Raises InvalidDocument with path, line and cause of everything."""
    resource, findings = read_json(text, source)
    if resource.get("resourceType") != "Questionnaire":
        findings.add("resourceType", gettext_noop("a FHIR Questionnaire is expected here"))
        findings.raise_if_any()
    document = _document(findings, resource, wishes or Wishes())
    findings.raise_if_any()
    return document


def _document(findings: Findings, resource: Mapping[str, Json], wishes: Wishes) -> dict[str, Any]:
    unknown(findings, resource, (*READ, *KEPT), "")
    if resource.get("status") not in STATUSES:
        findings.add(
            "status", gettext_noop("one of %(allowed)s is expected here"), allowed=", ".join(STATUSES)
        )
    language = resource.get("language", "de")
    if not isinstance(language, str):
        findings.add("language", gettext_noop("a text is expected here"))
        language = "de"
    own = _own(findings, resource)
    title_in = "title" if "title" in resource else "name"
    title = texts_in(findings, resource, title_in, language, "")
    named = (
        wishes.code or own.get("code") or str(resource.get("name") or resource.get("id") or title[language])
    )
    reader = Reader(findings, language, value_sets(findings, resource, language))
    sections = reader.sections(resource)
    for reference in reader.sets.keys() - reader.used:
        findings.add("contained", gettext_noop("no question uses the ValueSet “%(id)s”"), id=reference)
    origin = {name: json.dumps(resource[name], ensure_ascii=False) for name in KEPT if name in resource}
    if "version" in resource:
        origin["version"] = json.dumps(resource["version"])
    version = wishes.version or own.get("version") or 1
    usual = {"status": "active"}
    if own:
        usual |= {"url": f"urn:lotsen:questionnaire:{own.get('code')}", "version": str(version)}
    origin = {name: value for name, value in origin.items() if usual.get(name) != json.loads(value)}
    asked = sum(len(section["items"]) for section in sections)
    threshold = wishes.threshold if wishes.threshold is not None else own.get("threshold")
    document = {
        "code": slug(str(named), set()),
        "version": version,
        "language": language,
        "title": title,
        "description": _text_or(findings, resource, "description", language, title),
        "licence": {language: wishes.licence} if wishes.licence else _licence(findings, resource, language),
        "minutes": own.get("minutes") or max(1, round(asked / 4)),
        "kinds": own.get("kinds") or [kind.value for kind in _WITH_FAMILIES],
        "sections": sections,
    }
    if threshold is not None:
        document["threshold"] = threshold
    if own.get("stage"):
        document["stage"] = own["stage"]
    if origin:
        document["origin"] = origin
    return document


_WITH_FAMILIES = tuple(
    kind for kind in InstitutionKind if kind not in (InstitutionKind.CARRIER, InstitutionKind.MUNICIPALITY)
)


def _text_or(
    findings: Findings, resource: Mapping[str, Json], name: str, language: str, other: dict[str, str]
) -> dict[str, str]:
    return texts_in(findings, resource, name, language, "") if name in resource else other


def _licence(findings: Findings, resource: Mapping[str, Json], language: str) -> dict[str, str]:
    if "copyright" in resource:
        return texts_in(findings, resource, "copyright", language, "")
    findings.add(
        "copyright", gettext_noop("nothing says who may use this sheet; give a licence note with it")
    )
    return {language: "?"}


def _own(findings: Findings, resource: Mapping[str, Json]) -> dict[str, Any]:
    for here, extension in findings.entries(resource, "extension", ""):
        place = here.removeprefix(".")
        if extension.get("url") != SHEET:
            url = str(extension.get("url"))
            findings.add(place, gettext_noop("the extension “%(url)s” cannot be represented"), url=url)
            continue
        return own_fields(findings, extension, place)
    return {}
