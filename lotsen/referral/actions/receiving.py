"""The receiver's side: what it got, and every step it takes, each written down with who, when and why."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.kernel import local_day
from lotsen.referral.actions.records import (
    EventView,
    Said,
    find_casework,
    list_events,
    received_row,
    shares_feedback,
)
from lotsen.referral.actions.steps import (
    begin_help,
    begin_step,
    keep_step,
    lead,
    make_contact,
    private_words,
    refuse_final,
    write_step,
)
from lotsen.referral.documents import Attempt, Handover, WorkNote, WorkSheet
from lotsen.referral.domain import Deed, ReferralStatus, StatusReason, TransitionRefused
from lotsen.referral.tables import Casework, Referral


@dataclass(frozen=True)
class ReceivedView:
    """A received hand-over: what was released, and the receiver's own file.

    Once the family has withdrawn, the hand-over is closed and only the own file is left.
    """

    row: Referral
    sender: Institution
    handover: Handover | None
    work: WorkSheet
    follow_up_on: date | None
    events: tuple[EventView, ...]
    feedback: bool


def read_received(desk: Desk, referral_id: UUID) -> ReceivedView:
    """Open a received hand-over with the own file about it."""
    row = received_row(desk, referral_id)
    found = find_casework(desk, row)
    closed = row.status is ReferralStatus.WITHDRAWN
    return ReceivedView(
        row=row,
        sender=accounts.read_institution(desk, row.sender_id),
        handover=None if closed else desk.vault.open(row, Referral.handover),
        work=desk.vault.open(found, Casework.work) if found is not None else WorkSheet(),
        follow_up_on=found.follow_up_on if found is not None else None,
        events=list_events(desk, row),
        feedback=shares_feedback(desk, row),
    )


def name_received(desk: Desk, row: Referral) -> tuple[str, str]:
    """Return the code of a received family, and its name where that was released; opens one record."""
    source = find_casework(desk, row) if row.status is ReferralStatus.WITHDRAWN else None
    sheet = (
        desk.vault.open(row, Referral.handover) if source is None else desk.vault.open(source, Casework.work)
    )
    return sheet.code, sheet.contact.full_name if sheet.contact is not None else ""


def confirm_receipt(desk: Desk, referral_id: UUID, said: Said) -> None:
    """Tell the sender that the hand-over has arrived."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    lead(desk, step, ReferralStatus.RECEIVED)
    keep_step(desk, step)


def accept_referral(desk: Desk, referral_id: UUID, said: Said) -> None:
    """Take the family on: from now on the receiver works on its own legal basis, in its own file."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    lead(desk, step, ReferralStatus.ACCEPTED)
    keep_step(desk, step)


def record_attempt(
    desk: Desk, referral_id: UUID, said: Said, *, next_on: date | None, on: date | None = None
) -> None:
    """Write down that the family was not reached; nothing is closed, a next date is set."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    refuse_final(desk, step)
    on = on or local_day(desk.clock)
    attempt = Attempt(on=on, by_phone=said.by_phone, note=said.note)
    step.sheet = step.sheet.model_copy(update={"attempts": (*step.sheet.attempts, attempt)})
    step.work.follow_up_on = next_on
    write_step(desk, step, Deed.ATTEMPT, on)
    keep_step(desk, step)


def record_contact(
    desk: Desk, referral_id: UUID, said: Said, *, on: date | None = None, help_begun: bool = False
) -> None:
    """Write down that the family was reached; that help has begun is said apart, and only if it has."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    make_contact(desk, step, on)
    if help_begun:
        begin_help(desk, step, on)
    keep_step(desk, step)


def record_help(desk: Desk, referral_id: UUID, said: Said, *, on: date | None = None) -> None:
    """Write down that help has begun some time after the contact. Raises TransitionRefused."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    if step.row.status is not ReferralStatus.STARTED or step.sheet.help_begun_on is not None:
        raise TransitionRefused
    private_words(desk, step)
    step.row.revision += 1
    desk.db.add(step.row)
    begin_help(desk, step, on, said.row_id)
    keep_step(desk, step)


def put_on_waiting_list(
    desk: Desk,
    referral_id: UUID,
    said: Said,
    *,
    reason: StatusReason,
    waiting_for: str = "",
    until: date | None = None,
) -> None:
    """Write down that there is a place only later, often as the service said it by phone."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    lead(desk, step, ReferralStatus.WAITING_LIST, reason=reason)
    step.sheet = step.sheet.model_copy(update={"waiting_for": waiting_for, "waiting_until": until})
    step.work.follow_up_on = until or step.work.follow_up_on
    keep_step(desk, step)


def set_follow_up(desk: Desk, referral_id: UUID, said: Said, *, on: date | None) -> None:
    """Set or clear the day on which the family is looked at again."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    refuse_final(desk, step)
    step.work.follow_up_on = on
    write_step(desk, step, Deed.FOLLOW_UP, on)
    keep_step(desk, step)


def add_note(desk: Desk, referral_id: UUID, said: Said) -> None:
    """Write a note into the receiver's own file; a closed one can still be added to."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    note = WorkNote(on=local_day(desk.clock), text=said.note)
    step.sheet = step.sheet.model_copy(update={"notes": (*step.sheet.notes, note)})
    write_step(desk, step, Deed.NOTE, None)
    keep_step(desk, step)
