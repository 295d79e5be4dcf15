"""Page times, through the whole application with real sessions; only the network is missing.

A search by name and the saving of a short sheet are sent as the scripts of their pages send them.
"""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.testing import FlaskClient

from lotsen.demo.people import DEMO_PASSWORD
from lotsen.desk import at_desk
from lotsen.intake import actions as intake
from lotsen.intake.documents import FamilySheet
from lotsen.intake.domain import instruments_for
from lotsen.kernel import new_id
from lotsen.policy import InstitutionKind
from lotsen.terms import Presence
from tests.bench.measure import Times, measure
from tests.bench.town import LoadedTown, busiest_family
from tests.pages import Browser

PAGE_SIZE = 50
_SOUGHT = "Thormählen"
"""A family that every size of the demo has: the early twins."""

_LIVE = {"X-Lotsen-Live": "1", "Accept-Language": "de"}


@dataclass(frozen=True)
class PageTime:
    """One page: who looks at it, how long it takes, and how large it is."""

    name: str
    times: Times
    size: int


def page_times(town: LoadedTown, rounds: int) -> list[PageTime]:
    """Measure the pages people look at most."""
    family = busiest_family(town).id
    last = max(1, -(-town.sizes.clinic_closed // PAGE_SIZE))
    navigator = _signed_in(town, "lotsin.klinik")
    office = _signed_in(town, "familienbuero")
    coordinator = _signed_in(town, "koordination")
    pages: list[tuple[str, FlaskClient, str, dict[str, Any]]] = [
        ("list (today)", navigator, "intake.today", {}),
        ("list (all open)", navigator, "intake.today", {"show": "open"}),
        ("list (drafts)", navigator, "intake.today", {"show": "drafts"}),
        ("list (closed files)", navigator, "intake.today", {"show": "closed"}),
        ("list (closed, last)", navigator, "intake.today", {"show": "closed", "page": last}),
        ("hints", navigator, "intake.hints", {}),
        ("one family", navigator, "intake.family", {"family_id": family}),
        ("proposals", navigator, "referral.proposals", {"family_id": family}),
        ("hand-overs sent", navigator, "referral.sent", {}),
        ("work list (new)", office, "referral.work_list", {}),
        ("work list (closed)", office, "referral.work_list", {"tab": "closed"}),
        ("figures", coordinator, "figures.dashboard", {}),
    ]
    found = []
    for name, client, endpoint, values in pages:
        with town.app.test_request_context():
            path = url_for(endpoint, **values)
        size = 0

        def ask(client: FlaskClient = client, path: str = path) -> None:
            nonlocal size
            answer = client.get(path, headers={"Accept-Language": "de"})
            if answer.status_code != 200:
                raise AssertionError(f"{path} answered {answer.status_code}")
            size = len(answer.data)

        found.append(PageTime(name, measure(ask, rounds), size))
    browser = Browser(town.app.test_client())
    browser.sign_in("lotsin.klinik", DEMO_PASSWORD)
    return [*found, _search(browser, rounds), _save(town, browser, rounds)]


def _search(browser: Browser, rounds: int) -> PageTime:
    """Measure what a search by name answers while somebody types; its index is built in the warm-up."""
    size = 0

    def ask() -> None:
        nonlocal size
        answer = browser.client.post("/intake/search", data=typed, headers=_LIVE)
        if answer.status_code != 200 or not answer.get_json()["hits"]:
            raise AssertionError(f"the search answered {answer.status_code}")
        size = len(answer.data)

    browser.get("/intake/search")
    typed = {"csrf_token": browser.token, "form_id": str(new_id()), "name": _SOUGHT}
    return PageTime("search by name", measure(ask, rounds), size)


def _save(town: LoadedTown, browser: Browser, rounds: int) -> PageTime:
    """Measure how long a whole short sheet takes to be kept, as its page sends it by itself."""
    navigator = town.people.actors["lotsin.klinik"]
    with at_desk(town.office, navigator, writing=True, action="bench") as desk:
        origin = intake.usual_origin(desk)
        family = intake.register_family(desk, new_id(), origin=origin, sheet=FamilySheet())
        short = instruments_for(InstitutionKind.BIRTH_CLINIC)[0]
        sheet = intake.start_assessment(desk, family.id, new_id(), short).id
    path = f"/intake/assessments/{sheet}"
    page = browser.get(path).page
    if page is None:
        raise AssertionError("a sheet has a page")
    values = {
        one["name"]: [one["value"]]
        for one in page.all("input")
        if one.get("type") == "radio" and one.get("value") == Presence.NOT_PRESENT.value
    }
    revision = next(int(one["value"]) for one in page.all("input") if one.get("name") == "revision")
    headers, size = {"X-CSRFToken": browser.token}, 0

    def save() -> None:
        nonlocal revision, size
        answer = browser.client.put(
            f"{path}/draft", json={"rev": revision, "values": values}, headers=headers
        )
        if answer.status_code != 200:
            raise AssertionError(f"the draft answered {answer.status_code}")
        revision, size = answer.get_json()["rev"], len(answer.data)

    return PageTime("short sheet, saved", measure(save, rounds), size)


def _signed_in(town: LoadedTown, login: str) -> FlaskClient:
    client = town.app.test_client()
    Browser(client).sign_in(login, DEMO_PASSWORD)
    return client
