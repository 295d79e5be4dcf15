"""Small things everything may use: time, ids, errors, marked texts. Pure standard library."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Europe/Berlin")

# Control characters (PostgreSQL refuses NUL), what broken UTF-8 became, halves of characters, which cannot be
# sent at all, and marks that reverse what follows.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Clock(Protocol):
    """Tells the time; actions ask it instead of the system."""

    def now(self) -> datetime:
        """Return an aware UTC instant."""
        ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still, for tests and for the demo town's past."""

    instant: datetime

    def now(self) -> datetime:
        """Return the one instant this clock knows."""
        return self.instant


def local_day(clock: Clock) -> date:
    """Return today's date where the families live."""
    return clock.now().astimezone(LOCAL_ZONE).date()


def new_id() -> UUID:
    """Return a random UUID, known before the row is stored (a version 7 one would show when)."""
    return uuid4()


def is_printable(text: str) -> bool:
    """Say whether a text holds no control characters, broken UTF-8 or hidden direction marks."""
    return _UNREADABLE.search(text) is None


def gettext_noop(text: str) -> str:
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text


Step = Callable[[str, int, int], None]
"""Told what long work is at, how much of it is done, and how much there is (0: not known)."""


def unseen(what: str, done: int, total: int) -> None:
    """Show nobody how far long work is."""


@dataclass(frozen=True)
class PageOf:
    """The part of a long list that one page shows; pages are counted from 1, and an empty list has one."""

    number: int
    pages: int
    size: int

    @property
    def offset(self) -> int:
        """How many rows stand on the pages before."""
        return (self.number - 1) * self.size

    @property
    def is_last(self) -> bool:
        """Whether no page follows."""
        return self.number == self.pages


def page_of(asked: int, count: int, size: int = 50) -> PageOf:
    """Return the page that was asked for; past the end of the list it is the last one."""
    pages = max(1, -(-count // size))
    return PageOf(min(max(1, asked), pages), pages, size)


@dataclass(frozen=True)
class Reason:
    """A sentence for people: a message id and its parameters, put into words by the web."""

    message: str
    params: Mapping[str, str | int] = field(default_factory=dict)


class LotsenError(Exception):
    """An expected refusal. `status` is what a browser gets; `message` is a message id for people."""

    status = 400
    message = gettext_noop("This is not possible.")

    def __init__(self, **params: object) -> None:
        super().__init__(self.message)
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class NotVisible(LotsenError):
    """The record does not exist, or not for this person: the answer is the same."""

    status = 404
    message = gettext_noop("This page does not exist, or not for you.")


class NotAllowed(LotsenError):
    """The person may see this, but not do that."""

    status = 403
    message = gettext_noop("You may not do this.")


class StaleRevision(LotsenError):
    """Somebody else saved in the meantime."""

    status = 409
    message = gettext_noop("Somebody else has changed this in the meantime. Nothing was overwritten.")
