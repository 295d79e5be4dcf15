"""The forms of an institution that somebody has typed into and not saved."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts.actions import names_of
from lotsen.desk import Desk
from lotsen.intake.actions.assigning import mine
from lotsen.intake.domain.editing import KEPT, FormName, Place
from lotsen.intake.tables import Draft, Family


@dataclass(frozen=True)
class OpenDraft:
    """A draft that waits for whoever typed it, unopened; nobody else can open it."""

    family_id: UUID
    code: str
    form: FormName
    row: UUID
    person_id: UUID
    saved_at: datetime
    name: str
    is_own: bool

    @property
    def place(self) -> Place:
        """Return the form it is of."""
        return Place(self.family_id, self.form, self.row)


def open_drafts(desk: Desk, *, only_mine: bool = False) -> tuple[OpenDraft, ...]:
    """Return the institution's drafts that nobody has saved yet, the newest first, unopened.

    `only_mine` leaves those the actor typed and those about families the actor looks after today.
    """
    narrow = [mine(desk) | (col(Draft.person_id) == desk.actor.person_id)] if only_mine else []
    rows = desk.db.exec(
        select(Draft, Family.code)
        .join(Family, col(Family.id) == col(Draft.family_id))
        .where(
            Family.institution_id == desk.actor.institution_id,
            col(Draft.saved_at) >= desk.clock.now() - KEPT,
            *narrow,
        )
        .order_by(col(Draft.saved_at).desc(), col(Draft.id))
    ).all()
    names = names_of(desk, {row.person_id for row, _ in rows}) if rows else {}
    return tuple(
        OpenDraft(
            family_id=row.family_id,
            code=code,
            form=row.form,
            row=row.row_id,
            person_id=row.person_id,
            saved_at=row.saved_at,
            name=names.get(row.person_id, ""),
            is_own=row.person_id == desk.actor.person_id,
        )
        for row, code in rows
    )
