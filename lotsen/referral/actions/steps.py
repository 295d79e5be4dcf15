"""One step of the receiver: locked, checked by the table, written down, counted."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.kernel import local_day, new_id
from lotsen.referral.actions import telling
from lotsen.referral.actions.records import (
    Said,
    describe,
    is_repeat,
    keep_work,
    move,
    open_casework,
    received_row,
    shares_feedback,
    write_event,
)
from lotsen.referral.documents import ServicePart, WorkNote, WorkSheet
from lotsen.referral.domain import (
    Deed,
    HandoverClosed,
    Move,
    Outcome,
    Party,
    ReferralStatus,
    StatusReason,
    TransitionRefused,
    find_transition,
)
from lotsen.referral.tables import Casework, Referral


@dataclass
class Step:
    """A referral with the receiver's own file, locked for one step."""

    row: Referral
    work: Casework
    sheet: WorkSheet
    said: Said


def begin_step(desk: Desk, referral_id: UUID, said: Said) -> Step | None:
    """Lock a referral for one step; None where this very form was stored already."""
    row = received_row(desk, referral_id, lock=True)
    if is_repeat(desk, row, said):
        return None
    work, sheet = open_casework(desk, row)
    return Step(row, work, sheet, said)


def lead(
    desk: Desk,
    step: Step,
    target: ReferralStatus,
    *,
    reason: StatusReason | None = None,
    outcome: Outcome | None = None,
    event_id: UUID | None = None,
    on: date | None = None,
) -> None:
    """Lead the referral to another status. With acceptance the receiver's own copy of the contact begins."""
    row, said = step.row, step.said
    was_new, was_accepted = row.received_on is None, row.accepted_on is not None
    change = Move(target, said.on_behalf or Party.RECEIVER, reason=reason, outcome=outcome)
    if event_id is None:
        said = private_words(desk, step)
    move(desk, row, change, said, work=step.work, event_id=event_id, on=on)
    if was_new and row.received_on is not None:
        telling.tell_received(desk, row.family_id)
    if not was_accepted and row.accepted_on is not None:
        handed = desk.vault.open(row, Referral.handover)
        copied = {"code": handed.code, "contact": handed.contact}
        step.sheet = step.sheet.model_copy(update=copied)


def private_words(desk: Desk, step: Step) -> Said:
    """Put a step's remark into the receiver's own file, and return the step without it.

    The sender may learn of a new state, never of what the receiver noted beside it.
    """
    if not step.said.note:
        return step.said
    note = WorkNote(on=local_day(desk.clock), text=step.said.note)
    step.sheet = step.sheet.model_copy(update={"notes": (*step.sheet.notes, note)})
    return replace(step.said, note="")


def make_contact(desk: Desk, step: Step, on: date | None, event_id: UUID | None = None) -> None:
    """Lead the referral to the contact with the family; who is reached has been taken on.

    The first contact counts; one after a waiting list is none for the figures.
    """
    on = on or local_day(desk.clock)
    if find_transition(step.row.status, ReferralStatus.STARTED) is None:
        lead(desk, step, ReferralStatus.ACCEPTED, event_id=new_id())
    lead(desk, step, ReferralStatus.STARTED, event_id=event_id, on=on)
    if step.sheet.contact_on is None:
        step.sheet = step.sheet.model_copy(update={"contact_on": on})
        sent = step.row.requested_on
        telling.tell_contact(desk, step.row.family_id, on, None if sent is None else (on - sent).days)


def begin_help(desk: Desk, step: Step, on: date | None, event_id: UUID | None = None) -> None:
    """Write down, once, that help has begun; the sender learns of it where the family agreed to feedback."""
    if step.sheet.help_begun_on is not None:
        return
    on = on or local_day(desk.clock)
    row, said = step.row, replace(step.said, note="")
    sheet = describe(desk, row, Deed.HELP_BEGUN, said).model_copy(update={"on": on})
    subject = row.subject_id if shares_feedback(desk, row) else step.work.subject_id
    write_event(desk, row, event_id or new_id(), sheet, subject)
    step.sheet = step.sheet.model_copy(update={"help_begun_on": on})
    telling.tell_started(desk, row.family_id, released_services(desk, row))


def write_step(desk: Desk, step: Step, deed: Deed, on: date | None) -> None:
    """Write down a step that changes no status; the sender has no part in it."""
    sheet = describe(desk, step.row, deed, step.said).model_copy(update={"on": on})
    step.row.revision += 1
    desk.db.add(step.row)
    write_event(desk, step.row, step.said.row_id, sheet, step.work.subject_id)


def keep_step(desk: Desk, step: Step) -> None:
    """Seal what the step left in the receiver's own file."""
    keep_work(desk, step.work, step.sheet)


def refuse_final(desk: Desk, step: Step) -> None:
    """Refuse a step that makes no sense once the referral has ended."""
    if step.row.status.is_final:
        raise HandoverClosed if step.row.status is ReferralStatus.WITHDRAWN else TransitionRefused


def released_services(desk: Desk, row: Referral) -> tuple[ServicePart, ...]:
    """Return the services that were released with a hand-over."""
    return desk.vault.open(row, Referral.handover).services
