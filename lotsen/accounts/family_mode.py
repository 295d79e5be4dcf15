"""Family mode: a session that was handed over with the tablet opens the pages for the family and no others.

The session on the server names one assessment and the language of its pages; the browser holds a token.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug import Response

from lotsen.accounts.identity import renew_session

_KEY = "family_mode"
_READING = frozenset({"GET", "HEAD"})
_KEPT_ANYWAY = frozenset({"start.service_worker", "start.offline"})
"""What the browser asks for by itself; it holds nothing of anybody."""

_SECOND_TAP = "intake.hand_tablet_over"
"""Handing over twice with a double tap leads to the family's page and does nothing more."""


class PrivatePart(StrEnum):
    """What becomes of the confidential questions: left out, offered at the end, opened by the person."""

    LEFT_OUT = "left_out"
    OFFERED = "offered"
    OPENED = "opened"


@dataclass(frozen=True)
class FamilyMode:
    """What a session in family mode holds: which assessment, in which language, and how far it may ask."""

    assessment_id: UUID
    language: str
    private: PrivatePart = PrivatePart.LEFT_OUT

    @classmethod
    def read(cls, values: object) -> Self | None:
        """Return what a session says; nothing where it says nothing."""
        if not isinstance(values, dict):
            return None
        return cls(
            UUID(str(values["assessment"])), str(values["language"]), PrivatePart(str(values["private"]))
        )

    def write(self) -> None:
        """Keep this in the session of the request."""
        session[_KEY] = {
            "assessment": str(self.assessment_id),
            "language": self.language,
            "private": self.private.value,
        }
        g.family_mode = self

    def changed(self, **values: Any) -> Self:
        """Keep this with another language or another private part, and return it."""
        new = replace(self, **values)
        new.write()
        return new


def current_family_mode() -> FamilyMode | None:
    """Return the family mode of this request's session; nothing where staff hold the tablet."""
    if "family_mode" not in g:
        g.family_mode = FamilyMode.read(session.get(_KEY))
    mode: FamilyMode | None = g.family_mode
    return mode


def enter_family_mode(mode: FamilyMode) -> None:
    """Hand the session over: a fresh token, no notices, and no end later than the sign-in's own."""
    session.pop("csrf_token", None)
    session.pop("_flashes", None)
    renew_session()
    mode.write()


def leave_family_mode() -> None:
    """Give the session back to the worker, under a fresh token."""
    session.pop(_KEY, None)
    session.pop("csrf_token", None)
    g.family_mode = None
    renew_session()


def init_family_mode(
    app: Flask, pages: Collection[str], start: str, languages: Callable[[], Collection[str]]
) -> None:
    """Put the lock before every request: in family mode only these pages answer, everything else leads back.

    An address that is read leads to the page for the family, whatever it is; a deed is refused. An answer
    that comes after the session has ended leads to the page that asks for the tablet.
    """

    def lock() -> Response | None:
        mode = current_family_mode()
        if mode is None:
            late = request.endpoint in pages and request.method not in _READING
            return redirect(url_for(start), 303) if late else None
        g.language = mode.language if mode.language in languages() else "de"
        g.error_page = "intake/family_mode/error.html"
        if request.endpoint in _KEPT_ANYWAY or request.endpoint in pages:
            return None
        if request.method not in _READING and request.endpoint != _SECOND_TAP:
            abort(403)
        return redirect(url_for(start), 303)

    app.before_request(lock)
