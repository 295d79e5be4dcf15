"""The part of the walk on which hints are given, taken and laid aside, and families are looked for."""

import io
import re
from typing import Any

import pypdf

from tests.attack.watched import Watched


def give_hints(paths: dict[str, str], nurse: Watched, ward: Watched) -> None:
    """Give hints with an account and by a ward's link, take one, join one, lay one aside; print sheets."""
    _sent(nurse, "/intake/hint-ways", expires_on="2027-01-31")
    listed = nurse.get("/intake/hint-ways")
    poster = next(link for link in _links(listed) if link.endswith("/poster"))
    paths["way_id"] = _last_id(poster)
    printed = nurse.client.get(poster, headers=nurse.headers).get_data()
    words = pypdf.PdfReader(io.BytesIO(printed)).pages[0].extract_text()
    found_token = re.search(r"/hint/([\w-]{43})", re.sub(r"\s", "", words))
    assert found_token is not None, words
    paths["token"] = found_token[1]
    known = {"urgency": "today", "known": "wishes", "answer_agreed": "y", "language": "tr"}
    for _ in range(3):
        _sent(ward, "/intake/hints/new", **known)
    _sent(ward, f"/hint/{paths['token']}", **known)
    asked = ward.fill(ward.get("/intake/hints/ask"), "/intake/hints/ask")
    assert asked.status == 200
    hints = [link for link in _links(nurse.get("/intake/hints")) if link.count("-") == 4]
    assert len(hints) == 4
    taken = nurse.submit(nurse.get(hints[0]), f"{hints[0]}/take").location
    code = nurse.get(taken).code
    step_of(nurse, hints[1], "dismiss", dismissal="left")
    page = nurse.get(hints[2])
    assert nurse.fill(page, f"{hints[2]}/join").status == 422
    assert nurse.submit(page, f"{hints[2]}/join", code=code).status == 303
    paths["hint_id"] = _last_id(hints[3])
    nurse.get(hints[3])
    found = nurse.fill(nurse.get("/intake/search"), "/intake/search", code="", birth_date="")
    assert found.status == 200
    assert nurse.fill(found, "/intake/search").status == 422
    paper = nurse.get("/intake/paper")
    assert nurse.fill(paper, "/intake/paper/later", on="2026-11-20").status == 422
    later = nurse.fill(nurse.get("/intake/paper"), "/intake/paper/later", on="2026-11-20", code="")
    assert later.status == 303


def step_of(visitor: Watched, page: str, deed: str, **choices: Any) -> None:
    """Open a page and send its form for a deed."""
    answer = visitor.fill(visitor.get(page), f"{page}/{deed}", **choices)
    assert answer.status == 303, (page, deed, answer.status, answer.text[:900])


def _links(answer: Any) -> list[str]:
    assert answer.page is not None
    return [found["href"] for found in answer.page.all("a")]


def _sent(visitor: Watched, path: str, **choices: Any) -> None:
    answer = visitor.fill(visitor.get(path), path, **choices)
    assert answer.status == 303, (path, answer.status, answer.text[:900])
    visitor.follow(answer)


def _last_id(path: str) -> str:
    return next(part for part in reversed(path.split("/")) if part.count("-") == 4)
