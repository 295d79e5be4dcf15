"""What tells the search that the names of a family may have changed: a number drawn anew with each change.

It is drawn in the unit of work of the change itself, so whoever sees the change sees the number. The sum of
an institution's numbers stands for all of them (an additive hash of a set: Bellare and Micciancio 1997), so
that one question tells whether anything changed; numbers of 40 bits never overflow it. A number says nothing
about a name.
"""

import secrets
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, select

from lotsen.desk import Desk
from lotsen.intake.tables import Consent, Family, FamilyContact, Member

_BITS = 40


def whole_stamp(desk: Desk) -> tuple[int, int]:
    """Return how many families the actor's institution has, and the sum of their numbers."""
    mine = Family.institution_id == desk.actor.institution_id
    count, total = desk.db.exec(select(func.count(), func.sum(Family.name_stamp)).where(mine)).one()
    return count, int(total or 0)


def stamps_of(desk: Desk) -> dict[UUID, int]:
    """Return the number of each family of the actor's institution."""
    mine = Family.institution_id == desk.actor.institution_id
    rows = desk.db.exec(select(Family.id, Family.name_stamp).where(mine))
    return {family: stamp or 0 for family, stamp in rows}


def _begin(_: Any, __: sa.Connection, family: Family) -> None:
    """Give a new family its first number."""
    family.name_stamp = secrets.randbits(_BITS)


def _draw(_: Any, connection: sa.Connection, row: FamilyContact | Member | Consent) -> None:
    """Draw the number of a family anew: something that the search reads was written."""
    family = col(Family.id) == row.family_id
    connection.execute(sa.update(Family).where(family).values(name_stamp=secrets.randbits(_BITS)))


sa.event.listen(Family, "before_insert", _begin)
for _kind in (FamilyContact, Member, Consent):
    for _deed in ("after_insert", "after_update", "after_delete"):
        sa.event.listen(_kind, _deed, _draw)
