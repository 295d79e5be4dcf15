"""In which order a service names its locations: the first one is the main one."""

from collections.abc import Sequence
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory.actions.find import read_entry
from lotsen.directory.actions.keep import save_service
from lotsen.kernel import StaleRevision


def order_locations(desk: Desk, service_id: UUID, order: Sequence[UUID], *, revision: int) -> None:
    """Bring the locations of a service into another order. Raises StaleRevision where they changed."""
    entry, _ = read_entry(desk, service_id)
    if sorted(order) != sorted(entry.location_ids):
        raise StaleRevision
    save_service(desk, entry.model_copy(update={"location_ids": tuple(order)}), revision=revision)
