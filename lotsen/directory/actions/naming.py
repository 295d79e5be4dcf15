"""Reading entries for features above: how they are named, and which nobody has sorted yet."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlmodel import and_, col, func, select

from lotsen.desk import Desk
from lotsen.directory.domain import UNSORTED, ServiceStatus
from lotsen.directory.tables import Location, Organization, Service, TaxonomyTerm
from lotsen.store.record import rel

_UNSORTED = and_(col(Service.service_type) == UNSORTED, col(Service.status) != ServiceStatus.DEFUNCT)


def service_name(desk: Desk, service_id: UUID) -> str | None:
    """Return what a service is called; None where there is no such service any more."""
    row = desk.db.get(Service, service_id)
    return row.name if row is not None else None


def names_of(desk: Desk, ids: Iterable[str]) -> dict[str, str]:
    """Return how these organizations, locations and own types are called, by id as text.

    Of a protected address there is no location, so it has no name here either.
    """
    asked = [UUID(one) for one in ids]
    owners = select(Organization.id, Organization.name).where(col(Organization.id).in_(asked))
    terms = select(TaxonomyTerm.id, TaxonomyTerm.name).where(col(TaxonomyTerm.id).in_(asked))
    places = select(Location).where(col(Location.id).in_(asked))
    found = {str(key): name for query in (owners, terms) for key, name in desk.db.exec(query).all()}
    return found | {
        str(row.id): f"{row.name}, {row.street}" if row.street else row.name
        for row in desk.db.exec(places).all()
    }


def count_unsorted(desk: Desk) -> int:
    """Count the services whose type nobody has stated yet."""
    return desk.db.exec(select(func.count()).select_from(Service).where(_UNSORTED)).one()


def unsorted_services(desk: Desk, *, offset: int, limit: int) -> tuple[Service, ...]:
    """Return some services whose type nobody has stated yet, with their organizations, by name."""
    query = (
        select(Service)
        .where(_UNSORTED)
        .options(selectinload(rel(Service.organization)))
        .order_by(col(Service.name), col(Service.id))
    )
    return tuple(desk.db.exec(query.offset(offset).limit(limit)).all())


def service_names(desk: Desk) -> tuple[tuple[UUID, str], ...]:
    """Return the id and name of every service that has not ended, by name."""
    query = select(Service.id, Service.name).where(col(Service.status) != ServiceStatus.DEFUNCT)
    return tuple(desk.db.exec(query.order_by(col(Service.name), col(Service.id))).all())
