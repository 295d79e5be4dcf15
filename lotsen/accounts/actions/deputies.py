"""Deputies: who stands in for whom, from day to day, within one institution."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from lotsen.accounts import domain
from lotsen.accounts.actions.persons import names_of
from lotsen.accounts.tables import Deputy, Institution, Membership, Person
from lotsen.desk import Desk
from lotsen.kernel import NotVisible, local_day
from lotsen.policy import CASE_WORKERS, Permission

Found = tuple[Deputy, Membership, Membership]
_Absent = aliased(Membership)
_Deputy = aliased(Membership)


@dataclass(frozen=True)
class StandIn:
    """One time of standing in, with the names of both."""

    id: UUID
    absent_id: UUID
    absent: str
    deputy_id: UUID
    deputy: str
    first_day: date
    last_day: date
    is_now: bool
    may_end: bool


@dataclass(frozen=True)
class Teammate:
    """Somebody who looks after families in the actor's institution."""

    membership_id: UUID
    person_id: UUID
    name: str


def team_of(desk: Desk) -> list[Teammate]:
    """Return who looks after families here at present, each person once, by name."""
    rows = desk.db.exec(
        select(Membership)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            Membership.institution_id == desk.actor.home,
            col(Membership.role).in_(CASE_WORKERS),
            col(Membership.is_active).is_(True),
            col(Person.is_active).is_(True),
        )
        .order_by(col(Membership.id))
    ).all()
    first = {row.person_id: row.id for row in reversed(rows)}
    names = names_of(desk, set(first))
    team = [Teammate(membership, person, names[person]) for person, membership in first.items()]
    return sorted(team, key=lambda mate: (mate.name.casefold(), str(mate.person_id)))


def leads(desk: Desk) -> bool:
    """Say whether the actor may name deputies for everybody here."""
    return desk.actor.may(Permission.FAMILY_ASSIGN)


def name_deputy(
    desk: Desk, row_id: UUID, *, absent_id: UUID, deputy_id: UUID, first_day: date, last_day: date
) -> Deputy:
    """Let one person of the team stand in for another, both days included; once per id.

    Both are named by person. A case worker names her own deputy, a lead anybody's. Raises DaysWrong,
    DaysOver, OwnDeputy, StoodInFor, DeputyAway.
    """
    home = desk.actor.home
    desk.db.exec(select(Institution.id).where(Institution.id == home).with_for_update())
    known = desk.db.get(Deputy, row_id)
    if known is not None:
        return _visible(desk, row_id)[0]
    team = {mate.person_id: mate.membership_id for mate in team_of(desk)}
    if absent_id not in team or deputy_id not in team:
        raise NotVisible
    if absent_id != desk.actor.person_id and not leads(desk):
        raise NotVisible
    if absent_id == deputy_id:
        raise domain.OwnDeputy
    if last_day < first_day:
        raise domain.DaysWrong
    if first_day < local_day(desk.clock):
        raise domain.DaysOver
    for stand_in in _between(desk, first_day, last_day):
        if stand_in.absent_id == absent_id:
            raise domain.StoodInFor(name=stand_in.deputy)
        if stand_in.absent_id == deputy_id:
            raise domain.DeputyAway(name=stand_in.absent)
    row = Deputy(
        id=row_id,
        absent_id=team[absent_id],
        deputy_id=team[deputy_id],
        first_day=first_day,
        last_day=last_day,
    )
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("deputy_named", row=row.id, record_class="deputy")
    return row


def end_deputy(desk: Desk, deputy_id: UUID) -> None:
    """End standing in at once; a second tap changes nothing. Raises NotYoursToEnd."""
    row, absent, deputy = _visible(desk, deputy_id)
    if not _may_end(desk, absent.person_id, deputy.person_id):
        raise domain.NotYoursToEnd
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = desk.clock.now()
    desk.db.add(row)
    desk.vault.note("deputy_ended", row=row.id, record_class="deputy")


def list_deputies(desk: Desk) -> list[StandIn]:
    """Return who stands in for whom here now and in days to come, the nearest first."""
    return _between(desk, local_day(desk.clock), None)


def stood_in_for(desk: Desk) -> frozenset[UUID]:
    """Return the persons for whom the actor stands in today, in this institution."""
    rows = _rows(desk, local_day(desk.clock), local_day(desk.clock))
    return frozenset(
        absent.person_id for _, absent, deputy in rows if deputy.person_id == desk.actor.person_id
    )


def _between(desk: Desk, first: date, last: date | None) -> list[StandIn]:
    rows = _rows(desk, first, last)
    names = names_of(desk, {place.person_id for _, *both in rows for place in both})
    today = local_day(desk.clock)
    return [
        StandIn(
            id=row.id,
            absent_id=absent.person_id,
            absent=names[absent.person_id],
            deputy_id=deputy.person_id,
            deputy=names[deputy.person_id],
            first_day=row.first_day,
            last_day=row.last_day,
            is_now=row.first_day <= today,
            may_end=_may_end(desk, absent.person_id, deputy.person_id),
        )
        for row, absent, deputy in rows
    ]


def _rows(desk: Desk, first: date, last: date | None) -> list[Found]:
    """Return what holds on some day from first to last; without a last day, everything still to come."""
    query = (
        select(Deputy, _Absent, _Deputy)
        .join(_Absent, col(_Absent.id) == col(Deputy.absent_id))
        .join(_Deputy, col(_Deputy.id) == col(Deputy.deputy_id))
        .where(
            _Absent.institution_id == desk.actor.home,
            col(Deputy.withdrawn_at).is_(None),
            col(Deputy.last_day) >= first,
        )
        .order_by(col(Deputy.first_day), col(Deputy.last_day), col(Deputy.id))
    )
    if last is not None:
        query = query.where(col(Deputy.first_day) <= last)
    return list(desk.db.exec(query).all())


def _visible(desk: Desk, deputy_id: UUID) -> Found:
    found = desk.db.exec(
        select(Deputy, _Absent, _Deputy)
        .join(_Absent, col(_Absent.id) == col(Deputy.absent_id))
        .join(_Deputy, col(_Deputy.id) == col(Deputy.deputy_id))
        .where(Deputy.id == deputy_id, _Absent.institution_id == desk.actor.home)
    ).one_or_none()
    if found is None:
        raise NotVisible
    return found


def _may_end(desk: Desk, *persons: UUID) -> bool:
    return desk.actor.person_id in persons or leads(desk)
