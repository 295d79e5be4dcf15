"""Services: what decides fit is read where it is valid, and everything that came is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from lotsen.directory.domain import CAME_UNSORTED, UNSORTED, Capacity, ServiceStatus
from lotsen.directory.hsds.problems import Done, Kind
from lotsen.directory.profile import terms
from lotsen.directory.profile.details import (
    put_areas,
    put_contact,
    put_costs,
    put_languages,
    take_areas,
    take_contact,
    take_costs,
    take_languages,
)
from lotsen.directory.profile.mapping import (
    Mapped,
    Node,
    Note,
    address,
    day,
    first_month,
    iso,
    keep_id,
    keep_rest,
    last_month,
    line,
    name,
    own_id,
    put,
    put_list,
    split,
    take,
    text,
    whole,
    years_from,
    years_to,
)
from lotsen.directory.profile.opening import put_hours, take_hours
from lotsen.directory.profile.simple import put_phone, take_phone

_MAPPED = (
    Mapped("name", "name", name),
    Mapped("alternate_name", "alternate_name", line),
    Mapped("description", "description", text),
    Mapped("url", "website", address),
    Mapped("email", "email", whole(300)),
    Mapped("application_process", "how_to_apply", line),
    Mapped("fees_description", "cost_note", line),
    Mapped("alert", "alert", line),
    Mapped("assured_date", "checked_on", day, iso),
    Mapped("minimum_age", "min_months", first_month, years_from),
    Mapped("maximum_age", "max_months", last_month, years_to),
)


def service_fields(node: Node, ids: Mapping[tuple[str, str], UUID], note: Note, default_type: str) -> Node:
    """Return the fields of a service entry, without its locations.

    A service without a type of ours gets `default_type`; without one it is not sorted yet, and not in use
    until somebody gives it its type: nobody should be sent to a service whose kind nobody knows.
    """
    node, parts = dict(node), Node()
    fields: Node = {"id": keep_id(parts, "service", node.pop("id"))}
    fields["organization_id"] = ids["organization", str(node.pop("organization_id"))]
    take(node, fields, parts, _MAPPED)
    take_phone(fields, parts, node.pop("phones", None))
    take_contact(node, fields, parts)
    take_languages(node, fields, parts)
    take_hours(node, fields, parts)
    take_areas(node, fields, parts)
    own, rest = split(node.pop("attributes", None), fields["id"], terms.TYPE_TERM)
    if own:
        _take_own_type(own[terms.TYPE_TERM], fields, ids)
    keep_rest(parts, "attributes", terms.take_attributes(rest, fields, note))
    take_costs(node, fields, parts)
    _take_status(node, fields, parts, note, default_type)
    _make_sense(fields, note)
    waits = node.pop("wait_time", None)
    if waits is not None and waits != _wait(fields):
        parts["wait_time"] = waits
    return fields | {"parts": {**parts, **node} or None}


def service_node(fields: Mapping[str, Any], names: Mapping[UUID, str]) -> Node:
    """Return a service as HSDS has it; `names` says what other records are called outside."""
    parts = dict(fields.get("parts") or {})
    owner: UUID = fields["organization_id"]
    node: Node = {"id": parts.pop("id", str(fields["id"])), "organization_id": names.get(owner, str(owner))}
    put(node, parts, fields, _MAPPED)
    said = dict(fields)
    _put_status(node, said, parts)
    if parts.pop(CAME_UNSORTED, False) and said.get("service_type") == UNSORTED:
        del said["service_type"]
    waits = parts.pop("wait_time", _wait(fields))
    if waits is not None:
        node["wait_time"] = waits
    put_phone(node, fields, parts)
    put_contact(node, fields, parts)
    put_languages(node, fields, parts)
    put_hours(node, fields, parts)
    put_areas(node, fields, parts)
    if put_costs(node, fields, parts):
        said.pop("cost", None)
    own = [] if fields.get("term_id") is None else [_own_type(fields, names)]
    put_list(node, "attributes", own, terms.put_attributes(fields["id"], said), parts.pop("attributes", []))
    return {**node, **parts}


def _take_own_type(part: Node, fields: Node, ids: Mapping[tuple[str, str], UUID]) -> None:
    row = ids.get(("taxonomy_term", str(part.get("taxonomy_term_id"))))
    if row is not None:
        fields["term_id"] = row


def _own_type(fields: Mapping[str, Any], names: Mapping[UUID, str]) -> Node:
    return {
        "id": own_id(fields["id"], terms.TYPE_TERM),
        "link_entity": "service",
        "taxonomy_term_id": names.get(fields["term_id"], str(fields["term_id"])),
    }


def _take_status(node: Node, fields: Node, parts: Node, note: Note, default_type: str) -> None:
    given = node.pop("status", None) or str(ServiceStatus.ACTIVE)
    try:
        fields["status"] = ServiceStatus(given)
    except ValueError:
        parts["status"] = given
        fields["status"] = ServiceStatus.INACTIVE
    if "service_type" not in fields:
        fields["service_type"] = default_type or UNSORTED
        if not default_type:
            if not terms.names_type(parts.get("attributes", ())):
                note("service_type", "no type of service of ours: not sorted yet", Done.UNUSED, Kind.MISSING)
            parts[CAME_UNSORTED] = True


def _put_status(node: Node, said: Node, parts: Node) -> None:
    original = parts.pop("status", None)
    if "status" not in said:
        return
    node["status"] = str(said["status"])
    if said["status"] is ServiceStatus.INACTIVE:
        node["status"] = original or node["status"]


def _make_sense(fields: Node, note: Note) -> None:
    """Use only what holds together; an entry that contradicts itself would be refused whole."""
    for low, high in (("min_weeks", "max_weeks"), ("min_months", "max_months")):
        least, most = fields.get(low), fields.get(high)
        if least is not None and most is not None and least > most:
            note(low, f"from {least} to {most} is no window", Done.CELL, Kind.VALUE)
            del fields[low], fields[high]
    if fields.get("waiting_weeks") is not None and fields.get("capacity") is not Capacity.WAITING_LIST:
        note("waiting_weeks", "only a waiting list has weeks to wait", Done.CELL, Kind.VALUE)
        del fields["waiting_weeks"]
    both = set(fields.get("target_groups", ())) & set(fields.get("excluded_groups", ()))
    if both:
        note("excluded_groups", "a group is meant or excluded, not both", Done.CELL, Kind.VALUE)
        fields["excluded_groups"] = set(fields["excluded_groups"]) - both


def _wait(fields: Mapping[str, Any]) -> str | None:
    weeks = fields.get("waiting_weeks")
    return None if weeks is None else f"{weeks} weeks"
