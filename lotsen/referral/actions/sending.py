"""The sender's side: what became of its hand-overs, as far as the family lets it know; taking them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.tables import Family
from lotsen.kernel import PageOf, page_of
from lotsen.referral import domain
from lotsen.referral.actions.consenting import end_sharing, withdraw_for_consent
from lotsen.referral.actions.news import endings_of
from lotsen.referral.actions.records import (
    EventView,
    Said,
    is_repeat,
    list_events,
    owes_outcome,
    sent_row,
    shares_feedback,
)
from lotsen.referral.documents import EventSheet, Handover
from lotsen.referral.domain import UNSENT, Deed, Outcome, ReferralStatus, StatusReason
from lotsen.referral.tables import Referral

PAGE_SIZE = 20


@dataclass(frozen=True)
class SentCard:
    """A hand-over in the sender's list, with the state it may see.

    `told` says that no withdrawal waits to be noted, `news` that an ending does. What came of it and why
    stands there only in the list of one family.
    """

    id: UUID
    family_id: UUID
    code: str
    recipient: str
    status: ReferralStatus
    created_on: date
    requested_on: date | None
    received_on: date | None
    answer_due_on: date | None
    closed_on: date | None
    told: bool
    news: bool
    outcome: Outcome | None = None
    reason: StatusReason | None = None


@dataclass(frozen=True)
class SentPage:
    """One page of the sender's list."""

    cards: tuple[SentCard, ...]
    page: PageOf
    total: int


@dataclass(frozen=True)
class SentView:
    """One hand-over as its sender may see it; `feedback` says whether the family lets it know more."""

    row: Referral
    card: SentCard
    recipient: Institution
    handover: Handover
    feedback: bool
    events: tuple[EventView, ...]
    outcome: Outcome | None
    reason: StatusReason | None


def list_sent(desk: Desk, *, page: int = 1) -> SentPage:
    """Return what the actor's institution handed over, newest first; opens nothing."""
    mine = Referral.sender_id == desk.actor.institution_id
    sent = col(Referral.requested_on).is_not(None)
    total = desk.db.exec(select(func.count()).select_from(Referral).where(mine, sent)).one()
    shown = page_of(page, total, PAGE_SIZE)
    rows = desk.db.exec(
        select(Referral)
        .where(mine, sent)
        .order_by(col(Referral.told_sender), col(Referral.requested_on).desc(), col(Referral.id))
        .offset(shown.offset)
        .limit(shown.size)
    ).all()
    return SentPage(tuple(_cards(desk, rows)), shown, total)


def list_of_family(desk: Desk, family_id: UUID) -> tuple[SentCard, ...]:
    """Return every hand-over of a family of the actor's institution, drafts among them, newest first.

    Opens how they ended, where it may be known.
    """
    family = intake.family_row(desk, family_id)
    rows = desk.db.exec(
        select(Referral)
        .where(Referral.family_id == family.id, Referral.sender_id == desk.actor.home)
        .order_by(col(Referral.created_on).desc(), col(Referral.id))
    ).all()
    endings = endings_of(desk, rows)
    cards = [card for card in _cards(desk, rows) if _is_shown(card)]
    return tuple(
        replace(card, outcome=endings[card.id].outcome, reason=endings[card.id].reason)
        if card.id in endings
        else card
        for card in cards
    )


def read_sent(desk: Desk, referral_id: UUID) -> SentView:
    """Open a hand-over at its sender's: what was sent, and what may be known of it."""
    row = sent_row(desk, referral_id)
    feedback = shares_feedback(desk, row)
    events = tuple(view for view in list_events(desk, row) if _may_know(view.event, feedback=feedback))
    endings = [view.event for view in events if view.event.target is row.status and row.status.is_final]
    return SentView(
        row=row,
        card=_cards(desk, [row])[0],
        recipient=accounts.read_institution(desk, row.receiver_id),
        handover=desk.vault.open(row, Referral.handover),
        feedback=feedback,
        events=events,
        outcome=endings[-1].outcome if endings and feedback else None,
        reason=endings[-1].reason if endings and feedback else None,
    )


def withdraw_referral(desk: Desk, referral_id: UUID, said: Said, reason: StatusReason) -> Referral:
    """Take a hand-over back, for oneself or for the family. Raises StaleRevision, TransitionRefused.

    A withdrawn consent ends everything that goes to this recipient, and is recorded as such.
    """
    row = sent_row(desk, referral_id, lock=True)
    if is_repeat(desk, row, said):
        return row
    intake.family_row(desk, row.family_id, lock=True)
    end_sharing(desk, row, said, reason)
    if reason is StatusReason.CONSENT_WITHDRAWN:
        withdraw_for_consent(desk, row.family_id, row.receiver_id, by_phone=said.by_phone)
    return row


def _may_know(event: EventSheet, *, feedback: bool) -> bool:
    if event.deed is Deed.HELP_BEGUN:
        return feedback
    return event.target is not None and domain.sender_may_know(event.target, feedback=feedback)


def _is_shown(card: SentCard) -> bool:
    return card.requested_on is not None or card.status in UNSENT


def _cards(desk: Desk, rows: Sequence[Referral]) -> list[SentCard]:
    codes = _codes(desk, (row.family_id for row in rows))
    return [_card(desk, row, codes.get(row.family_id, "")) for row in rows]


def _card(desk: Desk, row: Referral, code: str) -> SentCard:
    feedback = shares_feedback(desk, row)
    status = domain.shown_status(row.status, feedback=feedback, received=row.received_on is not None)
    return SentCard(
        id=row.id,
        family_id=row.family_id,
        code=code,
        recipient=accounts.read_institution(desk, row.receiver_id).name,
        status=status,
        created_on=row.created_on,
        requested_on=row.requested_on,
        received_on=row.received_on,
        answer_due_on=row.answer_due_on,
        closed_on=row.closed_on if status is row.status else None,
        told=not row.owes_withdrawal,
        news=owes_outcome(desk, row),
    )


def _codes(desk: Desk, families: Iterable[UUID]) -> dict[UUID, str]:
    found = desk.db.exec(select(Family.id, Family.code).where(col(Family.id).in_(set(families)))).all()
    return dict(found)
