"""Who of the team looks after which family; a lead gives families to somebody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, select

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.intake.actions.reading import family_row, open_family_row
from lotsen.intake.actions.refusals import NotInTheTeam
from lotsen.intake.domain import CaseStage
from lotsen.intake.tables import Family


@dataclass(frozen=True)
class Load:
    """How many open families somebody looks after; without a person, those that nobody does."""

    person_id: UUID | None
    name: str
    is_here: bool
    families: int
    deputy: str = ""


@dataclass(frozen=True)
class AssignedFamily:
    """An open family as its assignment shows it: a code and what is open anyway; nothing is unsealed."""

    id: UUID
    code: str
    stage: CaseStage
    due_on: date | None
    registered_on: date


def responsible_persons(desk: Desk) -> frozenset[UUID]:
    """Return for whom the actor is responsible today: herself, and those she stands in for."""
    own = {desk.actor.person_id} if desk.actor.person_id is not None else set()
    return accounts.stood_in_for(desk) | own


def mine(desk: Desk) -> sa.ColumnElement[bool]:
    """Return the condition for what the actor is responsible for today; what nobody has is everybody's."""
    return col(Family.assigned_to).in_(responsible_persons(desk)) | col(Family.assigned_to).is_(None)


def stood_in_for(desk: Desk) -> list[str]:
    """Return the names of those the actor stands in for today, in the order of names."""
    persons = set(accounts.stood_in_for(desk))
    return sorted(accounts.names_of(desk, persons).values(), key=str.casefold) if persons else []


def team(desk: Desk) -> dict[UUID, str]:
    """Return who looks after families here at present: names by person, in the order of names."""
    return {mate.person_id: mate.name for mate in accounts.team_of(desk)}


def responsible_name(desk: Desk, family: Family) -> str:
    """Return who looks after a family; empty where nobody does."""
    person = family.assigned_to
    return accounts.names_of(desk, {person}).get(person, "") if person is not None else ""


def workload(desk: Desk) -> list[Load]:
    """Return the whole team with the number of open families of each.

    Whoever has left with families follows, and last come the families that nobody looks after.
    """
    rows = desk.db.exec(
        select(Family.assigned_to, func.count())
        .where(Family.institution_id == desk.actor.home, col(Family.closed_on).is_(None))
        .group_by(col(Family.assigned_to))
    ).all()
    counts: dict[UUID | None, int] = dict(rows)
    here = team(desk)
    left = accounts.names_of(desk, {person for person in counts if person is not None and person not in here})
    deputies = {one.absent_id: one.deputy for one in accounts.list_deputies(desk) if one.is_now}
    loads = [
        Load(person, name, True, counts.get(person, 0), deputies.get(person, ""))
        for person, name in here.items()
    ]
    loads += [
        Load(person, name, False, counts[person]) for person, name in sorted(left.items(), key=_by_name)
    ]
    return [*loads, Load(None, "", False, counts[None])] if None in counts else loads


def _by_name(entry: tuple[UUID, str]) -> str:
    return entry[1].casefold()


def families_of(desk: Desk, person_id: UUID | None) -> list[AssignedFamily]:
    """Return somebody's open families, or those of nobody: first by day, then by when they came."""
    of_person = (
        col(Family.assigned_to).is_(None) if person_id is None else col(Family.assigned_to) == person_id
    )
    rows = desk.db.exec(
        select(Family)
        .where(Family.institution_id == desk.actor.home, col(Family.closed_on).is_(None), of_person)
        .order_by(
            col(Family.due_on).is_(None), col(Family.due_on), col(Family.registered_on), col(Family.code)
        )
    ).all()
    return [AssignedFamily(row.id, row.code, row.stage, row.due_on, row.registered_on) for row in rows]


def assign_family(desk: Desk, family_id: UUID, person_id: UUID) -> Family:
    """Give a family to somebody of the team. Raises NotInTheTeam, CaseClosed."""
    if person_id not in team(desk):
        raise NotInTheTeam
    row = open_family_row(desk, family_id)
    _assign(desk, row, person_id)
    return row


def assign_many(desk: Desk, family_ids: Collection[UUID], person_id: UUID) -> int:
    """Give several families to somebody of the team; one closed meanwhile is left out. Returns how many.

    Raises NotInTheTeam; one family out of sight and nothing is changed: NotVisible.
    """
    if person_id not in team(desk):
        raise NotInTheTeam
    rows = [family_row(desk, family_id, lock=True) for family_id in sorted(set(family_ids))]
    still_open = [row for row in rows if row.closed_on is None]
    for row in still_open:
        _assign(desk, row, person_id)
    return len(still_open)


def _assign(desk: Desk, family: Family, person_id: UUID) -> None:
    if family.assigned_to == person_id:
        return
    family.assigned_to = person_id
    desk.db.add(family)
    desk.vault.note("family_assigned", subject=family.subject_id, record_class="family", row=family.id)
