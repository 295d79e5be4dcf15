"""What a row without ids may be about: entries in the store, by their names."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Meant:
    """The one stored entry that some names fit; `id` is the one it has outside."""

    id: str
    name: str
    is_protected: bool = False


class Stored(Protocol):
    """Finds entries in the store."""

    def holds(self, table: str, given: str) -> bool:
        """Say whether an entry is stored, by the id it has outside."""

    def meant(self, table: str, *names: str | None) -> Meant | None:
        """Return the only entry that these names fit; None where there is none, or more than one.

        An organization has a name; a service and a location their organization (id outside), a name, a
        street, a postcode and a town.
        """

    def hides(self, organization: str | None, service: str | None) -> bool:
        """Say whether a service of that name, of any organization of that name, has a protected address."""


class _Nothing:
    def holds(self, table: str, given: str) -> bool:
        return False

    def meant(self, table: str, *names: str | None) -> Meant | None:
        return None

    def hides(self, organization: str | None, service: str | None) -> bool:
        return False


NOTHING_STORED = _Nothing()
