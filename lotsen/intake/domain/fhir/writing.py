"""Writes a sheet as a Questionnaire; reading it again gives the same sheet."""

from __future__ import annotations

import json
from typing import Any

from lotsen.intake.domain.fhir.common import (
    HIGHEST,
    ITEM,
    KINDS,
    LOWEST,
    ORDINAL,
    SHEET,
    texts_out,
)
from lotsen.intake.domain.fhir.whens import value_of, when_out
from lotsen.intake.domain.instrument import Instrument, Section
from lotsen.intake.domain.item import Choice, Item, ItemKind, Source
from lotsen.terms import Scope


def canonical(instrument: Instrument) -> str:
    """Return the address a response names its Questionnaire by."""
    url = json.loads(dict(instrument.origin).get("url", "null"))
    return str(url or f"urn:lotsen:questionnaire:{instrument.code}")


def questionnaire_of(instrument: Instrument) -> dict[str, Any]:
    """Return the sheet as a Questionnaire."""
    kept = {name: json.loads(value) for name, value in instrument.origin}
    language = instrument.language
    resource: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "language": language,
        "url": canonical(instrument),
        "version": str(instrument.version),
        "status": "active",
        **kept,
        "extension": [{"url": SHEET, "valueString": _json(_frame(instrument))}],
    }
    texts_out(resource, "title", instrument.title, language)
    texts_out(resource, "description", instrument.description, language, markdown=True)
    texts_out(resource, "copyright", instrument.licence, language, markdown=True)
    items = {item.code: item for item in instrument.items}
    resource["item"] = [
        entry for section in instrument.sections for entry in _section(section, items, language)
    ]
    return resource


def _frame(instrument: Instrument) -> dict[str, Any]:
    frame = {
        "code": instrument.code,
        "version": instrument.version,
        "minutes": instrument.minutes,
        "threshold": instrument.threshold,
        "kinds": [kind.value for kind in instrument.kinds],
        "stage": "talk" if instrument.is_talk else None,
    }
    return {name: value for name, value in frame.items() if value is not None}


def _section(section: Section, items: dict[str, Item], language: str) -> list[dict[str, Any]]:
    below = [_nested(item, section, items, language) for item in section.items if item.within is None]
    if section.link is None and not section.title:
        return below
    group: dict[str, Any] = {"linkId": section.link or section.code, "type": "group"}
    group["extension"] = [
        *_kept(group, section.origin),
        {"url": ITEM, "valueString": _json({"code": section.code})},
    ]
    if section.title:
        texts_out(group, "text", section.title, language)
    when_out(group, section.when, items)
    if below:
        group["item"] = below
    return [group]


def _nested(item: Item, section: Section, items: dict[str, Item], language: str) -> dict[str, Any]:
    entry = _item(item, items, language)
    below = [_nested(one, section, items, language) for one in section.items if one.within == item.code]
    if below:
        entry["item"] = below
    return entry


def _item(item: Item, items: dict[str, Item], language: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"linkId": item.link or item.code, "type": KINDS[item.kind]}
    extensions = _kept(entry, item.origin)
    for url, bound in ((LOWEST, item.low), (HIGHEST, item.high)):
        if bound is not None:
            kind = (
                "valueInteger" if item.kind is ItemKind.INTEGER and isinstance(bound, int) else "valueDecimal"
            )
            extensions.append({"url": url, kind: bound})
    entry["extension"] = [*extensions, {"url": ITEM, "valueString": _json(_own(item))}]
    texts_out(entry, "text", item.text, language)
    when_out(entry, item.when, items)
    for name in ("required", "repeats"):
        if getattr(item, name):
            entry[name] = True
    if item.kind is ItemKind.CHOICE:
        entry["answerOption"] = [_option(choice, language) for choice in item.values]
    return entry


def _option(choice: Choice, language: str) -> dict[str, Any]:
    option = value_of("value", choice, choice.label.get(language))
    if "valueCoding" in option:
        texts_out(option["valueCoding"], "display", choice.label, language)
    if choice.score:
        option["extension"] = [{"url": ORDINAL, "valueDecimal": choice.score}]
    return option


def _kept(entry: dict[str, Any], origin: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    kept = {name: json.loads(value) for name, value in origin}
    extensions: list[dict[str, Any]] = kept.pop("extension", [])
    entry.update(kept)
    return extensions


def _own(item: Item) -> dict[str, Any]:
    own: dict[str, Any] = {
        "code": item.code,
        "fact": item.fact,
        "hint": dict(item.hint.pairs) if item.hint is not None else None,
        "weight": item.weight or None,
        "direct_trigger": item.direct_trigger or None,
        "immediate": item.immediate,
        "sources": None if item.sources == (Source.FAMILY,) else [source.value for source in item.sources],
        "wish": item.wish or None,
        "phase": item.phase,
        "min_age_months": item.min_age_months,
        "max_age_months": item.max_age_months,
        "counts": list(item.counts) or None,
        "at_least": item.at_least,
        "at_most": item.at_most,
    }
    if item.fact is None:
        own["scope"] = None if item.scope is Scope.FAMILY else item.scope
        own["label"] = None if item.label == item.text else dict(item.label.pairs)
        own["sensitive"] = item.is_sensitive or None
    return {name: value for name, value in own.items() if value is not None}


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
