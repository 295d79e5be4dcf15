"""Ties a browser session to the person at work, through flask-login."""

from uuid import UUID

from flask import Flask, abort, g, session
from flask_login import LoginManager, UserMixin, login_user

from lotsen.accounts import actions
from lotsen.accounts.sessions import ServerSession
from lotsen.desk import at_desk
from lotsen.policy import ANONYMOUS, ROLE_LABELS, Actor
from lotsen.web.access import the_clock, the_office
from lotsen.web.i18n import gettext


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login is untyped
    """Who a session stands for, with the words the page header shows."""

    def __init__(self, known: actions.Known) -> None:
        self.id = str(known.actor.person_id)
        self.actor = known.actor
        self.name = known.name
        self.institution = known.institution
        self.must_change_password = known.must_change_password
        self.may_switch = known.may_switch

    @property
    def role(self) -> str:
        """The role's name in the reader's language."""
        return gettext(ROLE_LABELS[self.actor.role]) if self.actor.role else ""


def load_signed_in(person_id: str) -> SignedIn | None:
    """Return the person of a session, None where the account or the workplace was closed."""
    try:
        person = UUID(person_id)
        membership = UUID(session["membership"]) if "membership" in session else None
    except ValueError:
        return None
    with at_desk(the_office(), ANONYMOUS, writing=False, action="identity", clock=the_clock()) as desk:
        found = actions.load_actor(desk, person, membership)
    return SignedIn(found) if found is not None else None


def begin_session(person_id: UUID, membership_id: UUID | None, *, keeps_end: bool = False) -> None:
    """Sign a person in under a fresh session token, keeping the language they chose.

    A switch of the workplace keeps the end that the sign-in has set.
    """
    language = session.get("language")
    session.clear()
    renew_session(keeps_end=keeps_end)
    if language:
        session["language"] = language
    if membership_id is not None:
        session["membership"] = str(membership_id)
    login_user(SignedIn(actions.Known(Actor(person_id=person_id))))


def renew_session(*, keeps_end: bool = True) -> None:
    """Give the session a fresh token; only a new sign-in also gives it a new end."""
    current = session._get_current_object()  # type: ignore[attr-defined]  # flask's proxy
    if isinstance(current, ServerSession):
        current.renew, current.keeps_end = True, keeps_end


def session_row() -> UUID | None:
    """Return which stored session this request belongs to."""
    current = session._get_current_object()  # type: ignore[attr-defined]  # flask's proxy
    return current.row if isinstance(current, ServerSession) else None


def end_session() -> None:
    """Forget the session on the server; the browser's cookie is deleted with the answer."""
    session.clear()
    g.pop("_login_user", None)


def _answer_without_sessions() -> None:
    """Say plainly that the store of sessions does not answer, before anything asks for one."""
    current = session._get_current_object()  # type: ignore[attr-defined]  # flask's proxy
    if isinstance(current, ServerSession) and current.unavailable:
        abort(503)


def init_identity(app: Flask) -> None:
    """Let flask-login load people; no remember-me cookie, no guess by address."""
    app.before_request(_answer_without_sessions)
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(load_signed_in)
