"""Leads invented families through the town, step by step, with the actions that the screens call."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from random import Random
from uuid import UUID

from lotsen.demo.households import Child, Household, Offered, Way
from lotsen.demo.town import Town
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.consent_texts import consent_texts
from lotsen.intake.documents import (
    AssessmentSheet,
    ConsentStatement,
    ContactSheet,
    FamilyEnding,
    FamilyOrigin,
    FamilySheet,
    MemberPerson,
    Relation,
)
from lotsen.intake.domain import (
    NOT_ASKED,
    Answer,
    Answers,
    ChildStatus,
    ConsentDecision,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    Instrument,
    ItemKind,
    MemberKind,
    NotReachedReason,
    Operator,
    Question,
    questions,
)
from lotsen.kernel import local_day, new_id
from lotsen.keys.domain import NIL
from lotsen.policy import Actor, InstitutionKind
from lotsen.terms import Presence

Later = list[tuple[date, Actor, "Step"]]
Step = Callable[[Desk], Later]

_MISSED = {
    Way.DISCHARGED: NotReachedReason.DISCHARGED,
    Way.NO_CAPACITY: NotReachedReason.NO_CAPACITY,
    Way.DECLINED: NotReachedReason.DECLINED,
    Way.LANGUAGE: NotReachedReason.LANGUAGE,
}
_ENDINGS = {
    Way.NOTHING: FamilyEnding.NO_NEED,
    Way.ADVICE: FamilyEnding.ADVICE_ENOUGH,
    Way.INFORMATION: FamilyEnding.INFORMATION_ENOUGH,
    Way.DECLINED: FamilyEnding.DECLINED,
}
_WARD_DAYS = 3
_FAMILIES_PER_WALK_IN = 14


@dataclass(frozen=True)
class Case:
    """A household on its way: who looks after it, and where it has come to."""

    household: Household
    instrument: Instrument
    town: Town
    today: date
    navigator: Actor
    after_talk: "AfterTalk"
    family_id: UUID = NIL

    @property
    def is_recent(self) -> bool:
        """Still on the ward, or between two appointments."""
        return (self.today - self.household.day).days < _WARD_DAYS

    @property
    def is_named(self) -> bool:
        """Whether the family agreed to be named."""
        return self.household.way in {Way.ADVICE, Way.INFORMATION, Way.SELF_CONTACT, Way.HAND_OVER}


AfterTalk = Callable[[Desk, UUID, Case], Later]


def begin(
    household: Household, instrument: Instrument, town: Town, today: date, after_talk: AfterTalk
) -> Step:
    """Return the first step of a household's way."""
    case = Case(household, instrument, town, today, town.at(household.kind), after_talk)
    return partial(_first_day, case=case)


def _first_day(desk: Desk, case: Case) -> Later:
    home = case.household
    origin = FamilyOrigin.WARD if home.kind is InstitutionKind.BIRTH_CLINIC else FamilyOrigin.PRACTICE
    place = home.bed if origin is FamilyOrigin.WARD else f"Termin {8 + home.age % 9} Uhr"
    sheet = FamilySheet(
        place=place, language=home.language, interpreter=home.interpreter or None, postcode=home.postcode
    )
    leaves = home.day + timedelta(days=_WARD_DAYS)
    family = intake.register_family(desk, new_id(), origin=origin, sheet=sheet, due_on=leaves)
    case = replace(case, family_id=family.id)
    if home.way is Way.NOT_INFORMED:
        return _close_later(case, family.id)
    consent(desk, family.id, ConsentPurpose.NOTICE, home.language, helped=home.interpreter)
    if case.is_named:
        consent(desk, family.id, ConsentPurpose.DOCUMENTATION, home.language, helped=home.interpreter)
        intake.save_contact(desk, family.id, 0, _contact(home))
    _enter_members(desk, family.id, case)
    if home.way is Way.NOT_SCREENED:
        return _close_later(case, family.id)
    _assess(desk, family.id, case, leave_open=case.is_recent and home.age % 3 == 0)
    return _after_assessment(desk, family.id, case)


def _after_assessment(desk: Desk, family_id: UUID, case: Case) -> Later:
    home = case.household
    if case.is_recent or home.offered is Offered.NOT:
        return _close_later(case, family_id)
    if home.way in _MISSED:
        intake.mark_not_reached(desk, family_id, _MISSED[home.way])
        return _close_later(case, family_id)
    intake.hold_talk(desk, family_id)
    if home.way in {Way.SELF_CONTACT, Way.HAND_OVER}:
        return case.after_talk(desk, family_id, case)
    return _close_later(case, family_id)


def _close_later(case: Case, family_id: UUID) -> Later:
    day = case.household.day + timedelta(days=_WARD_DAYS + 4)
    ending = _ENDINGS.get(case.household.way, FamilyEnding.CONTACT_LOST)
    return [(day, case.navigator, partial(close, family_id=family_id, ending=ending))]


def close(desk: Desk, family_id: UUID, ending: FamilyEnding) -> Later:
    """Close a family's file."""
    intake.close_family(desk, family_id, ending)
    return []


def consent(
    desk: Desk,
    family_id: UUID,
    purpose: ConsentPurpose,
    language: str,
    *,
    helped: bool = False,
    recipient: tuple[UUID, str] | None = None,
    given: bool = True,
    giver: ConsentGiver = ConsentGiver.MOTHER,
    until: date | None = None,
) -> None:
    """Record one decision, as a form would."""
    text = consent_texts()[purpose]
    intake.record_consent(
        desk,
        family_id,
        new_id(),
        ConsentStatement(
            purpose=purpose,
            decision=ConsentDecision.GIVEN if given else ConsentDecision.REFUSED,
            recipient_id=recipient[0] if recipient else None,
            recipient_name=recipient[1] if recipient else "",
            text_version=text.reference,
            language=language if language in text.languages else "de",
            given_by=giver,
            form=ConsentForm.INTERPRETED if helped else ConsentForm.SIGNED_PAPER,
            helped_by="Dolmetschdienst" if helped else "",
            given_on=local_day(desk.clock),
            valid_until=until,
        ),
    )


def _contact(home: Household) -> ContactSheet:
    return ContactSheet(
        surname=home.surname,
        given_name=home.given_name,
        phone=home.phone,
        street=home.street,
        postcode=home.postcode,
        town="Auenrode" if home.postcode == "43120" else "Lindbrück",
        may_write=home.age % 4 != 0,
        reach_note="am besten vormittags" if home.age % 2 else "",
    )


def _enter_members(desk: Desk, family_id: UUID, case: Case) -> None:
    home = case.household
    name = home.given_name if case.is_named else ""
    mother = MemberPerson(
        kind=MemberKind.CAREGIVER, given_name=name, relation=Relation.MOTHER, age_years=home.age
    )
    intake.add_member(desk, family_id, new_id(), mother)
    for child in home.children:
        intake.add_member(desk, family_id, new_id(), _child(child))


def _child(child: Child) -> MemberPerson:
    return MemberPerson(
        kind=MemberKind.CHILD,
        status=ChildStatus.BORN if child.born else ChildStatus.UNBORN,
        birth_date=child.born,
        expected_date=child.expected,
        weeks_at_birth=child.weeks_at_birth,
    )


def _assess(desk: Desk, family_id: UUID, case: Case, *, leave_open: bool) -> None:
    row = intake.start_assessment(desk, family_id, new_id(), case.instrument)
    view = intake.read_assessment(desk, row.id)
    asked = questions(case.instrument, view.persons)
    given = {
        (question.item.code, question.person.ref): _answer(case.household, question.item.topic)
        for question in asked
        if question.item.kind is ItemKind.YES_NO
    }
    _open_what_burdens(asked, given)
    sheet = AssessmentSheet(
        given=Answers.of(given).given,
        staff_hint=case.household.offered is Offered.HINT,
        own_wish=case.household.offered is Offered.WISH,
    )
    if leave_open:
        intake.save_draft(desk, row.id, row.revision, sheet)
    else:
        intake.complete_assessment(desk, row.id, row.revision, sheet)


def _open_what_burdens(asked: Sequence[Question], given: dict[tuple[str, str], Answer]) -> None:
    """Answer what comes before a burden so that the sheet gets to it: a strength is then not there."""
    for question in asked:
        place = (question.item.code, question.person.ref)
        if given.get(place, NOT_ASKED).presence is not Presence.PRESENT:
            continue
        for when in question.item.conditions:
            for check in when.checks[: 1 if when.any_is_enough else None]:
                wanted = (check.operator is Operator.EQUAL) is bool(check.value)
                for code, ref in list(given):
                    if code == check.question:
                        given[code, ref] = Answer(Presence.PRESENT if wanted else Presence.NOT_PRESENT)


def _answer(home: Household, fact: str) -> Answer:
    if fact in home.burdens or fact in home.resources:
        return Answer(Presence.PRESENT)
    return Answer(Presence.UNKNOWN if fact in home.unknown else Presence.NOT_PRESENT)


def walk_ins(
    first: date, today: date, seed: int, town: Town, per_year: int
) -> Iterator[tuple[date, Actor, Step]]:
    """Return the nameless contacts at the family office: about one in fourteen of all families."""
    rng = Random(seed + 1)  # invents data, protects none
    office = town.at(InstitutionKind.FAMILY_OFFICE)
    day = first
    gap = max(2, round(365 * _FAMILIES_PER_WALK_IN / per_year))
    while (day := day + timedelta(days=rng.randrange(gap // 2, gap * 3 // 2 + 1))) <= today:
        sheet = FamilySheet(
            topics=(rng.choice(("livelihood", "everyday", "child", "support")),),
            youngest=rng.choice(("pregnancy", "under_1", "one_to_two", "three_to_five")),
            language=rng.choice(("de", "de", "tr", "ar", "uk")),
            done="Beratung im Familienbüro",
        )
        yield day, office, partial(_walk_in, sheet=sheet, today=today)


def _walk_in(desk: Desk, sheet: FamilySheet, today: date) -> Later:
    family = intake.register_family(desk, new_id(), origin=FamilyOrigin.WALK_IN, sheet=sheet)
    if (today - local_day(desk.clock)).days > _WARD_DAYS * 5:
        intake.close_family(desk, family.id, FamilyEnding.ADVICE_ENOUGH)
    return []
