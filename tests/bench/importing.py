"""How long `lotsen directory import` takes as a process of its own, and with the same file again."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.files import write_hsds, write_list

LIMIT = 60.0
"""Seconds that so many services may take on a quiet machine with two cores."""
LIMIT_AT = 50_000
_LOTSEN = (sys.executable, "-c", "from lotsen.cli import main; main()")
_KINDS: dict[str, Callable[[Path, int], None]] = {"services.json": write_hsds, "angebote.csv": write_list}
_TIMES: tuple[tuple[str, tuple[str, ...]], ...] = (("", ()), (", again", ()), (", anew", ("--anew",)))
"""How often each file is brought in: first, again with nothing changed, and read anew in spite of that."""


@dataclass(frozen=True)
class ImportTime:
    """One import: seconds on the clock and of the processor, and the most memory it held at once."""

    name: str
    megabytes: float
    wall: float
    cpu: float
    memory: float
    added: int
    same: int


@dataclass(frozen=True)
class ImportTimes:
    """All imports of one size; `first_search` is the search after them, which finds the search file made."""

    services: int
    load: tuple[float, float, float]
    imports: tuple[ImportTime, ...]
    first_search: float

    @property
    def limit(self) -> float:
        """How long it may take, for this size."""
        return LIMIT * self.services / LIMIT_AT


def import_times(count: int, *, tell: Callable[[str], object]) -> ImportTimes:
    """Bring so many services in from each kind of file, each three times; `tell` hears what is going on."""
    found: list[ImportTime] = []
    search = 0.0
    for name, write in _KINDS.items():
        with tempfile.TemporaryDirectory(prefix="lotsen-bench-") as folder:
            environ = {**os.environ, "LOTSEN_HOME": str(Path(folder) / "var")}
            path = Path(folder) / name
            tell(f"writing {name} with {count} services")
            write(path, count)
            subprocess.run([*_LOTSEN, "keys", "init"], env=environ, check=True, stdout=subprocess.DEVNULL)
            for again, more in _TIMES:
                tell(f"importing {name}{again}")
                found.append(_import(path, f"{name}{again}", environ, more))
            tell("searching for the first time")
            begun = time.perf_counter()
            words = [*_LOTSEN, "directory", "search", "hebamme", "--limit", "20", "--json"]
            subprocess.run(words, env=environ, check=True, stdout=subprocess.DEVNULL)
            search = time.perf_counter() - begun
    return ImportTimes(count, os.getloadavg(), tuple(found), search)


def _import(path: Path, name: str, environ: dict[str, str], more: tuple[str, ...]) -> ImportTime:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    words = [*_LOTSEN, "directory", "import", str(path), "--json", *more]
    with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.read())
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    stored = told["stored"]["service"]
    return ImportTime(
        name,
        path.stat().st_size / 1e6,
        wall,
        cpu,
        used.ru_maxrss / 1024,
        stored["added"],
        stored["same"],
    )
