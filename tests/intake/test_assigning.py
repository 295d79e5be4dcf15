"""Who looks after which family, and how a lead gives families on."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.accounts import actions as accounts
from lotsen.intake import actions
from lotsen.intake.documents import FamilyEnding, FamilySheet
from lotsen.intake.tables import Family
from lotsen.kernel import NotVisible, new_id
from lotsen.keys.office import KeyOffice
from lotsen.policy import Actor, InstitutionKind, Role
from tests.conftest import OpenDesk
from tests.families import register
from tests.world import NOW, World, desk_of, institution_id


def person_of(world: World, who: str) -> UUID:
    person = world.actor(who).person_id
    assert person is not None
    return person


def new_family(desk: OpenDesk, who: str = "navigator") -> UUID:
    with desk(who) as d:
        return register(d)


def test_a_family_belongs_to_whoever_enters_it(desk: OpenDesk, world: World) -> None:
    family = new_family(desk)
    with desk("colleague") as d:
        row = actions.family_row(d, family)
        assert row.assigned_to == person_of(world, "navigator")
        assert actions.responsible_name(d, row) == "Maren Lotsin"


def test_a_lead_gives_families_on_and_each_is_noted(desk: OpenDesk, world: World) -> None:
    families = [new_family(desk), new_family(desk), new_family(desk, "colleague")]
    colleague = person_of(world, "colleague")
    with desk("team_lead") as d:
        assert actions.assign_many(d, families[:2], colleague) == 2
        noted = [note.row for note in d.vault.notes if note.action == "family_assigned"]
        assert noted == sorted(families[:2])
    with desk("team_lead") as d:
        loads = {load.name: load.families for load in actions.workload(d)}
        assert loads == {"Maren Lotsin": 0, "Jonas Lotse": 3, "Thea Leitung": 0}
        assert {row.id for row in actions.families_of(d, colleague)} == set(families)
        assert not [note for note in d.vault.notes if note.action == "opened"]


@pytest.mark.parametrize("stranger", ["other_navigator", "administrator", "data_protection"])
def test_a_family_goes_only_to_somebody_who_looks_after_families_here(
    desk: OpenDesk, world: World, stranger: str
) -> None:
    family = new_family(desk)
    with desk("team_lead") as d:
        with pytest.raises(actions.NotInTheTeam):
            actions.assign_family(d, family, person_of(world, stranger))
        with pytest.raises(actions.NotInTheTeam):
            actions.assign_many(d, [family], person_of(world, stranger))


def test_a_foreign_family_among_them_is_not_found_and_nothing_changes(desk: OpenDesk, world: World) -> None:
    own, foreign = new_family(desk), new_family(desk, "other_navigator")
    with pytest.raises(NotVisible), desk("team_lead") as d:
        actions.assign_many(d, [own, foreign], person_of(world, "colleague"))
    with desk("team_lead") as d:
        assert actions.family_row(d, own).assigned_to == person_of(world, "navigator")


def test_a_closed_family_stays_with_whom_it_was(desk: OpenDesk, world: World) -> None:
    still_open, closed = new_family(desk), new_family(desk)
    with desk() as d:
        actions.close_family(d, closed, FamilyEnding.NO_NEED)
    with desk("team_lead") as d:
        assert actions.assign_many(d, [still_open, closed], person_of(world, "colleague")) == 1
        with pytest.raises(actions.CaseClosed):
            actions.assign_family(d, closed, person_of(world, "colleague"))


def test_mine_are_my_own_those_i_stand_in_for_and_those_of_nobody(desk: OpenDesk, world: World) -> None:
    own, absent, nobodys = (new_family(desk, who) for who in ("colleague", "navigator", "team_lead"))
    with desk("team_lead") as d:
        row = actions.family_row(d, nobodys, lock=True)
        row.assigned_to = None
        d.db.add(row)

    def seen() -> set[UUID]:
        with desk("colleague") as d:
            rows = d.db.exec(select(Family.id).where(Family.institution_id == d.actor.home, actions.mine(d)))
            return set(rows)

    assert seen() == {own, nobodys}
    with desk() as d:
        accounts.name_deputy(
            d,
            new_id(),
            absent_id=person_of(world, "navigator"),
            deputy_id=person_of(world, "colleague"),
            first_day=NOW.date(),
            last_day=NOW.date() + timedelta(days=1),
        )
    assert seen() == {own, absent, nobodys}


def test_whoever_has_left_is_still_shown_with_her_families(desk: OpenDesk, world: World) -> None:
    new_family(desk)
    membership = world.actor("navigator").membership_id
    assert membership is not None
    with desk("administrator") as d:
        accounts.set_active(d, membership, active=False)
    with desk("team_lead") as d:
        left = [load for load in actions.workload(d) if not load.is_here]
        assert [(load.name, load.families) for load in left] == [("Maren Lotsin", 1)]


@pytest.mark.parametrize(
    ("kind", "origin"),
    [(InstitutionKind.DAYCARE_SOCIAL_WORK, "day_care"), (InstitutionKind.SCHOOL_FAMILY_CENTRE, "school")],
)
def test_families_of_a_school_and_a_day_care_come_from_there(
    office: KeyOffice, kind: InstitutionKind, origin: str
) -> None:
    actor = Actor(new_id(), new_id(), institution_id("clinic"), kind, Role.NAVIGATOR)
    with desk_of(office, actor) as d:
        family = actions.register_family(d, new_id(), origin=actions.usual_origin(d), sheet=FamilySheet()).id
    with desk_of(office, actor) as d:
        assert actions.family_row(d, family).origin == origin
