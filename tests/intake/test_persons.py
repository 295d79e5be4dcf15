"""Each child is a person of its own; a child who has died is never asked about again."""

from datetime import timedelta

import pytest

from lotsen.intake import actions
from lotsen.intake.documents import MemberPerson
from lotsen.intake.domain import ChildStatus, MemberKind
from lotsen.kernel import NotVisible, StaleRevision, local_day, new_id
from lotsen.terms import Phase
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import child


def test_twins_are_two_children_and_a_second_tap_adds_no_third(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        twins = MemberPerson(
            kind=MemberKind.CHILD, status=ChildStatus.BORN, birth_date=local_day(d.clock), weeks_at_birth=35
        )
        first, second = new_id(), new_id()
        for row in (first, second, second):
            actions.add_member(d, family, row, twins)
        material = actions.case_material(d, family)
        assert [member.ref for member in material.members] == [str(first), str(second)]
        assert [(member.position, member.months, member.weeks_at_birth) for member in material.members] == [
            (1, 0, 35),
            (2, 0, 35),
        ]


def test_the_ages_of_a_family_follow_from_the_day(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        today = local_day(d.clock)
        child(d, family, "unborn", expected_date=today + timedelta(weeks=10))
        child(d, family, birth_date=today - timedelta(days=4 * 366))
        caregiver = MemberPerson(kind=MemberKind.CAREGIVER, age_years=31)
        actions.add_member(d, family, new_id(), caregiver)
        unborn, brother, parent = actions.case_material(d, family).members
        assert (unborn.phase, unborn.weeks_pregnant, unborn.months) == (Phase.PREGNANT, 30, None)
        assert (brother.phase, brother.weeks_pregnant, brother.months) == (Phase.BORN, None, 48)
        assert (parent.kind, parent.position, parent.age_years) == (MemberKind.CAREGIVER, 1, 31)


def test_a_child_who_has_died_is_kept_but_no_rule_hears_of_it(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        lost, twin = child(d, family), child(d, family)
        died = MemberPerson(kind=MemberKind.CHILD, status=ChildStatus.DIED)
        actions.update_member(d, family, lost, 1, died)
        assert [view.id for view in actions.read_family(d, family).members] == [lost, twin]
        assert [(m.ref, m.position) for m in actions.case_material(d, family).members] == [(str(twin), 2)]


def test_a_person_is_stored_only_over_the_state_it_was_shown_with(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        member = child(d, family)
        newer = MemberPerson(kind=MemberKind.CHILD, status=ChildStatus.BORN, weeks_at_birth=39)
        actions.update_member(d, family, member, 1, newer)
        with pytest.raises(StaleRevision):
            actions.update_member(d, family, member, 1, newer.model_copy(update={"weeks_at_birth": 30}))
        assert actions.read_family(d, family).members[0].person == newer


def test_a_person_of_another_family_is_not_there(desk: OpenDesk) -> None:
    with desk() as d:
        family, other = register(d), register(d)
        member = child(d, family)
        person = MemberPerson(kind=MemberKind.CHILD)
        for attempt in (
            lambda: actions.add_member(d, other, member, person),
            lambda: actions.update_member(d, other, member, 1, person),
            lambda: actions.remove_member(d, other, member),
        ):
            with pytest.raises(NotVisible):
                attempt()
        assert len(actions.read_family(d, family).members) == 1


def test_a_person_entered_by_mistake_can_be_removed_and_the_next_one_follows_in_order(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        mistake, kept = child(d, family), child(d, family)
        actions.remove_member(d, family, mistake)
        later = child(d, family)
        assert [view.id for view in actions.read_family(d, family).members] == [kept, later]
