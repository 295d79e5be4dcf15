"""Finding organizations by a part of their name: to keep them, and to choose the one a service belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.domain import fold
from lotsen.directory.tables import Organization

OFFERED = 20
"""Among so many at most somebody chooses; of more, they type a longer part of the name."""
Named = tuple[UUID, str]


@dataclass(frozen=True)
class Offer:
    """Organizations to choose from: those chosen already, then some of the `count` that were found."""

    kept: tuple[Named, ...] = ()
    found: tuple[Named, ...] = ()
    count: int = 0

    def id_of(self, said: str | None) -> UUID | None:
        """Return the id of the one that is chosen; None where there is none such."""
        return next((one for one, _ in self.kept if str(one) == said), None)

    @property
    def all(self) -> tuple[Named, ...]:
        """Each once, those that are chosen first."""
        return tuple(dict.fromkeys((*self.kept, *self.found)))


def find_organizations(desk: Desk, text: str = "") -> tuple[Named, ...]:
    """Return (id, name) of those with every word of a text in their name, those that begin with it first."""
    typed = fold(text).strip()
    words = typed.split()
    rows = desk.db.exec(select(Organization.id, Organization.name)).all()
    told = ((fold(name), (one, name)) for one, name in rows)
    found = [(folded, named) for folded, named in told if all(word in folded for word in words)]
    found.sort(key=lambda one: (not one[0].startswith(typed), one[0], one[1]))
    return tuple(named for _, named in found)


def offer_organizations(desk: Desk, text: str, kept: Sequence[object]) -> Offer:
    """Offer organizations for a part of a name; without one all while they are few, or only `kept`."""
    ids = [one for one in map(_as_id, kept) if one is not None]
    query = select(Organization.id, Organization.name).where(col(Organization.id).in_(ids))
    names = dict(desk.db.exec(query).all())
    chosen = tuple((one, names[one]) for one in dict.fromkeys(ids) if one in names)
    found = find_organizations(desk, text) if text.strip() or not chosen else ()
    shown = found[:OFFERED] if text.strip() or len(found) <= OFFERED else ()
    return Offer(chosen, shown, len(found))


def _as_id(said: object) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None
