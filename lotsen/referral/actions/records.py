"""Finding the rows of referrals within the actor's scope, and writing down what happened to them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.kernel import LOCAL_ZONE, NotVisible, StaleRevision, local_day, new_id
from lotsen.keys.domain import SubjectKind
from lotsen.referral import domain
from lotsen.referral.documents import EventSheet, WorkSheet
from lotsen.referral.domain import Deed, Move, Party, ReferralStatus
from lotsen.referral.tables import Casework, Referral, ReferralEvent

_ACCEPTED = frozenset({ReferralStatus.ACCEPTED, ReferralStatus.STARTED})


@dataclass(frozen=True)
class Said:
    """What goes with a step: its form's id, the revision it was written on, and whose word it is.

    `on_behalf` names the service or the family where staff write down what these said, perhaps by phone.
    """

    row_id: UUID
    revision: int
    note: str = ""
    on_behalf: Party | None = None
    by_phone: bool = False
    said_by: str = ""


@dataclass(frozen=True)
class EventView:
    """Something that happened, opened."""

    id: UUID
    position: int
    event: EventSheet
    day: date


def sent_row(desk: Desk, referral_id: UUID, *, lock: bool = False) -> Referral:
    """Return a referral that the actor's institution sent or prepares, without opening it."""
    return _row(desk, referral_id, Referral.sender_id == desk.actor.institution_id, lock)


def received_row(desk: Desk, referral_id: UUID, *, lock: bool = False) -> Referral:
    """Return a referral that the actor's institution received and may still see, without opening it."""
    row = _row(desk, referral_id, Referral.receiver_id == desk.actor.institution_id, lock)
    if row.recalled or row.requested_on is None:
        raise NotVisible
    return row


def _row(desk: Desk, referral_id: UUID, scope: bool, lock: bool) -> Referral:
    query = select(Referral).where(Referral.id == referral_id, scope)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    return row


def shares_feedback(desk: Desk, row: Referral) -> bool:
    """Say whether the receiver's news may reach the sender today."""
    today = local_day(desk.clock)
    return row.shares_feedback and (row.feedback_until is None or today <= row.feedback_until)


def owes_outcome(desk: Desk, row: Referral) -> bool:
    """Say whether the sender has yet to take note of an ending that it may know."""
    is_untold = not row.told_sender and not row.owes_withdrawal
    return is_untold and row.status.is_final and shares_feedback(desk, row)


def find_casework(desk: Desk, row: Referral) -> Casework | None:
    """Return the receiver's own file about a referral, unopened."""
    return desk.db.exec(
        select(Casework).where(
            Casework.referral_id == row.id, Casework.institution_id == desk.actor.institution_id
        )
    ).one_or_none()


def open_casework(desk: Desk, row: Referral) -> tuple[Casework, WorkSheet]:
    """Return the receiver's own file and what it holds, made on the first step."""
    found = find_casework(desk, row)
    if found is not None:
        return found, desk.vault.open(found, Casework.work)
    home = desk.actor.home
    made = Casework(
        id=new_id(),
        subject_id=desk.vault.new_subject(SubjectKind.CASEWORK, home),
        institution_id=home,
        referral_id=row.id,
        opened_on=local_day(desk.clock),
    )
    return made, WorkSheet()


def keep_work(desk: Desk, work: Casework, sheet: WorkSheet) -> None:
    """Seal the receiver's own file."""
    desk.vault.seal(work, Casework.work, sheet)
    work.revision += 1
    desk.db.add(work)
    desk.db.flush()


def is_repeat(desk: Desk, row: Referral, said: Said) -> bool:
    """Say whether this form was stored already; a form id that belongs elsewhere is NotVisible.

    A new form on an old state is refused. Raises StaleRevision.
    """
    known = desk.db.get(ReferralEvent, said.row_id)
    if known is not None:
        if known.referral_id != row.id:
            raise NotVisible
        return True
    if row.revision != said.revision:
        raise StaleRevision
    return False


def write_event(desk: Desk, row: Referral, event_id: UUID, sheet: EventSheet, subject: UUID) -> None:
    """Seal one thing that happened, under the key of those who may know it."""
    count = desk.db.exec(
        select(func.count()).select_from(ReferralEvent).where(ReferralEvent.referral_id == row.id)
    ).one()
    event = ReferralEvent(
        id=event_id,
        subject_id=subject,
        referral_id=row.id,
        position=count,
        at=desk.clock.now(),
    )
    desk.vault.seal(event, ReferralEvent.event, sheet)
    desk.db.add(event)
    desk.db.flush()


def move(
    desk: Desk,
    row: Referral,
    step: Move,
    said: Said,
    *,
    work: Casework | None = None,
    event_id: UUID | None = None,
    on: date | None = None,
) -> None:
    """Lead a referral to another status by the table, and write it down. Raises what the table says."""
    domain.check_move(row.status, step)
    sheet = describe(desk, row, Deed.STATUS, said).model_copy(
        update={
            "source": row.status,
            "target": step.target,
            "reason": step.reason,
            "outcome": step.outcome,
            "on": on,
        }
    )
    known = domain.sender_may_know(step.target, feedback=shares_feedback(desk, row))
    subject = row.subject_id if known or work is None else work.subject_id
    set_status(desk, row, step.target)
    write_event(desk, row, event_id or said.row_id, sheet, subject)
    desk.vault.note(f"referral_{step.target.value}", subject=subject, record_class="referral", row=row.id)


def set_status(desk: Desk, row: Referral, status: ReferralStatus) -> None:
    """Change the open part of a referral: status, dates, revision."""
    today = local_day(desk.clock)
    if status.is_sent and status not in {ReferralStatus.REQUESTED, ReferralStatus.WITHDRAWN}:
        row.received_on = row.received_on or today
    if status in _ACCEPTED:
        row.accepted_on = row.accepted_on or today
    row.closed_on = today if status.is_final else None
    row.status = status
    row.revision += 1
    desk.db.add(row)


def describe(desk: Desk, row: Referral, deed: Deed, said: Said) -> EventSheet:
    """Begin an event with who did it, and for whom."""
    home = desk.actor.home
    side = Party.SENDER if row.sender_id == home else Party.RECEIVER
    return EventSheet(
        deed=deed,
        person_id=desk.actor.person_id,
        institution_id=home,
        institution=accounts.read_institution(desk, home).name,
        role=desk.actor.role,
        party=said.on_behalf or side,
        on_behalf=said.on_behalf,
        by_phone=said.by_phone,
        said_by=said.said_by,
        note=said.note,
    )


def list_events(desk: Desk, row: Referral) -> tuple[EventView, ...]:
    """Open what happened to a referral, as far as the actor's institution may know it, oldest first."""
    events = desk.db.exec(
        select(ReferralEvent).where(ReferralEvent.referral_id == row.id).order_by(col(ReferralEvent.position))
    ).all()
    desk.vault.prefetch(event.subject_id for event in events)
    return tuple(
        EventView(
            event.id,
            event.position,
            desk.vault.open(event, ReferralEvent.event),
            event.at.astimezone(LOCAL_ZONE).date(),
        )
        for event in events
        if desk.vault.can_open(event.subject_id)
    )
