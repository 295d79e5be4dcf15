"""Organizations, taxonomies and their terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from lotsen.directory.profile.mapping import (
    Mapped,
    Node,
    address,
    keep_id,
    keep_rest,
    line,
    name,
    own_id,
    put,
    put_list,
    shorten,
    split,
    take,
    text,
    whole,
)

_ORGANIZATION = (
    Mapped("name", "name", name),
    Mapped("alternate_name", "alternate_name", line),
    Mapped("website", "website", address),
    Mapped("email", "email", whole(300)),
)
_TAXONOMY = (
    Mapped("name", "name", name),
    Mapped("description", "description", text),
    Mapped("uri", "uri", whole(300)),
    Mapped("version", "version", line),
)
_TERM = (
    Mapped("name", "name", name),
    Mapped("description", "description", text),
    Mapped("code", "code", whole(300)),
    Mapped("term_uri", "uri", whole(300)),
    Mapped("language", "language", whole(10)),
)
_ABSENT = Mapped("description", "description", shorten(4000))
_SET_ON = "2026-01-01"


def organization_fields(node: Node) -> Node:
    """Return the fields of an organization entry."""
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "organization", node.pop("id"))}
    take(node, fields, parts, _ORGANIZATION)
    _take_description(node, fields, parts)
    take_phone(fields, parts, node.pop("phones", None))
    return fields | {"parts": {**parts, **node} or None}


def organization_node(fields: Mapping[str, Any]) -> Node:
    """Return an organization as HSDS has it."""
    parts = dict(fields.get("parts") or {})
    node: Node = {"id": parts.pop("id", str(fields["id"]))}
    put(node, parts, fields, _ORGANIZATION)
    _put_description(node, fields, parts)
    put_phone(node, fields, parts)
    return {**node, **parts}


def taxonomy_fields(node: Node) -> Node:
    """Return the fields of a taxonomy entry."""
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "taxonomy", node.pop("id"))}
    take(node, fields, parts, _TAXONOMY)
    _empty_description(fields, parts)
    return fields | {"parts": {**parts, **node} or None}


def taxonomy_node(fields: Mapping[str, Any]) -> Node:
    """Return a taxonomy as HSDS has it, which wants a description."""
    parts = dict(fields.get("parts") or {})
    node: Node = {"id": parts.pop("id", str(fields["id"]))}
    _put_description(node, fields, parts)
    put(node, parts, fields, (one for one in _TAXONOMY if one.field != "description"))
    return {**node, **parts}


def term_fields(node: Node, ids: Mapping[tuple[str, str], UUID]) -> Node:
    """Return the fields of a term entry; `ids` says under which id a record is stored."""
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "taxonomy_term", node.pop("id"))}
    take(node, fields, parts, _TERM)
    _empty_description(fields, parts)
    for key, table in (("taxonomy_id", "taxonomy"), ("parent_id", "taxonomy_term")):
        given = node.pop(key, None)
        if given is None:
            continue
        if (table, given) in ids:
            fields[key] = ids[table, given]
        else:
            parts[key] = given
    own, rest = split(node.pop("metadata", None), {own_id(fields["id"], "service_type"): "service_type"})
    if "service_type" in own:
        fields["service_type"] = own["service_type"].get("replacement_value")
    keep_rest(parts, "metadata", rest)
    return fields | {"parts": {**parts, **node} or None}


def term_node(fields: Mapping[str, Any], names: Mapping[UUID, str]) -> Node:
    """Return a term as HSDS has it; `names` says what other records are called outside."""
    parts = dict(fields.get("parts") or {})
    node: Node = {"id": parts.pop("id", str(fields["id"]))}
    _put_description(node, fields, parts)
    put(node, parts, fields, (one for one in _TERM if one.field != "description"))
    for key in ("taxonomy_id", "parent_id"):
        if fields.get(key) is not None:
            node[key] = names.get(fields[key], str(fields[key]))
    if fields.get("service_type"):
        said = {
            "id": own_id(fields["id"], "service_type"),
            "resource_type": "taxonomy_term",
            "last_action_date": _SET_ON,
            "last_action_type": "update",
            "field_name": "service_type",
            "previous_value": "",
            "replacement_value": fields["service_type"],
            "updated_by": "Lotsen",
        }
        put_list(node, "metadata", [said], parts.pop("metadata", []))
    return {**node, **parts}


def take_phone(fields: Node, parts: Node, phones: Any) -> None:
    """Take the number to show: our own part of it, or the first that came; keep all that came."""
    own, rest = split(phones, {own_id(fields["id"], "phone"): "phone"})
    held = number(own["phone"]) if "phone" in own else _first_number(rest)
    if held is not None:
        fields["phone"] = held
    keep_rest(parts, "phones", rest)


def put_phone(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    """Write the number to show, unless the first that came is it."""
    rest = parts.pop("phones", [])
    own = []
    if fields.get("phone") and fields["phone"] != _first_number(rest):
        own = [{"id": own_id(fields["id"], "phone"), "number": fields["phone"], "type": "voice"}]
    put_list(node, "phones", own, rest)


def number(part: Mapping[str, Any]) -> str | None:
    """Take a number as people dial it, without quotes around it."""
    said = part.get("number")
    return whole(300)(said.strip().strip('"')) if isinstance(said, str) else None


def _first_number(phones: list[Node]) -> str | None:
    return number(phones[0]) if phones and isinstance(phones[0], dict) else None


def _take_description(node: Node, fields: Node, parts: Node) -> None:
    """HSDS wants a description of an organization; one that only repeats the name says nothing."""
    if node.get("description") is not None and node["description"] == fields.get("name"):
        node.pop("description")
        return
    absent = node.get("description") is None
    take(node, fields, parts, (_ABSENT,))
    if absent:
        parts["description"] = None


def _put_description(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    if "description" in parts and parts["description"] is None and not fields.get("description"):
        parts.pop("description")
        return
    put(node, parts, {"description": fields.get("description") or None}, (_ABSENT,))
    node.setdefault("description", fields.get("name"))


def _empty_description(fields: Node, parts: Node) -> None:
    if fields.get("description") == fields.get("name"):
        fields["description"] = ""
    elif "description" not in fields:
        fields["description"] = ""
        parts.setdefault("description", None)
