"""Two versions of an entry side by side: what the page was sent, and what was chosen of it."""

from flask import request
from werkzeug.datastructures import MultiDict

from lotsen.directory.forms import sent
from lotsen.web.forms import LotsenForm


def is_comparing() -> bool:
    """Say whether two versions were shown side by side."""
    return bool(request.form.getlist("open"))


def undecided() -> bool:
    """Say whether, of two versions shown side by side, one was not chosen in every field."""
    return any(request.form.get(f"take-{name}") is None for name in request.form.getlist("open"))


def with_what_was_taken(saved: LotsenForm) -> MultiDict[str, str]:
    """Return what was sent, with the saved words in every field in which they were chosen."""
    merged = MultiDict(request.form)
    for name in request.form.getlist("open"):
        if request.form.get(f"take-{name}") == "saved" and name in saved:
            for part in [key for key in merged if key.startswith(f"{name}-")]:
                merged.poplist(part)
            merged.setlist("hours-other" if name == "hours" else name, sent(saved[name]))
    return merged


def revision_of(text: str | None) -> int:
    """Read a form's revision; what is no number is older than everything."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
