"""The draft of a walk-in contact: kept for whoever types it until there is a family, sealed without one."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, delete, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake.actions.editing import KeptDraft, actor_at_work
from lotsen.intake.documents import DraftSheet, comes_late
from lotsen.intake.domain.editing import KEPT
from lotsen.intake.tables import Family, WalkInDraft
from lotsen.kernel import new_id


def keep_draft(desk: Desk, revision: int, sheet: DraftSheet) -> KeptDraft:
    """Store what was typed about a walk-in contact. Raises StaleRevision where another page did so meanwhile.

    A page that repeats itself because an answer was lost is not stale. What comes late from a page that
    was saved already, or has sent more since, changes nothing.
    """
    now = desk.clock.now()
    row = _row(desk, lock=True)
    if _was_saved_by(desk, sheet.page):
        return KeptDraft(row.revision if row is not None else 0, now, sheet)
    if row is not None:
        kept = KeptDraft(row.revision, row.saved_at, desk.vault.open(row, WalkInDraft.typed))
        if comes_late(sheet, kept.sheet, is_behind=revision != kept.revision):
            return kept
    row = row or WalkInDraft(
        id=new_id(), institution_id=desk.actor.home, person_id=actor_at_work(desk), saved_at=now
    )
    desk.vault.seal(row, WalkInDraft.typed, sheet)
    row.revision, row.saved_at = row.revision + 1, now
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("draft_saved", record_class="intake-draft", row=row.id, coalesce=True)
    return KeptDraft(row.revision, now, sheet)


def read_draft(desk: Desk) -> KeptDraft | None:
    """Open the actor's own draft; none where there is none, or one too old to be shown."""
    row = _row(desk)
    if row is None or row.saved_at < desk.clock.now() - KEPT:
        return None
    return KeptDraft(row.revision, row.saved_at, desk.vault.open(row, WalkInDraft.typed))


def hold_draft(desk: Desk) -> KeptDraft | None:
    """Open the actor's own draft while no other page of theirs can change it."""
    _row(desk, lock=True)
    return read_draft(desk)


def discard_draft(desk: Desk) -> None:
    """Throw the actor's own draft away; a second tap changes nothing."""
    row = _row(desk, lock=True)
    if row is not None:
        desk.db.delete(row)
        desk.vault.note("draft_discarded", record_class="intake-draft", row=row.id)


def settle(desk: Desk) -> None:
    """Delete the actor's own draft: the contact was saved."""
    desk.db.exec(delete(WalkInDraft).where(_own(desk)))


def _own(desk: Desk) -> sa.ColumnElement[bool]:
    here = col(WalkInDraft.institution_id) == desk.actor.home
    return here & (col(WalkInDraft.person_id) == actor_at_work(desk))


def _row(desk: Desk, *, lock: bool = False) -> WalkInDraft | None:
    if lock:
        home = select(Institution.id).where(Institution.id == desk.actor.home)
        desk.db.exec(home.with_for_update(key_share=True))
    return desk.db.exec(select(WalkInDraft).where(_own(desk))).one_or_none()


def _was_saved_by(desk: Desk, page: str) -> bool:
    """Say whether a page made a family already: its form's id is that of the family."""
    try:
        family = UUID(page)
    except ValueError:
        return False
    saved = select(Family.id).where(Family.id == family, Family.institution_id == desk.actor.home)
    return desk.db.exec(saved).one_or_none() is not None
