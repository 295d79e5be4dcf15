"""The picture of the directory that all searches share, made anew when something has changed.

Every unit of work looks at the version first, so that a change by one worker is seen by all with their next
search. Workers share one mapped file in the folder of the stores; whoever finds it out of date makes it, the
others wait.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.counting import has_changed
from lotsen.directory.actions.find import directory_version
from lotsen.directory.actions.indexed import search_entries, search_synonyms, search_towns
from lotsen.directory.actions.profiles import each_profile
from lotsen.directory.search import DirectorySnapshot, SnapshotDamaged, build, load, save, with_eligibility
from lotsen.directory.search.file import FORMAT
from lotsen.directory.tables import IN_USE, Service, Synonyms
from lotsen.places.tables import District, Municipality, Postcode
from lotsen.store.engines import HOME

_NAME = "directory-{stamp}.snapshot"
_held: WeakKeyDictionary[Any, tuple[str, DirectorySnapshot]] = WeakKeyDictionary()
_lock = Lock()


def snapshot(desk: Desk) -> DirectorySnapshot:
    """Return the picture of the directory as this unit of work sees it.

    One that has changed the directory itself sees what may be rolled back: its picture is its own and is not
    kept.
    """
    if has_changed(desk):
        return _build(desk)
    engine = desk.db.get_bind().engine
    state = stamp(desk)
    with _lock:
        held = _held.get(engine.pool)
        if held is None or held[0] != state:
            held = (state, _shared(desk, state, engine.get_execution_options().get(HOME)))
            _held[engine.pool] = held
    return held[1]


def _shared(desk: Desk, state: str, home: Path | None) -> DirectorySnapshot:
    """Map the file of this state, or make it; where no file can be written, the picture stays in memory."""
    if home is None:
        return _build(desk)
    path = home / _NAME.format(stamp=state)
    found = _loaded(path)
    if found is not None:
        return found
    try:
        with _alone(home):
            found = _loaded(path)
            if found is None:
                found = _build(desk)
                save(found, path)
                _sweep(home, keep=path)
                found = load(path)
    except OSError:
        return found or _build(desk)
    return found


def _loaded(path: Path) -> DirectorySnapshot | None:
    try:
        return load(path)
    except (OSError, SnapshotDamaged):
        return None


def _build(desk: Desk) -> DirectorySnapshot:
    words, towns = search_synonyms(desk), search_towns(desk)
    found = build(search_entries(desk), words, towns, version=directory_version(desk))
    return with_eligibility(found, each_profile(desk))


def stamp(desk: Desk) -> str:
    """Name a state: its version, and what tells it from the same version of another store or format."""
    newest, services = desk.db.exec(
        select(sa.func.max(Service.changed_at), sa.func.count()).where(IN_USE)
    ).one()
    counts = [
        desk.db.exec(select(sa.func.count()).select_from(table)).one()
        for table in (Municipality, District, Postcode, Synonyms)
    ]
    words = desk.db.exec(select(sa.func.max(col(Synonyms.changed_at)))).one()
    told = [FORMAT, directory_version(desk), newest, services, *counts, words]
    return blake2b(repr(told).encode(), digest_size=10).hexdigest()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one process at a time make the file."""
    handle = os.open(home / "directory.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sweep(home: Path, *, keep: Path) -> None:
    """Remove files of states gone by; who still maps one keeps it until it lets go."""
    for old in home.glob(_NAME.format(stamp="*")):
        if old != keep:
            old.unlink(missing_ok=True)
