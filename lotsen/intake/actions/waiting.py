"""The forms of an institution that somebody has typed into and not saved."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts.actions import names_of
from lotsen.desk import Desk
from lotsen.intake.actions.assigning import mine
from lotsen.intake.domain.editing import KEPT, Place
from lotsen.intake.tables import Draft, Family, WalkInDraft


@dataclass(frozen=True)
class OpenDraft:
    """A draft that waits for whoever typed it, unopened; nobody else can open it.

    That of a walk-in contact has no place and no code: there is no family yet.
    """

    place: Place | None
    code: str
    person_id: UUID
    saved_at: datetime
    name: str
    is_own: bool


def open_drafts(desk: Desk, *, only_mine: bool = False) -> tuple[OpenDraft, ...]:
    """Return the institution's drafts that nobody has saved yet, the newest first, unopened.

    `only_mine` leaves those the actor typed and those about families the actor looks after today.
    """
    since, me = desk.clock.now() - KEPT, desk.actor.person_id
    narrow = [mine(desk) | (col(Draft.person_id) == me)] if only_mine else []
    rows = desk.db.exec(
        select(Draft, Family.code)
        .join(Family, col(Family.id) == col(Draft.family_id))
        .where(Family.institution_id == desk.actor.institution_id, col(Draft.saved_at) >= since, *narrow)
    ).all()
    of_nobody = desk.db.exec(
        select(WalkInDraft).where(
            WalkInDraft.institution_id == desk.actor.institution_id,
            col(WalkInDraft.saved_at) >= since,
            *([WalkInDraft.person_id == me] if only_mine else []),
        )
    ).all()
    found: list[tuple[Draft | WalkInDraft, Place | None, str]] = [
        (row, Place(row.family_id, row.form, row.row_id), code) for row, code in rows
    ]
    found += [(row, None, "") for row in of_nobody]
    found.sort(key=lambda one: (-one[0].saved_at.timestamp(), str(one[0].id)))
    names = names_of(desk, {row.person_id for row, _, _ in found}) if found else {}
    return tuple(
        OpenDraft(
            place=place,
            code=code,
            person_id=row.person_id,
            saved_at=row.saved_at,
            name=names.get(row.person_id, ""),
            is_own=row.person_id == me,
        )
        for row, place, code in found
    )
