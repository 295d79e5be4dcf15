"""Sessions on the server: the browser holds a random token, the store its hash (OWASP ASVS 5, V7)."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, delete, select
from werkzeug.datastructures import CallbackDict

from lotsen.accounts.tables import SessionContent, WebSession
from lotsen.config import Settings
from lotsen.kernel import Clock, new_id
from lotsen.keys.office import KeyOffice, KeysMissing
from lotsen.keys.ring import KeyRing
from lotsen.logs import log
from lotsen.policy import ANONYMOUS
from lotsen.store.work import Work, unit_of_work
from lotsen.vault import SealBroken, token, token_hash
from lotsen.web.headers import OPEN_DATA

KEYS = frozenset(
    {
        "_user_id",
        "_fresh",
        "_id",
        "_flashes",
        "_permanent",
        "csrf_token",
        "membership",
        "language",
        "family_mode",
    }
)
_TOUCH = timedelta(minutes=1)
_ANONYMOUS_LIFE = timedelta(minutes=60)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """A session's values; only listed keys, so that nothing of a family can be put there."""

    def __init__(self, values: dict[str, Any] | None = None) -> None:
        super().__init__(values or {}, lambda _: setattr(self, "modified", True))
        self.modified = False
        self.row: UUID | None = None
        self.renew = False
        self.keeps_end = False
        self.stale = False
        self.unavailable = False
        self.passes_by = False
        """Whether the answer is a file: it neither asks for a session nor leaves one behind."""

    def __setitem__(self, key: str, value: Any) -> None:
        if key not in KEYS:
            raise TypeError(f"a session holds no {key!r}")
        super().__setitem__(key, value)


class ServerSessions(SessionInterface):
    """Reads and writes sessions in units of work of their own."""

    def __init__(self, office: KeyOffice, settings: Settings, clock: Clock) -> None:
        self._office = office
        self._clock = clock
        self._idle = timedelta(minutes=settings.sessions.idle_minutes)
        self._absolute = timedelta(minutes=settings.sessions.absolute_minutes)
        self._secure = settings.secure_cookie
        self.cookie = "__Host-lotsen" if self._secure else "lotsen"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session a cookie stands for, an empty one where it stands for none."""
        given = request.cookies.get(self.cookie, "")
        if request.path.startswith("/static/"):
            return _passing(ServerSession())
        if not given:
            session = ServerSession()
            return _passing(session) if request.path.startswith(OPEN_DATA) else session
        try:
            found = self._found(given)
            return _passing(found) if request.path.startswith(OPEN_DATA) else found
        except (SQLAlchemyError, KeysMissing) as error:
            log.error("session_store_failed", error=type(error).__name__)
            session = ServerSession()
            session.unavailable = True
            return session

    def _found(self, given: str) -> ServerSession:
        with unit_of_work(self._office.stores, writing=False) as work:
            row = work.data.exec(
                select(WebSession).where(WebSession.token_hash == token_hash(given))
            ).one_or_none()
            now = self._clock.now()
            if row is None or self._is_over(row, now):
                return ServerSession()
            try:
                content = self._ring(work).open(row, WebSession.content)
            except SealBroken:
                return ServerSession()
        session = ServerSession(dict(content.values))
        session.row = row.id
        session.stale = now - row.seen_at > _TOUCH
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; last seen is written at most once a minute.

        What ended while a request was under way stays ended: only a fresh token begins a session.
        """
        if not isinstance(session, ServerSession):
            raise TypeError("an answer carries the session it was asked with")
        if session.unavailable or session.passes_by:
            return
        if session.row is not None and not session:
            self._forget(session.row)
            response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="Lax")
        elif session.modified and session:
            self._keep(session, response)
        elif session.row is not None and session.stale:
            self._touch(session.row)

    def _keep(self, session: ServerSession, response: Response) -> None:
        """Store a session. What was done before is done: if only a notice is lost, the answer stays true."""
        try:
            self._store(session, response)
        except SQLAlchemyError as error:
            if session.row is None or session.renew:
                raise
            log.error("session_store_failed", error=type(error).__name__)

    def _store(self, session: ServerSession, response: Response) -> None:
        now = self._clock.now()
        if set(session) - KEYS:
            raise TypeError("a session holds listed keys only")
        with unit_of_work(self._office.stores, writing=True) as work:
            row = work.data.get(WebSession, session.row) if session.row else None
            signs_in = session.renew and not session.keeps_end
            if session.row is not None and row is None and not signs_in:
                return  # ended or handed over while this request was under way
            end: datetime | None = None
            if row is not None and session.renew:
                end = row.expires_at if session.keeps_end else None
                work.data.delete(row)
                work.data.flush()
                row = None
            if row is None:
                fresh = token()
                life = self._absolute if "_user_id" in session else min(_ANONYMOUS_LIFE, self._absolute)
                row = WebSession(
                    id=new_id(),
                    token_hash=token_hash(fresh),
                    created_at=now,
                    seen_at=now,
                    expires_at=end or now + life,
                )
                response.set_cookie(
                    self.cookie, fresh, path="/", secure=self._secure, httponly=True, samesite="Lax"
                )
            person = session.get("_user_id")
            row.person_id = UUID(person) if person else None
            row.seen_at = now
            self._ring(work).seal(row, WebSession.content, SessionContent(values=_plain(session)))
            work.data.add(row)

    def _touch(self, row_id: UUID) -> None:
        with unit_of_work(self._office.stores, writing=True) as work:
            row = work.data.get(WebSession, row_id)
            if row is not None:
                row.seen_at = self._clock.now()
                work.data.add(row)

    def _forget(self, row_id: UUID) -> None:
        with unit_of_work(self._office.stores, writing=True) as work:
            work.data.exec(delete(WebSession).where(col(WebSession.id) == row_id))

    def _is_over(self, row: WebSession, now: datetime) -> bool:
        return now >= row.expires_at or now - row.seen_at >= self._idle

    def _ring(self, work: Work) -> KeyRing:
        return KeyRing(self._office, work, ANONYMOUS, self._clock)


def _passing(session: ServerSession) -> ServerSession:
    """Mark a session as looked at and never kept: a tablet in a family's hands opens no other page."""
    session.passes_by = True
    return session


def _plain(session: ServerSession) -> dict[str, Any]:
    """Return a session's values as JSON knows them: a flashed notice is a tuple here and a list there."""
    values: dict[str, Any] = json.loads(json.dumps(dict(session)))
    return values


def purge(db: Session, now: datetime, idle: timedelta) -> int:
    """Delete sessions that are over; returns how many."""
    result = db.exec(
        delete(WebSession).where(
            (col(WebSession.expires_at) <= now) | (col(WebSession.seen_at) <= now - idle)
        )
    )
    return int(result.rowcount)
