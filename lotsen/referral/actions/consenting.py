"""The consent for one recipient, recorded where the hand-over is prepared, and its end."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake import domain as intake_domain
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import (
    ConsentDecision,
    ConsentFact,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    Signature,
)
from lotsen.kernel import local_day, new_id
from lotsen.referral import domain
from lotsen.referral.actions.records import Said, move, sent_row
from lotsen.referral.actions.telling import tell_outcome
from lotsen.referral.domain import FINAL, Move, Party, ReferralStatus, StatusReason
from lotsen.referral.tables import Referral

ASKED = (
    ConsentPurpose.HANDOVER,
    ConsentPurpose.SECRECY_RELEASE,
    ConsentPurpose.FEEDBACK,
    ConsentPurpose.LATER_CALL,
)
_FOR_RECIPIENT = tuple(purpose for purpose in ASKED if purpose.names_recipient)


@dataclass(frozen=True)
class ConsentAnswers:
    """What the family said to each purpose, one by one, and how that was put down.

    `later_call` is None where the family has decided about that before and was not asked again. `form_reason`
    says why nothing was signed, `signature` is what was signed on the tablet: one for all that was decided.
    """

    handover: bool
    secrecy_release: bool
    feedback: bool
    later_call: bool | None
    language: str
    form: ConsentForm
    given_by: ConsentGiver | None = None
    helped_by: str = ""
    given_on: date | None = None
    valid_until: date | None = None
    form_reason: str = ""
    signature: Signature | None = None

    @property
    def decisions(self) -> dict[ConsentPurpose, bool]:
        """Return the answers by purpose, without what was not asked."""
        found: dict[ConsentPurpose, bool | None] = {
            purpose: getattr(self, purpose.value) for purpose in ASKED
        }
        return {purpose: agreed for purpose, agreed in found.items() if agreed is not None}


def record_answers(
    desk: Desk, family_id: UUID, form_id: UUID, recipient: Institution, answers: ConsentAnswers
) -> None:
    """Record every answer that is not already the one that stands; a second tap records nothing."""
    today = local_day(desk.clock)
    facts = intake.read_family(desk, family_id).consent_facts
    texts = intake.house_texts(desk).texts
    for purpose, agreed in answers.decisions.items():
        recipient_id = recipient.id if purpose.names_recipient else None
        decision = ConsentDecision.GIVEN if agreed else ConsentDecision.REFUSED
        valid_until = answers.valid_until if agreed else None
        standing = intake_domain.deciding(facts, purpose, recipient_id)
        if standing is not None and _stands(standing, decision, valid_until, answers.given_by):
            continue
        text = texts[purpose]
        statement = ConsentStatement(
            purpose=purpose,
            decision=decision,
            recipient_id=recipient_id,
            recipient_name=recipient.name if purpose.names_recipient else "",
            text_version=text.reference_in(text.spoken(answers.language)),
            language=answers.language,
            given_by=answers.given_by,
            form=answers.form,
            helped_by=answers.helped_by,
            given_on=answers.given_on or today,
            valid_until=valid_until,
            form_reason=answers.form_reason,
            by_phone=answers.form is ConsentForm.PHONE,
        )
        row_id = uuid5(form_id, f"{purpose}/{decision}")
        intake.record_consent(desk, family_id, row_id, statement, signature=answers.signature)


def withdraw_for_consent(
    desk: Desk, family_id: UUID, recipient_id: UUID, *, by_phone: bool = False, note: str = ""
) -> int:
    """End the consent for one recipient and every open referral to it, at once; return how many ended.

    Nothing is deleted, the proof stays. Before acceptance the receiver loses the hand-over.
    """
    intake.family_row(desk, family_id, lock=True)
    _withdraw_consents(desk, family_id, recipient_id, by_phone=by_phone)
    rows = desk.db.exec(
        select(Referral)
        .where(
            Referral.family_id == family_id,
            Referral.receiver_id == recipient_id,
            Referral.sender_id == desk.actor.home,
        )
        .with_for_update()
    ).all()
    ended = 0
    for row in rows:
        row.shares_feedback = False
        row.told_sender = True
        if row.status not in FINAL:
            said = Said(new_id(), row.revision, note, Party.FAMILY, by_phone)
            end_sharing(desk, row, said, StatusReason.CONSENT_WITHDRAWN)
            ended += 1
        desk.db.add(row)
    return ended


def withdraw_feedback(desk: Desk, family_id: UUID, recipient_id: UUID, *, by_phone: bool = False) -> None:
    """End the consent to feedback alone: the hand-over goes on, the sender learns no more of it."""
    intake.family_row(desk, family_id, lock=True)
    facts = intake.read_family(desk, family_id).consent_facts
    if intake_domain.deciding(facts, ConsentPurpose.FEEDBACK, recipient_id) is not None:
        intake.withdraw_consent(
            desk,
            family_id,
            purpose=ConsentPurpose.FEEDBACK,
            recipient_id=recipient_id,
            by_phone=by_phone,
        )
    rows = desk.db.exec(
        select(Referral).where(
            Referral.family_id == family_id,
            Referral.receiver_id == recipient_id,
            Referral.sender_id == desk.actor.home,
        )
    ).all()
    for row in rows:
        row.told_sender = row.told_sender or not row.owes_withdrawal
        row.shares_feedback = False
        desk.db.add(row)


def take_note(desk: Desk, referral_id: UUID) -> None:
    """Record at the sender's what the receiver was told by phone: that the consent has ended."""
    row = sent_row(desk, referral_id, lock=True)
    if not row.owes_withdrawal:
        return
    row.told_sender = True
    row.shares_feedback = False
    desk.db.add(row)
    intake.family_row(desk, row.family_id, lock=True)
    _withdraw_consents(desk, row.family_id, row.receiver_id, by_phone=True)
    desk.vault.note("withdrawal_noted", subject=row.subject_id, record_class="referral", row=row.id)


def note_withdrawals(desk: Desk, family_id: UUID, recipient_id: UUID) -> None:
    """Record every withdrawal that this recipient was told of and the sender has not yet written down."""
    rows = desk.db.exec(
        select(Referral.id).where(
            Referral.family_id == family_id,
            Referral.receiver_id == recipient_id,
            Referral.sender_id == desk.actor.home,
            col(Referral.told_sender).is_(False),
        )
    ).all()
    for referral_id in rows:
        take_note(desk, referral_id)


def end_sharing(desk: Desk, row: Referral, said: Said, reason: StatusReason) -> None:
    """Withdraw a referral. Before acceptance the receiver's grant ends in the same transaction."""
    by = said.on_behalf or Party.SENDER
    is_recalled = row.status.is_sent and row.accepted_on is None
    move(desk, row, Move(ReferralStatus.WITHDRAWN, by, reason=reason), said)
    if row.requested_on is not None:
        tell_outcome(desk, row.family_id, domain.counted_outcome(None, reason), ())
    if is_recalled:
        desk.vault.revoke(row.subject_id, row.receiver_id)
        row.recalled = True
        desk.db.add(row)


def _stands(
    standing: ConsentFact, decision: ConsentDecision, valid_until: date | None, giver: ConsentGiver | None
) -> bool:
    if decision is ConsentDecision.REFUSED:
        return standing.decision is not ConsentDecision.GIVEN
    return standing.giver is giver and standing.decision is decision and standing.valid_until == valid_until


def _withdraw_consents(desk: Desk, family_id: UUID, recipient_id: UUID, *, by_phone: bool) -> None:
    facts = intake.read_family(desk, family_id).consent_facts
    for purpose in _FOR_RECIPIENT:
        standing = intake_domain.deciding(facts, purpose, recipient_id)
        if standing is not None and standing.decision is ConsentDecision.GIVEN:
            intake.withdraw_consent(
                desk, family_id, purpose=purpose, recipient_id=recipient_id, by_phone=by_phone
            )
