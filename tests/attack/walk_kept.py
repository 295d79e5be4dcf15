"""The walk past what lies between typing and saving: a draft nobody saves, a signature on the tablet."""

from typing import Any
from uuid import uuid4

from tests.attack.watched import Watched

_STROKES = '{"w":600,"h":200,"s":[[20,100,120,40,220,160,320,60]]}'


def keep_a_draft(visitor: Watched, family: str) -> None:
    """Type into the form that closes a file and leave it there."""
    values = {"note": [visitor.planted.plant("draft of note")], "form_id": [str(uuid4())], "revision": ["0"]}
    kept = visitor.put(f"{family}/drafts/close", {"rev": 0, "values": values})
    assert kept.status == 200, kept.html


def sign_on_the_tablet(visitor: Watched, path: str, **about: Any) -> None:
    """Agree to something with a signature drawn on the tablet."""
    drawn = {**about, "given_as": "signed_tablet", "signature": _STROKES}
    answer = visitor.fill(visitor.get(path), path, **drawn)
    assert answer.status == 303, (path, answer.status, answer.text[:900])
