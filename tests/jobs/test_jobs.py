"""Recurring work: each turn is taken once, whoever asks; what it does can be repeated."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from lotsen.accounts.tables import SessionContent, WebSession
from lotsen.desk import Desk
from lotsen.jobs import runner
from lotsen.jobs.runner import JOBS, Job, run_due, run_job, take_turn
from lotsen.jobs.tables import JobRun
from lotsen.kernel import FixedClock
from lotsen.keys.domain import SubjectKind
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import AuditHeadCopy, Grant
from tests.conftest import OpenDesk
from tests.families import register
from tests.world import NOW, World

CLOCK = FixedClock(NOW)
LATER = FixedClock(NOW + timedelta(hours=2))


def test_one_turn_is_taken_by_exactly_one_of_many_workers(office: KeyOffice) -> None:
    taken: list[JobRun] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            run = take_turn(office, JOBS[0], NOW)
        except BaseException as error:
            failures.append(error)
        else:
            if run is not None:
                taken.append(run)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(taken) == 1


def test_every_job_runs_once_a_turn_and_again_in_the_next(office: KeyOffice) -> None:
    assert set(run_due(office, CLOCK)) == {job.name for job in JOBS}
    assert run_due(office, CLOCK) == {}
    assert "purge-sessions" in run_due(office, LATER)


def test_a_run_is_written_down_with_its_count(office: KeyOffice) -> None:
    run_due(office, CLOCK)
    with Session(office.stores.data) as db:
        runs = db.exec(select(JobRun)).all()
    assert {run.name for run in runs} == {job.name for job in JOBS}
    assert all(run.finished_at is not None and not run.failed for run in runs)


def test_a_job_that_fails_is_written_down_as_failed(
    office: KeyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_: Desk) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(runner, "JOBS", (Job("breaks", timedelta(hours=1), break_down),))
    with pytest.raises(ZeroDivisionError):
        run_due(office, CLOCK)
    with Session(office.stores.data) as db:
        assert db.exec(select(JobRun)).one().failed


def test_a_grant_whose_row_never_came_is_swept_and_others_stay(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        register(d)
        orphan = d.vault.new_subject(SubjectKind.FAMILY, d.actor.home)
    sweep = next(job for job in JOBS if job.name == "sweep-orphan-grants")
    assert run_job(office, sweep, CLOCK) == 0
    assert run_job(office, sweep, LATER) == 1
    with Session(office.stores.keys) as keys:
        left = keys.exec(select(Grant.subject_id)).all()
    assert orphan not in left
    assert len(left) == 1


def test_sessions_that_are_over_are_deleted(office: KeyOffice, desk: OpenDesk, world: World) -> None:
    with desk() as d:
        for age in (0, 2):
            row = WebSession(
                token_hash=bytes([age]) * 32,
                person_id=world.actor("navigator").person_id,
                created_at=NOW - timedelta(days=age),
                seen_at=NOW - timedelta(days=age),
                expires_at=NOW - timedelta(days=age) + timedelta(hours=10),
            )
            d.db.add(_sealed(d, row))
    purge = next(job for job in JOBS if job.name == "purge-sessions")
    assert run_job(office, purge, CLOCK) == 1


def test_the_ends_of_the_chains_are_kept_in_the_key_store(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        register(d)
    copy = next(job for job in JOBS if job.name == "copy-audit-heads")
    assert run_job(office, copy, CLOCK) > 0
    assert run_job(office, copy, CLOCK) == 0
    with Session(office.stores.keys) as keys:
        assert keys.exec(select(AuditHeadCopy)).all()


def _sealed(desk: Desk, row: WebSession) -> WebSession:
    desk.vault.seal(row, WebSession.content, SessionContent(values={}))
    return row
