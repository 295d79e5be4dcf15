"""An import that is killed, or whose store is full or only readable, keeps nothing and blocks nobody."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import func, select

from lotsen.config import Settings
from lotsen.directory.tables import EntryRevision, Service
from tests.conftest import OpenDesk

COUNT = 2_500
"""More than are stored in one go, so that an import can be caught with some of its services stored."""
LOTSEN = (sys.executable, "-c", "from lotsen.cli import main; main()", "directory", "import")
STOPPING = """
import sys
from pathlib import Path
from lotsen.cli import frame
from lotsen.directory import exchange

def step(what, done, total):
    if what == "storing" and done == 2_000:
        print("storing", flush=True)
        sys.stdin.read()

with frame.machine_desk("directory.import", writing=True) as desk:
    exchange.bring(desk, Path(sys.argv[1]), default_type="D1", step=step)
"""


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    """The environment in which a command works on the stores of this test."""
    urls = {f"LOTSEN_STORES_{name.upper()}": settings.store_url(name) for name in ("data", "keys", "figures")}
    return {**os.environ, "LOTSEN_HOME": str(settings.home), **urls}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list of services of one carrier."""
    owner = {"id": str(UUID(int=1)), "name": "Verein", "description": "Text"}
    rows = [
        {"id": str(UUID(int=number)), "name": f"Angebot {number}", "organization": owner, "status": "active"}
        for number in range(2, COUNT + 2)
    ]
    path = tmp_path / "services.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def imported(path: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    words = [*LOTSEN, str(path), "--service-type", "D1", "--json"]
    return subprocess.run(words, env=environ, capture_output=True, text=True, check=False)


def counted(desk: OpenDesk) -> tuple[int, int]:
    """Count the services of the file that are stored, and the states in their history."""
    mine = Service.id <= UUID(int=COUNT + 1)
    with desk("coordinator", writing=False) as d:
        states = select(func.count()).where(EntryRevision.object_id <= UUID(int=COUNT + 1))
        return d.db.exec(select(func.count()).where(mine)).one(), d.db.exec(states).one()


def test_an_import_killed_in_the_middle_keeps_nothing_and_the_next_one_doubles_nothing(
    desk: OpenDesk, environ: dict[str, str], file: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STOPPING, str(file)],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"storing\n"
        process.kill()
    assert counted(desk) == (0, 0)
    done = imported(file, environ)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["stored"]["service"] == {
        "added": COUNT,
        "changed": 0,
        "same": 0,
        "kept": 0,
    }
    assert counted(desk) == (COUNT, COUNT + 1)


def test_a_store_that_can_only_be_read_takes_nothing_and_says_so(
    desk: OpenDesk, environ: dict[str, str], file: Path, settings: Settings
) -> None:
    url = environ["LOTSEN_STORES_DATA"]
    if url.startswith("sqlite:///"):
        only_read = f"sqlite:///file:{url.removeprefix('sqlite:///')}?mode=ro&uri=true"
    else:
        only_read = f"{url}{'&' if '?' in url else '?'}options=-cdefault_transaction_read_only%3Don"
    refused = imported(file, {**environ, "LOTSEN_STORES_DATA": only_read})
    assert refused.returncode == 1
    assert "nothing was kept" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert counted(desk) == (0, 0)
    assert imported(file, environ).returncode == 0


def test_a_full_disk_takes_nothing_and_says_so(
    site_desk: OpenDesk, sqlite_settings: Settings, file: Path
) -> None:
    environ = {**os.environ, "LOTSEN_HOME": str(sqlite_settings.home)}
    room = max(one.stat().st_size for one in Path(sqlite_settings.home).iterdir()) + 300_000

    def nearly_full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    refused = subprocess.run(
        [*LOTSEN, str(file), "--service-type", "D1"],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=nearly_full,
    )
    assert refused.returncode == 1
    assert "nothing was kept" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert counted(site_desk) == (0, 0)
    assert imported(file, environ).returncode == 0
    assert counted(site_desk) == (COUNT, COUNT + 1)
