"""Pages of upkeep: navigators propose, coordinators decide, ask and look back."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import Session, select

from lotsen.directory import actions as directory
from lotsen.directory.domain import TOGETHER, Capacity
from lotsen.directory.entries import OrganizationEntry, ServiceEntry
from lotsen.kernel import new_id
from lotsen.keys.office import KeyOffice
from lotsen.outbox.domain import Fault, MailState
from lotsen.outbox.tables import Mail
from lotsen.upkeep import actions
from lotsen.upkeep.domain import ProposalState, ProposedBy
from lotsen.upkeep.wording import FIELD_LABELS
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, TODAY, WILLKOMMEN
from tests.pages import Answer, Browser

pytestmark = pytest.mark.usefixtures("with_directory")

OpenBrowser = Callable[..., Browser]


def description_of(desk: OpenDesk, service_id: UUID) -> str:
    """The text of a field of several lines, which the pages' test browser does not send by itself."""
    with desk("navigator", writing=False) as d:
        return directory.read_entry(d, service_id)[0].description or ""


def propose(desk: OpenDesk, changes: dict[str, object]) -> UUID:
    with desk("navigator") as d:
        return actions.propose_change(d, new_id(), WILLKOMMEN, changes, by=ProposedBy.STAFF).id


def test_a_navigator_proposes_a_missing_service_once_and_sees_it(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    navigator = browser("navigator")
    page = navigator.get("/upkeep/missing")
    values = {"name": "Babycafé", "service_type": "D1", "organization": "Verein Nest", "languages": ["de"]}
    done = navigator.submit(page, "/upkeep/missing", **values)
    navigator.submit(page, "/upkeep/missing", **values)
    own = navigator.follow(done)
    assert "Babycafé" in own.text
    assert "Noch zu entscheiden" in own.text
    with site_desk("coordinator") as d:
        assert len(actions.open_proposals(d)) == 1


def test_a_missing_service_without_a_name_keeps_what_was_typed(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    navigator = browser("navigator")
    page = navigator.get("/upkeep/missing")
    answer = navigator.submit(page, "/upkeep/missing", service_type="D1", organization="Verein Nest")
    assert answer.status == 422
    assert "Verein Nest" in answer.html
    assert "Bitte geben Sie einen Namen ein" in answer.text


def test_the_address_of_a_missing_service_is_shown_to_whoever_decides(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    navigator = browser("navigator")
    page = navigator.get("/upkeep/missing")
    values = {"name": "Babycafé", "service_type": "D1", "street": "Hafenstraße 3", "city": "Lindbrück"}
    refused = navigator.submit(page, "/upkeep/missing", **values, postcode="5999")
    assert refused.status == 422
    assert "Postleitzahl mit fünf Ziffern" in refused.text
    assert navigator.submit(page, "/upkeep/missing", **values, postcode="59997").status == 303
    coordinator = browser("coordinator")
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
    here = f"/upkeep/proposals/{opened.proposal.id}"
    assert "Hafenstraße 3, 59997 Lindbrück" in coordinator.get(here).text
    done = coordinator.submit(coordinator.get(here), f"{here}/take-over")
    assert done.status == 303
    assert "Hafenstraße 3" in coordinator.get(f"/directory/{opened.proposal.id}").text


def test_a_protected_address_is_not_even_proposed(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    navigator = browser("navigator")
    page = navigator.get("/upkeep/missing")
    values = {"name": "Haus", "service_type": "D1", "protected_address": "y"}
    refused = navigator.submit(page, "/upkeep/missing", **values, city="Lindbrück")
    assert refused.status == 422
    assert "Die Adresse ist geschützt" in refused.text
    assert navigator.submit(page, "/upkeep/missing", **values).status == 303
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
    here = f"/upkeep/proposals/{opened.proposal.id}"
    coordinator = browser("coordinator")
    coordinator.submit(coordinator.get(here), f"{here}/take-over", protected_address="y")
    with site_desk("coordinator") as d:
        assert directory.read_entry(d, opened.proposal.id)[0].protected_address


def test_a_navigator_proposes_what_is_wrong_in_an_entry(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    navigator = browser("navigator")
    here = f"/upkeep/{WILLKOMMEN}/propose"
    assert here in navigator.get(f"/directory/{WILLKOMMEN}").html
    with site_desk("navigator", writing=False) as d:
        text = directory.read_entry(d, WILLKOMMEN)[0].description
    assert navigator.submit(navigator.get(here), here, description=text).status == 422
    done = navigator.submit(navigator.get(here), here, description=text, phone="02999 31")
    assert "Vielen Dank" in navigator.follow(done).text
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
        assert [change.name for change in opened.changes] == ["phone"]


def test_staff_say_how_full_a_service_is_and_it_holds_once_it_is_taken_over(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    office, here = browser("family_office"), f"/upkeep/{ELTERNCAFE}/propose"
    values = {"capacity": "waiting_list", "waiting_weeks": "6", "capacity_source": "Telefonat"}
    values["description"] = description_of(site_desk, ELTERNCAFE)
    assert office.submit(office.get(here), here, **values).status == 303
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
        assert {change.leader for change in opened.changes} == {"capacity"}
        actions.take_over(d, opened.proposal.id, frozenset({"capacity"}))
        entry, _ = directory.read_entry(d, ELTERNCAFE)
    assert (entry.capacity, entry.waiting_weeks) == (Capacity.WAITING_LIST, 6)
    assert (entry.capacity_checked_on, entry.capacity_source) == (TODAY, "Telefonat")


def test_places_heard_of_again_are_of_today_though_nothing_else_changed(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    office, here = browser("family_office"), f"/upkeep/{ELTERNCAFE}/propose"
    text = description_of(site_desk, ELTERNCAFE)
    assert office.submit(office.get(here), here, description=text).status == 422
    done = office.submit(office.get(here), here, description=text, capacity_source="Telefonat")
    assert done.status == 303
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
        assert {change.name for change in opened.changes} == {"capacity_checked_on", "capacity_source"}


def test_opening_hours_are_proposed_in_a_form_and_compared_in_words(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        entry, revision = directory.read_entry(d, WILLKOMMEN)
        known = entry.model_copy(update={"opening_hours": "Mo,We 09:00-15:00; PH off"})
        directory.save_service(d, known, revision=revision)
    navigator, here = browser("navigator"), f"/upkeep/{WILLKOMMEN}/propose"
    page, same = navigator.get(here), {"description": description_of(site_desk, WILLKOMMEN)}
    assert navigator.submit(page, here, name="Willkommen-Zeit", **same).status == 303
    wrong = navigator.submit(page, here, **{"hours-days-0": "morgens"}, **same)
    assert (wrong.status, "Bitte geben Sie bis zu drei Zeiten ein" in wrong.text) == (422, True)
    fresh = navigator.get(here)
    assert navigator.submit(fresh, here, **{"hours-days-0": "9–12"}, **same).status == 303
    with site_desk("coordinator") as d:
        found = {tuple(change.name for change in one.changes): one for one in actions.open_proposals(d)}
    assert set(found) == {("name",), ("opening_hours",)}
    proposal = found["opening_hours",].proposal.id
    shown = browser("coordinator").get(f"/upkeep/proposals/{proposal}").text
    assert "Mo,We" not in shown
    assert "9–12 Uhr" in shown


def test_times_of_a_missing_service_are_read_or_kept_as_a_note(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    navigator = browser("navigator")
    for name, times in (("Babycafé", "Mo–Fr 9–12 Uhr"), ("Krabbelgruppe", "nur wenn die Sonne scheint")):
        page = navigator.get("/upkeep/missing")
        values = {"name": name, "service_type": "D1", "opening_hours": times}
        assert navigator.submit(page, "/upkeep/missing", **values).status == 303
    with site_desk("coordinator") as d:
        said = [one.document.entry for one in actions.open_proposals(d)]
    assert {one["name"]: (one.get("opening_hours"), one.get("hours_note")) for one in said} == {
        "Babycafé": ("Mo-Fr 09:00-12:00", None),
        "Krabbelgruppe": (None, "nur wenn die Sonne scheint"),
    }


def test_an_organization_that_nobody_asked_for_is_passed_over(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    here = f"/upkeep/proposals/{propose(site_desk, {'phone': '02999 31'})}"
    coordinator = browser("coordinator")
    sent = {"fields_chosen": ["phone"], "organization_id": "none of ours"}
    assert coordinator.submit(coordinator.get(here), f"{here}/take-over", **sent).status == 303


def test_a_coordinator_sees_every_difference_and_takes_over_what_is_ticked(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    proposal = propose(site_desk, {"phone": "02999 31", "opening_hours": "Mo 9–12"})
    coordinator = browser("coordinator")
    assert "Willkommen-Zeit" in coordinator.get("/upkeep/").text
    here = f"/upkeep/proposals/{proposal}"
    page = coordinator.get(here)
    assert "02999 31" in page.text
    assert "Telefon für Familien" in page.text
    done = coordinator.submit(page, f"{here}/take-over", fields_chosen=["phone"])
    assert "02999 31" in coordinator.follow(done).text
    with site_desk("coordinator", writing=False) as d:
        entry, _ = directory.read_entry(d, WILLKOMMEN)
        assert (entry.phone, entry.opening_hours != "Mo 9–12") == ("02999 31", True)
        assert actions.read_proposal(d, proposal).proposal.state is ProposalState.PARTLY
    assert "02999 31" in coordinator.get(f"/upkeep/{WILLKOMMEN}/history").text


def test_what_is_newer_is_not_ticked_beforehand(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    proposal = propose(site_desk, {"phone": "02999 31", "opening_hours": "Mo 9–12"})
    with site_desk("coordinator") as d:
        entry, revision = directory.read_entry(d, WILLKOMMEN)
        directory.save_service(d, entry.model_copy(update={"phone": "02999 77"}), revision=revision)
    page = browser("coordinator").get(f"/upkeep/proposals/{proposal}")
    assert page.page is not None
    ticked = {
        box["value"]: "checked" in box for box in page.page.all("input") if box.get("type") == "checkbox"
    }
    assert ticked == {"phone": False, "opening_hours": True}
    assert "bitte vergleichen" in page.text


def test_nothing_ticked_is_said_and_nothing_is_decided(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    proposal = propose(site_desk, {"phone": "02999 31"})
    coordinator = browser("coordinator")
    here = f"/upkeep/proposals/{proposal}"
    answer = coordinator.submit(coordinator.get(here), f"{here}/take-over", fields_chosen=[])
    assert answer.status == 409
    assert "lehnen Sie den Vorschlag ab" in answer.text


def test_a_refusal_needs_a_reason_and_the_proposer_reads_it(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    proposal = propose(site_desk, {"phone": "02999 31"})
    coordinator = browser("coordinator")
    here = f"/upkeep/proposals/{proposal}/refuse"
    assert coordinator.submit(coordinator.get(here), here).status == 422
    assert coordinator.submit(coordinator.get(here), here, reason="wrong").status == 303
    assert "wir haben nachgefragt" in browser("navigator").get("/upkeep/proposals/own").text


def test_a_missing_service_is_entered_by_one_button(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    with site_desk("navigator") as d:
        fields: dict[str, object] = {"name": "Babycafé", "service_type": "D1"}
        proposal = actions.propose_missing(d, new_id(), fields, organization="Verein Nest").id
    coordinator = browser("coordinator")
    here = f"/upkeep/proposals/{proposal}"
    done = coordinator.submit(coordinator.get(here), f"{here}/take-over")
    shown = coordinator.follow(done)
    assert "Babycafé" in shown.text
    assert "Verein Nest" in shown.text
    assert "zum Beispiel das Gebiet" in shown.text
    assert "Vielleicht steht es schon" not in shown.text
    assert f"/directory/{proposal}/edit" in shown.html
    assert f'href="/directory/{proposal}"' in browser("navigator").get("/upkeep/proposals/own").html


def test_a_missing_service_goes_to_an_organization_found_by_a_part_of_its_name(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    proposal = new_id()
    with site_desk("coordinator") as d:
        for number in range(30):
            directory.add_organization(d, OrganizationEntry(name=f"Müttertreff {number:02}"))
    with site_desk("navigator") as d:
        fields: dict[str, object] = {"name": "Babycafé", "service_type": "D1"}
        actions.propose_missing(d, proposal, fields, organization="Verein Nest")
    coordinator = browser("coordinator")
    here = f"/upkeep/proposals/{proposal}"
    page = coordinator.get(here)
    assert offered(page) == ["new"]
    looked = coordinator.submit(page, f"{here}/take-over", organization_text="muettertreff 07", step="show")
    assert looked.status == 200
    assert "1 Träger gefunden" in looked.text
    found = offered(looked)[1]
    assert coordinator.submit(looked, f"{here}/take-over", organization_id="").status == 422
    assert coordinator.submit(looked, f"{here}/take-over", organization_id=found).status == 303
    with site_desk("coordinator", writing=False) as d:
        assert directory.read_service(d, proposal).organization.name == "Müttertreff 07"


def offered(page: Answer) -> list[str]:
    assert page.page is not None
    return [box["value"] for box in page.page.all("input") if box.get("name") == "organization_id"]


def test_asking_the_provider_puts_one_mail_into_the_outbox(
    browser: OpenBrowser, site_desk: OpenDesk, site_office: KeyOffice
) -> None:
    coordinator = browser("coordinator")
    here = f"/upkeep/{WILLKOMMEN}/ask"
    page = coordinator.get(here)
    with site_desk("coordinator", writing=False) as d:
        address = actions.addresses_of(d, WILLKOMMEN)[0]
    for _ in range(2):
        assert coordinator.submit(page, here, to=address).status == 303
    with Session(site_office.stores.data) as db:
        assert len(db.exec(select(Mail)).all()) == 1
    assert coordinator.submit(coordinator.get(here), here, to="fremd@anderswo.example").status == 422
    asked = coordinator.get(here).text
    assert "/d/" in asked
    assert "Über die Links kam noch keine Antwort." in asked
    assert "Die E-Mail dazu: Wartet" in asked
    with Session(site_office.stores.data) as db:
        [mail] = db.exec(select(Mail)).all()
        mail.state, mail.fault = MailState.GIVEN_UP, Fault.RECIPIENT
        db.add(mail)
        db.commit()
    refused = "Die E-Mail dazu: Nicht gesendet Die Adresse gibt es nicht, oder sie nimmt keine E-Mails an."
    assert refused in coordinator.get(here).text
    with site_desk("coordinator") as d:
        path = actions.path_to_entry(d, WILLKOMMEN)
    provider = browser()
    provider.submit(provider.get(str(path)), f"{path}/confirm")
    assert "Über die Links kam schon eine Antwort." in coordinator.get(here).text


def test_a_link_is_made_shown_as_a_picture_and_ended(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    coordinator = browser("coordinator")
    here = f"/upkeep/{ELTERNCAFE}"
    coordinator.submit(coordinator.get(f"{here}/ask"), f"{here}/link")
    page = coordinator.get(f"{here}/ask")
    assert page.page is not None
    assert any(image["src"].startswith("data:image/svg+xml") for image in page.page.all("img"))
    with site_desk("coordinator", writing=False) as d:
        path = actions.path_to_entry(d, ELTERNCAFE)
    assert path is not None
    assert browser().get(path).status == 200
    coordinator.submit(page, f"{here}/end-links")
    assert browser().get(path).status == 404


def test_links_to_an_entry_that_is_none_are_not_found(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    coordinator = browser("coordinator")
    for deed in ("link", "end-links"):
        assert coordinator.post(f"/upkeep/{new_id()}/{deed}").status == 404


def test_every_field_of_an_entry_has_a_label_and_every_group_knows_its_fields() -> None:
    fields = set(ServiceEntry.model_fields) - {"id"}
    assert set(FIELD_LABELS) == fields
    assert {name for group in TOGETHER for name in group} <= fields
