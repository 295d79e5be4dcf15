"""A provider keeps an entry true over a link: without an account, once per form, and nothing else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from lotsen.app import build_app
from lotsen.config import Settings
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import Capacity, ChangeSource
from lotsen.kernel import FixedClock, new_id
from lotsen.keys.office import KeyOffice
from lotsen.links.domain import TERMS, LinkClosed, LinkPurpose
from lotsen.upkeep import actions
from lotsen.upkeep.domain import NothingNew
from tests.conftest import OpenDesk
from tests.directory.town import TODAY, WILLKOMMEN
from tests.pages import Browser
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("with_directory")

OpenBrowser = Callable[..., Browser]
Provider = Callable[[], AbstractContextManager[Desk]]


def give_link(desk: OpenDesk, service_id: UUID = WILLKOMMEN) -> str:
    """Return the path of a link to an entry."""
    with desk("coordinator") as d:
        actions.open_entry_link(d, new_id(), service_id)
        path = actions.path_to_entry(d, service_id)
    assert path is not None
    return path


def token_of(path: str) -> str:
    return path.rpartition("/")[2]


def test_one_tap_confirms_the_entry_and_the_history_says_who(desk: OpenDesk, provider: Provider) -> None:
    token = token_of(give_link(desk))
    with provider() as d:
        actions.confirm_entry(d, token, new_id())
    with desk("coordinator", writing=False) as d:
        assert directory.read_entry(d, WILLKOMMEN)[0].checked_on == TODAY
        assert actions.history_of(d, WILLKOMMEN)[0].source is ChangeSource.PROVIDER


def test_a_double_tap_counts_once_and_a_replay_changes_nothing_newer(
    desk: OpenDesk, provider: Provider
) -> None:
    token, form = token_of(give_link(desk)), new_id()
    for _ in range(2):
        with provider() as d:
            actions.say_capacity(d, token, form, Capacity.CLOSED, weeks=None)
    with desk("coordinator") as d:
        _, revision = directory.read_entry(d, WILLKOMMEN)
        directory.set_capacity(d, WILLKOMMEN, Capacity.FREE, weeks=None, source="Anruf", revision=revision)
    with provider() as d:
        actions.say_capacity(d, token, form, Capacity.CLOSED, weeks=None)
    with desk("coordinator", writing=False) as d:
        assert directory.read_entry(d, WILLKOMMEN)[0].capacity is Capacity.FREE


def test_weeks_that_are_none_are_told_and_what_was_typed_stays(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    path = give_link(site_desk)
    provider = browser()
    page = provider.get(path)
    wrong = provider.submit(page, f"{path}/places", capacity="waiting_list", waiting_weeks="bald")
    assert wrong.status == 422
    assert "ganze Zahl von 0 bis 260" in wrong.text
    assert 'value="bald"' in wrong.html
    assert provider.submit(wrong, f"{path}/places", capacity="waiting_list", waiting_weeks="5").status == 303
    again = provider.get(path)
    assert again.page is not None
    assert [one["value"] for one in again.page.all("input") if one.get("name") == "waiting_weeks"] == ["5"]


def test_places_with_weeks_hold_at_once(desk: OpenDesk, provider: Provider) -> None:
    token = token_of(give_link(desk))
    with provider() as d:
        actions.say_capacity(d, token, new_id(), Capacity.WAITING_LIST, weeks=6)
    with desk("coordinator", writing=False) as d:
        entry, _ = directory.read_entry(d, WILLKOMMEN)
    assert (entry.capacity, entry.waiting_weeks, entry.capacity_checked_on) == (
        Capacity.WAITING_LIST,
        6,
        TODAY,
    )


def test_a_change_is_a_proposal_and_the_entry_stays_as_it_was(desk: OpenDesk, provider: Provider) -> None:
    token = token_of(give_link(desk))
    with provider() as d:
        actions.propose_over_link(d, token, new_id(), {"phone": "02999 777"})
    with desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
        assert [change.name for change in opened.changes] == ["phone"]
        assert directory.read_entry(d, WILLKOMMEN)[0].phone != "02999 777"


def test_a_proposal_without_a_change_is_refused_and_uses_nothing_up(
    desk: OpenDesk, provider: Provider
) -> None:
    token = token_of(give_link(desk))
    with provider() as d, pytest.raises(NothingNew):
        actions.propose_over_link(d, token, new_id(), {})
    with desk("coordinator", writing=False) as d:
        assert actions.links_to_entry(d, WILLKOMMEN)[0].uses == 0


def test_an_ended_link_leads_nowhere(desk: OpenDesk, provider: Provider) -> None:
    token = token_of(give_link(desk))
    with desk("coordinator") as d:
        assert actions.end_entry_links(d, WILLKOMMEN) == 1
    with provider() as d, pytest.raises(LinkClosed):
        actions.confirm_entry(d, token, new_id())


def test_the_pages_work_without_an_account_and_say_thank_you(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    path = give_link(site_desk)
    provider = browser()
    page = provider.get(path)
    assert "Stimmt noch alles?" in page.text
    thanks = provider.follow(provider.submit(page, f"{path}/confirm"))
    assert "Vielen Dank" in thanks.text or "Danke" in thanks.text
    page = provider.get(path)
    sent = provider.submit(page, f"{path}/places")
    assert sent.status == 303
    form = provider.get(f"{path}/change")
    done = provider.submit(form, f"{path}/change", phone="02999 888", note="Neu ab Januar")
    assert provider.follow(done).status == 200
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
        assert opened.document.note == "Neu ab Januar"
        assert opened.document.entry["phone"] == "02999 888"


def test_a_proposal_that_waits_is_told_until_somebody_decides(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    path = give_link(site_desk)
    provider = browser()
    says = "ist angekommen und noch nicht entschieden"
    form = provider.get(f"{path}/change")
    assert says not in form.text
    provider.submit(form, f"{path}/change", phone="02999 888")
    assert says in provider.get(path).text
    assert says in provider.get(f"{path}/change").text
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
        actions.take_over(d, opened.proposal.id, frozenset({"phone"}))
    assert says not in provider.get(path).text


def test_what_families_see_of_the_organization_is_shown_as_such(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    path = give_link(site_desk)
    with site_desk("coordinator") as d:
        entry, revision = directory.read_entry(d, WILLKOMMEN)
        directory.save_service(d, entry.model_copy(update={"email": None}), revision=revision)
        by, _ = directory.read_organization(d, entry.organization_id)
        told = by.model_copy(update={"email": "post@traeger.example"})
        directory.save_organization(d, told)
    assert "post@traeger.example (von Ihrem Träger)" in browser().get(path).text


def test_reading_the_page_stores_nothing_however_often(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    path = give_link(site_desk)
    provider = browser()
    for page in ("", "/change", "/thanks", "/proposed"):
        assert provider.get(f"{path}{page}").status == 200
    with site_desk("coordinator") as d:
        assert actions.links_to_entry(d, WILLKOMMEN)[0].uses == 0
        assert actions.open_proposals(d) == ()


def test_a_page_that_was_open_for_long_keeps_what_was_entered(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    path = give_link(site_desk)
    provider = browser()
    form = provider.get(f"{path}/change")
    late = browser()
    assert form.page is not None
    answer = late.client.post(
        f"{path}/change",
        data={"name": "Willkommen neu", "phone": "02999 5", "csrf_token": "old", "form_id": str(new_id())},
        headers=late.headers,
    )
    assert answer.status_code == 400
    assert "02999 5" in answer.get_data(as_text=True)


def test_nothing_changed_is_said_with_the_form_still_there(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    path = give_link(site_desk)
    provider = browser()
    with site_desk("coordinator", writing=False) as d:
        text = directory.read_entry(d, WILLKOMMEN)[0].description
    answer = provider.submit(provider.get(f"{path}/change"), f"{path}/change", description=text)
    assert answer.status == 422
    assert "noch nichts geändert" in answer.text
    assert provider.submit(answer, f"{path}/change", phone="02999 888").status == 303
    with site_desk("coordinator") as d:
        [opened] = actions.open_proposals(d)
        assert opened.document.entry["phone"] == "02999 888"


def test_more_than_a_person_sends_is_refused_and_kept(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    path = give_link(site_desk)
    with site_desk("coordinator") as d:
        for _ in range(TERMS[LinkPurpose.DIRECTORY_ENTRY].uses_an_hour):
            actions.confirm_entry(d, token_of(path), new_id())
    provider = browser()
    assert provider.submit(provider.get(path), f"{path}/confirm").status == 429
    answer = provider.submit(provider.get(f"{path}/change"), f"{path}/change", phone="02999 9")
    assert answer.status == 429
    assert "02999 9" in answer.html


def test_a_wrong_and_an_expired_link_get_the_same_page(
    app: Flask, browser: OpenBrowser, site_desk: OpenDesk, sqlite_settings: Settings, site_office: KeyOffice
) -> None:
    path = give_link(site_desk)
    later = build_app(sqlite_settings, office=site_office, clock=FixedClock(NOW + timedelta(days=61)))
    expired = Browser(later.test_client()).get(path)
    wrong = browser().get(f"/d/{'x' * 43}")
    assert (expired.status, wrong.status) == (404, 404)
    assert "gilt nicht oder nicht mehr" in expired.text
    assert "gilt nicht oder nicht mehr" in wrong.text


def test_the_secret_of_a_link_lies_in_no_file_and_no_log(
    browser: OpenBrowser,
    site_desk: OpenDesk,
    sqlite_settings: Settings,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path = give_link(site_desk)
    provider = browser()
    provider.submit(provider.get(path), f"{path}/confirm")
    provider.submit(provider.get(f"{path}/change"), f"{path}/change", phone="02999 9")
    provider.get(f"{path}/nowhere")
    said = capfd.readouterr()
    assert token_of(path) not in said.out + said.err
    files = [file for file in sqlite_settings.home.rglob("*") if file.is_file()]
    assert len(files) > 2
    assert [file.name for file in files if token_of(path).encode() in file.read_bytes()] == []


def test_the_link_of_one_entry_shows_no_other(browser: OpenBrowser, site_desk: OpenDesk) -> None:
    path = give_link(site_desk)
    provider = browser()
    assert provider.get(f"/directory/{WILLKOMMEN}").status == 303
    assert provider.get(f"{path}/history").status == 404


@pytest.mark.parametrize(
    ("code", "asks", "thanks"),
    [
        ("tr", "Her şey hâlâ doğru mu?", "Teşekkürler, ulaştı"),
        ("uk", "Чи все ще правильно?", "Дякуємо, отримано"),
    ],
)
def test_a_provider_reads_the_pages_in_a_language_that_staff_pages_do_not_speak(
    browser: OpenBrowser, site_desk: OpenDesk, code: str, asks: str, thanks: str
) -> None:
    path = give_link(site_desk)
    visitor = browser()
    plain = visitor.get(path)
    assert f'href="{path}?lang={code}"' in plain.html
    page = visitor.get(f"{path}?lang={code}")
    assert f'<html lang="{code}"' in page.html
    assert asks in page.text
    confirm = f"{path}/confirm?lang={code}"
    assert f'action="{confirm}"' in page.html
    done = visitor.post(confirm, {"form_id": str(new_id())})
    assert f"lang={code}" in done.response.headers["Location"]
    shown = visitor.get(f"{done.location}?lang={code}")
    assert thanks in shown.text
    assert f"{path}?lang={code}" in shown.html
    assert 'lang="de"' in visitor.get(f"{path}?lang=xx").html
    gone = visitor.get(f"/d/nothing?lang={code}")
    assert (gone.status, f'<html lang="{code}"' in gone.html) == (404, True)
