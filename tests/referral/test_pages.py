"""The pages of the closed loop, as people at work use them."""

from collections.abc import Callable

import pytest

from lotsen.referral import actions
from lotsen.referral.domain import ReleasePart
from tests.conftest import OpenDesk
from tests.directory.town import load_town
from tests.pages import Answer, Browser
from tests.referral import loop
from tests.world import institution_id

OpenBrowser = Callable[..., Browser]
SAID = {
    "handover": "yes",
    "secrecy_release": "yes",
    "feedback": "no",
    "later_call": "no",
    "form": "signed_paper",
    "given_by": "mother",
}


@pytest.fixture
def town(site_desk: OpenDesk) -> None:
    with site_desk("coordinator") as d:
        load_town(d)


def sheet_of(answer: Answer) -> str:
    start = answer.html.index("<section", answer.html.index("data-handover") - 60)
    return answer.html[start : answer.html.index("</section>", start)]


def test_a_walk_through_the_whole_loop(town: None, site_desk: OpenDesk, browser: OpenBrowser) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
    navigator, office = browser("navigator"), browser("family_office")
    base = f"/referral/families/{family}"

    page = navigator.get(f"{base}/services")
    assert page.status == 200, page.text
    assert page.page is not None
    offered = [found["value"] for found in page.page.all("input") if found.get("name") == "services"]
    assert offered
    assert "passt nicht" in page.text
    planned = navigator.submit(page, f"{base}/services/choose", services=[offered[0]])
    assert planned.status == 303, planned.text
    plan = navigator.follow(planned)
    assert plan.status == 200

    form = navigator.get(f"{base}/hand-over")
    assert "Familienbüro Lindbrück" in form.text
    refused = navigator.submit(form, f"{base}/hand-over", **(SAID | {"handover": "no"}))
    assert refused.status == 422
    assert "Es wurde nichts gesendet" in refused.text
    parts = ["contact", "needs", "message"]
    prepared = navigator.submit(refused, f"{base}/hand-over", **SAID, parts=parts, message=loop.MESSAGE)
    assert prepared.status == 303, prepared.text
    preview = navigator.follow(prepared)
    assert loop.SURNAME in preview.text
    assert loop.CHILD not in preview.text
    sent = navigator.submit(preview, prepared.location)
    assert sent.status == 303, sent.text
    assert navigator.submit(preview, prepared.location).status == 303
    assert "Übermittelt" in navigator.follow(sent).text

    work = office.get("/referral/work-list")
    assert loop.SURNAME in work.text
    referral = sent.location.rsplit("/", 1)[-1]
    here = f"/referral/received/{referral}"
    received = office.get(here)
    assert sheet_of(received) == sheet_of(preview)
    assert loop.CHILD not in received.text
    confirmed = office.submit(received, f"{here}/confirm")
    assert confirmed.status == 303, confirmed.text
    assert office.submit(received, f"{here}/confirm").status == 303

    attempt = office.get(f"{here}/attempt")
    assert 'value="2026-11-23"' in attempt.html
    assert office.submit(attempt, f"{here}/attempt").status == 303
    contact = office.get(f"{here}/contact")
    assert office.submit(contact, f"{here}/contact").status == 303
    closing = office.get(f"{here}/complete")
    incomplete = office.submit(closing, f"{here}/complete", note="bleibt stehen")
    assert incomplete.status == 422
    assert "bleibt stehen" in incomplete.html
    done = office.submit(incomplete, f"{here}/complete", outcome="help_running")
    assert done.status == 303, done.text
    assert office.follow(done).status == 200

    seen = navigator.get(f"/referral/sent/{referral}")
    assert "Eingang bestätigt" in seen.text
    assert "läuft" not in seen.text
    assert navigator.get("/referral/sent").status == 200


def test_the_rules_page_is_readable_and_knows_no_family(browser: OpenBrowser) -> None:
    page = browser("coordinator").get("/referral/rules")
    assert page.status == 200
    assert "Das Geld reicht knapp" in page.text
