"""The public window: what a family finds there, in its language, and that nothing is left behind."""

from uuid import UUID

import pytest

from lotsen.directory.entries import key_id
from lotsen.web.i18n import WINDOW_LANGUAGES
from tests.directory.town import ELTERNCAFE
from tests.pages import Answer, Browser

BY_OFFICE = key_id("service", "familienhebammen")
MIDWIVES = key_id("service", "hebammenvermittlung")
NOTHING_LIKE_IT = "Zahnradbahn"


def find(visitor: Browser, language: str = "de", **wish: str) -> Answer:
    return visitor.post(f"/hilfe/{language}/suche", dict(wish))


def entry(visitor: Browser, service_id: UUID, language: str = "de") -> Answer:
    return visitor.get(f"/hilfe/{language}/angebot/{service_id}")


@pytest.mark.parametrize("language", WINDOW_LANGUAGES)
def test_no_page_of_the_window_ever_sets_a_cookie(visitor: Browser, language: str) -> None:
    base = f"/hilfe/{language}"
    answers = [
        visitor.get("/hilfe/"),
        visitor.get(f"{base}/"),
        visitor.post(f"{base}/suche", {"words": "Hebamme"}),
        visitor.post(f"{base}/suche", {"words": NOTHING_LIKE_IT}),
        visitor.post(f"{base}/suche", {"postcode": "99999"}),
        visitor.get(f"{base}/suche"),
        entry(visitor, ELTERNCAFE, language),
        entry(visitor, UUID(int=9, version=4), language),
        visitor.get(f"{base}/merkzettel"),
        visitor.post(f"{base}/merkzettel", {"ids": f"{ELTERNCAFE},x"}),
        visitor.get(f"{base}/familienbuero"),
        visitor.post(f"{base}/familienbuero", {"postcode": "43101"}),
        visitor.get(f"{base}/nirgends"),
        visitor.get("/hilfe/xx/"),
    ]
    assert [answer.response.headers.get("Set-Cookie") for answer in answers] == [None] * len(answers)
    assert [answer.status for answer in answers] == [
        *(303, 200, 200, 200, 422, 303, 200, 404, 200, 200, 200, 200, 404, 404)
    ]
    for answer in answers:
        assert answer.response.headers["Cache-Control"] == "no-store"
        if answer.page is not None and answer is not answers[-1]:
            assert answer.page.all("html")[0]["lang"] == language
