"""Twins, a birth, a death, custody: what happens to a child, and what everybody else keeps."""

from datetime import timedelta
from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.actions import SOMEBODY_ELSE, Birth, MemberView
from lotsen.intake.documents import CustodyOf, MemberPerson, ReachSheet, Relation
from lotsen.intake.domain import ChildPlace, ChildStatus, ConsentPurpose, Custody, Guardian, MemberKind
from lotsen.kernel import NotVisible, StaleRevision, local_day, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child, decide


def of(desk: Desk, family: UUID, member: UUID) -> MemberView:
    """Return one person of a family."""
    return next(view for view in actions.read_family(desk, family).members if view.id == member)


def caregiver(desk: Desk, family: UUID, relation: Relation) -> UUID:
    """Add a caregiver and return its id."""
    person = MemberPerson(kind=MemberKind.CAREGIVER, relation=relation)
    return actions.add_member(desk, family, new_id(), person).id


def test_a_twin_has_the_same_dates_and_a_second_tap_adds_no_third(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        expected = local_day(d.clock) + timedelta(weeks=12)
        first = child(d, family, "unborn", expected_date=expected, given_name="")
        second = new_id()
        for _ in range(2):
            actions.add_twin(d, family, second, of=first)
        one, other = actions.read_family(d, family).members
        assert (other.id, other.person.expected_date) == (second, expected)
        assert one.person.birth_group == other.person.birth_group is not None


def test_the_expected_date_of_one_is_that_of_the_whole_pregnancy(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        day = local_day(d.clock) + timedelta(weeks=12)
        first = child(d, family, "unborn", expected_date=day)
        second = actions.add_twin(d, family, new_id(), of=first).id
        view = of(d, family, second)
        later = view.person.model_copy(update={"expected_date": day + timedelta(days=3)})
        actions.update_member(d, family, second, view.revision, later)
        assert of(d, family, first).person.expected_date == day + timedelta(days=3)


def test_a_born_child_stays_the_same_person_and_its_weeks_follow_from_the_dates(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        today = local_day(d.clock)
        first = child(d, family, "unborn", expected_date=today + timedelta(weeks=7))
        second = actions.add_twin(d, family, new_id(), of=first).id
        seen = of(d, family, first).revision
        for _ in range(2):
            actions.record_birth(d, family, first, seen, Birth(today, for_all=True))
        for member in (first, second):
            person = of(d, family, member).person
            assert (person.status, person.birth_date, person.weeks_at_birth) == (ChildStatus.BORN, today, 33)
        with pytest.raises(StaleRevision):
            actions.record_birth(d, family, first, seen, Birth(today - timedelta(days=1)))


def test_a_death_is_recorded_once_and_can_be_taken_back_with_all_that_was_known(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        today = local_day(d.clock)
        unborn = child(d, family, "unborn", expected_date=today + timedelta(weeks=7))
        born = child(d, family, birth_date=today)
        for member in (unborn, born):
            before = of(d, family, member).person
            actions.record_death(d, family, member)
            actions.record_death(d, family, member)
            assert of(d, family, member).person.status is ChildStatus.DIED
            actions.undo_death(d, family, member)
            actions.undo_death(d, family, member)
            assert of(d, family, member).person == before


def test_only_a_child_is_born_has_twins_or_is_in_custody(desk: OpenDesk) -> None:
    with desk() as d:
        family, other = register(d), register(d)
        mother = caregiver(d, family, Relation.MOTHER)
        mine = child(d, family)
        for attempt in (
            lambda: actions.add_twin(d, family, new_id(), of=mother),
            lambda: actions.record_death(d, family, mother),
            lambda: actions.record_death(d, other, mine),
            lambda: actions.save_custody(d, family, mother, 1, custody=(), guardian=None),
            lambda: actions.save_custody(
                d,
                family,
                mine,
                1,
                custody=[CustodyOf(caregiver_id=mine, custody=Custody.SOLE)],
                guardian=None,
            ),
        ):
            with pytest.raises(NotVisible):
                attempt()


def test_who_has_custody_and_was_not_asked_is_named_until_a_statement_names_them(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        mother, father = caregiver(d, family, Relation.MOTHER), caregiver(d, family, Relation.FATHER)
        first, second = child(d, family), child(d, family)
        joint = [CustodyOf(caregiver_id=one, custody=Custody.JOINT) for one in (mother, father)]
        seen = of(d, family, first).revision
        actions.save_custody(
            d, family, first, seen, custody=joint, guardian=Guardian.YOUTH_OFFICE, for_all=True
        )
        assert of(d, family, second).person.custody == tuple(joint)
        assert actions.read_family(d, family).not_asked == (), "nobody was asked yet, so nobody was left out"
        decide(d, family, ConsentPurpose.NOTICE)
        decide(d, family, ConsentPurpose.DOCUMENTATION)
        assert actions.read_family(d, family).not_asked == (str(father), SOMEBODY_ELSE)
        for member in (first, second):
            actions.record_death(d, family, member)
        assert actions.read_family(d, family).not_asked == (), "nothing is asked about a child who has died"


def test_a_contact_of_a_person_is_neither_shown_nor_lost_when_the_consent_is_withdrawn(
    desk: OpenDesk,
) -> None:
    with desk() as d:
        family = register(d)
        reach = ReachSheet(phone="02999 5550 118", street="Hafenweg 2", lives_apart=True, is_protected=True)
        person = MemberPerson(kind=MemberKind.CAREGIVER, relation=Relation.FATHER, reach=reach)
        with pytest.raises(actions.ConsentMissing):
            actions.add_member(d, family, new_id(), person)
        agree(d, family)
        father = actions.add_member(d, family, new_id(), person).id
        assert of(d, family, father).person.reach == reach
        actions.withdraw_consent(d, family, purpose=ConsentPurpose.DOCUMENTATION)
        assert of(d, family, father).person.reach is None
        older = of(d, family, father).person.model_copy(update={"age_years": 30})
        actions.update_member(d, family, father, 1, older)
        agree(d, family)
        assert of(d, family, father).person.reach == reach


def test_an_older_brother_without_a_birth_date_grows_older(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        child(d, family, birth_about=local_day(d.clock).replace(year=2022, month=5, day=1))
        child(d, family, place=ChildPlace.NEONATAL_WARD)
        brother, _ = actions.case_material(d, family).members
        assert (brother.months, brother.birth_date) == (54, None)
