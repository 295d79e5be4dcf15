from datetime import datetime
from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import AreaLevel, Capacity, ServiceArea, ServiceStatus, ServiceWish
from lotsen.directory.entries import (
    LocationEntry,
    OrganizationEntry,
    ServiceEntry,
    TermEntry,
    Translation,
    key_id,
)
from lotsen.directory.hours import Closed, Open, is_open
from lotsen.directory.tables import ServiceAtLocation
from lotsen.kernel import LOCAL_ZONE, FixedClock, NotVisible, StaleRevision, new_id
from lotsen.places import actions as places
from lotsen.places.entries import TownEntry, read_towns
from lotsen.terms import vocabulary
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, FRAUENHAUS, TODAY, WILLKOMMEN, the_file
from tests.places.test_actions import demo_towns
from tests.world import NOW


@pytest.fixture
def town(with_directory: None, desk: OpenDesk) -> OpenDesk:
    return desk


def names(listing: actions.Found) -> list[str]:
    return [found.service.name for found in listing.stated]


def far_away() -> tuple[TownEntry, ...]:
    """A town of the list of places that nobody in the directory serves."""
    return read_towns(
        [
            {
                "code": "05315",
                "name": "Köln",
                "kreis": "Köln",
                "postcodes": [{"postcode": "50667", "latitude": 50.94, "longitude": 6.96}],
            }
        ]
    )


def revisions(d: Desk) -> dict[UUID, int]:
    return {hit.service.id: hit.service.revision for hit in actions.find_services(d, ServiceWish()).stated}


def test_the_loaded_town_is_listed_completely(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        listing = actions.find_services(d, ServiceWish())
        assert len(listing) == len(the_file().services)
        assert listing.unstated == ()
        assert len(actions.find_organizations(d)) == len(the_file().organizations)


def test_loading_again_changes_nothing_and_doubles_nothing(town: OpenDesk) -> None:
    with town("coordinator") as d:
        before = revisions(d)
        actions.load_directory(d, the_file())
    with town("navigator", writing=False) as d:
        assert revisions(d) == before


@pytest.mark.parametrize("text", ["Fruehfoerderung", "FRÜHFÖRDERUNG", "frühförder interdisz"])
def test_a_search_forgives_the_spelling_of_umlauts_and_case(town: OpenDesk, text: str) -> None:
    with town("navigator", writing=False) as d:
        found = names(actions.find_services(d, ServiceWish(text=text)))
    assert "Interdisziplinäre Frühförderung" in found
    assert "Schuldner- und Insolvenzberatung" not in found


def test_a_search_finds_by_description_organization_and_type_after_the_name(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        by_carrier = names(actions.find_services(d, ServiceWish(text="Weidenhof")))
        by_type = names(
            actions.find_services(d, ServiceWish(text=vocabulary().service_types["C5"].label["de"]))
        )
        mixed = names(actions.find_services(d, ServiceWish(text="babytreff")))
    assert "PEKiP-Gruppe" in by_carrier
    assert by_type == ["Sozialpädiatrisches Zentrum"]
    assert mixed[0] == "Babytreff Bruchfelder Wiese"


def test_who_types_only_a_place_looks_through_the_types_in_it(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        in_the_place = actions.find_services(d, ServiceWish(text="in auenrode"))
        looked_for = actions.find_services(d, ServiceWish(text="familienhebamme auenrode"))
    types = list(vocabulary().service_types)
    order = [types.index(found.service.service_type) for found in in_the_place.stated]
    assert in_the_place.by_type
    assert len(order) > len(set(order)) > 1
    assert order == sorted(order)
    assert not looked_for.by_type


def test_a_search_without_a_hit_is_empty(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        assert len(actions.find_services(d, ServiceWish(text="Wüstenschiffsgeige"))) == 0


def test_a_language_is_found_where_it_is_spoken_or_interpreted_and_the_silent_stand_apart(
    town: OpenDesk,
) -> None:
    with town("navigator", writing=False) as d:
        listing = actions.find_services(d, ServiceWish(language="ar"))
    assert listing.stated
    assert all("ar" in hit.service.languages or hit.service.interpreter for hit in listing.stated)
    assert listing.unstated
    assert all(not hit.service.languages for hit in listing.unstated)


def test_a_district_is_served_by_its_own_its_town_and_everywhere_but_not_by_another(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        found = names(actions.find_services(d, ServiceWish(district="lindbrueck-hafen")))
    assert {"Elterncafé Hafenlichter", "Familienhebammen der Stadt Lindbrück", "Frauenhaus Lindtal"} <= set(
        found
    )
    assert "Babytreff Bruchfelder Wiese" not in found
    assert "Familienhebamme Auenrode" not in found


def test_a_filter_by_places_leaves_the_silent_apart(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        listing = actions.find_services(d, ServiceWish(capacity=Capacity.CLOSED))
    assert {hit.service.capacity for hit in listing.stated} == {Capacity.CLOSED}
    assert {hit.service.capacity for hit in listing.unstated} == {None}


def test_pages_of_what_was_found_hold_every_service_once_and_in_order(town: OpenDesk) -> None:
    wish = ServiceWish(language="ar")
    with town("navigator", writing=False) as d:
        everything = [hit.service.id for hit in actions.find_services(d, wish).services]
        pages = [actions.find_services(d, wish, offset=first, limit=7) for first in range(0, 140, 7)]
    assert max(len(page.services) for page in pages) == 7
    assert [hit.service.id for page in pages for hit in page.services] == everything


def test_a_change_is_found_at_once_and_what_has_not_changed_is_not_read_again(
    town: OpenDesk,
) -> None:
    with town("navigator", writing=False) as d:
        before = actions.snapshot(d)
        assert actions.snapshot(d) is before
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        actions.save_service(d, entry.model_copy(update={"name": "Quittengarten"}), revision=revision)
        assert names(actions.find_services(d, ServiceWish(text="Quittengarten"))) == ["Quittengarten"]
    with town("navigator", writing=False) as d:
        assert names(actions.find_services(d, ServiceWish(text="Quittengarten"))) == ["Quittengarten"]
        assert actions.snapshot(d).version > before.version


def test_open_now_follows_the_clock_over_midnight(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        late = entry.model_copy(update={"opening_hours": "Fr 20:00-02:00"})
        actions.save_service(d, late, revision=revision)
    moments = {(27, 19, 59): False, (27, 20, 0): True, (28, 1, 59): True, (28, 2, 0): False}
    for (day, hour, minute), expected in moments.items():
        clock = FixedClock(datetime(2026, 11, day, hour, minute, 30, tzinfo=LOCAL_ZONE))
        with town("navigator", writing=False, clock=clock) as d:
            listing = actions.find_services(d, ServiceWish(open_now=True))
        assert (ELTERNCAFE in {hit.service.id for hit in listing.stated}) is expected


def test_an_own_type_narrows_the_search_and_is_counted(town: OpenDesk) -> None:
    with town("coordinator") as d:
        term = actions.save_type(d, TermEntry(name="Stadtteilmütter", service_type="D1"))
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        actions.save_service(d, entry.model_copy(update={"term_id": term.id}), revision=revision)
        term_id = term.id
    with town("navigator", writing=False) as d:
        found = actions.find_services(d, ServiceWish(term_id=term_id, language="de"), limit=5)
        assert [hit.service.id for hit in found.services] == [ELTERNCAFE]
        assert found.page.facets.own_types.counts == {str(term_id): 1}


def test_staff_find_by_the_words_of_a_translation_and_of_easy_language(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        told = {"tr": Translation(description="Sohbet ve kahvaltı")}
        told_so = entry.model_copy(update={"translations": told, "easy_text": "Wir stricken miteinander."})
        actions.save_service(d, told_so, revision=revision)
    with town("navigator", writing=False) as d:
        for text in ("KAHVALTI", "kahvalti", "stricken"):
            hits = actions.find_services(d, ServiceWish(text=text)).services
            assert [hit.service.id for hit in hits] == [ELTERNCAFE], text


def test_what_was_rolled_back_is_never_found(town: OpenDesk) -> None:
    with pytest.raises(LookupError), town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        actions.save_service(d, entry.model_copy(update={"name": "Quittengarten"}), revision=revision)
        actions.find_services(d, ServiceWish(text="Quittengarten"))
        raise LookupError
    with town("navigator", writing=False) as d:
        assert "Quittengarten" not in names(actions.find_services(d, ServiceWish()))


def test_a_postcode_orders_by_nearness_and_a_radius_ends_it(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        near = actions.find_services(d, ServiceWish(postcode="43103"))
        around = actions.find_services(d, ServiceWish(postcode="43103", radius_km=2))
    assert all(hit.distance is None or hit.distance <= 2000 for hit in around.stated)
    assert any(hit.distance is not None for hit in near.stated)
    assert 0 < len(around.stated) < len(near.services)


def test_open_now_leaves_out_who_is_closed_and_sets_apart_who_has_not_said(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        found = actions.find_services(d, ServiceWish(open_now=True))
    said = {
        hit.service.id: is_open(hit.service.opening_hours or "", NOW, state="NW") for hit in found.services
    }
    assert found.stated
    assert all(isinstance(said[hit.service.id], Open) for hit in found.stated)
    assert found.unstated
    assert not any(isinstance(answer, Closed) for answer in said.values())


def test_a_protected_address_has_no_distance(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        found = actions.find_services(d, ServiceWish(text="Frauenhaus Lindtal", postcode="43101"))
    assert [hit.distance for hit in found.services if hit.service.id == FRAUENHAUS] == [None]


def test_a_service_comes_with_its_carrier_and_its_locations(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        sheet = actions.read_service(d, ELTERNCAFE)
    assert sheet.organization.name == "Familienzentrum Hafenlichter"
    assert [location.street for location in sheet.locations] == ["Ankerplatz 1"]


def test_an_unknown_service_is_not_visible(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d, pytest.raises(NotVisible):
        actions.read_service(d, new_id())


def test_a_protected_address_is_never_read_even_where_one_was_stored(town: OpenDesk) -> None:
    with town("coordinator") as d:
        place = the_file().locations[0]
        d.db.add(ServiceAtLocation(service_id=FRAUENHAUS, location_id=place.id))
    with town("navigator", writing=False) as d:
        assert actions.read_service(d, FRAUENHAUS).locations == ()
        sheets = actions.list_sheets(d, ServiceWish(text="Frauenhaus Lindtal"))
        (printed,) = (sheet for sheet in sheets if sheet.service.id == FRAUENHAUS)
        assert printed.locations == ()
        profile = actions.profiles(d)[FRAUENHAUS]
        assert (profile.protected_address, profile.latitude, profile.longitude) == (True, None, None)
        entry, _ = actions.read_entry(d, FRAUENHAUS)
        assert entry.location_ids == ()


def test_a_profile_says_what_the_entry_says_and_takes_needs_from_the_type(town: OpenDesk) -> None:
    with town("navigator", writing=False) as d:
        profile = actions.profiles(d)[WILLKOMMEN]
    assert profile.organization == "Nachbarschaft hilft Lindbrück e. V."
    assert (profile.min_weeks, profile.max_weeks, profile.min_months, profile.max_months) == (
        None,
        None,
        0,
        11,
    )
    assert profile.area == ServiceArea(AreaLevel.MUNICIPALITY, frozenset({"lindbrueck", "auenrode"}))
    assert profile.languages == frozenset({"de", "en"})
    assert profile.capacity is Capacity.FREE
    assert profile.capacity_checked_on is not None
    assert (TODAY - profile.capacity_checked_on).days == 12
    assert profile.interpreter is None
    assert profile.latitude is not None
    assert profile.needs == frozenset(vocabulary().service_types["A5"].needs)


def test_needs_of_its_own_replace_those_of_the_type(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, WILLKOMMEN)
        actions.save_service(d, entry.model_copy(update={"needs": frozenset({"N11"})}), revision=revision)
    with town("navigator", writing=False) as d:
        profile = actions.profiles(d)[WILLKOMMEN]
    assert profile.needs == frozenset({"N11"})


def test_a_service_that_has_ended_is_neither_listed_nor_matched_but_still_readable(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, WILLKOMMEN)
        ended = entry.model_copy(update={"status": ServiceStatus.DEFUNCT})
        actions.save_service(d, ended, revision=revision)
    with town("navigator", writing=False) as d:
        assert WILLKOMMEN not in revisions(d)
        assert WILLKOMMEN not in actions.profiles(d)
        assert actions.read_service(d, WILLKOMMEN).service.status is ServiceStatus.DEFUNCT


def test_new_places_are_dated_today_and_raise_the_version(town: OpenDesk) -> None:
    with town("coordinator") as d:
        before = actions.directory_version(d)
        revision = actions.read_service(d, ELTERNCAFE).service.revision
        actions.set_capacity(
            d, ELTERNCAFE, Capacity.WAITING_LIST, weeks=3, source="Telefonat", revision=revision
        )
    with town("navigator", writing=False) as d:
        row = actions.read_service(d, ELTERNCAFE).service
        assert (row.capacity, row.waiting_weeks, row.capacity_source) == (
            Capacity.WAITING_LIST,
            3,
            "Telefonat",
        )
        assert (row.capacity_checked_on, row.revision) == (TODAY, revision + 1)
        assert actions.snapshot(d).version == actions.directory_version(d) > before


def test_weeks_to_wait_are_forgotten_where_nobody_waits(town: OpenDesk) -> None:
    with town("coordinator") as d:
        revision = actions.read_service(d, ELTERNCAFE).service.revision
        actions.set_capacity(d, ELTERNCAFE, Capacity.CLOSED, weeks=3, source="", revision=revision)
        assert actions.read_service(d, ELTERNCAFE).service.waiting_weeks is None


def test_a_stale_revision_is_refused_and_overwrites_nothing(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        actions.set_capacity(d, ELTERNCAFE, Capacity.CLOSED, weeks=None, source="", revision=revision)
    with town("coordinator") as d:
        with pytest.raises(StaleRevision):
            actions.set_capacity(d, ELTERNCAFE, Capacity.FREE, weeks=None, source="", revision=revision)
        with pytest.raises(StaleRevision):
            actions.save_service(d, entry, revision=revision)
    with town("navigator", writing=False) as d:
        assert actions.read_service(d, ELTERNCAFE).service.capacity is Capacity.CLOSED


def test_the_same_form_sent_twice_is_stored_once(town: OpenDesk) -> None:
    with town("coordinator") as d:
        revision = actions.read_service(d, ELTERNCAFE).service.revision
        for _ in range(2):
            actions.set_capacity(d, ELTERNCAFE, Capacity.CLOSED, weeks=None, source="", revision=revision)
        assert actions.read_service(d, ELTERNCAFE).service.revision == revision + 1
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, WILLKOMMEN)
        renamed = entry.model_copy(update={"name": "Willkommen-Zeit"})
        for _ in range(2):
            actions.save_service(d, renamed, revision=revision)
        assert actions.read_service(d, WILLKOMMEN).service.revision == revision + 1


def test_a_new_service_sent_twice_is_added_once(town: OpenDesk) -> None:
    carrier = key_id("organization", "weidenhof")
    entry = ServiceEntry(organization_id=carrier, service_type="D1", name="Krabbelgruppe am Bach")
    with town("coordinator") as d:
        actions.add_service(d, entry)
    with town("coordinator") as d:
        actions.add_service(d, entry.model_copy(update={"name": "Etwas anderes"}))
    with town("navigator", writing=False) as d:
        found = names(actions.find_services(d, ServiceWish()))
        assert found.count("Krabbelgruppe am Bach") == 1
        assert "Etwas anderes" not in found


def test_an_entry_needs_an_organization_of_the_directory(town: OpenDesk) -> None:
    with town("coordinator") as d:
        with pytest.raises(actions.UnknownOrganization):
            actions.add_service(d, ServiceEntry(organization_id=new_id(), service_type="D1", name="Treff"))
        with pytest.raises(actions.UnknownOrganization):
            actions.save_location(
                d,
                LocationEntry(
                    organization_id=new_id(), name="Haus", street="Weg 1", postcode="43101", city="Lindbrück"
                ),
            )


def test_a_changed_service_that_is_gone_is_not_visible(town: OpenDesk) -> None:
    carrier = key_id("organization", "weidenhof")
    entry = ServiceEntry(organization_id=carrier, service_type="D1", name="Treff")
    with town("coordinator") as d:
        with pytest.raises(NotVisible):
            actions.save_service(d, entry, revision=1)
        with pytest.raises(NotVisible):
            actions.set_capacity(d, entry.id, Capacity.FREE, weeks=None, source="", revision=1)


def test_every_change_of_an_organization_or_location_raises_the_version(town: OpenDesk) -> None:
    with town("coordinator") as d:
        start = actions.directory_version(d)
        carrier = actions.save_organization(d, OrganizationEntry(name="Neuer Träger"))
        assert actions.directory_version(d) == start + 1
        actions.save_location(
            d,
            LocationEntry(
                organization_id=carrier.id, name="Haus", street="Weg 1", postcode="43101", city="Lindbrück"
            ),
        )
        assert actions.directory_version(d) == start + 2


def test_every_change_of_an_entry_can_be_read_later(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        changed = entry.model_copy(update={"phone": "02999 555999"})
        actions.save_service(d, changed, revision=revision)
        actions.save_service(d, changed, revision=revision)
        actions.set_capacity(
            d, ELTERNCAFE, Capacity.WAITING_LIST, weeks=4, source="Anruf", revision=revision + 1
        )
    with town("navigator", writing=False) as d:
        states = actions.read_history(d, ELTERNCAFE)
    assert [state.number for state in states] == [3, 2, 1]
    assert [state.source for state in states] == ["staff", "staff", "import"]
    assert states[0].entry["waiting_weeks"] == 4
    assert states[1].entry["phone"] == "02999 555999"
    assert states[2].entry == actions.content(entry)
    assert (states[0].changed_by is None, states[2].changed_by is None) == (False, True)


def test_what_is_said_of_a_place_stays_with_it_when_others_come_and_go(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        (first,) = entry.location_ids
        second = actions.save_location(d, LocationEntry(name="Kirche", city="Lindbrück", postcode="43101"))
        said = {second.id: {"description": "im Gemeindesaal"}}
        wider = entry.model_copy(update={"location_ids": (second.id, first), "location_parts": said})
        actions.save_service(d, wider, revision=revision)
        assert actions.read_entry(d, ELTERNCAFE)[0] == wider
        actions.save_service(d, entry, revision=revision + 1)
        assert actions.read_entry(d, ELTERNCAFE)[0] == entry


def test_a_kreis_stands_for_its_municipalities_and_a_radius_is_kept(town: OpenDesk) -> None:
    with town("coordinator") as d:
        entry, _ = actions.read_entry(d, ELTERNCAFE)
        kreis, towns = next(iter(places.kreise(d).items()))
        wide = {"area_level": AreaLevel.KREIS, "area_codes": frozenset({kreis})}
        near = {"area_level": AreaLevel.RADIUS, "area_codes": frozenset(), "radius_km": 12}
        for update in (wide, near):
            actions.save_service(
                d, entry.model_copy(update=update), revision=actions.read_entry(d, ELTERNCAFE)[1]
            )
            profile = actions.profiles(d, [ELTERNCAFE])[ELTERNCAFE]
            if update is wide:
                assert profile.area == ServiceArea(AreaLevel.MUNICIPALITY, towns)
            else:
                assert profile.area == ServiceArea(AreaLevel.RADIUS, frozenset(), 12)


@pytest.mark.parametrize("wish", [ServiceWish(text="hebamme köln"), ServiceWish("hebamme", postcode="50667")])
def test_where_nobody_is_in_a_town_the_nearest_elsewhere_are_read(town: OpenDesk, wish: ServiceWish) -> None:
    with town("coordinator") as d:
        places.load_places(d, (*demo_towns(), *far_away()))
    with town("navigator") as d:
        listing = actions.find_services(d, wish)
        assert names(listing) == ["Offene Stillsprechstunde"]
        assert listing.page.nobody_there is not None
        distances = [found.distance for found in listing.nearest]
        known = [one for one in distances if one is not None]
        assert len(known) == 2  # and not the meeting where a midwife looks in
        assert known == sorted(known)
        assert distances[: len(known)] == known
        assert 90_000 < known[0] < 100_000
        assert any("Hebammen" in found.service.name for found in listing.nearest)
