"""What hangs on a service and says something about fit: contact, languages, areas and costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lotsen.directory.domain import AreaLevel, Cost
from lotsen.directory.profile.mapping import (
    Node,
    keep_rest,
    own_id,
    put_list,
    split,
    whole,
)
from lotsen.directory.profile.simple import number
from lotsen.terms import vocabulary

_PROFESSIONALS = "Für Fachkräfte"
_RADIUS = "radius_km"
_COUNTRY = "DE"
_COUNTRY_NAME = "Deutschland"
"""How the country is called where it was named; where none was, its code stands for its name."""


def take_contact(node: Node, fields: Node, parts: Node) -> None:
    """Take the contact for professionals."""
    own, rest = split(node.pop("contacts", None), fields["id"], "professional")
    said = own.get("professional", {})
    phones = said.get("phones") or [{}]
    for field, value in (
        ("professional_contact", whole(300)(said.get("name"))),
        ("professional_email", whole(300)(said.get("email"))),
        ("professional_phone", number(phones[0])),
    ):
        if value is not None:
            fields[field] = value
    keep_rest(parts, "contacts", rest)


def put_contact(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    """Write the contact for professionals."""
    phone = fields.get("professional_phone")
    said = {"name": fields.get("professional_contact"), "email": fields.get("professional_email")}
    own = []
    if phone or any(said.values()):
        contact: Node = {"id": own_id(fields["id"], "professional"), "department": _PROFESSIONALS}
        contact |= {name: value for name, value in said.items() if value}
        if phone:
            contact["phones"] = [{"id": own_id(fields["id"], "professional_phone"), "number": phone}]
        own.append(contact)
    put_list(node, "contacts", own, parts.pop("contacts", []))


def take_languages(node: Node, fields: Node, parts: Node) -> None:
    """Take the languages we know; whoever speaks another one is kept as it came."""
    known = vocabulary().languages
    own, rest = split(node.pop("languages", None), fields["id"], "language", by="code")
    spoken = {*own, *(code for code in map(_code, rest) if code in known)}
    if spoken:
        fields["languages"] = frozenset(spoken)
    keep_rest(parts, "languages", rest)


def put_languages(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    """Write the languages; one that came and was taken back here is gone."""
    known, spoken = vocabulary().languages, fields.get("languages") or ()
    rest = [one for one in parts.pop("languages", []) if _code(one) not in known or _code(one) in spoken]
    said = set(map(_code, rest))
    own = [
        {
            "id": own_id(fields["id"], "language", code),
            "name": known[code].label.get("de"),
            "code": code,
        }
        for code in sorted(spoken)
        if code not in said
    ]
    put_list(node, "languages", own, rest)


def take_areas(node: Node, fields: Node, parts: Node) -> None:
    """Take the area served where it is said in our words; a drawn or described one is only kept."""
    rest: list[Node] = []
    codes: set[str] = set()
    for part in node.pop("service_areas", None) or ():
        code, kind = str(part.get("extent")), str(part.get("extent_type"))
        if part.get("id") != own_id(fields["id"], "area", kind, code):
            rest.append(part)
        elif kind == _RADIUS:
            fields |= {"area_level": AreaLevel.RADIUS, "radius_km": int(code)}
        else:
            fields["area_level"] = AreaLevel(kind)
            if (kind, code, part.get("name")) != (AreaLevel.COUNTRY, _COUNTRY, _COUNTRY):
                codes.add(code)
    if fields.get("area_level") not in (None, AreaLevel.RADIUS):
        fields["area_codes"] = frozenset(codes)
    keep_rest(parts, "service_areas", rest)


def put_areas(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    """Write the area served, one part for each code."""
    level = fields.get("area_level")
    said: list[tuple[str, str]] = []
    if level is AreaLevel.RADIUS:
        said = [(_RADIUS, str(fields["radius_km"]))]
    elif level is not None:
        codes = sorted(fields.get("area_codes") or ()) or [_COUNTRY]
        said = [(str(level), code) for code in codes]
    names = {_COUNTRY: _COUNTRY_NAME} if level is AreaLevel.COUNTRY and fields.get("area_codes") else {}
    own = [
        {
            "id": own_id(fields["id"], "area", kind, code),
            "name": f"{code} km" if kind == _RADIUS else names.get(code, code),
            "extent": code,
            "extent_type": kind,
        }
        for kind, code in said
    ]
    put_list(node, "service_areas", own, parts.pop("service_areas", []))


def take_costs(node: Node, fields: Node, parts: Node) -> None:
    """Take what it costs: ours exactly; of others, free where nothing costs, a fee where something does."""
    own, rest = split(node.pop("cost_options", None), fields["id"], "cost")
    if not own and "cost" not in fields and _cost(rest) is not None:
        fields["cost"] = _cost(rest)
    keep_rest(parts, "cost_options", rest)


def put_costs(node: Node, fields: Mapping[str, Any], parts: Node) -> bool:
    """Write what it costs; True where what came says it already, so that nothing else need.

    Where it was taken back here, what came is gone, or it would come back with the next import.
    """
    rest = parts.pop("cost_options", [])
    cost = fields.get("cost")
    if cost is None and _cost(rest) is not None:
        rest = []
    if cost is not None and cost == _cost(rest):
        put_list(node, "cost_options", rest)
        return True
    own: list[Node] = []
    if cost is not None:
        own = [{"id": own_id(fields["id"], "cost"), "option": str(cost)}]
        if cost is Cost.FREE:
            own[0] |= {"currency": "EUR", "amount": 0}
    put_list(node, "cost_options", own, rest)
    return False


def _cost(options: list[Node]) -> Cost | None:
    amounts = [one.get("amount") for one in options if isinstance(one, dict)]
    if not amounts or not all(isinstance(amount, int | float) for amount in amounts):
        return None
    return Cost.FREE if not any(amounts) else Cost.FEE


def _code(part: Any) -> str:
    return str(part.get("code")).lower() if isinstance(part, dict) else ""
