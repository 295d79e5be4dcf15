"""Reads the items of a Questionnaire: groups become sections or groups of ours, questions become items."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lotsen.intake.domain.fhir.common import HIGHEST, ITEM, KINDS, LOWEST, PRESENTATION, slug, texts_in
from lotsen.intake.domain.fhir.problems import Findings, Json, unknown
from lotsen.intake.domain.fhir.values import options_in
from lotsen.intake.domain.fhir.whens import when_in
from lotsen.kernel import gettext_noop
from lotsen.terms import vocabulary

TYPES = {fhir: kind.value for kind, fhir in KINDS.items()}
READ = (
    *("linkId", "text", "_text", "type", "enableWhen", "enableBehavior", "required", "repeats", "readOnly"),
    *("answerValueSet", "answerOption", "item", "extension", "prefix", "code", "definition"),
)
KEPT = ("prefix", "code", "definition")
OWN = frozenset(
    (
        *("fact", "hint", "weight", "direct_trigger", "immediate", "sources", "wish", "phase"),
        *("min_age_months", "max_age_months", "counts", "at_least", "at_most", "scope", "label", "sensitive"),
    )
)
"""What our own extension may say about an item."""

OF_THE_FACT = ("kind", "scope", "label", "values", "sensitive", "low", "high")


@dataclass
class Reader:
    """Reads items in their order; `asked` are the questions that came before, by their linkId."""

    findings: Findings
    language: str
    sets: Mapping[str, list[dict[str, Any]]]
    used: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)

    def sections(self, resource: Mapping[str, Json]) -> list[dict[str, Any]]:
        """Return the sections: one per group at the top, one without a title for questions beside them."""
        found: list[dict[str, Any]] = []
        loose: dict[str, Any] | None = None
        for here, item in self.findings.entries(resource, "item", ""):
            path = here.removeprefix(".")
            if item.get("type") == "group":
                loose = None
                found.append(self._section(item, path))
                continue
            if loose is None:
                loose = {"code": slug(f"part_{len(found) + 1}", self.codes), "items": []}
                found.append(loose)
            loose["items"].extend(self._lines(item, path, None))
        return found

    def _section(self, item: Mapping[str, Json], path: str) -> dict[str, Any]:
        self._check_frame(item, path)
        section: dict[str, Any] = {"code": "", "link": self._link(item, path)}
        own = self._own(item, path, {})
        section["code"] = self._code(own, section["link"])
        if "text" in item:
            section["title"] = texts_in(self.findings, item, "text", self.language, path)
            _drop_plain_link(section)
        self._condition(item, path, section)
        self._keep(item, path, section)
        below = self.findings.entries(item, "item", path)
        section["items"] = [line for place, entry in below for line in self._lines(entry, place, None)]
        return section

    def _lines(self, item: Mapping[str, Json], path: str, within: str | None) -> list[dict[str, Any]]:
        self._check_frame(item, path)
        kind = TYPES.get(str(item.get("type")))
        link = self._link(item, path)
        if kind is None:
            self.findings.add(
                f"{path}.type",
                gettext_noop("the type “%(type)s” cannot be represented"),
                type=str(item.get("type")),
            )
            kind = "text"
        line: dict[str, Any] = {"code": "", "kind": kind, "link": link}
        own = self._own(item, path, line)
        line["code"] = self._code(own, link)
        _drop_plain_link(line)
        line["text"] = texts_in(self.findings, item, "text", self.language, path)
        if within is not None:
            line["within"] = within
        for name in ("required", "repeats"):
            if self.findings.flag(item, name, path):
                line[name] = True
        if kind == "choice":
            line["values"] = self._values(item, path)
        elif "answerOption" in item or "answerValueSet" in item:
            self.findings.add(path, gettext_noop("answers to choose from belong to a choice"))
        self._condition(item, path, line)
        self._keep(item, path, line)
        line.update({name: value for name, value in own.items() if name in OWN})
        self.asked[link] = dict(line)
        self._take_from_fact(line, path)
        return [line, *self._below(item, path, line, within)]

    def _below(
        self, item: Mapping[str, Json], path: str, line: dict[str, Any], within: str | None
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for place, entry in self.findings.entries(item, "item", path):
            if line["kind"] == "group":
                found.extend(self._lines(entry, place, line["code"]))
            elif entry.get("type") == "display":
                found.extend(self._lines(entry, place, within))
            else:
                self.findings.add(place, gettext_noop("a question below a question cannot be represented"))
        return found

    def _check_frame(self, item: Mapping[str, Json], path: str) -> None:
        unknown(self.findings, item, READ, path)
        if self.findings.flag(item, "readOnly", path):
            self.findings.add(
                f"{path}.readOnly", gettext_noop("a question nobody may answer cannot be represented")
            )
        if item.get("type") == "group" and item.get("repeats") is True:
            self.findings.add(f"{path}.repeats", gettext_noop("a group that repeats cannot be represented"))
        if "enableBehavior" in item and item["enableBehavior"] not in ("all", "any"):
            self.findings.add(
                f"{path}.enableBehavior",
                gettext_noop("one of %(allowed)s is expected here"),
                allowed="all, any",
            )

    def _link(self, item: Mapping[str, Json], path: str) -> str:
        link = self.findings.text(item, "linkId", path)
        if link in self.asked:
            self.findings.add(
                f"{path}.linkId", gettext_noop("the linkId “%(link)s” appears twice"), link=link
            )
        if link:
            self.asked.setdefault(link, {"kind": "group", "code": ""})
        return link

    def _code(self, own: Mapping[str, Any], link: str) -> str:
        code = own.get("code")
        return slug(str(code) if code else link, self.codes)

    def _values(self, item: Mapping[str, Json], path: str) -> list[dict[str, Any]]:
        reference = item.get("answerValueSet")
        if reference is None:
            values = options_in(self.findings, item, self.language, path)
            if not values:
                self.findings.add(path, gettext_noop("a choice needs answers to choose from"))
            return values
        if str(reference) not in self.sets:
            self.findings.add(
                f"{path}.answerValueSet",
                gettext_noop("the ValueSet “%(id)s” is not in the file"),
                id=str(reference),
            )
            return []
        self.used.add(str(reference))
        return self.sets[str(reference)]

    def _condition(self, item: Mapping[str, Json], path: str, line: dict[str, Any]) -> None:
        when = when_in(self.findings, item, self.asked, path)
        if when is not None:
            line["when"] = when

    def _keep(self, item: Mapping[str, Json], path: str, line: dict[str, Any]) -> None:
        kept = {name: json.dumps(item[name], ensure_ascii=False) for name in KEPT if name in item}
        shown = [
            extension
            for _, extension in self.findings.entries(item, "extension", path)
            if str(extension.get("url")) in PRESENTATION
        ]
        if shown:
            kept["extension"] = json.dumps(shown, ensure_ascii=False)
        if kept:
            line["origin"] = kept

    def _own(self, item: Mapping[str, Json], path: str, line: dict[str, Any]) -> dict[str, Any]:
        own: dict[str, Any] = {}
        for here, extension in self.findings.entries(item, "extension", path):
            url = str(extension.get("url"))
            if url == ITEM:
                own = own_fields(self.findings, extension, here)
            elif url in (LOWEST, HIGHEST) and line.get("kind") in ("integer", "decimal"):
                value = extension.get("valueInteger", extension.get("valueDecimal"))
                if isinstance(value, bool) or not isinstance(value, int | float):
                    self.findings.add(here, gettext_noop("a number is expected here"))
                else:
                    line["low" if url == LOWEST else "high"] = value
            elif url not in PRESENTATION:
                message = gettext_noop("the extension “%(url)s” cannot be represented")
                self.findings.add(here, message, url=str(url))
        return own

    def _take_from_fact(self, line: dict[str, Any], path: str) -> None:
        """Leave out what the vocabulary says about a fact, which has to be what the Questionnaire says."""
        fact = vocabulary().facts.get(str(line.get("fact")))
        if fact is None:
            return
        codes = {value["code"] for value in line.get("values", ())}
        if codes != {value.code for value in fact.values}:
            self.findings.add(path, gettext_noop("the answers are not those of “%(fact)s”"), fact=fact.code)
        for name in OF_THE_FACT:
            line.pop(name, None)


def _drop_plain_link(line: dict[str, Any]) -> None:
    """Leave out a linkId that is our own code."""
    if line["link"] == line["code"]:
        del line["link"]


def own_fields(findings: Findings, extension: Mapping[str, Json], path: str) -> dict[str, Any]:
    """Return what an extension of our own says."""
    try:
        found = json.loads(extension.get("valueString", ""))
    except (TypeError, ValueError):
        found = None
    if isinstance(found, dict):
        return found
    findings.add(path, gettext_noop("a list of named fields is expected here"))
    return {}
