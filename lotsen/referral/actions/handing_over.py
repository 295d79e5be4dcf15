"""Handing a family over: prepared with the consent, looked at, sent as it was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake import domain as intake_domain
from lotsen.intake.actions import CaseMaterial
from lotsen.intake.domain import CaseStage, ConsentPurpose
from lotsen.kernel import NotVisible, local_day
from lotsen.keys.domain import SubjectKind
from lotsen.places import actions as places
from lotsen.policy import InstitutionKind
from lotsen.referral import domain
from lotsen.referral.actions.consenting import ConsentAnswers, note_withdrawals, record_answers
from lotsen.referral.actions.plans import latest_plan
from lotsen.referral.actions.records import Said, move, sent_row
from lotsen.referral.actions.telling import tell_sent
from lotsen.referral.building import Release, build_handover, offered_parts
from lotsen.referral.documents import Handover, Trace
from lotsen.referral.domain import (
    ConsentMissing,
    ContentChanged,
    HandoverClosed,
    Move,
    NothingReleased,
    Party,
    ReferralStatus,
    ReleasePart,
    UnknownRecipient,
)
from lotsen.referral.tables import Referral


@dataclass(frozen=True)
class HandoverOffer:
    """What the form to prepare a hand-over needs: who may receive, what there is to release."""

    material: CaseMaterial
    recipients: tuple[Institution, ...]
    responsible: UUID | None
    parts: tuple[ReleasePart, ...]
    plan: Trace | None


@dataclass(frozen=True)
class Prepared:
    """A hand-over ready to be looked at, or the consents that are missing for it."""

    referral: Referral | None
    missing: tuple[ConsentPurpose, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What would be sent now, built from what is known now."""

    row: Referral
    handover: Handover
    recipient: Institution
    missing: tuple[ConsentPurpose, ...]
    feedback_until: date | None

    @property
    def digest(self) -> str:
        """Return the fingerprint that sending has to repeat."""
        return self.handover.digest


def offer_handover(desk: Desk, family_id: UUID) -> HandoverOffer:
    """Say to whom a family can be handed over and what there is to release."""
    material = intake.case_material(desk, family_id)
    plan = latest_plan(desk, family_id)
    trace = plan.trace if plan else None
    recipients = tuple(_recipients(desk))
    known = {office.id for office in recipients}
    code, town = material.sheet.postcode, material.sheet.municipality
    near = places.responsible_offices(desk, code, municipality=town) if code else ()
    able = [office.id for office in near if office.id in known]
    responsible = able[0] if len(able) == 1 else None
    return HandoverOffer(material, recipients, responsible, offered_parts(material, trace), trace)


def prepare_handover(
    desk: Desk,
    family_id: UUID,
    row_id: UUID,
    *,
    recipient_id: UUID,
    release: Release,
    answers: ConsentAnswers,
) -> Prepared:
    """Record the family's answers and prepare the hand-over; the same id again returns the same draft.

    Where a consent is missing the answers are kept and nothing is prepared. Raises UnknownRecipient,
    NothingReleased.
    """
    family = intake.family_row(desk, family_id, lock=True)
    known = desk.db.get(Referral, row_id)
    if known is not None:
        if known.family_id != family.id or known.sender_id != desk.actor.home:
            raise NotVisible
        return Prepared(known)
    if family.closed_on is not None:
        raise intake.CaseClosed
    recipient = _recipient(desk, recipient_id)
    note_withdrawals(desk, family_id, recipient.id)
    record_answers(desk, family_id, row_id, recipient, answers)
    material = intake.case_material(desk, family_id)
    missing = _missing(desk, material, recipient)
    if missing:
        return Prepared(None, missing)
    sheet = _build(desk, material, release, recipient)
    if not sheet.released:
        raise NothingReleased
    row = Referral(
        id=row_id,
        subject_id=desk.vault.new_subject(SubjectKind.REFERRAL, desk.actor.home),
        sender_id=desk.actor.home,
        receiver_id=recipient.id,
        family_id=family.id,
        created_on=local_day(desk.clock),
    )
    desk.vault.seal(row, Referral.handover, sheet)
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("handover_prepared", subject=row.subject_id, record_class="referral", row=row.id)
    return Prepared(row)


def preview_handover(desk: Desk, referral_id: UUID) -> Preview:
    """Show a draft as the receiver would get it now. A referral that was sent has no preview any more."""
    row = sent_row(desk, referral_id)
    if row.status not in domain.UNSENT:
        raise NotVisible
    return _preview(desk, row)


def send_handover(desk: Desk, referral_id: UUID, said: Said, *, digest: str) -> Referral:
    """Send a draft exactly as it was seen; sent already, it stays as it is.

    Raises ConsentMissing, and ContentChanged when the fingerprint is not that of today's content.
    """
    row = sent_row(desk, referral_id, lock=True)
    if row.status not in domain.UNSENT:
        if row.requested_on is None or row.status is ReferralStatus.WITHDRAWN:
            raise HandoverClosed
        return row
    intake.family_row(desk, row.family_id, lock=True)
    now = _preview(desk, row)
    if now.missing:
        raise ConsentMissing
    if now.digest != digest:
        raise ContentChanged
    plan = latest_plan(desk, row.family_id)
    today = local_day(desk.clock)
    desk.vault.seal(row, Referral.handover, now.handover)
    desk.vault.grant(row.subject_id, SubjectKind.REFERRAL, row.receiver_id)
    row.requested_on = today
    row.answer_due_on = domain.answer_due(today)
    row.shares_feedback = now.handover.feedback
    row.feedback_until = now.feedback_until
    move(desk, row, Move(ReferralStatus.REQUESTED, Party.SENDER, consent_stands=True), said)
    family = intake.family_row(desk, row.family_id)
    if family.closed_on is None:
        intake.set_stage(desk, family, CaseStage.HANDED_OVER)
    tell_sent(desk, row.family_id, now.handover, plan.trace.chosen if plan else ())
    return row


def _preview(desk: Desk, row: Referral) -> Preview:
    stored = desk.vault.open(row, Referral.handover)
    recipient = accounts.read_institution(desk, row.receiver_id)
    material = intake.case_material(desk, row.family_id)
    shown = stored.contact is not None and stored.contact.is_protected and bool(stored.contact.address)
    release = Release(frozenset(stored.released), stored.message, protected_address=shown)
    sheet = _build(desk, material, release, recipient)
    feedback = intake_domain.deciding(material.consent_facts, ConsentPurpose.FEEDBACK, recipient.id)
    until = feedback.valid_until if feedback else None
    return Preview(row, sheet, recipient, _missing(desk, material, recipient), until)


def _build(desk: Desk, material: CaseMaterial, release: Release, recipient: Institution) -> Handover:
    plan = latest_plan(desk, material.family_id)
    sender = accounts.read_institution(desk, desk.actor.home)
    return build_handover(material, plan.trace if plan else None, release, sender, recipient)


def _missing(desk: Desk, material: CaseMaterial, recipient: Institution) -> tuple[ConsentPurpose, ...]:
    today = local_day(desk.clock)
    return intake_domain.missing_for_hand_over(material.consent_facts, recipient.id, today)


def _recipients(desk: Desk) -> Sequence[Institution]:
    offices = accounts.institutions_of_kind(desk, InstitutionKind.FAMILY_OFFICE)
    return [office for office in offices if office.id != desk.actor.home]


def _recipient(desk: Desk, recipient_id: UUID) -> Institution:
    for office in _recipients(desk):
        if office.id == recipient_id:
            return office
    raise UnknownRecipient
