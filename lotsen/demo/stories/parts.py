"""What the stories are made of: a named family, its persons, and a sheet with a few burdens."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lotsen.demo.families import Step, consent
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.documents import (
    AssessmentSheet,
    ContactSheet,
    CustodyOf,
    FamilyOrigin,
    FamilySheet,
    MemberPerson,
    Relation,
)
from lotsen.intake.domain import (
    Answer,
    Answers,
    ChildStatus,
    ConsentGiver,
    ConsentPurpose,
    Custody,
    Guardian,
    ItemKind,
    MemberKind,
    instruments_for,
    questions,
)
from lotsen.kernel import local_day, new_id
from lotsen.terms import Presence


@dataclass(frozen=True)
class Story:
    """A story's first step: how long ago, and who takes it."""

    days_ago: int
    login: str
    step: Step


def meet(desk: Desk, sheet: FamilySheet, *, due_in: int | None = None) -> UUID:
    """Register a family in the way of the house and give it the notice."""
    due_on = None if due_in is None else day(desk, due_in)
    origin = intake.usual_origin(desk)
    family = intake.register_family(desk, new_id(), origin=origin, sheet=sheet, due_on=due_on)
    if origin is not FamilyOrigin.WALK_IN:
        consent(
            desk, family.id, ConsentPurpose.NOTICE, sheet.language or "de", helped=bool(sheet.interpreter)
        )
    return family.id


def name(
    desk: Desk,
    family_id: UUID,
    contact: ContactSheet,
    *,
    language: str = "de",
    helped: bool = False,
    giver: ConsentGiver = ConsentGiver.MOTHER,
) -> None:
    """Record the consent to documentation and, only then, the name."""
    consent(desk, family_id, ConsentPurpose.DOCUMENTATION, language, helped=helped, giver=giver)
    intake.save_contact(desk, family_id, 0, contact)


def caregiver(desk: Desk, family_id: UUID, relation: Relation, given_name: str = "", **more: object) -> UUID:
    """Add a mother, a father or somebody else who cares."""
    person = MemberPerson.model_validate(
        {"kind": MemberKind.CAREGIVER, "relation": relation, "given_name": given_name, **more}
    )
    return intake.add_member(desk, family_id, new_id(), person).id


def child(desk: Desk, family_id: UUID, born: date | None, given_name: str = "", **more: object) -> UUID:
    """Add a child; without a birth date it is expected."""
    status = ChildStatus.BORN if born else ChildStatus.UNBORN
    person = MemberPerson.model_validate(
        {"kind": MemberKind.CHILD, "status": status, "birth_date": born, "given_name": given_name, **more}
    )
    return intake.add_member(desk, family_id, new_id(), person).id


def share_custody(desk: Desk, family_id: UUID, child_id: UUID, said: dict[UUID, Custody]) -> None:
    """Record who has custody of a child, and of every other living child of the family."""
    view = intake.read_family(desk, family_id)
    revision = next(member.revision for member in view.members if member.id == child_id)
    custody = [CustodyOf(caregiver_id=who, custody=kind) for who, kind in said.items()]
    intake.save_custody(
        desk, family_id, child_id, revision, custody=custody, guardian=Guardian.NOBODY, for_all=True
    )


def assess(
    desk: Desk,
    family_id: UUID,
    burdens: frozenset[str] = frozenset(),
    *,
    answered: int | None = None,
    unasked: frozenset[str] = frozenset(),
    wish: bool = False,
) -> None:
    """Fill in the house's short sheet; `answered` questions only where somebody was called away.

    What there was no time for are the topics `unasked`: the sheet is completed without them.
    Of several children or caregivers a burden is the first one's.
    """
    kind = desk.actor.institution_kind
    if kind is None:
        raise LookupError("only somebody at work fills in a sheet")
    row = intake.start_assessment(desk, family_id, new_id(), instruments_for(kind)[0])
    view = intake.read_assessment(desk, row.id)
    asked = [one for one in questions(view.instrument, view.persons) if one.item.kind is ItemKind.YES_NO]
    needed = {
        check.question
        for one in asked
        if one.item.topic in burdens
        for when in one.item.conditions
        for check in when.checks
    }
    given: dict[tuple[str, str], Answer] = {}
    for one in asked[:answered]:
        if one.item.topic in unasked:
            continue
        is_first = one.item.code not in {code for code, _ in given}
        is_strength = one.section.code == "strengths" and one.item.code not in needed
        said = is_strength or (one.item.topic in burdens and is_first)
        answer = Answer(Presence.PRESENT if said else Presence.NOT_PRESENT)
        given[one.item.code, one.person.ref] = answer
    sheet = AssessmentSheet(given=Answers.of(given).given, own_wish=wish)
    if answered is not None:
        intake.save_draft(desk, row.id, row.revision, sheet)
    else:
        intake.complete_assessment(desk, row.id, row.revision, sheet)


def day(desk: Desk, days: int) -> date:
    """Return the day so many days from the story's own."""
    return local_day(desk.clock) + timedelta(days=days)
