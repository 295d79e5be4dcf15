"""Erasing where protected services were: an address that is protected is kept nowhere, nor is its past."""

from collections.abc import Collection, Iterator
from itertools import islice
from uuid import UUID

from sqlmodel import col, delete, select

from lotsen.desk import Desk
from lotsen.directory.domain import ObjectKind
from lotsen.directory.tables import EntryRevision, ImportConflict, Location, ServiceAtLocation

_OF_PLACES = ("location_ids", "location_parts")
_CHUNK = 400


def erase_addresses(desk: Desk, services: Collection[UUID], places: Collection[UUID]) -> None:
    """Erase what is known of where these services were, after their joins have ended.

    Of the `places` those go that no service has any more, with their history and what is to be decided about
    them. In the history of the services stays which places they had, by id: by it a later file is understood.
    """
    for some in _chunks(places):
        query = select(ServiceAtLocation.location_id).where(col(ServiceAtLocation.location_id).in_(some))
        gone = set(some) - set(desk.db.exec(query).all())
        desk.db.exec(delete(EntryRevision).where(col(EntryRevision.object_id).in_(gone)))
        desk.db.exec(delete(ImportConflict).where(col(ImportConflict.object_id).in_(gone)))
        desk.db.exec(delete(Location).where(col(Location.id).in_(gone)))
    for some in _chunks(services):
        _forget_joins(desk, some)
    desk.db.flush()


def _forget_joins(desk: Desk, services: list[UUID]) -> None:
    """Take what joins said (a door, a bell, a phone there) out of the services' history and conflicts."""
    states = select(EntryRevision).where(
        col(EntryRevision.object_id).in_(services), EntryRevision.kind == ObjectKind.SERVICE
    )
    for state in desk.db.exec(states):
        if "location_parts" in state.entry:
            state.entry = {name: said for name, said in state.entry.items() if name != "location_parts"}
    for conflict in desk.db.exec(
        select(ImportConflict).where(col(ImportConflict.object_id).in_(services))
    ).all():
        base = {name: said for name, said in conflict.base.items() if name not in _OF_PLACES}
        said = {name: said for name, said in conflict.said.items() if name not in _OF_PLACES}
        if not said:
            desk.db.delete(conflict)
        elif said != conflict.said:
            conflict.base, conflict.said = base, said


def _chunks(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    rest = iter(sorted(ids))
    while some := list(islice(rest, _CHUNK)):
        yield some
