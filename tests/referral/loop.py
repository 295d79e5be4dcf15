"""Short ways to bring a family through the closed loop in the tests."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.facts.tables import Fact, FactDocument
from lotsen.intake import actions as intake
from lotsen.intake import domain as intake_domain
from lotsen.intake.documents import (
    AssessmentSheet,
    ConsentStatement,
    ContactSheet,
    FamilyOrigin,
    FamilySheet,
    MemberPerson,
)
from lotsen.intake.domain import (
    ChildStatus,
    ConsentDecision,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    GivenAnswer,
    MemberKind,
)
from lotsen.kernel import local_day, new_id
from lotsen.referral import actions
from lotsen.referral.actions import ConsentAnswers, Prepared, Said, Wishes
from lotsen.referral.building import Release
from lotsen.referral.documents import ChosenService
from lotsen.referral.domain import ReleasePart
from lotsen.referral.tables import Casework, Referral
from lotsen.terms import Presence
from tests.world import institution_id

OFFICE = institution_id("office")
OTHER_OFFICE = institution_id("other_office")
SURNAME = "Zweigelt-Kanari"
CHILD = "Quintus"
PHONE = "02999 5550 117"
MESSAGE = "Bitte erst nachmittags anrufen"


def new_family(
    desk: Desk,
    needs: Iterable[str] = ("income_worry", "no_midwife", "partner_support"),
    *,
    language: str = "de",
    named: bool = True,
) -> UUID:
    """Register a family with a named contact, one newborn and a completed assessment."""
    sheet = FamilySheet(place="Zimmer 12", language=language, interpreter=False, postcode="43101")
    family = intake.register_family(desk, new_id(), origin=FamilyOrigin.WARD, sheet=sheet).id
    desk.db.flush()
    if named:
        for purpose in (ConsentPurpose.NOTICE, ConsentPurpose.DOCUMENTATION):
            decide(desk, family, purpose)
        contact = ContactSheet(surname=SURNAME, given_name="Ada", phone=PHONE, postcode="43101")
        intake.save_contact(desk, family, 0, contact)
    child = MemberPerson(
        kind=MemberKind.CHILD,
        given_name=CHILD if named else "",
        status=ChildStatus.BORN,
        birth_date=date(2026, 11, 18),
    )
    intake.add_member(desk, family, new_id(), child)
    intake.add_member(desk, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
    instrument = intake_domain.shipped_instrument("anhaltsbogen_kurz")
    assert instrument is not None
    draft = intake.start_assessment(desk, family, new_id(), instrument)
    view = intake.read_assessment(desk, draft.id)
    given = [
        GivenAnswer(question.item.code, question.person.ref, Presence.PRESENT)
        for question in intake_domain.questions(instrument, view.persons)
        if question.item.fact in set(needs)
    ]
    intake.complete_assessment(desk, draft.id, draft.revision, AssessmentSheet(given=tuple(given)))
    return family


def decide(desk: Desk, family: UUID, purpose: ConsentPurpose) -> None:
    """Record a consent that names no recipient."""
    statement = ConsentStatement(
        purpose=purpose,
        decision=ConsentDecision.GIVEN,
        text_version=f"{purpose.value}-{2 if purpose.names_recipient else 1}",
        language="de",
        form=ConsentForm.SIGNED_PAPER,
        given_on=local_day(desk.clock),
    )
    intake.record_consent(desk, family, new_id(), statement)


def answers(
    *,
    handover: bool = True,
    secrecy: bool = True,
    feedback: bool = True,
    valid_until: date | None = None,
) -> ConsentAnswers:
    """What a family says to the four questions."""
    return ConsentAnswers(
        handover=handover,
        secrecy_release=secrecy,
        feedback=feedback,
        later_call=False,
        language="de",
        form=ConsentForm.SIGNED_PAPER,
        given_by=ConsentGiver.MOTHER,
        valid_until=valid_until,
    )


def plan(desk: Desk, family: UUID) -> UUID:
    """Choose the best fitting service."""
    found = actions.propose_services(desk, family)
    wishes = Wishes(services=(found.result.fits[0].service_id,))
    return actions.choose_services(desk, family, new_id(), wishes).id


def chosen(desk: Desk, family: UUID) -> tuple[ChosenService, ...]:
    """Return the services of a family's last plan."""
    found = actions.latest_plan(desk, family)
    assert found is not None
    return found.trace.chosen


def latest_plan_id(desk: Desk, family: UUID) -> UUID:
    """Return the id of a family's last plan."""
    found = actions.latest_plan(desk, family)
    assert found is not None
    return found.row.id


def try_to_prepare(desk: Desk, family: UUID, said: ConsentAnswers) -> Prepared:
    """Prepare a hand-over with a message, whatever the family says."""
    release = Release(frozenset({ReleasePart.MESSAGE}), MESSAGE)
    return actions.prepare_handover(
        desk, family, new_id(), recipient_id=OFFICE, release=release, answers=said
    )


def prepare(
    desk: Desk,
    family: UUID,
    parts: Iterable[ReleasePart] = tuple(ReleasePart),
    *,
    said: ConsentAnswers | None = None,
    recipient: UUID = OFFICE,
) -> UUID:
    """Prepare a hand-over and return its id."""
    prepared = actions.prepare_handover(
        desk,
        family,
        new_id(),
        recipient_id=recipient,
        release=Release(frozenset(parts), MESSAGE),
        answers=said or answers(),
    )
    assert prepared.referral is not None, prepared.missing
    return prepared.referral.id


def send(desk: Desk, referral: UUID) -> None:
    """Send a prepared hand-over as it looks now."""
    preview = actions.preview_handover(desk, referral)
    actions.send_handover(desk, referral, Said(new_id(), preview.row.revision), digest=preview.digest)


def hand_over(
    desk: Desk,
    parts: Iterable[ReleasePart] = tuple(ReleasePart),
    *,
    feedback: bool = True,
    recipient: UUID = OFFICE,
) -> tuple[UUID, UUID]:
    """Bring a new family to a recipient; return the family's and the referral's id."""
    family = new_family(desk)
    referral = prepare(desk, family, parts, said=answers(feedback=feedback), recipient=recipient)
    send(desk, referral)
    return family, referral


def now(desk: Desk, referral: UUID, note: str = "", **more: object) -> Said:
    """Begin a step on the newest state."""
    return Said(new_id(), row(desk, referral).revision, note, **more)  # type: ignore[arg-type]  # keywords of Said


def row(desk: Desk, referral: UUID) -> Referral:
    """Return a referral's row, whoever may open it."""
    return desk.db.exec(select(Referral).where(Referral.id == referral)).one()


def casework(desk: Desk) -> list[Casework]:
    """Return every row of casework, unopened."""
    return list(desk.db.exec(select(Casework)).all())


def facts(desk: Desk, event: FactEvent) -> list[FactDocument]:
    """Open what the figures were told of one kind of event."""
    documents = [desk.vault.open(row, Fact.document) for row in desk.db.exec(select(Fact)).all()]
    return [document for document in documents if document.event is event]
