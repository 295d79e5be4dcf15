"""Page times, through the whole application with real sessions; only the network is missing."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.testing import FlaskClient

from lotsen.demo.people import DEMO_PASSWORD
from tests.bench.measure import Times, measure
from tests.bench.town import LoadedTown, busiest_family
from tests.pages import Browser

PAGE_SIZE = 50


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
        ("list (closed files)", navigator, "intake.today", {"closed": "yes"}),
        ("list (closed, last)", navigator, "intake.today", {"closed": "yes", "page": last}),
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
    return found


def _signed_in(town: LoadedTown, login: str) -> FlaskClient:
    client = town.app.test_client()
    Browser(client).sign_in(login, DEMO_PASSWORD)
    return client
