"""The end of a family's file, and taking it back on the same day."""

from uuid import UUID

from lotsen.desk import Desk
from lotsen.facts.actions import retract_fact
from lotsen.intake.actions.editing import forget_drafts
from lotsen.intake.actions.families import BEFORE_TALK, hold_talk
from lotsen.intake.actions.hints import tell_sender
from lotsen.intake.actions.reading import family_row
from lotsen.intake.documents import ClosedFile, FamilyEnding, FamilySheet
from lotsen.intake.domain import CaseStage
from lotsen.intake.tables import Family
from lotsen.kernel import local_day, new_id


def close_family(desk: Desk, family_id: UUID, ending: FamilyEnding, *, note: str = "") -> None:
    """Close a family's file with what became of it; a second tap changes nothing."""
    family = family_row(desk, family_id, lock=True)
    if family.closed_on is None:
        _close(desk, family, ending, note, ClosedFile(stage_before=family.stage))


def close_after_talk(desk: Desk, family_id: UUID, *, tells_sender: bool = False) -> None:
    """Record that the talk took place and was enough, in one tap; a second one changes nothing."""
    family = family_row(desk, family_id, lock=True)
    if family.closed_on is not None:
        return
    before = family.stage
    told = new_id() if before in BEFORE_TALK else None
    hold_talk(desk, family_id, fact_id=told)
    if tells_sender:
        tell_sender(desk, family_id)
    _close(desk, family, FamilyEnding.ADVICE_ENOUGH, "", ClosedFile(stage_before=before, fact_id=told))


def reopen_family(desk: Desk, family_id: UUID) -> bool:
    """Open a file again on the day it was closed, as it stood before; the figures forget that talk, too.

    Returns whether there was anything to take back; a second tap finds nothing. That the sender of a hint was
    told of a contact stays: it may have been read.
    """
    family = family_row(desk, family_id, lock=True)
    sheet = desk.vault.open(family, Family.sheet)
    closed = sheet.closed
    if closed is None or family.closed_on != local_day(desk.clock):
        return False
    family.stage, family.closed_on = closed.stage_before, None
    if closed.fact_id is not None:
        retract_fact(desk, closed.fact_id)
    _keep(desk, family, sheet.model_copy(update={"ending": None, "ending_note": "", "closed": None}))
    desk.vault.note("family_reopened", subject=family.subject_id, record_class="family", row=family.id)
    return True


def _close(desk: Desk, family: Family, ending: FamilyEnding, note: str, closed: ClosedFile) -> None:
    family.stage, family.closed_on = CaseStage.CLOSED, local_day(desk.clock)
    sheet = desk.vault.open(family, Family.sheet)
    _keep(desk, family, sheet.model_copy(update={"ending": ending, "ending_note": note, "closed": closed}))
    desk.vault.note("family_closed", subject=family.subject_id, record_class="family", row=family.id)
    forget_drafts(desk, family)


def _keep(desk: Desk, family: Family, sheet: FamilySheet) -> None:
    desk.vault.seal(family, Family.sheet, sheet)
    family.revision += 1
    desk.db.add(family)
