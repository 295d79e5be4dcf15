"""What other features may know of a family: plain values, opened and derived on the day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.assessments import AssessmentView, completed_assessments, read_assessment
from lotsen.intake.actions.instruments import instrument_named
from lotsen.intake.actions.opened import MemberView
from lotsen.intake.actions.reading import family_row, members_of, read_family
from lotsen.intake.documents import (
    AssessmentSheet,
    ConsentStatement,
    ContactSheet,
    FamilyOrigin,
    FamilySheet,
    Relation,
)
from lotsen.intake.domain import (
    CaseStage,
    ChildPlace,
    ChildStatus,
    ConsentFact,
    MemberKind,
    Outcome,
    PersonAnswers,
)
from lotsen.terms import Phase, Scope


@dataclass(frozen=True)
class CaseMember:
    """A living member and what follows from dates; `position` counts children and caregivers apart."""

    ref: str
    kind: MemberKind
    position: int
    given_name: str
    relation: Relation | None
    status: ChildStatus | None
    phase: Phase | None
    birth_date: date | None
    expected_date: date | None
    months: int | None
    weeks_pregnant: int | None
    weeks_at_birth: int | None
    age_years: int | None
    birth_about: date | None = None
    place: ChildPlace | None = None


@dataclass(frozen=True)
class CaseMaterial:
    """A family as rules, proposals and a hand-over see it. Who has died is not among the members.

    `has_lost` says that a child of the family has died, and nothing more about it.
    `answers` and `outcome` are those of the last completed assessment, empty where there is none.
    """

    family_id: UUID
    subject_id: UUID
    code: str
    stage: CaseStage
    origin: FamilyOrigin
    as_of: date
    sheet: FamilySheet
    contact: ContactSheet | None
    members: tuple[CaseMember, ...]
    consents: tuple[ConsentStatement, ...]
    assessment_id: UUID | None
    assessed_on: date | None
    answers: tuple[PersonAnswers, ...]
    assessment: AssessmentSheet | None
    outcome: Outcome | None
    has_lost: bool = False

    @property
    def is_childless(self) -> bool:
        """Say whether the family has lost its only child, so that no child is asked about."""
        return self.has_lost and all(member.kind is not MemberKind.CHILD for member in self.members)

    @property
    def consent_facts(self) -> tuple[ConsentFact, ...]:
        """Return the consents as rules look at them, in the order of recording."""
        return tuple(statement.fact for statement in self.consents)

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the codes of the needs found."""
        return tuple(need.code for need in self.outcome.needs) if self.outcome else ()

    @property
    def resources(self) -> tuple[str, ...]:
        """Return the codes of the resources found."""
        return tuple(resource.code for resource in self.outcome.resources) if self.outcome else ()


def case_material(desk: Desk, family_id: UUID) -> CaseMaterial:
    """Open what is known of a family of the actor's institution."""
    view = read_family(desk, family_id)
    assessment = telling_assessment(desk, family_id)
    last = assessment.row if assessment is not None else None
    return CaseMaterial(
        family_id=view.family.id,
        subject_id=view.family.subject_id,
        code=view.family.code,
        stage=view.family.stage,
        origin=view.family.origin,
        as_of=view.as_of,
        sheet=view.sheet,
        contact=view.contact,
        members=_living(view.members, view.as_of),
        consents=tuple(consent.statement for consent in view.consents),
        assessment_id=last.id if last is not None else None,
        assessed_on=last.completed_on if last is not None else None,
        answers=_answers(assessment) if assessment is not None else (),
        assessment=assessment.sheet if assessment is not None else None,
        outcome=assessment.outcome if assessment is not None else None,
        has_lost=any(member.person.status is ChildStatus.DIED for member in view.members),
    )


def telling_assessment(desk: Desk, family_id: UUID) -> AssessmentView | None:
    """Return the last assessment that speaks in facts; a sheet from elsewhere may know none."""
    for row in completed_assessments(desk, family_id):
        instrument = instrument_named(desk, row.instrument_code, row.instrument_version)
        if any(item.fact is not None for item in instrument.items):
            return read_assessment(desk, row.id)
    return None


def silent_refs(desk: Desk, family_id: UUID) -> frozenset[str]:
    """Return of whom nothing is said any more: who has died; with the only child, any child nobody named."""
    views = members_of(desk, family_row(desk, family_id))
    children = [view for view in views if view.person.kind is MemberKind.CHILD]
    dead = {str(view.id) for view in children if view.person.status is ChildStatus.DIED}
    return frozenset({*dead, Scope.CHILD.value} if dead and len(dead) == len(children) else dead)


def _answers(view: AssessmentView) -> tuple[PersonAnswers, ...]:
    return domain.facts_by_person(view.instrument, view.persons, view.sheet.answers)


def _living(members: tuple[MemberView, ...], as_of: date) -> tuple[CaseMember, ...]:
    found = []
    counted = dict.fromkeys(MemberKind, 0)
    for view in members:
        counted[view.person.kind] += 1
        if view.person.status is not ChildStatus.DIED:
            found.append(_member(view, counted[view.person.kind], as_of))
    return tuple(found)


def _member(view: MemberView, position: int, as_of: date) -> CaseMember:
    person = view.person
    born, expected = person.birth_date, person.expected_date
    since = person.born_on if person.status is ChildStatus.BORN else None
    weeks = person.weeks_at_birth
    if weeks is None and born and expected:
        weeks = domain.weeks_at_birth(expected, born)
    return CaseMember(
        ref=str(view.id),
        kind=person.kind,
        position=position,
        given_name=person.given_name,
        relation=person.relation,
        status=person.status,
        phase=person.status.phase if person.status else None,
        birth_date=born,
        expected_date=expected,
        months=domain.child_age_months(since, as_of) if since else None,
        weeks_pregnant=domain.weeks_pregnant(expected, as_of)
        if expected and person.status is ChildStatus.UNBORN
        else None,
        weeks_at_birth=weeks if person.status is ChildStatus.BORN else None,
        age_years=person.years_on(as_of),
        birth_about=None if born else person.birth_about,
        place=person.place,
    )
