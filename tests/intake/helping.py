"""Short ways to bring a family on its way in the tests of the intake."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.facts.tables import Fact, FactDocument
from lotsen.intake import actions, domain
from lotsen.intake.documents import (
    AssessmentSheet,
    ConsentStatement,
    MemberPerson,
)
from lotsen.intake.domain import (
    ConsentDecision,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    GivenAnswer,
    Instrument,
    MemberKind,
    Signature,
)
from lotsen.kernel import local_day, new_id
from lotsen.terms import Presence
from tests.world import institution_id


def decide(
    desk: Desk,
    family: UUID,
    purpose: ConsentPurpose,
    decision: ConsentDecision = ConsentDecision.GIVEN,
    recipient: UUID | None = None,
    given_on: date | None = None,
) -> UUID:
    """Record one decision about a family, by default of today, and return the id of the record."""
    statement = ConsentStatement(
        purpose=purpose,
        decision=decision,
        recipient_id=recipient,
        recipient_name="Familienbüro Lindbrück" if recipient else "",
        text_version=f"{purpose.value}-{2 if purpose.names_recipient else 1}",
        language="de",
        given_by=ConsentGiver.MOTHER,
        form=ConsentForm.SIGNED_PAPER,
        given_on=given_on or local_day(desk.clock),
    )
    return actions.record_consent(desk, family, new_id(), statement).id


def sign_feedback(desk: Desk, family: UUID, signature: Signature | None = None) -> UUID:
    """Sign on the tablet that the family office may give feedback, to the text of today."""
    statement = ConsentStatement(
        purpose=ConsentPurpose.FEEDBACK,
        decision=ConsentDecision.GIVEN,
        recipient_id=institution_id("office"),
        recipient_name="Familienbüro Lindbrück",
        text_version="feedback-2",
        language="de",
        given_by=ConsentGiver.MOTHER,
        form=ConsentForm.SIGNED_TABLET,
        given_on=local_day(desk.clock),
    )
    drawn = signature or Signature(600, 200, ((20, 100, 120, 40, 220, 160),))
    return actions.record_consent(desk, family, new_id(), statement, signature=drawn).id


def agree(desk: Desk, family: UUID) -> None:
    """Give the notice and agree to the documentation."""
    decide(desk, family, ConsentPurpose.NOTICE)
    decide(desk, family, ConsentPurpose.DOCUMENTATION)


def child(desk: Desk, family: UUID, status: str = "born", **more: object) -> UUID:
    """Add a child and return its id."""
    person = MemberPerson.model_validate({"kind": MemberKind.CHILD, "status": status, **more})
    return actions.add_member(desk, family, new_id(), person).id


def sheet_for(desk: Desk) -> Instrument:
    """Return the sheet made for the actor's kind of institution."""
    assert desk.actor.institution_kind is not None
    return domain.instruments_for(desk.actor.institution_kind)[0]


def present(*items: str, person: str = domain.FAMILY, **more: object) -> AssessmentSheet:
    """Return answers in which these items are present."""
    given = tuple(GivenAnswer(item, person, Presence.PRESENT) for item in items)
    return AssessmentSheet.model_validate({"given": given, **more})


def facts(desk: Desk, event: FactEvent | None = None) -> list[FactDocument]:
    """Open what the figures were told."""
    rows = desk.db.exec(select(Fact)).all()
    documents = [desk.vault.open(row, Fact.document) for row in rows]
    return [document for document in documents if event is None or document.event is event]
