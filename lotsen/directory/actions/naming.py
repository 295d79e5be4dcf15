"""How public entries are named elsewhere, such as in a mail."""

from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory.tables import Service


def service_name(desk: Desk, service_id: UUID) -> str | None:
    """Return what a service is called; None where there is no such service any more."""
    row = desk.db.get(Service, service_id)
    return row.name if row is not None else None
