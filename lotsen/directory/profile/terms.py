"""The taxonomy of our profile: what HSDS 3.0 has no field for, as attributes of a service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from lotsen.directory.domain import AccessRoute, Capacity, Cost
from lotsen.directory.hsds.flatten import Flattening
from lotsen.directory.hsds.problems import Done, Kind, Place
from lotsen.directory.hsds.records import Records
from lotsen.directory.profile import kinds
from lotsen.directory.profile.mapping import Node, Note, line, own_id, text
from lotsen.terms import vocabulary

_NAMES = UUID("0d4c9d52-6c5c-4a0f-8a5d-5f8d7a7b9f10")
TAXONOMY: Node = {
    "id": str(uuid5(_NAMES, "taxonomy")),
    "name": "Lotsen: Passung von Angeboten",
    "description": "Angaben der Frühen Hilfen, für die HSDS 3.0 keine eigenen Felder hat.",
    "version": "1",
}


@dataclass(frozen=True)
class Term:
    """One term: the field of a service it stands for, and how its value is read and written."""

    field: str
    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    is_list: bool = False

    @cached_property
    def id(self) -> str:
        """The id of the term, the same in every export."""
        return str(uuid5(_NAMES, self.field))

    @property
    def node(self) -> Node:
        """The term as HSDS has it."""
        return {
            "id": self.id,
            "code": self.field,
            "name": self.name,
            "description": f"{self.name} (Lotsen: {self.field})",
            "taxonomy": TAXONOMY["name"],
            "taxonomy_id": TAXONOMY["id"],
            "language": "de",
        }


def _flag(value: str) -> bool:
    return {"true": True, "false": False}[value]


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value)
        if not low <= number <= high:
            raise ValueError(value)
        return number

    return read


def _line(value: str) -> str:
    if line(value) != value:
        raise ValueError(value)
    return value


def _text(value: str) -> str:
    if text(value) != value:
        raise ValueError(value)
    return value


def _one_of(codes: Callable[[], Mapping[str, object]]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in codes():
            raise ValueError(value)
        return value

    return read


def _word(value: bool) -> str:
    return "true" if value else "false"


_FLAGS = {
    "residence_required": "Wohnsitz im Einzugsgebiet nötig",
    "interpreter": "Sprachmittlung möglich",
    "home_visit": "Kommt nach Hause",
    "on_site": "Vor Ort",
    "by_phone": "Telefonisch",
    "online": "Online",
    "insurance_required": "Krankenversicherung nötig",
    "anonymous_possible": "Anonym möglich",
    "childcare": "Kinderbetreuung während des Angebots",
}
TERMS: tuple[Term, ...] = (
    Term("service_type", "Art des Angebots", _one_of(lambda: vocabulary().service_types)),
    Term("needs", "Bedarf", _one_of(lambda: vocabulary().needs), is_list=True),
    Term("min_weeks", "Ab Schwangerschaftswoche", _number(0, 45)),
    Term("max_weeks", "Bis Schwangerschaftswoche", _number(0, 45)),
    *(Term(field, name, _flag, _word) for field, name in _FLAGS.items()),
    Term("access", "Zugang", AccessRoute),
    Term("cost", "Kosten", Cost),
    Term("target_groups", "Zielgruppe", _one_of(lambda: vocabulary().target_groups), is_list=True),
    Term("excluded_groups", "Nicht für", _one_of(lambda: vocabulary().target_groups), is_list=True),
    Term("capacity", "Freie Plätze", Capacity),
    Term("waiting_weeks", "Wartezeit in Wochen", _number(0, 260)),
    Term("capacity_checked_on", "Stand der freien Plätze", date.fromisoformat),
    Term("capacity_source", "Quelle der freien Plätze", _line),
    Term("valid_until", "Gültig bis", date.fromisoformat),
    Term("source", "Quelle des Eintrags", _line),
    Term("easy_text", "In Leichter Sprache", _text),
    Term("protected_address", "Anschrift geschützt", _flag, _word),
)
_TYPE = TERMS[0]
BY_ID: Mapping[str, Term] = {term.id: term for term in TERMS}
TRANSLATED = {part: str(uuid5(_NAMES, f"translation/{part}")) for part in ("name", "description")}
TAXONOMIES = (TAXONOMY, kinds.TAXONOMY)
TYPE_TERM = "own_type"
"""What an attribute that names a municipality's own type of service is called."""


def nodes() -> list[Node]:
    """Return all terms of the profile."""
    translated = [
        {
            "id": row,
            "code": f"translation_{part}",
            "name": f"Übersetzung: {part}",
            "description": f"Feld {part} in der Sprache, die link_type nennt",
            "taxonomy": TAXONOMY["name"],
            "taxonomy_id": TAXONOMY["id"],
            "language": "de",
        }
        for part, row in TRANSLATED.items()
    ]
    return [term.node for term in TERMS] + translated + kinds.nodes()


def add_used(records: Records, flat: Flattening, place: Place) -> None:
    """Add the terms of our profile that attributes use, so that nobody meets a term without a name."""
    used = {row.values.get("taxonomy_term_id") for row in records.tables["attribute"].values()}
    wanted = [node for node in nodes() if node["id"] in used]
    for taxonomy in TAXONOMIES:
        if any(node["taxonomy_id"] == taxonomy["id"] for node in wanted):
            flat.take("taxonomy", taxonomy, place)
    for node in wanted:
        flat.take("taxonomy_term", node, place)


TERMS_OF: Mapping[str, frozenset[str]] = {
    TAXONOMY["id"]: frozenset(BY_ID) | frozenset(TRANSLATED.values()),
    kinds.TAXONOMY["id"]: frozenset(kinds.KIND_OF),
}
"""The terms of each of our taxonomies."""
PROFILE_TERMS = frozenset[str]().union(*TERMS_OF.values())


def take_attributes(attributes: Any, fields: Node, note: Note) -> list[Node]:
    """Read the attributes of our profile into fields; returns those of others, and those nobody can use."""
    rest: list[Node] = []
    for part in attributes if isinstance(attributes, list) else []:
        row = part.get("taxonomy_term_id") if isinstance(part, dict) else None
        if row in TRANSLATED.values():
            _take_translation(part, fields)
        elif row in kinds.KIND_OF:
            fields[_TYPE.field] = kinds.KIND_OF[row]
        elif row not in BY_ID:
            rest.append(part)
        elif not _take(BY_ID[str(row)], part.get("value"), fields):
            cause = f"“{str(part.get('value'))[:80]}” says nothing that can be used"
            note(BY_ID[str(row)].field, cause, Done.UNUSED, Kind.VALUE)
            rest.append(part)
    return rest


def names_type(attributes: Iterable[Any]) -> bool:
    """Say whether some of the attributes that nobody can use name a type of service."""
    return any(isinstance(one, dict) and one.get("taxonomy_term_id") == _TYPE.id for one in attributes)


def put_attributes(owner: UUID, fields: Mapping[str, Any]) -> list[Node]:
    """Write what is stated in fields as attributes."""
    found: list[Node] = []
    for term in TERMS:
        value = fields.get(term.field)
        if value is None or (term.field == "protected_address" and not value):
            continue
        for one in sorted(value) if term.is_list else (value,):
            what = (term.field, one) if term.is_list else (term.field,)
            named = kinds.TERM_OF.get(one, term.id) if term is _TYPE else term.id
            found.append(_attribute(own_id(owner, *what), named, term.write(one)))
    for code, said in sorted((fields.get("translations") or {}).items()):
        for part, row in TRANSLATED.items():
            if dict(said).get(part):
                one = _attribute(own_id(owner, "translation", part, code), row, dict(said)[part])
                found.append({**one, "link_type": code})
    return found


def _attribute(row: str, term: str, value: str) -> Node:
    return {"id": row, "link_entity": "service", "value": value, "taxonomy_term_id": term}


def _take(term: Term, value: Any, fields: Node) -> bool:
    if not isinstance(value, str):
        return False
    try:
        read = term.read(value)
    except (ValueError, KeyError):
        return False
    if term.is_list:
        fields.setdefault(term.field, set()).add(read)
    else:
        fields[term.field] = read
    return True


def _take_translation(part: Node, fields: Node) -> None:
    names = {row: what for what, row in TRANSLATED.items()}
    said = fields.setdefault("translations", {}).setdefault(str(part.get("link_type")), {})
    said[names[part["taxonomy_term_id"]]] = part.get("value")
