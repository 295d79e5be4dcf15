"""Organizations, taxonomies and their terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from lotsen.directory.profile.mapping import (
    UNSTATED,
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
    split,
    take,
    text,
    whole,
)

_DESCRIPTION = Mapped(
    "description",
    "description",
    lambda value: None if value == UNSTATED else text(value),
    lambda value: value or UNSTATED,
)
_ORGANIZATION = (
    Mapped("name", "name", name),
    _DESCRIPTION,
    Mapped("alternate_name", "alternate_name", line),
    Mapped("website", "website", address),
    Mapped("email", "email", whole(300)),
)
_TAXONOMY = (
    Mapped("name", "name", name),
    _DESCRIPTION,
    Mapped("uri", "uri", whole(300)),
    Mapped("version", "version", line),
)
_TERM = (
    Mapped("name", "name", name),
    _DESCRIPTION,
    Mapped("code", "code", whole(300)),
    Mapped("term_uri", "uri", whole(300)),
    Mapped("language", "language", whole(10)),
)
_SET_ON = "2026-01-01"


def organization_fields(node: Node) -> Node:
    """Return the fields of an organization entry."""
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "organization", node.pop("id"))}
    take(node, fields, parts, _ORGANIZATION)
    take_phone(fields, parts, node.pop("phones", None))
    return fields | {"parts": {**parts, **node} or None}


def organization_node(fields: Mapping[str, Any]) -> Node:
    """Return an organization as HSDS has it."""
    parts = dict(fields.get("parts") or {})
    node: Node = {"id": parts.pop("id", str(fields["id"]))}
    put(node, parts, fields, _ORGANIZATION)
    put_phone(node, fields, parts)
    return {**node, **parts}


def taxonomy_fields(node: Node) -> Node:
    """Return the fields of a taxonomy entry."""
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "taxonomy", node.pop("id"))}
    take(node, fields, parts, _TAXONOMY)
    return fields | {"parts": {**parts, **node} or None}


def taxonomy_node(fields: Mapping[str, Any]) -> Node:
    """Return a taxonomy as HSDS has it."""
    parts = dict(fields.get("parts") or {})
    node: Node = {"id": parts.pop("id", str(fields["id"]))}
    put(node, parts, _stated(fields), _TAXONOMY)
    return {**node, **parts}


def term_fields(node: Node, ids: Mapping[tuple[str, str], UUID]) -> Node:
    """Return the fields of a term entry; `ids` says under which id a record is stored."""
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "taxonomy_term", node.pop("id"))}
    take(node, fields, parts, _TERM)
    for key, table in (("taxonomy_id", "taxonomy"), ("parent_id", "taxonomy_term")):
        given = node.pop(key, None)
        if given is None:
            continue
        if (table, given) in ids:
            fields[key] = ids[table, given]
        else:
            parts[key] = given
    own, rest = split(node.pop("metadata", None), fields["id"], "service_type")
    if "service_type" in own:
        fields["service_type"] = own["service_type"].get("replacement_value")
    keep_rest(parts, "metadata", rest)
    return fields | {"parts": {**parts, **node} or None}


def term_node(fields: Mapping[str, Any], names: Mapping[UUID, str]) -> Node:
    """Return a term as HSDS has it; `names` says what other records are called outside."""
    parts = dict(fields.get("parts") or {})
    node: Node = {"id": parts.pop("id", str(fields["id"]))}
    put(node, parts, _stated(fields), _TERM)
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
    own, rest = split(phones, fields["id"], "phone")
    held = number(own["phone"]) if "phone" in own else _first_number(rest)
    if held is not None:
        fields["phone"] = held
    keep_rest(parts, "phones", rest)


def put_phone(node: Node, fields: Mapping[str, Any], parts: Node) -> None:
    """Write the number to show, unless the first that came is it; what was taken back here is gone."""
    rest = parts.pop("phones", [])
    own = []
    shown = _first_number(rest)
    if shown is not None and fields.get("phone") != shown:
        rest = [one for one in rest if fields.get("phone") and number(one) != shown]
    if fields.get("phone") and fields["phone"] != shown:
        own = [{"id": own_id(fields["id"], "phone"), "number": fields["phone"], "type": "voice"}]
    put_list(node, "phones", own, rest)


def number(part: Mapping[str, Any]) -> str | None:
    """Take a number as people dial it, without quotes around it."""
    said = part.get("number")
    return whole(300)(said.strip().strip('"')) if isinstance(said, str) else None


def _first_number(phones: list[Node]) -> str | None:
    return number(phones[0]) if phones and isinstance(phones[0], dict) else None


def _stated(fields: Mapping[str, Any]) -> Node:
    return {**fields, "description": fields.get("description") or None}
