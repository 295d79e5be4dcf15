"""A browser that fills every text field with a canary, and keeps what it sees outside of the pages' words."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.attack.words import Planted
from tests.pages import Answer, Browser

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_PHONE = 40


def place_of(path: str) -> str:
    """Return a path with its ids left out."""
    return _ID.sub("*", urlsplit(path).path)


class Watched(Browser):
    """Fills forms with canaries; `outside` is what left the server apart from the words of its pages."""

    def __init__(self, client: FlaskClient, planted: Planted, look: Callable[[], Iterable[str]]) -> None:
        super().__init__(client)
        self.planted = planted
        self.outside: list[str] = []
        self.filled: set[tuple[str, str]] = set()
        self.statuses: list[tuple[str, int]] = []
        self._look = look

    def fill(self, page: Answer, action: str, **choices: Any) -> Answer:
        """Send the form of a page that goes to `action` with a new canary in every text field left open."""
        return self.submit(page, action, **{**self.canaries(page, action), **choices})

    def canaries(self, page: Answer, action: str) -> dict[str, str]:
        """Return a new canary for every field of a form that takes free text."""
        assert page.page is not None, (page.status, page.location)
        found: dict[str, str] = {}
        for form in page.page.forms:
            if urlsplit(form.get("action", "")).path != action:
                continue
            for tag, field in form["fields"]:
                if _takes_text(tag, field):
                    name = field["name"]
                    found[name] = self.planted.plant(f"{place_of(action)} {name}")
                    self.filled.add((place_of(action), name))
        return found

    def go(self, answer: Answer) -> Answer:
        """Follow a redirect that has to be one."""
        assert answer.status == 303, (answer.status, answer.text[:600])
        return self.follow(answer)

    def _seen(self, response: TestResponse) -> Answer:
        answer = super()._seen(response)
        request = response.request
        self.statuses.append((f"{request.method} {place_of(request.path)}", answer.status))
        self.outside.append(request.full_path if hasattr(request, "full_path") else request.path)
        self.outside += [f"{name}: {value}" for name, value in response.headers.items()]
        if answer.page is not None:
            self.outside += [
                f"{name}={value}"
                for _, found in answer.page.tags
                for name, value in found.items()
                if name in {"href", "action", "src", "id", "class"} or name.startswith("data-")
            ]
        if request.method != "GET":
            self.outside += self._look()
        return answer


def _takes_text(tag: str, field: dict[str, str]) -> bool:
    """Say whether a field takes any words; postcodes, numbers and days do not."""
    if not field.get("name") or field.get("inputmode") == "numeric":
        return False
    return tag == "textarea" or (tag == "input" and field.get("type", "text") in {"text", "tel", "email"})
