"""What scripts send and get: drafts of a form, and the place to go after it was stored."""

import re
from typing import Any, NamedTuple

from flask import Response, jsonify, request
from werkzeug.datastructures import MultiDict

from lotsen.kernel import LotsenError, gettext_noop, is_printable


class DraftRefused(LotsenError):
    """What a page sent as a draft is not one."""

    message = gettext_noop("This draft could not be read. Please reload the page.")


class SentDraft(NamedTuple):
    """What a page sends by itself: the revision it builds on, form data, and their place in what it sends."""

    revision: int
    values: MultiDict[str, str]
    order: dict[str, Any]


def read_draft(*, limit: int = 500) -> SentDraft:
    """Read what autosave.js sends, `{"rev": 3, "load": "81…", "turn": 7, "values": {"name": ["text"]}}`.

    A load is one life of a page, a turn counts what it has sent; both may be missing.
    """
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        raise DraftRefused from None
    if not isinstance(body, dict) or not isinstance(body.get("values"), dict) or len(body["values"]) > limit:
        raise DraftRefused
    revision, values = body.get("rev"), body["values"]
    load, turn = body.get("load", ""), body.get("turn", 0)
    texts = [text for entries in values.values() if isinstance(entries, list) for text in entries]
    if type(revision) is not int or not all(isinstance(entries, list) for entries in values.values()):
        raise DraftRefused
    if type(turn) is not int or not isinstance(load, str) or len(load) > 40 or not is_printable(load):
        raise DraftRefused
    if not all(isinstance(text, str) and len(text) <= 10_000 and is_printable(text) for text in texts):
        raise DraftRefused
    return SentDraft(revision, MultiDict(values), {"load": load, "turn": turn})


def sent_order() -> dict[str, Any]:
    """Return the place of a form that a script submits in what its page sends; nothing without a script."""
    load, turn = request.form.get("load", ""), request.form.get("turn", "")
    if not load or len(load) > 40 or not is_printable(load) or not re.fullmatch("[0-9]{1,9}", turn):
        return {}
    return {"load": load, "turn": int(turn)}


def answer_script(response: Response) -> Response:
    """Tell a script that submitted a form where to go: it cannot read a redirect without following it."""
    if request.headers.get("X-Lotsen-Submit") and response.status_code in {302, 303}:
        answer = jsonify(location=response.headers["Location"])
        for cookie in response.headers.getlist("Set-Cookie"):
            answer.headers.add("Set-Cookie", cookie)
        return answer
    return response
