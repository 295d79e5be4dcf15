"""Who reads a case: taken off again, never the last one; two people appoint where nobody is left."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import col, select

from lotsen.accounts.tables import Membership
from lotsen.kernel import NotAllowed, NotVisible, StaleRevision, new_id
from lotsen.keys.tables import AuditEntry, AuditItem
from lotsen.policy import Role
from lotsen.protection import actions
from lotsen.protection.domain import LastReader, NotAReader, SecondPersonNeeded
from lotsen.protection.tables import Case
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.protection.helping import open_case
from tests.world import World, institution_id

OpenBrowser = Callable[..., Browser]
WHY = "Beide Leserinnen arbeiten nicht mehr im Haus"


def person(world: World, who: str) -> UUID:
    found = world.actor(who).person_id
    assert found is not None
    return found


def leave(desk: OpenDesk, world: World, who: str) -> None:
    """Close somebody's workplace."""
    with desk("administrator") as d:
        row = d.db.exec(select(Membership).where(Membership.person_id == person(world, who))).one()
        row.is_active = False
        d.db.add(row)


def deeds_of(desk: OpenDesk, case: UUID) -> set[str]:
    with desk() as d:
        subject = d.db.get_one(Case, case).subject_id
    with desk("data_protection", writing=False) as d:
        named = select(AuditItem.entry_id).where(AuditItem.subject_id == subject)
        return set(d.db.exec(select(AuditEntry.action).where(col(AuditEntry.id).in_(named))).all())


def test_a_reader_who_is_taken_off_finds_the_case_no_more_and_stays_named_in_it(
    desk: OpenDesk, world: World
) -> None:
    colleague = person(world, "colleague")
    with desk() as d:
        case = open_case(d, None, colleague)
        for _ in range(2):
            actions.remove_reader(d, case, colleague)
    with pytest.raises(NotVisible), desk("colleague", writing=False) as d:
        actions.read_case(d, case)
    with desk(writing=False) as d:
        gone = actions.read_case(d, case).sheet.readers[-1]
    assert (gone.person_id, gone.removed_by) == (colleague, person(world, "navigator"))
    assert "protection_reader_removed" in deeds_of(desk, case)
    with desk() as d:
        actions.add_reader(d, case, colleague)
    with desk("colleague", writing=False) as d:
        assert len(actions.read_case(d, case).sheet.readers) == 3


def test_everybody_may_step_back_and_nobody_but_opener_and_leads_takes_others_off(
    desk: OpenDesk, world: World
) -> None:
    colleague, lead = person(world, "colleague"), person(world, "team_lead")
    with desk() as d:
        case = open_case(d, None, colleague, lead)
    with pytest.raises(NotAllowed), desk("colleague") as d:
        actions.remove_reader(d, case, lead)
    with desk("colleague") as d:
        actions.remove_reader(d, case, colleague)
    with desk("team_lead") as d:
        actions.remove_reader(d, case, person(world, "navigator"))
    with pytest.raises(LastReader), desk("team_lead") as d:
        actions.remove_reader(d, case, lead)
    with pytest.raises(NotVisible), desk() as d:
        actions.remove_reader(d, case, lead)


def test_once_the_opener_has_left_any_reader_names_and_takes_off(desk: OpenDesk, world: World) -> None:
    with desk() as d:
        case = open_case(d, None, person(world, "colleague"))
    with pytest.raises(NotAllowed), desk("colleague") as d:
        actions.add_reader(d, case, person(world, "team_lead"))
    leave(desk, world, "navigator")
    with desk("colleague") as d:
        actions.add_reader(d, case, person(world, "team_lead"))
        actions.remove_reader(d, case, person(world, "navigator"))
        assert actions.read_case(d, case).sheet.is_read_by(person(world, "team_lead"))


def test_two_people_appoint_a_reader_where_nobody_at_work_is_left(desk: OpenDesk, world: World) -> None:
    colleague = person(world, "colleague")
    with desk() as d:
        case = open_case(d)
    with desk("team_lead") as d:
        assert actions.unread_cases(d) == ()
        with pytest.raises(NotVisible):
            actions.propose_reader(d, case, colleague, WHY)
    leave(desk, world, "navigator")
    with pytest.raises(NotVisible), desk("team_lead", writing=False) as d:
        actions.read_case(d, case)
    with desk("team_lead") as d:
        assert [one.id for one in actions.unread_cases(d)] == [case]
        actions.propose_reader(d, case, colleague, WHY)
        seen = actions.unread_case(d, case).appointment
        assert seen is not None
    with pytest.raises(SecondPersonNeeded), desk("team_lead") as d:
        actions.appoint_reader(d, case, seen.proposed_at)
    with desk("colleague") as d:
        actions.appoint_reader(d, case, seen.proposed_at)
        reader = actions.read_case(d, case).sheet.readers[-1]
        assert actions.unread_cases(d) == ()
    assert (reader.added_by, reader.confirmed_by) == (person(world, "team_lead"), colleague)
    assert reader.reason == WHY
    assert {"protection_reader_proposed", "protection_reader_appointed"} <= deeds_of(desk, case)
    with pytest.raises(NotVisible), desk("team_lead", writing=False) as d:
        actions.read_case(d, case)


def test_two_navigators_do_not_appoint_past_their_lead(desk: OpenDesk, world: World) -> None:
    with desk("team_lead") as d:
        case = open_case(d)
        row = Membership(
            person_id=person(world, "practice_navigator"),
            institution_id=institution_id("clinic"),
            role=Role.TEAM_LEAD,
        )
        d.db.add(row)
    leave(desk, world, "team_lead")
    with desk() as d:
        actions.propose_reader(d, case, person(world, "colleague"), WHY)
        seen = actions.unread_case(d, case).appointment
        assert seen is not None
    with pytest.raises(SecondPersonNeeded), desk("colleague") as d:
        actions.appoint_reader(d, case, seen.proposed_at)


def test_where_no_lead_is_at_work_two_colleagues_are_enough(desk: OpenDesk, world: World) -> None:
    with desk("team_lead") as d:
        case = open_case(d)
    leave(desk, world, "team_lead")
    with desk() as d:
        actions.propose_reader(d, case, person(world, "colleague"), WHY)
        seen = actions.unread_case(d, case).appointment
        assert seen is not None
    with desk("colleague") as d:
        actions.appoint_reader(d, case, seen.proposed_at)
        assert actions.read_case(d, case).sheet.is_read_by(d.actor.person_id)


def test_a_proposal_that_changed_meanwhile_is_not_confirmed_and_strangers_appoint_nobody(
    desk: OpenDesk, world: World
) -> None:
    with desk() as d:
        case = open_case(d)
    leave(desk, world, "navigator")
    with desk("team_lead") as d:
        with pytest.raises(NotAReader):
            actions.propose_reader(d, case, person(world, "other_navigator"), WHY)
        actions.propose_reader(d, case, person(world, "colleague"), WHY)
        seen = actions.unread_case(d, case).appointment
        assert seen is not None
    with pytest.raises(StaleRevision), desk("colleague") as d:
        actions.appoint_reader(d, case, seen.proposed_at.replace(year=2020))
    for who in ("other_navigator", "administrator"):
        with desk(who) as d:
            assert actions.unread_cases(d) == ()
            with pytest.raises(NotVisible):
                actions.appoint_reader(d, case, seen.proposed_at)


def test_the_pages_take_a_reader_off_and_lead_two_people_to_a_new_one(
    browser: OpenBrowser, site_desk: OpenDesk, sqlite_town: tuple[object, World]
) -> None:
    world = sqlite_town[1]
    colleague = person(world, "colleague")
    with site_desk() as d:
        case = open_case(d, None, colleague)
    visitor = browser("navigator")
    readers = visitor.get(f"/protection/{case}/readers")
    assert "Jonas Lotse" in readers.text
    shown = visitor.follow(visitor.submit(readers, f"/protection/{case}/readers/{colleague}/remove"))
    assert "abgesetzt" not in shown.text
    assert "Wer ihn früher lesen durfte" in shown.text
    last = visitor.submit(shown, f"/protection/{case}/readers/{person(world, 'navigator')}/remove")
    assert last.status == 409
    leave(site_desk, world, "navigator")
    lead, other = browser("team_lead"), browser("colleague")
    here = f"/protection/without-reader/{case}"
    assert here in lead.get("/protection/without-reader").html
    assert "/protection/without-reader" in lead.get("/protection/").html
    page = lead.get(here)
    assert lead.submit(page, here, person=str(colleague), reason="").status == 422
    proposed = lead.follow(lead.submit(page, here, person=str(colleague), reason=WHY))
    assert "zweite Person" in proposed.text
    confirming = other.get(here)
    assert WHY in confirming.text
    done = other.follow(other.submit(confirming, f"{here}/confirm"))
    assert done.status == 200
    assert WHY in other.get(f"/protection/{case}").text


def test_an_unknown_case_without_reader_is_not_found(browser: OpenBrowser) -> None:
    assert browser("team_lead").get(f"/protection/without-reader/{new_id()}").status == 404
