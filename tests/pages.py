"""A browser without a screen: forms, redirects, and the laws that hold on every page it sees."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lotsen.intake.domain.people import CODE_ALPHABET, CODE_HALF

_LABELLED = {"input", "select", "textarea"}
_CODE = re.compile(rf"\b[{CODE_ALPHABET}]{{{CODE_HALF}}}-[{CODE_ALPHABET}]{{{CODE_HALF}}}\b")
_ONLY_READ = re.compile(
    r"/hilfe/"
)  # the public window: a POST there changes nothing, and a token needs a cookie
_VOID = {"input", "br", "hr", "img", "meta", "link", "source", "wbr"}


class Page(HTMLParser):
    """What a page holds, as far as its laws are concerned."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text_of: dict[str, str] = {}
        self.forms: list[dict[str, Any]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag == "form":
            self.forms.append({**found, "fields": []})
        if tag in _LABELLED | {"button"} and self.forms and "form" in self._open:
            self.forms[-1]["fields"].append((tag, found))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "script" in self._open or "style" in self._open:
            assert not data.strip(), "inline script or style"
            return
        self.words.append(data)
        if self._open and data.strip():
            self.text_of[self._open[-1]] = self.text_of.get(self._open[-1], "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a kind."""
        return [found for name, found in self.tags if name == tag]

    @property
    def text(self) -> str:
        """All words of the page, spaces folded."""
        return re.sub(r"\s+", " ", " ".join(self.words)).strip()


def check_page(page: Page) -> None:
    """Apply the laws of every page; a message says which one was broken."""
    html = page.all("html")
    assert len(html) == 1, "a page is one document"
    assert html[0].get("lang"), "a page names its language"
    assert html[0].get("dir") in {"ltr", "rtl"}, "a page names its direction"
    assert len(page.all("h1")) == 1, "a page has one h1"
    title = page.text_of.get("title", "")
    assert title.strip(" –"), "a page has a title"
    assert not _CODE.search(title), f"a case code in a title goes into the browser's history: {title}"
    ids = [found["id"] for _, found in page.tags if "id" in found]
    twice = {name for name in ids if ids.count(name) > 1}
    assert not twice, f"ids stand once: {twice}"
    for tag, found in page.tags:
        assert "style" not in found, f"inline style on {tag}"
        handlers = [name for name in found if name.startswith("on")]
        assert not handlers, f"inline handler on {tag}: {handlers}"
    labels = {found.get("for") for found in page.all("label")}
    for tag, found in page.tags:
        if tag not in _LABELLED or found.get("type") in {"hidden", "submit", "button"}:
            continue
        named = found.get("id") in labels or "aria-label" in found or "aria-labelledby" in found
        assert named, f"a field without a label: {found}"
    for form in page.forms:
        if form.get("method", "get").lower() == "post" and not _ONLY_READ.match(form.get("action", "")):
            names = {found.get("name") for _, found in form["fields"]}
            assert "csrf_token" in names, f"a form without a CSRF token: {form.get('action')}"
    assert not re.search(r"\brisi(ko|k|ken)\w*", page.text, re.IGNORECASE), "no word of risk about a family"


class Answer:
    """An answer, and the page in it where there is one."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        is_paper = response.mimetype == "application/pdf"
        self.html = "" if is_paper else response.get_data(as_text=True)
        is_page = response.mimetype == "text/html" and self.status not in {301, 302, 303}
        self.page = Page(self.html) if is_page else None
        if self.page is not None:
            check_page(self.page)

    @property
    def text(self) -> str:
        """The words of the page."""
        return self.page.text if self.page is not None else self.html

    @property
    def code(self) -> str:
        """The first case code the page says."""
        found = _CODE.search(self.text)
        assert found is not None, "a page about a family says its code"
        return found.group()

    @property
    def location(self) -> str:
        """The path an answer leads to."""
        return urlsplit(self.response.headers.get("Location", "")).path


class Browser:
    """Asks for pages and sends forms as a browser without JavaScript does."""

    def __init__(self, client: FlaskClient, language: str = "de") -> None:
        self.client = client
        self.headers = {"Accept-Language": language}
        self.token = ""

    def get(self, path: str, **more: Any) -> Answer:
        """Ask for a page."""
        return self._seen(self.client.get(path, headers=self.headers, **more))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Answer:
        """Send a form with the CSRF token of the last page seen."""
        body = {"csrf_token": self.token, **(data or {})}
        return self._seen(self.client.post(path, data=body, headers=self.headers, **more))

    def put(self, path: str, json: Any, **more: Any) -> Answer:
        """Send a draft as the autosave script does."""
        headers = {**self.headers, "X-CSRFToken": self.token}
        return self._seen(self.client.put(path, json=json, headers=headers, **more))

    def follow(self, answer: Answer) -> Answer:
        """Go where an answer leads."""
        assert answer.status in {301, 302, 303}, (answer.status, answer.text[:400])
        return self.get(answer.response.headers["Location"])

    def submit(self, answer: Answer, action: str, **values: Any) -> Answer:
        """Fill in and send the form of a page that goes to `action`; its own values are kept."""
        assert answer.page is not None
        for form in answer.page.forms:
            if urlsplit(form.get("action", "")).path == action and form.get("method", "get") == "post":
                return self.post(action, {**_values(form["fields"]), **values})
        raise AssertionError(f"no form to {action}: {[form.get('action') for form in answer.page.forms]}")

    def sign_in(self, who: str, password: str) -> None:
        """Sign in as somebody of the test town."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"login": who, "password": password, "form_id": _FORM_ID})
        assert answer.status == 303, answer.text
        while answer.status == 303:
            answer = self.follow(answer)

    def _seen(self, response: TestResponse) -> Answer:
        answer = Answer(response)
        if answer.page is not None:
            for _, found in answer.page.tags:
                if found.get("name") == "csrf_token":
                    self.token = found.get("value", "")
        return answer


_FORM_ID = "00000000-0000-4000-8000-000000000000"


def _values(fields: list[tuple[str, dict[str, str]]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for tag, found in fields:
        name = found.get("name")
        kind = found.get("type", "text")
        if not name or tag == "button" or (kind in {"radio", "checkbox"} and "checked" not in found):
            continue
        if kind == "checkbox":
            values.setdefault(name, []).append(found.get("value", "on"))
        else:
            values[name] = found.get("value", "")
    return values
