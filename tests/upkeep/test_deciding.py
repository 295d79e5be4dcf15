"""Deciding about proposals: every difference shown, some or all taken over, nothing newer overwritten."""

from datetime import timedelta
from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import Capacity, ChangeSource
from lotsen.kernel import FixedClock, NotVisible, new_id
from lotsen.places import actions as places
from lotsen.terms import vocabulary
from lotsen.upkeep import actions
from lotsen.upkeep.domain import (
    AlreadyDecided,
    Difference,
    DoNotGoTogether,
    NothingChosen,
    ProposalState,
    ProposedBy,
    Refusal,
    differences,
    taken_over,
)
from lotsen.upkeep.opened import contested
from lotsen.upkeep.tables import Proposal
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, WILLKOMMEN
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("with_directory")

SHELTER = next(code for code, kind in vocabulary().service_types.items() if kind.defaults.protected_address)
NEW: dict[str, object] = {"phone": "02999 111", "website": "https://neu.example"}


def propose(desk: OpenDesk, changes: dict[str, object], *, service_id: UUID = WILLKOMMEN) -> UUID:
    """Propose changes as a navigator would."""
    row_id = new_id()
    with desk("navigator") as d:
        actions.propose_change(d, row_id, service_id, changes, by=ProposedBy.STAFF)
    return row_id


def test_all_of_it_is_taken_over_and_the_history_names_who_decided(desk: OpenDesk) -> None:
    proposal = propose(desk, NEW)
    with desk("coordinator") as d:
        assert actions.take_over(d, proposal, frozenset(NEW)) == WILLKOMMEN
    with desk("coordinator", writing=False) as d:
        entry, _ = directory.read_entry(d, WILLKOMMEN)
        [step, *_] = actions.history_of(d, WILLKOMMEN)
        assert actions.read_proposal(d, proposal).proposal.state is ProposalState.ACCEPTED
    assert (entry.phone, entry.website) == tuple(NEW.values())
    assert step.who == "Petra Netz"
    assert {change.name for change in step.changes} == set(NEW)


def test_some_of_it_is_taken_over_and_the_rest_stays(desk: OpenDesk) -> None:
    proposal = propose(desk, NEW)
    with desk("coordinator") as d:
        before = directory.read_entry(d, WILLKOMMEN)[0].website
        actions.take_over(d, proposal, frozenset({"phone"}))
    with desk("coordinator", writing=False) as d:
        entry, _ = directory.read_entry(d, WILLKOMMEN)
        assert actions.read_proposal(d, proposal).proposal.state is ProposalState.PARTLY
    assert (entry.phone, entry.website) == ("02999 111", before)


def test_nothing_chosen_is_no_decision(desk: OpenDesk) -> None:
    proposal = propose(desk, NEW)
    with desk("coordinator") as d, pytest.raises(NothingChosen):
        actions.take_over(d, proposal, frozenset({"languages"}))


def test_a_second_tap_changes_nothing_and_another_decision_is_refused(desk: OpenDesk) -> None:
    proposal = propose(desk, NEW)
    with desk("coordinator") as d:
        actions.refuse_proposal(d, proposal, Refusal.WRONG)
        actions.refuse_proposal(d, proposal, Refusal.WRONG)
        with pytest.raises(AlreadyDecided):
            actions.refuse_proposal(d, proposal, Refusal.DOUBLE)
        with pytest.raises(AlreadyDecided):
            actions.take_over(d, proposal, frozenset(NEW))
    other = propose(desk, {"phone": "02999 222"})
    for _ in range(2):
        with desk("coordinator") as d:
            assert actions.take_over(d, other, frozenset({"phone"})) == WILLKOMMEN
    with desk("coordinator", writing=False) as d:
        changed = [step for step in actions.history_of(d, WILLKOMMEN) if step.source is ChangeSource.STAFF]
    assert len(changed) == 1


def test_what_somebody_changed_meanwhile_is_shown_three_ways_and_not_overwritten_by_others(
    desk: OpenDesk,
) -> None:
    proposal = propose(desk, NEW)
    with desk("coordinator") as d:
        entry, revision = directory.read_entry(d, WILLKOMMEN)
        newer = entry.model_copy(update={"phone": "02999 333", "opening_hours": "Mo 9–12"})
        directory.save_service(d, newer, revision=revision)
    with desk("coordinator") as d:
        opened = actions.read_proposal(d, proposal)
        phone = next(change for change in opened.changes if change.name == "phone")
        assert (phone.base, phone.proposed, phone.now) == (entry.phone, "02999 111", "02999 333")
        assert opened.is_stale
        assert contested([opened]) == (opened,)
        actions.take_over(d, proposal, frozenset({"website"}))
    with desk("coordinator", writing=False) as d:
        after, _ = directory.read_entry(d, WILLKOMMEN)
    assert (after.phone, after.website, after.opening_hours) == ("02999 333", NEW["website"], "Mo 9–12")


def test_two_proposals_that_differ_contradict_each_other(desk: OpenDesk) -> None:
    propose(desk, {"phone": "02999 111"})
    propose(desk, {"phone": "02999 222"})
    propose(desk, {"phone": "02999 1"}, service_id=ELTERNCAFE)
    with desk("coordinator", writing=False) as d:
        assert len(contested(actions.open_proposals(d))) == 2


def test_what_the_directory_no_longer_knows_is_refused_and_the_entry_stays(desk: OpenDesk) -> None:
    """A proposal may lie for months; a language may have left the vocabulary meanwhile."""
    proposal = propose(desk, NEW)
    with desk("coordinator") as d:
        row = d.db.get(Proposal, proposal)
        assert row is not None
        document = d.vault.open(row, Proposal.content)
        old = document.model_copy(update={"entry": document.entry | {"languages": ["klingon"]}})
        d.vault.seal(row, Proposal.content, old)
        d.db.add(row)
    with desk("coordinator") as d:
        before = directory.read_entry(d, WILLKOMMEN)
        with pytest.raises(DoNotGoTogether):
            actions.take_over(d, proposal, frozenset({"languages"}))
        assert directory.read_entry(d, WILLKOMMEN) == before
        actions.take_over(d, proposal, frozenset({"phone"}))


def test_a_missing_service_is_entered_under_a_new_organization(desk: OpenDesk) -> None:
    proposal = new_id()
    with desk("navigator") as d:
        for _ in range(2):
            actions.propose_missing(
                d, proposal, {"name": "Babycafé", "service_type": "D1"}, organization="Verein Nest"
            )
    with desk("coordinator") as d:
        opened = actions.read_proposal(d, proposal)
        assert opened.name == "Babycafé"
        assert actions.take_over(d, proposal, frozenset()) == proposal
        assert actions.take_over(d, proposal, frozenset()) == proposal
    with desk("coordinator", writing=False) as d:
        sheet = directory.read_service(d, proposal)
        assert (sheet.service.name, sheet.organization.name) == ("Babycafé", "Verein Nest")


def test_a_missing_service_joins_an_organization_that_is_known(desk: OpenDesk) -> None:
    proposal = new_id()
    with desk("coordinator") as d:
        known_id, name = directory.find_organizations(d)[0]
    with desk("family_office") as d:
        actions.propose_missing(
            d, proposal, {"name": "Neues", "service_type": "D1"}, organization=name.upper()
        )
    with desk("coordinator") as d:
        opened = actions.read_proposal(d, proposal)
        assert actions.alike_organization(d, opened) == known_id
        with pytest.raises(directory.UnknownOrganization):
            actions.take_over(d, proposal, frozenset(), organization_id=new_id())
        actions.take_over(d, proposal, frozenset(), organization_id=known_id)
    with desk("coordinator", writing=False) as d:
        assert directory.read_service(d, proposal).organization.id == known_id


def missing(desk: Desk, **fields: object) -> UUID:
    """Propose a missing service at an address in the demo town."""
    address = {"street": "Hafenstraße 3", "postcode": "59997", "city": "Lindbrück"}
    said = {"name": "Babycafé", "service_type": "D1", **fields}
    return actions.propose_missing(desk, new_id(), said, organization="Verein Nest", address=address).id


def test_the_address_of_a_missing_service_becomes_its_location(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        proposal = missing(d)
    with desk("coordinator") as d:
        assert actions.read_proposal(d, proposal).document.address["street"] == "Hafenstraße 3"
        for _ in range(2):
            actions.take_over(d, proposal, frozenset())
    with desk("coordinator", writing=False) as d:
        [place] = directory.read_service(d, proposal).locations
        assert (place.name, place.street, place.postcode) == ("Verein Nest", "Hafenstraße 3", "59997")
        assert place.organization_id == directory.read_entry(d, proposal)[0].organization_id
        assert actions.read_proposal(d, proposal).document.address == {}


def test_a_town_alone_is_kept_as_far_as_it_is_known(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        fields: dict[str, object] = {"name": "Babycafé", "service_type": "D1"}
        known = {"city": "Lindbrück"}
        proposal = actions.propose_missing(d, new_id(), fields, organization="", address=known).id
    with desk("coordinator") as d:
        actions.take_over(d, proposal, frozenset())
        [place] = directory.read_service(d, proposal).locations
        assert (place.street, place.postcode, place.city, place.district) == ("", "", "Lindbrück", None)


def test_a_protected_address_of_a_missing_service_is_kept_nowhere(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        said, unsaid = missing(d, protected_address=True), missing(d)
        before = directory.list_locations(d)
    with desk("coordinator") as d:
        assert actions.read_proposal(d, said).document.address == {}
        actions.take_over(d, said, frozenset())
        actions.take_over(d, unsaid, frozenset(), protected=True)
        for row in (said, unsaid):
            assert directory.read_entry(d, row)[0].protected_address
            assert actions.read_proposal(d, row).document.address == {}
        assert directory.list_locations(d) == before


def test_an_address_is_protected_where_that_is_usual_for_the_type(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        proposal = missing(d, service_type=SHELTER)
        before = directory.list_locations(d)
    with desk("coordinator") as d:
        assert actions.read_proposal(d, proposal).is_protected
        actions.take_over(d, proposal, frozenset())
        assert directory.list_locations(d) == before


def test_the_address_of_a_refused_proposal_is_forgotten(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        proposal = missing(d)
    with desk("coordinator") as d:
        actions.refuse_proposal(d, proposal, Refusal.WRONG)
        assert actions.read_proposal(d, proposal).document.address == {}


def test_only_what_a_page_names_is_looked_up(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        entry, _ = directory.read_entry(d, ELTERNCAFE)
        other = directory.list_locations(d)[-1]
        town, here = places.municipalities(d)[0], str(entry.location_ids[0])
        moved = Difference("location_ids", [here], [str(other.id)], [here])
        area = Difference("area_codes", None, [town.code], None)
        names = actions.names_in(d, [moved, area], entry)
    assert names[town.code] == town.name
    assert {here, str(other.id), str(entry.organization_id)} <= set(names)
    assert len(names) <= 4 + len(entry.area_codes)


def test_who_proposed_sees_what_became_of_it_and_nobody_elses(desk: OpenDesk) -> None:
    proposal = propose(desk, NEW)
    with desk("coordinator") as d:
        actions.refuse_proposal(d, proposal, Refusal.UNCLEAR)
    with desk("navigator", writing=False) as d:
        [own] = actions.own_proposals(d)
        assert own.proposal.refusal is Refusal.UNCLEAR
    with desk("colleague", writing=False) as d:
        assert actions.own_proposals(d) == ()


def test_what_was_decided_long_ago_is_forgotten_and_what_is_open_stays(desk: OpenDesk) -> None:
    decided, waiting = propose(desk, NEW), propose(desk, {"phone": "02999 222"})
    with desk("coordinator") as d:
        actions.refuse_proposal(d, decided, Refusal.UNCLEAR)
    with desk("coordinator", clock=FixedClock(NOW + timedelta(days=401))) as d:
        assert actions.forget_proposals(d) == 1
        assert [one.proposal.id for one in actions.open_proposals(d)] == [waiting]


def test_a_form_that_proposed_about_one_entry_proposes_about_no_other(desk: OpenDesk) -> None:
    proposal = propose(desk, NEW)
    with desk("navigator") as d, pytest.raises(NotVisible):
        actions.propose_change(d, proposal, ELTERNCAFE, NEW, by=ProposedBy.STAFF)


def test_an_entry_that_is_in_the_directory_already_is_pointed_out(desk: OpenDesk) -> None:
    proposal = new_id()
    with desk("coordinator") as d:
        known = directory.read_entry(d, ELTERNCAFE)[0].name
    with desk("navigator") as d:
        actions.propose_missing(d, proposal, {"name": known.upper(), "service_type": "D1"}, organization="")
    with desk("coordinator", writing=False) as d:
        assert ELTERNCAFE in {row for row, _ in actions.look_alikes(d, actions.read_proposal(d, proposal))}


def test_the_history_of_a_protected_address_tells_no_earlier_place(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        entry, revision = directory.read_entry(d, ELTERNCAFE)
        assert entry.location_ids
        hidden = {"protected_address": True, "location_ids": (), "location_parts": {}}
        directory.save_service(d, entry.model_copy(update=hidden), revision=revision)
    with desk("navigator", writing=False) as d:
        [step, *_] = actions.history_of(d, ELTERNCAFE)
    assert {change.name for change in step.changes} == {"protected_address"}


def test_fields_that_belong_together_go_together() -> None:
    base = {"capacity": "free"}
    proposed = {"capacity": "waiting_list", "waiting_weeks": 4, "phone": "1"}
    changes = differences(base, proposed, base)
    state = taken_over(base, changes, frozenset({"capacity"}))
    assert state == {"capacity": Capacity.WAITING_LIST.value, "waiting_weeks": 4}


def test_a_field_that_is_no_longer_stated_is_taken_away() -> None:
    changes = differences({"phone": "1", "name": "A"}, {"name": "A"}, {"phone": "1", "name": "A"})
    assert taken_over({"phone": "1", "name": "A"}, changes, frozenset({"phone"})) == {"name": "A"}


@pytest.mark.parametrize(
    ("now", "contested", "done"), [("old", False, False), ("new", False, True), ("other", True, False)]
)
def test_a_difference_knows_its_three_sides(now: str, contested: bool, done: bool) -> None:
    change = Difference("phone", "old", "new", now)
    assert (change.is_contested, change.is_done) == (contested, done)
