"""Where the files of a test run lie: in memory where there is room, for none of them need outlive it.

Stores, the PostgreSQL cluster and the browser's profile are written and thrown away hundreds of times; a disk
would be most of the wait. Whoever sets TMPDIR decides otherwise.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of this run's own is made in it, for its user only
ROOM = 2 << 30
"""Bytes that must be free; a run uses well under half of it."""

_NAME = "lotsen-run-"


def move_in() -> None:
    """Make a folder the place for temporary files until this process ends; its workers use the same one."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return
    for left in MEMORY.glob(f"{_NAME}*"):
        if _is_nobodys(left):
            _remove(left)
    folder = Path(tempfile.mkdtemp(prefix=_NAME, dir=MEMORY))
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)  # held until this process ends, however it ends
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    atexit.register(_remove, folder)


def keep() -> None:
    """Leave the files until the next run, for those who look for the reason of a failure."""
    atexit.unregister(_remove)


def _is_nobodys(folder: Path) -> bool:
    """Say whether the run that made a folder has ended; one that is another user's is left alone."""
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
