"""A process that dies between two commits, a store that is locked, full or gone: nothing is left halfway."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from lotsen.accounts.domain import FREE_ATTEMPTS
from lotsen.intake.tables import Family
from lotsen.jobs.runner import JOBS, run_job
from lotsen.kernel import FixedClock, new_id
from lotsen.keys.tables import Grant
from tests.attack.sites import Site
from tests.attack.test_bad_moments import counts
from tests.pages import Answer, Browser
from tests.world import NOW, PASSWORD

_DIES = """
import os, sys
import sqlalchemy as sa
from sqlmodel import Session
from lotsen.app import build_app
from lotsen.config import load_settings
from lotsen.kernel import FixedClock
from tests.pages import Browser
from tests.world import NOW, PASSWORD

app = build_app(load_settings(), clock=FixedClock(NOW))
visitor = Browser(app.test_client())
visitor.sign_in("navigator", PASSWORD)
page = visitor.get("/intake/today")
print("ready", flush=True)

data = app.extensions["lotsen.office"].stores.data
written = []

@sa.event.listens_for(sa.Engine, "after_cursor_execute")
def watch(connection, cursor, statement, *more):
    if statement.startswith("INSERT INTO intake_family "):
        written.append(statement)

@sa.event.listens_for(Session, "before_commit")
def die(session):
    if written and session.get_bind().url == data.url:
        os._exit(9)

visitor.post("/intake/families", {"form_id": sys.argv[1]})
"""


def test_a_process_killed_between_the_two_commits_leaves_nothing_that_cannot_be_done_again(
    walked_site: Site, tmp_path: Path
) -> None:
    row, before = new_id(), counts(walked_site)
    killed = _dying_process(walked_site, str(row), tmp_path)
    assert (killed.stdout.strip(), killed.returncode) == ("ready", 9), killed.stderr
    with Session(walked_site.office.stores.data) as db:
        assert db.get(Family, row) is None
    assert counts(walked_site)["keys_grant"] == before["keys_grant"] + 1, "the keys were committed"
    visitor = walked_site.browser("navigator")
    visitor.get("/intake/today")
    again = visitor.post("/intake/families", {"form_id": str(row)})
    assert again.location == f"/intake/{row}"
    assert visitor.get(again.location).status == 200
    with Session(walked_site.office.stores.keys) as keys:
        kept = {grant.subject_id for grant in keys.exec(select(Grant)).all()}
    sweep = next(job for job in JOBS if job.name == "sweep-orphan-grants")
    later = FixedClock(NOW + timedelta(hours=2))
    assert run_job(walked_site.office, sweep, later) >= 1
    assert run_job(walked_site.office, sweep, later) == 0
    assert counts(walked_site)["keys_grant"] < len(kept) + len(kept)
    assert visitor.get(again.location).status == 200, "a grant that is used was swept"


def _dying_process(site: Site, row: str, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = site.settings
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOTSEN_")}
    environment |= {
        "LOTSEN_ENVIRONMENT": "test",
        "LOTSEN_HOME": str(settings.home),
        "LOTSEN_MUNICIPALITY": settings.municipality,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    for name in ("data", "keys", "figures"):
        if url := getattr(settings.stores, name):
            environment[f"LOTSEN_STORES_{name.upper()}"] = url
    command = [sys.executable, "-c", _DIES, row]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_store_that_is_locked_is_said_to_be_busy(fed_site: Site) -> None:
    visitor = _at_work(fed_site)
    with _impatient(fed_site), fed_site.office.stores.writing("data").connect() as blocking:
        blocking.exec_driver_sql("SELECT 1")
        _busy(visitor.post("/intake/families", {"form_id": str(new_id())}))
        _busy(fed_site.browser().get("/sign-in"), 200)
        blocking.rollback()
    _works_again(fed_site, visitor)


def test_a_key_store_that_is_locked_is_said_to_be_busy(fed_site: Site) -> None:
    visitor = _at_work(fed_site)
    with _impatient(fed_site), fed_site.office.stores.writing("keys").connect() as blocking:
        blocking.exec_driver_sql("SELECT 1")
        _busy(visitor.post("/intake/families", {"form_id": str(new_id())}))
        blocking.rollback()
    _works_again(fed_site, visitor)


def test_a_full_disk_is_said_and_stores_nothing_halfway(fed_site: Site) -> None:
    visitor, before = _at_work(fed_site), counts(fed_site)
    with _full(fed_site):
        answers = [visitor.post("/intake/families", {"form_id": str(new_id())}) for _ in range(40)]
        refused = [answer for answer in answers if answer.status != 303]
        assert refused, "the disk was not full"
        for answer in refused:
            _busy(answer)
    stored = counts(fed_site)["intake_family"] - before["intake_family"]
    assert stored == len(answers) - len(refused)
    _works_again(fed_site, visitor)


def test_stores_that_are_gone_are_said_to_be_gone_on_every_page(postgres_site: Site) -> None:
    visitor = _at_work(postgres_site)
    with _gone(postgres_site.settings.stores.data):
        for path in ("/intake/today", "/sign-in", "/"):
            _busy(visitor.get(path))
        _busy(visitor.post("/intake/families", {"form_id": str(new_id())}))
        assert postgres_site.app.test_client().get("/healthz").status_code == 503
    _works_again(postgres_site, visitor)


def test_a_wrong_password_is_refused_at_once_and_counted(fed_site: Site) -> None:
    with _impatient(fed_site):
        visitor = fed_site.browser()
        for attempt in range(FREE_ATTEMPTS + 1):
            page = visitor.get("/sign-in")
            answer = visitor.submit(page, "/sign-in", login="gyn_navigator", password="ein falscher Satz")
            wanted = 429 if attempt == FREE_ATTEMPTS else 401
            assert answer.status == wanted
            answer = visitor.submit(page, "/sign-in", login="colleague", password=f"falscher Satz {attempt}")
            assert answer.status == wanted, answer.text
        assert "in 1 Min." in answer.text
        right = visitor.submit(page, "/sign-in", login="colleague", password=PASSWORD)
        assert right.status == 429


def _at_work(site: Site) -> Browser:
    visitor = site.browser("navigator")
    assert visitor.get("/intake/today").status == 200
    return visitor


def _busy(answer: Answer, *also: int) -> None:
    """A page that says that the stores do not answer, and what to do; never a bare fault."""
    if answer.status in also:
        return
    assert answer.status == 503, answer.text[:400]
    assert answer.page is not None
    assert answer.page.all("html")[0].get("lang") == "de"
    assert "versuchen Sie es in einigen Minuten noch einmal" in answer.text


def _works_again(site: Site, visitor: Browser) -> None:
    page = visitor.get("/intake/today")
    assert page.status == 200
    assert visitor.submit(page, "/intake/families").status == 303
    assert site.browser().get("/sign-in").status == 200


@contextmanager
def _gone(url: str) -> Iterator[None]:
    """Let nobody connect to a database for a while, and cut off who is connected."""
    here = sa.make_url(url)
    server = sa.create_engine(
        here.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool
    )
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
    with server.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {here.database} ALLOW_CONNECTIONS false")
        connection.execute(sa.text(cut), {"name": here.database})
        try:
            yield
        finally:
            connection.exec_driver_sql(f"ALTER DATABASE {here.database} ALLOW_CONNECTIONS true")


@contextmanager
def _impatient(site: Site) -> Iterator[None]:
    """Let SQLite wait for a lock for a moment only."""
    with _set_on_every_connection(site, "PRAGMA busy_timeout=50"):
        yield


@contextmanager
def _full(site: Site) -> Iterator[None]:
    """Let the data store not grow by more than a page or two."""
    with site.office.stores.data.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    with _set_on_every_connection(site, f"PRAGMA max_page_count={pages + 2}"):
        yield


@contextmanager
def _set_on_every_connection(site: Site, pragma: str) -> Iterator[None]:
    """Begin with new connections that are set up so, and end with new ones that are not."""

    def set_up(connection: Any, _: Any) -> None:
        connection.execute(pragma)

    engines = (site.office.stores.data, site.office.stores.keys)
    for engine in engines:
        engine.dispose()
        sa.event.listen(engine, "connect", set_up)
    try:
        yield
    finally:
        for engine in engines:
            sa.event.remove(engine, "connect", set_up)
            engine.dispose()
