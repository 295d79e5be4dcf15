"""Reads the vocabulary from its files and refuses it when anything in it does not fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lotsen.kernel import gettext_noop
from lotsen.terms.entries import (
    labelled,
    read_age_group,
    read_fact,
    read_language,
    read_need,
    read_service_type,
    read_target_group,
)
from lotsen.terms.marked import Complaints, InvalidDocument, Marked, read
from lotsen.terms.model import (
    FactKind,
    LanguageGroup,
    NeedGroup,
    Resource,
    Value,
    Vocabulary,
)

DATA = Path(__file__).parent / "data"

NEED_GROUP_COUNT = 8

T = TypeVar("T")


@dataclass
class _Sections:
    """The sections of all files, each entry with the complaints of the file it stands in."""

    entries: dict[str, list[tuple[Complaints, Marked]]] = field(default_factory=dict)
    files: list[Complaints] = field(default_factory=list)

    def table(self, section: str, build: Callable[[Complaints, Marked], T]) -> dict[str, T]:
        """Build every entry of a section, by its code; a code may appear once in all files."""
        found: dict[str, T] = {}
        for complaints, node in self.entries.get(section, []):
            code_node = node.value.get("code") if isinstance(node.value, Mapping) else None
            code = complaints.about = complaints.text(code_node)
            if code in found:
                complaints.add(node.line, gettext_noop("the code “%(code)s” appears twice"), code=code)
            found[code] = build(complaints, node)
            complaints.about = ""
        return found

    def unknown(self, section: str, name: str, codes: Iterable[str]) -> None:
        """Complain about every reference in a field that names no known code."""
        known = frozenset(codes)
        for complaints, node in self.entries.get(section, []):
            if not isinstance(node.value, Mapping) or name not in node.value:
                continue
            value = node.value[name]
            complaints.about = complaints.text(node.value.get("code"))
            for reference in value.value if isinstance(value.value, tuple) else (value,):
                if not isinstance(reference.value, str) or reference.value not in known:
                    complaints.add(
                        reference.line,
                        gettext_noop("unknown %(name)s “%(code)s”"),
                        name=name,
                        code=str(reference.value),
                    )
            complaints.about = ""


SECTIONS = (
    "facts",
    "need_groups",
    "needs",
    "resources",
    "service_types",
    "target_groups",
    "language_groups",
    "languages",
    "age_groups",
)


def load_vocabulary(folder: Path = DATA) -> Vocabulary:
    """Read every file below the folder; a mistake is refused with its file, line and code."""
    sections = _Sections()
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        complaints = Complaints(name)
        sections.files.append(complaints)
        try:
            document = read(path.read_text(encoding="utf-8"), name)
        except InvalidDocument as invalid:
            complaints.problems.extend(invalid.problems)
            continue
        for section, node in complaints.fields(document, optional=SECTIONS).items():
            entries = [(complaints, entry) for entry in complaints.entries(node)]
            sections.entries.setdefault(section, []).extend(entries)
    words = _vocabulary(sections)
    problems = [problem for complaints in sections.files for problem in complaints.problems]
    if problems:
        raise InvalidDocument(problems)
    return words


def _vocabulary(sections: _Sections) -> Vocabulary:
    languages = sections.table("languages", read_language)
    language_values = tuple(Value(language.code, language.label) for language in languages.values())
    words = Vocabulary(
        facts=sections.table("facts", lambda complaints, node: read_fact(complaints, node, language_values)),
        needs=sections.table("needs", read_need),
        need_groups=sections.table("need_groups", lambda c, n: NeedGroup(*labelled(c, n))),
        resources=sections.table("resources", lambda c, n: Resource(*labelled(c, n))),
        service_types=sections.table("service_types", read_service_type),
        target_groups=sections.table("target_groups", read_target_group),
        languages=languages,
        language_groups=sections.table("language_groups", lambda c, n: LanguageGroup(*labelled(c, n))),
        age_groups=sections.table("age_groups", read_age_group),
    )
    sections.unknown("facts", "need", words.needs)
    sections.unknown("facts", "resource", words.resources)
    sections.unknown("needs", "group", words.need_groups)
    sections.unknown("service_types", "needs", words.needs)
    yes_no = (fact.code for fact in words.facts.values() if fact.kind is FactKind.YES_NO)
    sections.unknown("target_groups", "facts", yes_no)
    sections.unknown("languages", "group", words.language_groups)
    if len(words.need_groups) != NEED_GROUP_COUNT:
        for complaints, node in sections.entries.get("need_groups", [])[:1]:
            complaints.add(
                node.line,
                gettext_noop("figures count exactly %(count)s groups of needs"),
                count=NEED_GROUP_COUNT,
            )
    return words
