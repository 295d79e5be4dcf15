"""How old entries may become here: what the municipality says, else what is shipped."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.directory.domain import UNSORTED
from lotsen.kernel import NotVisible
from lotsen.terms import vocabulary
from lotsen.upkeep.ages import ages
from lotsen.upkeep.domain import Age
from lotsen.upkeep.tables import TypeAge

_IDS = UUID("6f1c2ab4-0f0b-4c53-8d3e-5a2f8a1e7c90")
"""The namespace in which a type of service becomes the id of its row."""


@dataclass(frozen=True)
class AgeOfType:
    """How old entries of a type may become, and how old they may become as shipped."""

    service_type: str
    age: Age
    shipped: Age

    @property
    def is_own(self) -> bool:
        """Whether the municipality decided otherwise than shipped."""
        return self.age != self.shipped


def list_ages(desk: Desk) -> tuple[AgeOfType, ...]:
    """List the types of service in the order of the vocabulary, but that of entries not sorted yet."""
    own = {row.service_type: Age(row.entry_days, row.capacity_days) for row in _rows(desk)}
    shipped = {code: ages().of(code) for code in vocabulary().service_types if code != UNSORTED}
    return tuple(AgeOfType(code, own.get(code, age), age) for code, age in shipped.items())


def read_age(desk: Desk, service_type: str) -> AgeOfType:
    """Return how old entries of one type may become. Raises NotVisible for a type that is none."""
    for one in list_ages(desk):
        if one.service_type == service_type:
            return one
    raise NotVisible


def set_age(desk: Desk, service_type: str, age: Age) -> None:
    """Decide how old entries of a type may become; what is as shipped is not kept as a decision."""
    if age == read_age(desk, service_type).shipped:
        reset_age(desk, service_type)
        return
    row = desk.db.get(TypeAge, uuid5(_IDS, service_type)) or TypeAge(
        id=uuid5(_IDS, service_type),
        service_type=service_type,
        entry_days=0,
        capacity_days=0,
        changed_at=desk.clock.now(),
    )
    if (row.entry_days, row.capacity_days) == (age.entry, age.capacity):
        return
    row.entry_days, row.capacity_days = age.entry, age.capacity
    row.changed_at, row.changed_by = desk.clock.now(), desk.actor.person_id
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("entry_age_set", row=row.id, record_class="directory-age")


def reset_age(desk: Desk, service_type: str) -> None:
    """Go back to how old entries of a type may become as shipped."""
    row = desk.db.get(TypeAge, uuid5(_IDS, service_type))
    if row is not None:
        desk.db.delete(row)
        desk.db.flush()
        desk.vault.note("entry_age_reset", row=row.id, record_class="directory-age")


def _rows(desk: Desk) -> tuple[TypeAge, ...]:
    return tuple(desk.db.exec(select(TypeAge)).all())
