"""Locations: one address of them is shown and found, all that came are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from lotsen.directory.domain import Accessibility
from lotsen.directory.profile.mapping import (
    UNSTATED,
    Mapped,
    Node,
    keep_id,
    keep_rest,
    line,
    name,
    own_id,
    put,
    put_list,
    split,
    take,
)

_POSTCODE = re.compile(r"[0-9]{5}")
_STATE = "DE"
"""HSDS wants a state; which Land it is, an address in Germany does not say."""
_UNNAMED = "Standort"


def _degrees(limit: float) -> Any:
    def forward(value: Any) -> float | None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if is_number and -limit <= value <= limit else None

    return forward


_MAPPED = (
    Mapped("latitude", "latitude", _degrees(90)),
    Mapped("longitude", "longitude", _degrees(180)),
    Mapped("transportation", "transportation", line),
)
_NAME = Mapped("name", "name", name)


def location_fields(node: Node, ids: Mapping[tuple[str, str], UUID]) -> Node:
    """Return the fields of a location entry; `ids` says under which id a record is stored."""
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "location", node.pop("id"))}
    take(node, fields, parts, _MAPPED)
    if node.get("location_type") == "physical":
        node.pop("location_type")
    else:
        node.setdefault("location_type", None)
    owner = node.pop("organization_id", None)
    if owner is not None and ("organization", str(owner)) in ids:
        fields["organization_id"] = ids["organization", str(owner)]
    elif owner is not None:
        parts["organization_id"] = owner
    _take_address(node.pop("addresses", None), fields, parts)
    _take_access(node.pop("accessibility", None), fields, parts)
    given = node.get("name")
    take(node, fields, parts, (_NAME,))
    if "name" not in fields:
        parts["name"] = given
        fields["name"] = name(fields.get("street")) or _UNNAMED
    return fields | {"parts": {**parts, **node} or None}


def location_node(fields: Mapping[str, Any], names: Mapping[UUID, str]) -> Node:
    """Return a location as HSDS has it; `names` says what other records are called outside."""
    parts = dict(fields.get("parts") or {})
    node: Node = {"id": parts.pop("id", str(fields["id"]))}
    medium = parts.pop("location_type", "physical")
    if medium is not None:
        node["location_type"] = medium
    owner = fields.get("organization_id")
    dangling = parts.pop("organization_id", None)
    if owner is not None or dangling is not None:
        node["organization_id"] = dangling if owner is None else names.get(owner, str(owner))
    if parts.get("name", "") is None and fields["name"] in (name(fields.get("street")), _UNNAMED):
        parts.pop("name")
    else:
        put(node, parts, fields, (_NAME,))
    put(node, parts, fields, _MAPPED)
    _put_address(node, fields, parts)
    _put_access(node, fields, parts)
    return {**node, **parts}


def _take_address(addresses: Any, fields: Node, parts: Node) -> None:
    own, rest = split(addresses, fields["id"], "address")
    if "address" in own:
        said = own["address"]
        fields |= _held(said)
        if line(said.get("region")) is not None:
            fields["district"] = line(said["region"])
    elif rest:
        fields |= _held(_shown(rest))
    keep_rest(parts, "addresses", rest)


def _put_address(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    rest = parts.pop("addresses", [])
    held = {key: fields.get(key) or "" for key in ("street", "postcode", "city")}
    shown = _held(_shown(rest)) if rest else dict.fromkeys(held, "")
    own = []
    if held != shown or fields.get("district"):
        said = {
            "id": own_id(fields["id"], "address"),
            "address_1": held["street"] or UNSTATED,
            "city": held["city"] or UNSTATED,
            "region": fields.get("district"),
            "state_province": _STATE,
            "postal_code": held["postcode"] or UNSTATED,
            "country": "DE",
            "address_type": "physical",
        }
        own = [{key: value for key, value in said.items() if value is not None}]
    put_list(node, "addresses", own, rest)


def _shown(addresses: list[Node]) -> Node:
    """Return the address that people go to: the first physical one, else the first."""
    plain = [one for one in addresses if isinstance(one, dict)]
    physical = [one for one in plain if one.get("address_type") == "physical"]
    return (physical or plain or [{}])[0]


def _held(said: Node) -> Node:
    """Return what an entry holds of an address; a postcode that is none in Germany is not held."""
    postcode = said.get("postal_code")
    is_german = isinstance(postcode, str) and _POSTCODE.fullmatch(postcode) and said.get("country") == "DE"
    return {
        "street": _stated(said.get("address_1")),
        "postcode": postcode if is_german else "",
        "city": _stated(said.get("city")),
    }


def _stated(value: Any) -> str:
    return "" if value == UNSTATED else line(value) or ""


def _take_access(accessibility: Any, fields: Node, parts: Node) -> None:
    own, rest = split(accessibility, fields["id"], "access", by="description")
    if "wheelchair" in own:
        fields["wheelchair"] = own.pop("wheelchair").get("details") == "true"
    if "note" in own:
        fields["access_note"] = line(own.pop("note").get("details"))
    if own:
        fields["accessibility"] = frozenset(map(Accessibility, own))
    keep_rest(parts, "accessibility", rest)


def _put_access(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    said: list[tuple[str, str | None]] = [(code, None) for code in sorted(fields.get("accessibility") or ())]
    if fields.get("wheelchair") is not None:
        said.append(("wheelchair", "true" if fields["wheelchair"] else "false"))
    if fields.get("access_note"):
        said.append(("note", fields["access_note"]))
    own = [
        {"id": own_id(fields["id"], "access", code), "description": str(code)}
        | ({} if details is None else {"details": details})
        for code, details in said
    ]
    put_list(node, "accessibility", own, parts.pop("accessibility", []))
