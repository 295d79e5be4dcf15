"""The receiver's work list: every hand-over it can see stands in exactly one part, and is counted there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import ColumnElement, UnaryExpression
from sqlmodel import col, func, select

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.kernel import PageOf, local_day, page_of
from lotsen.referral.domain import FINAL, REOPEN_FOR, ReferralStatus, WorkTab
from lotsen.referral.tables import Casework, Referral

PAGE_SIZE = 50


@dataclass(frozen=True)
class WorkCard:
    """A received hand-over in the list. The name stands there only where it was released."""

    id: UUID
    code: str
    name: str
    sender: str
    status: ReferralStatus
    requested_on: date | None
    answer_due_on: date | None
    follow_up_on: date | None
    closed_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Notice:
    """That a sender or family took a hand-over back before anybody accepted it; nothing of it is left."""

    sender: str
    requested_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class WorkList:
    """One page of one part of the list, with the counts of all parts."""

    tab: WorkTab
    cards: tuple[WorkCard, ...]
    counts: dict[WorkTab, int]
    page: PageOf
    notices: tuple[Notice, ...]


def list_work(desk: Desk, tab: WorkTab = WorkTab.NEW, *, page: int = 1) -> WorkList:
    """Return one part of the work list by the day something is due; opens one record for each row."""
    today = local_day(desk.clock)
    counts = {part: _count(desk, part, today) for part in WorkTab}
    shown = page_of(page, counts[tab], PAGE_SIZE)
    query = (
        select(Referral, Casework)
        .outerjoin(Casework, _own(desk))
        .where(*_visible(desk), _belongs(tab, today))
        .order_by(_order(tab), col(Referral.id))
        .offset(shown.offset)
        .limit(shown.size)
    )
    found: Sequence[tuple[Referral, Casework | None]] = desk.db.exec(query).all()
    desk.vault.prefetch([_opened(row, work).subject_id for row, work in found])
    cards = tuple(_card(desk, row, work, today) for row, work in found)
    return WorkList(tab, cards, counts, shown, _notices(desk, today))


def _count(desk: Desk, tab: WorkTab, today: date) -> int:
    query = select(func.count()).select_from(Referral).outerjoin(Casework, _own(desk))
    return desk.db.exec(query.where(*_visible(desk), _belongs(tab, today))).one()


def _own(desk: Desk) -> ColumnElement[bool]:
    return sa.and_(
        col(Casework.referral_id) == col(Referral.id),
        col(Casework.institution_id) == desk.actor.institution_id,
    )


def _visible(desk: Desk) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Referral.receiver_id) == desk.actor.institution_id,
        col(Referral.recalled).is_(False),
        col(Referral.requested_on).is_not(None),
    )


def _belongs(tab: WorkTab, today: date) -> ColumnElement[bool]:
    """Say the same as `domain.tab_of`, as a condition."""
    status, follow_up = col(Referral.status), col(Casework.follow_up_on)
    is_due = sa.and_(follow_up.is_not(None), follow_up <= today)
    is_running = status.not_in({*FINAL, ReferralStatus.REQUESTED})
    match tab:
        case WorkTab.NEW:
            return status == ReferralStatus.REQUESTED
        case WorkTab.DUE:
            return sa.and_(is_running, is_due)
        case WorkTab.IN_PROGRESS:
            return sa.and_(is_running, sa.or_(follow_up.is_(None), follow_up > today))
        case WorkTab.CLOSED:
            return status.in_(FINAL)


def _order(tab: WorkTab) -> UnaryExpression[date | None] | UnaryExpression[date]:
    match tab:
        case WorkTab.NEW:
            return col(Referral.answer_due_on).asc()
        case WorkTab.CLOSED:
            return col(Referral.closed_on).desc()
        case _:
            return sa.func.coalesce(col(Casework.follow_up_on), col(Referral.answer_due_on)).asc()


def _opened(row: Referral, work: Casework | None) -> Referral | Casework:
    """Return the record that names the row: of a withdrawn hand-over the own file alone."""
    return work if work is not None and row.status is ReferralStatus.WITHDRAWN else row


def _card(desk: Desk, row: Referral, work: Casework | None, today: date) -> WorkCard:
    source = _opened(row, work)
    if isinstance(source, Casework):
        kept = desk.vault.open(source, Casework.work)
        code, contact = kept.code, kept.contact
    else:
        handed = desk.vault.open(source, Referral.handover)
        code, contact = handed.code, handed.contact
    due = row.answer_due_on
    return WorkCard(
        id=row.id,
        code=code,
        name=contact.full_name if contact is not None else "",
        sender=accounts.read_institution(desk, row.sender_id).name,
        status=row.status,
        requested_on=row.requested_on,
        answer_due_on=due,
        follow_up_on=work.follow_up_on if work is not None else None,
        closed_on=row.closed_on,
        is_late=row.status is ReferralStatus.REQUESTED and due is not None and due < today,
    )


def _notices(desk: Desk, today: date) -> tuple[Notice, ...]:
    rows = desk.db.exec(
        select(Referral)
        .where(
            Referral.receiver_id == desk.actor.institution_id,
            col(Referral.recalled).is_(True),
            col(Referral.closed_on) > today - REOPEN_FOR,
        )
        .order_by(col(Referral.closed_on).desc(), col(Referral.id))
        .limit(PAGE_SIZE)
    ).all()
    return tuple(
        Notice(accounts.read_institution(desk, row.sender_id).name, row.requested_on, row.closed_on)
        for row in rows
    )
