"""The whole directory as records of HSDS, without a single protected address."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from lotsen.desk import Desk
from lotsen.directory.domain import ObjectKind
from lotsen.directory.exchange.held import Row, stored_entry, table_of
from lotsen.directory.hsds.flatten import Flattening
from lotsen.directory.hsds.problems import Place
from lotsen.directory.hsds.records import Records
from lotsen.directory.profile import (
    location_node,
    organization_node,
    service_node,
    taxonomy_node,
    term_node,
    terms,
)
from lotsen.directory.profile.mapping import Node
from lotsen.directory.tables import EntryRevision

_HERE = Place("directory", 0)


def outgoing(desk: Desk) -> Records:
    """Return everything that may leave; a location that any protected service uses stays here."""
    stored = {name: _rows(desk, name) for name in ("taxonomy", "taxonomy_term", "organization", "service")}
    protected = {row["id"] for row in stored["service"] if row["protected_address"]}
    links = [row for row in _rows(desk, "service_at_location") if row["service_id"] not in protected]
    shown = {row["location_id"] for row in links}
    hidden = _hidden(desk, protected) | (_once_given(desk, protected) - shown)
    links = [row for row in links if row["location_id"] not in hidden]
    stored["location"] = [row for row in _rows(desk, "location") if row["id"] not in hidden]
    return _records(stored, links)


def _records(stored: dict[str, list[Row]], links: Iterable[Row]) -> Records:
    records = Records()
    flat = Flattening(records)
    names = {row["id"]: _name(row) for rows in stored.values() for row in rows}
    for row in stored["taxonomy"]:
        flat.take("taxonomy", taxonomy_node(dict(stored_entry("taxonomy", row))), _HERE)
    for row in stored["taxonomy_term"]:
        flat.take("taxonomy_term", term_node(dict(stored_entry("taxonomy_term", row)), names), _HERE)
    for row in stored["organization"]:
        flat.take("organization", organization_node(dict(stored_entry("organization", row))), _HERE)
    for row in stored["location"]:
        flat.take("location", location_node(dict(stored_entry("location", row)), names), _HERE)
    for row in stored["service"]:
        flat.take("service", service_node(dict(stored_entry("service", row)), names), _HERE)
    for row in links:
        flat.take("service_at_location", _link_node(row, names), _HERE)
    terms.add_used(records, flat, _HERE)
    records.problems.clear()
    return records


def _link_node(row: Row, names: dict[UUID, str]) -> Node:
    parts = dict(row["parts"] or {})
    return {
        "id": parts.pop("id", str(row["id"])),
        "service_id": names[row["service_id"]],
        "location_id": names[row["location_id"]],
        **parts,
    }


def _hidden(desk: Desk, protected: set[UUID]) -> set[UUID]:
    table = table_of("service_at_location")
    rows = desk.db.execute(sa.select(table.c.service_id, table.c.location_id))
    return {location for service, location in rows if service in protected}


def _once_given(desk: Desk, protected: set[UUID]) -> set[UUID]:
    """Return where protected services were given before they were protected, as their history says."""
    query = sa.select(col(EntryRevision.object_id), col(EntryRevision.entry)).where(
        col(EntryRevision.kind) == ObjectKind.SERVICE
    )
    rows = desk.db.execute(query) if protected else ()
    return {
        UUID(place)
        for service, entry in rows
        if service in protected
        for place in entry.get("location_ids", ())
    }


def _rows(desk: Desk, name: str) -> list[Row]:
    table = table_of(name)
    order = (table.c.position, table.c.id) if name == "service_at_location" else (table.c.id,)
    return [dict(row) for row in desk.db.execute(sa.select(table).order_by(*order)).mappings()]


def _name(row: Row) -> str:
    return str((row.get("parts") or {}).get("id") or row["id"])
