"""The picture of the directory that all searches share, made anew when something has changed.

Every unit of work looks at the version first, so that a change by one worker is seen by all with their next
search. Workers share one mapped file in the folder of the stores; whoever finds it out of date makes it, and
an import makes it at its end. The others wait; who only searches does so for a moment, and then goes on with
the picture before.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.counting import has_changed
from lotsen.directory.actions.find import directory_version
from lotsen.directory.actions.indexed import search_services, search_synonyms, search_towns
from lotsen.directory.search import (
    DirectorySnapshot,
    Eligible,
    SearchEntry,
    SnapshotDamaged,
    build,
    load,
    save,
)
from lotsen.directory.search.file import FORMAT
from lotsen.directory.tables import IN_USE, Service, Synonyms
from lotsen.kernel import Step, unseen
from lotsen.places.tables import District, Municipality, Postcode
from lotsen.store.engines import HOME

_NAME = "directory-{stamp}.snapshot"
_held: WeakKeyDictionary[Any, tuple[str, DirectorySnapshot]] = WeakKeyDictionary()
_waited: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
"""For which state of each store somebody waited in vain: the others need not."""
_lock = Lock()
PATIENCE = 1.0
"""So many seconds a search waits for the picture that somebody else makes, if it has the one before."""
_LOOK_AGAIN = 0.02
_STEP = 500
_AT_WORK = "building the search file"
Row = TypeVar("Row")


class _Occupied(Exception):
    """Somebody else is making the picture, and takes long."""


def snapshot(desk: Desk) -> DirectorySnapshot:
    """Return the picture of the directory as this unit of work sees it.

    One that has changed the directory itself sees what may be rolled back: its picture is its own and is not
    kept.
    """
    return _build(desk) if has_changed(desk) else _current(desk, patience=None)


def snapshot_at_hand(desk: Desk) -> DirectorySnapshot:
    """Return the same, or for the moment the picture before while somebody else takes long to make this one.

    Whoever uses it asks the store what became of the services that it finds.
    """
    return _build(desk) if has_changed(desk) else _current(desk, patience=PATIENCE)


@contextmanager
def reserve_snapshot(desk: Desk) -> Iterator[Callable[[Desk, Step], object]]:
    """Let nobody else make the next picture; yields what makes it, once the changes are stored for good."""
    home = _home(desk)
    with ExitStack() as reserved:
        if home is not None:
            with suppress(OSError):
                reserved.enter_context(_alone(home))
        yield lambda desk, step: _made(home, desk, step) if home is not None else None


def _current(desk: Desk, *, patience: float | None) -> DirectorySnapshot:
    pool, state = desk.db.get_bind().engine.pool, stamp(desk)
    held = _held.get(pool)
    if held is not None and held[0] == state:
        return held[1]
    if held is None or patience is None:
        with _lock:
            return _newest(desk, pool, state, until=None)
    if _waited.get(pool) == state:
        patience = 0
    until = time.monotonic() + patience
    if _lock.acquire(timeout=patience):
        try:
            return _newest(desk, pool, state, until)
        except _Occupied:
            pass
        finally:
            _lock.release()
    _waited[pool] = state
    return held[1]


def _newest(desk: Desk, pool: object, state: str, until: float | None) -> DirectorySnapshot:
    held = _held.get(pool)
    if held is None or held[0] != state:
        held = _held[pool] = (state, _shared(desk, state, until))
    return held[1]


def _shared(desk: Desk, state: str, until: float | None) -> DirectorySnapshot:
    """Map the file of this state, or make it; where no file can be written, the picture stays in memory."""
    home = _home(desk)
    if home is None:
        return _build(desk)
    found = _loaded(home / _NAME.format(stamp=state))
    if found is not None:
        return found
    try:
        with _alone(home, until):
            path = home / _NAME.format(stamp=stamp(desk))
            kept = _loaded(path)
            if kept is None:
                found = _build(desk)
                kept = _kept(found, path)
            return kept
    except OSError:
        return found or _build(desk)


def _made(home: Path, desk: Desk, step: Step) -> DirectorySnapshot:
    path = home / _NAME.format(stamp=stamp(desk))
    return _loaded(path) or _kept(_build(desk, step), path)


def _kept(found: DirectorySnapshot, path: Path) -> DirectorySnapshot:
    """Keep a picture as the one file of the store, and map it as all others will."""
    save(found, path)
    _sweep(path.parent, keep=path)
    return load(path)


def _home(desk: Desk) -> Path | None:
    found: Path | None = desk.db.get_bind().engine.get_execution_options().get(HOME)
    return found


def _loaded(path: Path) -> DirectorySnapshot | None:
    try:
        return load(path)
    except (OSError, SnapshotDamaged):
        return None


def _build(desk: Desk, step: Step = unseen) -> DirectorySnapshot:
    words, towns, fit = search_synonyms(desk), search_towns(desk), Eligible()

    def entries() -> Iterator[SearchEntry]:
        for entry, profile in _seen(search_services(desk), desk, step):
            fit.add(profile)
            yield entry

    return fit.onto(build(entries(), words, towns, version=directory_version(desk)))


def _seen(rows: Iterable[Row], desk: Desk, step: Step) -> Iterator[Row]:
    total = desk.db.exec(select(sa.func.count()).select_from(Service).where(IN_USE)).one()
    step(_AT_WORK, 0, total)
    for done, row in enumerate(rows, 1):
        yield row
        if done % _STEP == 0:
            step(_AT_WORK, done, total)


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
def _alone(home: Path, until: float | None = None) -> Iterator[None]:
    """Let one process at a time make the file; whoever waits no longer than `until` hears it is occupied."""
    handle = os.open(home / "directory.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while not _locked(handle, waits=until is None):
            if until is not None and time.monotonic() > until:
                raise _Occupied
            time.sleep(_LOOK_AGAIN)
        yield
    finally:
        os.close(handle)


def _locked(handle: int, *, waits: bool) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sweep(home: Path, *, keep: Path) -> None:
    """Remove files of states gone by, and what a stopped builder left; who still maps one keeps it."""
    for old in home.glob(f"*{_NAME.format(stamp='*')}*"):
        if old != keep:
            old.unlink(missing_ok=True)
