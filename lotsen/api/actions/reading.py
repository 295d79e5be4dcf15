"""Lists and single objects as HSDS 3.0 has them; a fixed number of statements, however long the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from lotsen.api.actions.finding import (
    NOT_FOR_EVERYBODY,
    SHOWN_LINKS,
    find_links,
    find_organizations,
    find_services,
)
from lotsen.api.actions.taxonomies import named_terms
from lotsen.api.domain import (
    Asked,
    Node,
    Public,
    organization,
    page_of,
    service,
    service_at_location,
    term_ids,
)
from lotsen.desk import Desk
from lotsen.directory.profile import location_node, organization_node, service_node
from lotsen.directory.tables import IN_USE, Location, Organization, Service, ServiceAtLocation
from lotsen.kernel import NotVisible


def list_services(desk: Desk, asked: Asked) -> Node:
    """Return a page of services; `minimal` says of each only what it is and when it was changed."""
    found = find_services(desk, asked)
    ids = asked.slice(found)
    if asked.minimal:
        return page_of(asked, len(found), _minimal(desk, ids))
    public = _gather(desk, services=ids, full=asked.full)
    return page_of(asked, len(found), [service(public, row, full=asked.full) for row in ids])


def read_service(desk: Desk, row: UUID) -> Node:
    """Return one active service with everything; raises NotVisible."""
    public = _gather(desk, services=[row], full=True)
    if row not in public.services:
        raise NotVisible
    return service(public, row, full=True)


def list_organizations(desk: Desk, asked: Asked) -> Node:
    """Return a page of organizations."""
    found = find_organizations(desk, asked)
    ids = asked.slice(found)
    return page_of(asked, len(found), _organizations(desk, ids, full=asked.full, services=asked.full_service))


def read_organization(desk: Desk, row: UUID, *, full_service: bool) -> Node:
    """Return one organization that has an active service, with everything; raises NotVisible."""
    found = _organizations(desk, [row], full=True, services=full_service)
    if not found:
        raise NotVisible
    return found[0]


def list_service_at_locations(desk: Desk, asked: Asked) -> Node:
    """Return a page of services at locations."""
    found = find_links(desk, asked)
    return page_of(asked, len(found), _at_locations(desk, asked.slice(found), full=asked.full))


def read_service_at_location(desk: Desk, row: UUID) -> Node:
    """Return one service at a location with everything; raises NotVisible."""
    found = _at_locations(desk, [row], full=True)
    if not found:
        raise NotVisible
    return found[0]


def _minimal(desk: Desk, ids: Sequence[UUID]) -> list[Node]:
    """Return what `minimal` asks for, and what the schema requires of a service besides."""
    wanted = set(ids)
    query = select(Service.id, Service.name, Service.changed_at).where(IN_USE)
    rows = {row: (name, changed) for row, name, changed in desk.db.exec(query).all() if row in wanted}
    return [
        {
            "id": str(row),
            "name": rows[row][0],
            "status": "active",
            "last_modified": rows[row][1].isoformat(),
        }
        for row in ids
    ]


def _organizations(desk: Desk, ids: Sequence[UUID], *, full: bool, services: bool) -> list[Node]:
    offers: dict[UUID, list[UUID]] = {}
    query = select(Service.id, Service.organization_id).where(IN_USE, col(Service.organization_id).in_(ids))
    for row, owner in desk.db.exec(query.order_by(col(Service.name), col(Service.id))).all():
        offers.setdefault(owner, []).append(row)
    named = [row for rows in offers.values() for row in rows] if full or services else []
    public = _gather(desk, services=named, organizations=list(offers), full=full or services, offers=offers)
    return [
        organization(public, row, full=full, full_service=services)
        for row in ids
        if row in public.organizations
    ]


def _at_locations(desk: Desk, ids: Sequence[UUID], *, full: bool) -> list[Node]:
    rows = desk.db.exec(SHOWN_LINKS.where(col(ServiceAtLocation.id).in_(ids))).all()
    links = {row.id: _link_node(row) for row in rows}
    owners = [link["service_id"] for link in links.values()]
    places = {link["location_id"] for link in links.values()}
    public = _gather(desk, services=owners, places=places, links=links.values(), full=full)
    return [service_at_location(public, links[row], full=full) for row in ids if row in links]


def _gather(
    desk: Desk,
    *,
    services: Collection[UUID],
    full: bool,
    organizations: Collection[UUID] = (),
    places: Iterable[UUID] = (),
    links: Iterable[Node] = (),
    offers: dict[UUID, list[UUID]] | None = None,
) -> Public:
    """Read what an answer needs of what is for everybody; `full` also reads what hangs on it."""
    query = select(Service).where(IN_USE, col(Service.id).in_(services))
    offered = {row.id: _service_node(row) for row in desk.db.exec(query).all()}
    owners = {UUID(node["organization_id"]) for node in offered.values()} | set(organizations)
    found = desk.db.exec(select(Organization).where(col(Organization.id).in_(owners))).all()
    carriers = {row.id: organization_node(row.model_dump()) | {"id": str(row.id)} for row in found}
    given = list(links)
    wanted = set(places)
    if full and not given:
        rows = desk.db.exec(SHOWN_LINKS.where(col(ServiceAtLocation.service_id).in_(offered))).all()
        given = [_link_node(row) for row in rows]
        wanted |= {link["location_id"] for link in given}
    spots = _locations(desk, wanted, owners if full else ())
    nodes = [*offered.values(), *carriers.values(), *given, *(spot for _, spot in spots.values())]
    return Public(
        services=offered,
        organizations=carriers,
        locations={row: spot for row, (_, spot) in spots.items()},
        links=_grouped((link["service_id"], link) for link in given),
        houses=_grouped((owner, spot) for owner, spot in spots.values() if owner is not None),
        offers=offers or {},
        terms=named_terms(desk, set(term_ids(nodes))) if full else {},
    )


def _locations(
    desk: Desk, wanted: Collection[UUID], owners: Collection[UUID]
) -> dict[UUID, tuple[UUID | None, Node]]:
    """Read locations that may be shown, and those of organizations, by name."""
    shown = SHOWN_LINKS.with_only_columns(ServiceAtLocation.location_id).order_by(None)
    query = (
        select(Location)
        .where(col(Location.id).in_(wanted) | col(Location.organization_id).in_(owners))
        .where(col(Location.id).in_(shown))
        .order_by(col(Location.name), col(Location.id))
    )
    return {
        row.id: (row.organization_id, location_node(row.model_dump(), {}) | {"id": str(row.id)})
        for row in desk.db.exec(query).all()
    }


def _service_node(row: Service) -> Node:
    said = service_node(row.model_dump() | NOT_FOR_EVERYBODY, {})
    return said | {"id": str(row.id), "last_modified": row.changed_at.isoformat()}


def _link_node(row: ServiceAtLocation) -> Node:
    """Return a link with its parts; both ends are named by the ids under which they are stored."""
    ends = {"id": str(row.id), "service_id": row.service_id, "location_id": row.location_id}
    return {**(row.parts or {}), **ends}


def _grouped(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
