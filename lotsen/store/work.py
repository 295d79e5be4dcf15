"""One request or one job item is one unit of work over the stores: keys first, then data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from lotsen.store.engines import Stores


@dataclass(frozen=True)
class Work:
    """The sessions of one unit of work. `keys` is for writing only; reads of it are short and apart."""

    stores: Stores
    data: Session
    keys: Session
    figures: Session
    writing: bool


class WroteWhileReading(RuntimeError):
    """A reading page tried to change a row: declare it with a writing method instead."""


def _refuse_writes(session: Any, *_: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise WroteWhileReading("this unit of work only reads")


def _session(engine: sa.Engine) -> Session:
    return Session(engine, expire_on_commit=False)


@contextmanager
def unit_of_work(stores: Stores, *, writing: bool) -> Iterator[Work]:
    """Commit at the end, keys before data, or roll everything back.

    The order matters: a grant without a row is swept later, a row without a grant could never be
    opened. Session commits at random order if it binds two engines, hence two sessions.
    """
    work = Work(
        stores=stores,
        data=_session(stores.writing("data") if writing else stores.data),
        keys=_session(stores.writing("keys")),
        figures=_session(stores.writing("figures") if writing else stores.figures),
        writing=writing,
    )
    sessions = (work.keys, work.data, work.figures)
    if not writing:
        for session in sessions:
            sa.event.listen(session, "before_flush", _refuse_writes)
    try:
        yield work
        work.data.flush()
        for session in sessions:
            session.commit()
    except BaseException:
        for session in sessions:
            session.rollback()
        raise
    finally:
        for session in sessions:
            session.close()


def insert_if_absent(session: Session, kind: type[SQLModel], **values: Any) -> None:
    """Insert a row unless its key is taken, in one statement: two processes may try at once."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if on_sqlite else postgresql.insert
    session.exec(insert(kind).values(**values).on_conflict_do_nothing())
