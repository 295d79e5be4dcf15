"""Nobody is asked what their age rules out, or what recorded data already say."""

from datetime import timedelta
from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.documents import AssessmentSheet, MemberPerson
from lotsen.intake.domain import (
    Answer,
    Answers,
    Instrument,
    MemberKind,
    Person,
    Source,
    Trigger,
    acceptable,
    applicable,
    assess,
    facts_by_person,
    load_instrument,
    questions,
    shipped_instrument,
    shipped_instruments,
)
from lotsen.kernel import local_day, new_id
from lotsen.terms import Phase, Presence, Scope
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import child, sheet_for
from tests.intake.sheets import changed

NEWBORN = Person("newborn", Scope.CHILD, Phase.BORN, months=0)
BROTHER = Person("brother", Scope.CHILD, Phase.BORN, months=48)
UNKNOWN = Person("unknown", Scope.CHILD, Phase.BORN)
MOTHER = Person("mother", Scope.CAREGIVER, years=19)
GIRL = Person("girl", Scope.CAREGIVER, years=17)
SOMEBODY = Person("somebody", Scope.CAREGIVER)


def short_sheet() -> Instrument:
    """Return the sheet of the clinic."""
    sheet = shipped_instrument("anhaltsbogen_kurz")
    assert sheet is not None
    return sheet


def asked_about(sheet: Instrument, person: Person) -> set[str]:
    """Return the facts this person is asked about."""
    return {asked.item.topic for asked in questions(sheet, [person]) if asked.person == person}


def caregiver(desk: Desk, family: UUID, years: int) -> UUID:
    """Add a caregiver of this age and return its id."""
    person = MemberPerson(kind=MemberKind.CAREGIVER, age_years=years)
    return actions.add_member(desk, family, new_id(), person).id


# --- too old for a question


def test_a_brother_of_four_is_not_asked_for_on_the_neonatal_ward() -> None:
    assert "neonatal_care" in asked_about(short_sheet(), NEWBORN)
    assert "neonatal_care" not in asked_about(short_sheet(), BROTHER)
    assert "child_illness" in asked_about(short_sheet(), BROTHER)


def test_an_age_nobody_knows_leaves_no_question_out() -> None:
    assert asked_about(short_sheet(), UNKNOWN) == asked_about(short_sheet(), NEWBORN)


@pytest.mark.parametrize(
    ("months", "is_asked"), [(0, True), (2, True), (3, True), (4, False), (48, False), (None, True)]
)
def test_the_limit_is_the_last_age_that_is_asked_about(months: int | None, is_asked: bool) -> None:
    sheet = load_instrument(changed("fact: crying", "fact: crying\n        max_age_months: 3"), "small.yaml")
    person = Person("child", Scope.CHILD, Phase.BORN, months=months)
    assert ("crying" in asked_about(sheet, person)) is is_asked
    assert acceptable(sheet, [person], "cries", "child", Answer(Presence.PRESENT)) is is_asked


def test_what_concerns_infants_has_a_limit_in_every_sheet() -> None:
    limits = {
        (item.fact, item.max_age_months)
        for sheet in shipped_instruments()
        for item in sheet.items
        if item.fact in {"neonatal_care", "crying", "feeding"}
    }
    assert limits == {("neonatal_care", 3), ("crying", 36), ("feeding", 36)}


def test_an_assessment_asks_by_the_age_at_its_beginning(desk: OpenDesk) -> None:
    with desk() as d:
        family, today = register(d), local_day(d.clock)
        newborn = str(child(d, family, birth_date=today - timedelta(days=2)))
        brother = str(child(d, family, birth_date=today - timedelta(days=4 * 366)))
        child(d, family, "unborn", expected_date=today + timedelta(days=90))
        row = actions.start_assessment(d, family, new_id(), sheet_for(d))
        view = actions.read_assessment(d, row.id)
        asked = {
            asked.person.ref
            for asked in questions(view.instrument, view.persons)
            if asked.item.fact == "neonatal_care"
        }
        assert asked == {newborn}
        assert {person.ref: person.months for person in view.persons}[brother] == 48


# --- what recorded data already say


def test_a_caregiver_of_known_age_is_not_asked_whether_she_is_a_minor() -> None:
    for known in (MOTHER, GIRL):
        assert "parent_minor" not in asked_about(short_sheet(), known)
    assert "parent_minor" in asked_about(short_sheet(), SOMEBODY)


def test_rules_see_the_minor_parent_as_a_fact_without_any_question() -> None:
    for person, is_minor in ((MOTHER, False), (GIRL, True)):
        (found,) = (
            found for found in facts_by_person(short_sheet(), [person], Answers()) if found.person == person
        )
        assert found.values == {"parent_minor": is_minor}
        assert "parent_minor" not in found.not_asked


def test_a_sheet_that_never_asks_for_it_tells_it_too() -> None:
    sheet = shipped_instrument("anhaltsbogen_praxis")
    assert sheet is not None
    assert all(item.fact != "parent_minor" for item in sheet.items)
    found = {known.person.ref: known.values for known in facts_by_person(sheet, [GIRL], Answers())}
    assert found["girl"]["parent_minor"] is True


def test_a_minor_parent_is_offered_the_talk_as_if_she_had_said_so() -> None:
    outcome = assess(short_sheet(), [GIRL], Answers())
    assert [(fired.trigger, fired.item) for fired in outcome.triggers] == [(Trigger.SCORE, "parent_minor")]
    assert [need.code for need in outcome.needs] == ["N3"]
    assert not assess(short_sheet(), [MOTHER], Answers()).talk_offered


def test_what_follows_is_never_open_and_no_older_answer_outweighs_it() -> None:
    said = Answers.of({("parent_minor", "mother"): Answer(Presence.PRESENT)})
    outcome = assess(short_sheet(), [MOTHER], said)
    assert not outcome.talk_offered
    assert "parent_minor" not in {place.item for place in outcome.open_items}
    recorded = {asked.item.code: asked.recorded for asked in applicable(short_sheet(), [MOTHER])}
    assert recorded["parent_minor"] == Answer(Presence.NOT_PRESENT, source=Source.RECORD)


def test_the_material_for_the_rules_says_who_is_a_minor(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        mother, girl = caregiver(d, family, 19), caregiver(d, family, 17)
        row = actions.start_assessment(d, family, new_id(), sheet_for(d))
        actions.complete_assessment(d, row.id, 0, AssessmentSheet())
        answers = {found.person.ref: found.values for found in actions.case_material(d, family).answers}
        assert answers[str(mother)]["parent_minor"] is False
        assert answers[str(girl)]["parent_minor"] is True
