"""News for the sender: a hand-over has ended, and the family lets it know; or the family has withdrawn."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.domain import CaseStage
from lotsen.kernel import local_day
from lotsen.referral.actions.records import owes_outcome, sent_row, shares_feedback
from lotsen.referral.documents import EventSheet
from lotsen.referral.domain import FINAL, ReferralStatus
from lotsen.referral.tables import Referral, ReferralEvent


def feedback_waiting(desk: Desk) -> dict[UUID, UUID]:
    """Return the families of which there is something to take note of, each with the hand-over it is about.

    Opens nothing. An ending shows only while the family's consent to feedback holds; a withdrawal always.
    """
    today = local_day(desk.clock)
    until, status = col(Referral.feedback_until), col(Referral.status)
    rows = desk.db.exec(
        select(Referral.family_id, Referral.id)
        .where(
            Referral.sender_id == desk.actor.institution_id,
            col(Referral.told_sender).is_(False),
            sa.or_(
                status == ReferralStatus.WITHDRAWN,
                col(Referral.shares_feedback).is_(False),
                sa.and_(status.in_(FINAL), sa.or_(until.is_(None), until >= today)),
            ),
        )
        .order_by(col(Referral.closed_on), col(Referral.id))
    ).all()
    return dict(rows)


def note_outcome(desk: Desk, referral_id: UUID) -> None:
    """Record that the sender has seen what came of a hand-over; the family is followed up with it."""
    row = sent_row(desk, referral_id, lock=True)
    if not owes_outcome(desk, row):
        return
    row.told_sender = True
    desk.db.add(row)
    family = intake.family_row(desk, row.family_id, lock=True)
    if family.closed_on is None and row.status is not ReferralStatus.ENTERED_IN_ERROR:
        intake.set_stage(desk, family, CaseStage.FOLLOWED_UP)


def endings_of(desk: Desk, rows: Collection[Referral]) -> dict[UUID, EventSheet]:
    """Open how hand-overs ended, where the family lets the sender know; by the id of the referral."""
    ended = {row.id: row for row in rows if row.status.is_final and shares_feedback(desk, row)}
    if not ended:
        return {}
    desk.vault.prefetch(row.subject_id for row in ended.values())
    events = desk.db.exec(
        select(ReferralEvent)
        .where(col(ReferralEvent.referral_id).in_(ended))
        .order_by(col(ReferralEvent.position).desc())
    ).all()
    found: dict[UUID, EventSheet] = {}
    for event in events:
        row = ended[event.referral_id]
        if row.id in found or event.subject_id != row.subject_id:
            continue
        sheet = desk.vault.open(event, ReferralEvent.event)
        if sheet.target is row.status:
            found[row.id] = sheet
    return found
