"""Consents: recorded one by one, withdrawn as easily as given; no record is ever changed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.intake import domain
from lotsen.intake.actions.families import set_stage
from lotsen.intake.actions.meeting import know_since
from lotsen.intake.actions.opened import ConsentView
from lotsen.intake.actions.reading import consents_of, contact_row, family_row
from lotsen.intake.actions.refusals import CaseClosed, DayToCome, RecipientMissing, SignatureMissing
from lotsen.intake.actions.telling import tell_figures
from lotsen.intake.actions.texts import house_texts
from lotsen.intake.documents import ConsentSignature, ConsentStatement
from lotsen.intake.domain import (
    CallBack,
    CaseStage,
    ConsentDecision,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    Signature,
    SignatureProof,
)
from lotsen.intake.tables import Consent, Family, FamilyContact, SignedConsent
from lotsen.kernel import NotVisible, local_day, new_id
from lotsen.vault import SealBroken

_GATES_THE_NAME = frozenset({ConsentPurpose.NOTICE, ConsentPurpose.DOCUMENTATION})


def record_consent(
    desk: Desk,
    family_id: UUID,
    row_id: UUID,
    statement: ConsentStatement,
    *,
    signature: Signature | None = None,
) -> Consent:
    """Record one decision with the words it was given to; the same id again returns the same record.

    From paper it has its true date in `given_on`: figures count it there, as far back as a later entry
    reaches, and a family is known since then. Raises CaseClosed, RecipientMissing, DayToCome, and
    SignatureMissing where one was announced.
    """
    family = family_row(desk, family_id, lock=True)
    known = _known(desk, family, row_id)
    if known is not None:
        return known
    if family.closed_on is not None and statement.decision is not ConsentDecision.WITHDRAWN:
        raise CaseClosed
    if statement.purpose.names_recipient and statement.recipient_id is None:
        raise RecipientMissing
    if statement.given_on > local_day(desk.clock):
        raise DayToCome
    is_signed = statement.form is ConsentForm.SIGNED_TABLET
    if is_signed and signature is None and statement.decision is not ConsentDecision.WITHDRAWN:
        raise SignatureMissing
    if statement.decision is not ConsentDecision.WITHDRAWN and not statement.words:
        statement = house_texts(desk).bind(statement)
    before = consents_of(desk, family)
    row = _record(desk, family, row_id, statement, before)
    if is_signed and signature is not None:
        _keep_signature(desk, row, statement, signature)
    return row


def read_signature(
    desk: Desk, family_id: UUID, consent_id: UUID
) -> tuple[ConsentStatement, Signature, SignatureProof]:
    """Open what was signed, the signature, and what that proves.

    Raises NotVisible where nothing was signed on the tablet, SealBroken where the signature was given under
    another consent.
    """
    family = family_row(desk, family_id)
    consent = desk.db.get(Consent, consent_id)
    found = desk.db.exec(select(SignedConsent).where(SignedConsent.consent_id == consent_id)).one_or_none()
    if consent is None or consent.family_id != family.id or found is None:
        raise NotVisible
    statement = desk.vault.open(consent, Consent.statement)
    signed = desk.vault.open(found, SignedConsent.signature)
    if signed.consent_id not in (None, consent.id):
        desk.vault.note(
            "seal_broken",
            subject=found.subject_id,
            record_class="consent-signature",
            row=found.id,
            stays=True,
        )
        raise SealBroken(row=found.id)
    if not signed.text_sha256 == statement.text_sha256 == _digest(statement):
        proof = SignatureProof.NOTHING
    else:
        proof = SignatureProof.TEXT if signed.consent_id is None else SignatureProof.CONSENT
    return statement, Signature(signed.width, signed.height, signed.strokes), proof


def signed_consents(desk: Desk, family_id: UUID) -> frozenset[UUID]:
    """Return which consents of a family bear a signature, without opening any."""
    family = family_row(desk, family_id)
    query = select(SignedConsent.consent_id).where(SignedConsent.subject_id == family.subject_id)
    return frozenset(desk.db.exec(query).all())


def withdraw_consent(
    desk: Desk,
    family_id: UUID,
    *,
    purpose: ConsentPurpose,
    recipient_id: UUID | None = None,
    by_phone: bool = False,
    helped_by: str = "",
    note: str = "",
    given_by: ConsentGiver | None = None,
    row_id: UUID | None = None,
) -> Consent:
    """Record that a consent ends today, by the word of whoever gave it or of `given_by`.

    Nothing is deleted: the caller may not be who they say they are.

    A consent that is withdrawn already stays withdrawn; one that was never recorded is NotVisible.
    """
    family = family_row(desk, family_id, lock=True)
    known = _known(desk, family, row_id) if row_id else None
    if known is not None:
        return known
    before = consents_of(desk, family)
    about = [
        view
        for view in before
        if view.statement.purpose is purpose and view.statement.recipient_id == recipient_id
    ]
    fact = domain.deciding([view.statement.fact for view in about], purpose, recipient_id)
    if fact is None:
        raise NotVisible
    last = next(view for view in reversed(about) if view.statement.fact == fact)
    if fact.decision is ConsentDecision.WITHDRAWN:
        row = desk.db.get(Consent, last.id)
        if row is None:
            raise NotVisible
        return row
    statement = last.statement.model_copy(
        update={
            "decision": ConsentDecision.WITHDRAWN,
            "form": ConsentForm.PHONE if by_phone else ConsentForm.SPOKEN,
            "form_reason": "",
            "helped_by": helped_by,
            "given_by": given_by or last.statement.given_by,
            "given_on": local_day(desk.clock),
            "valid_until": None,
            "by_phone": by_phone,
            "note": note,
        }
    )
    return _record(desk, family, row_id or new_id(), statement, before)


def record_call_back(
    desk: Desk, family_id: UUID, consent_id: UUID, row_id: UUID, result: CallBack
) -> Consent:
    """Add to a withdrawal by phone that the known number was called, and what that showed.

    The withdrawal stays as it is, whoever called: what was shared goes on only after the family has agreed
    again. Raises NotVisible where no such withdrawal is the last word.
    """
    family = family_row(desk, family_id, lock=True)
    known = _known(desk, family, row_id)
    if known is not None:
        return known
    before = consents_of(desk, family)
    withdrawn = next((view.statement for view in before if view.id == consent_id), None)
    if withdrawn is None or not withdrawn.by_phone or withdrawn.decision is not ConsentDecision.WITHDRAWN:
        raise NotVisible
    facts = [view.statement.fact for view in before]
    last = domain.deciding(facts, withdrawn.purpose, withdrawn.recipient_id)
    if last is None or last.decision is not ConsentDecision.WITHDRAWN:
        raise NotVisible
    said = {"call_back": result, "given_on": local_day(desk.clock), "note": "", "helped_by": ""}
    return _record(desk, family, row_id, withdrawn.model_copy(update=said), before)


def _known(desk: Desk, family: Family, row_id: UUID) -> Consent | None:
    known = desk.db.get(Consent, row_id)
    if known is not None and known.family_id != family.id:
        raise NotVisible
    return known


def _keep_signature(desk: Desk, row: Consent, statement: ConsentStatement, signature: Signature) -> None:
    kept = SignedConsent(id=new_id(), subject_id=row.subject_id, consent_id=row.id)
    document = ConsentSignature(
        width=signature.width,
        height=signature.height,
        strokes=signature.strokes,
        text_sha256=statement.text_sha256,
        consent_id=row.id,
    )
    desk.db.flush()
    desk.vault.seal(kept, SignedConsent.signature, document)
    desk.db.add(kept)


def _digest(said: ConsentStatement) -> str:
    return domain.digest_of(
        said.purpose, said.recipient_id, said.text_version, said.text_language, said.words
    )


def _record(
    desk: Desk, family: Family, row_id: UUID, statement: ConsentStatement, before: Sequence[ConsentView]
) -> Consent:
    update: dict[str, object] = {"recorded_by": desk.actor.person_id}
    if statement.purpose in _GATES_THE_NAME:
        update["valid_until"] = None
    statement = statement.model_copy(update=update)
    row = Consent(
        id=row_id,
        subject_id=family.subject_id,
        family_id=family.id,
        position=len(before),
        recorded_at=desk.clock.now(),
    )
    desk.vault.seal(row, Consent.statement, statement)
    desk.db.add(row)
    withdrawn = statement.decision is ConsentDecision.WITHDRAWN
    deed = "consent_withdrawn" if withdrawn else "consent_recorded"
    desk.vault.note(
        "call_back_recorded" if statement.call_back else deed,
        subject=family.subject_id,
        record_class="consent",
        row=row.id,
    )
    _follow(desk, family, statement, [*before, ConsentView(row.id, statement)])
    return row


def _follow(desk: Desk, family: Family, statement: ConsentStatement, consents: Sequence[ConsentView]) -> None:
    """Let what was decided take effect: the stage, whether a name may be shown, what figures count."""
    if statement.purpose in _GATES_THE_NAME:
        facts = [view.statement.fact for view in consents]
        may_name = domain.may_record_name(facts, local_day(desk.clock))
        row = contact_row(desk, family)
        named = row is not None and may_name and bool(desk.vault.open(row, FamilyContact.contact).full_name)
        if family.is_named != named:
            family.is_named = named
            desk.db.add(family)
    decided = statement.decision is not ConsentDecision.WITHDRAWN
    on = _counted_on(desk, statement)
    if decided:
        know_since(desk, family, on)
    if statement.purpose is ConsentPurpose.NOTICE and decided:
        first = [view.statement.purpose for view in consents].count(ConsentPurpose.NOTICE) == 1
        if family.stage is CaseStage.REGISTERED:
            set_stage(desk, family, CaseStage.INFORMED)
        if first:
            tell_figures(desk, family, FactEvent.INFORMED, on=on)
    if statement.purpose is ConsentPurpose.HANDOVER and decided:
        agreed = statement.decision is ConsentDecision.GIVEN
        tell_figures(desk, family, FactEvent.CONSENT_DECIDED, agreed=agreed, on=on)


def _counted_on(desk: Desk, statement: ConsentStatement) -> date:
    """Return the true day for the figures; today for what lies further back than a later entry reaches."""
    today = local_day(desk.clock)
    return statement.given_on if domain.may_enter_later(statement.given_on, today) else today
