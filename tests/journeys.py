"""Longer arrangements: a family all the way to a hand-over, through the real actions."""

from dataclasses import dataclass
from uuid import UUID

from lotsen.demo import town
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.consent_texts import consent_texts
from lotsen.intake.documents import (
    AssessmentSheet,
    ConsentGiver,
    ConsentStatement,
    ContactSheet,
    MemberPerson,
    Relation,
)
from lotsen.intake.domain import (
    Answer,
    Answers,
    ChildStatus,
    ConsentDecision,
    ConsentForm,
    ConsentPurpose,
    ItemKind,
    MemberKind,
    instruments_for,
    questions,
)
from lotsen.kernel import new_id
from lotsen.policy import InstitutionKind
from lotsen.referral import actions as referral
from lotsen.referral.building import Release
from lotsen.referral.domain import ReleasePart
from lotsen.terms import Presence
from tests.conftest import OpenDesk
from tests.families import register
from tests.world import NOW, institution_id


@dataclass(frozen=True)
class Journey:
    """The ids of a family that was handed over."""

    family_id: UUID
    assessment_id: UUID
    referral_id: UUID
    draft_id: UUID


def enter_town(desk: OpenDesk) -> None:
    """Load places, directory and rules of the demo town beside the people of the test town."""
    with desk("coordinator") as d:
        town.enter_places(d)
        town.enter_directory(d, NOW.date())
        town.enter_rules(d)


def hand_over_a_family(desk: OpenDesk, *, feedback: bool = True) -> Journey:
    """Lead a family from its code to the Familienbüro."""
    enter_town(desk)
    with desk() as d:
        family = register(d, place="Zimmer 7", language="de", postcode="43102")
        for purpose in (ConsentPurpose.NOTICE, ConsentPurpose.DOCUMENTATION):
            intake.record_consent(d, family, new_id(), _given(purpose))
        intake.save_contact(
            d, family, 0, ContactSheet(surname="Ahrendt", given_name="Lea", phone="02999 5551")
        )
        for person in _persons():
            intake.add_member(d, family, new_id(), person)
        assessment = _assess(d, family)
        intake.hold_talk(d, family)
    with desk() as d:
        found = referral.propose_services(d, family)
        chosen = tuple(fit.service_id for fit in found.result.fits[:2])
        referral.choose_services(d, family, new_id(), referral.Wishes(services=chosen))
        sent = _prepare(d, family, "office", feedback=feedback)
        preview = referral.preview_handover(d, sent)
        said = referral.Said(new_id(), preview.row.revision)
        referral.send_handover(d, sent, said, digest=preview.handover.digest)
        draft = _prepare(d, family, "other_office", feedback=feedback)
    return Journey(family, assessment, sent, draft)


def _prepare(desk: Desk, family: UUID, office: str, *, feedback: bool) -> UUID:
    prepared = referral.prepare_handover(
        desk,
        family,
        new_id(),
        recipient_id=institution_id(office),
        release=Release(frozenset(ReleasePart), "Bitte vormittags anrufen."),
        answers=referral.ConsentAnswers(
            handover=True,
            secrecy_release=True,
            feedback=feedback,
            later_call=False,
            language="de",
            form=ConsentForm.SIGNED_PAPER,
            given_by=ConsentGiver.MOTHER,
        ),
    )
    assert prepared.referral is not None
    return prepared.referral.id


def _given(purpose: ConsentPurpose) -> ConsentStatement:
    return ConsentStatement(
        purpose=purpose,
        decision=ConsentDecision.GIVEN,
        text_version=consent_texts()[purpose].reference,
        language="de",
        given_by=ConsentGiver.MOTHER,
        form=ConsentForm.SIGNED_PAPER,
        given_on=NOW.date(),
    )


def _persons() -> tuple[MemberPerson, ...]:
    return (
        MemberPerson(kind=MemberKind.CAREGIVER, relation=Relation.MOTHER, age_years=29),
        MemberPerson(
            kind=MemberKind.CHILD, status=ChildStatus.BORN, birth_date=NOW.date(), weeks_at_birth=38
        ),
    )


def _assess(desk: Desk, family: UUID) -> UUID:
    instrument = instruments_for(InstitutionKind.BIRTH_CLINIC)[0]
    row = intake.start_assessment(desk, family, new_id(), instrument)
    view = intake.read_assessment(desk, row.id)
    present = {"income_worry", "exhaustion", "no_midwife", "partner_support"}
    given = {
        (question.item.code, question.person.ref): Answer(
            Presence.PRESENT if question.item.fact in present else Presence.NOT_PRESENT
        )
        for question in questions(instrument, view.persons)
        if question.item.kind is ItemKind.YES_NO
    }
    sheet = AssessmentSheet(given=Answers.of(given).given)
    intake.complete_assessment(desk, row.id, row.revision, sheet)
    return row.id
