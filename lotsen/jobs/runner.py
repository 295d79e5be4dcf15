"""Which work recurs, and how a turn is taken by exactly one process."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from lotsen.desk import Desk, at_desk
from lotsen.intake.actions import forget_hints
from lotsen.jobs.tables import JobRun
from lotsen.jobs.work import (
    copy_audit_heads,
    forget_drafts,
    forget_links_and_mails,
    freeze_figures,
    purge_sessions,
    remind_providers,
    send_mail,
    sweep_orphan_grants,
)
from lotsen.kernel import Clock, Step, SystemClock, new_id, unseen
from lotsen.keys.office import KeyOffice
from lotsen.logs import log
from lotsen.outbox.post import Post
from lotsen.policy import MACHINE
from lotsen.protection.actions import erase_due

_KEEP = timedelta(days=90)


@dataclass(frozen=True)
class Job:
    """Recurring work: idempotent, told the time by its desk; returns how many items it handled."""

    name: str
    every: timedelta
    run: Callable[[Desk], int]


@dataclass(frozen=True)
class Errand:
    """Recurring work that waits for another machine: it opens short units of work itself, none meanwhile."""

    name: str
    every: timedelta
    run: Callable[[KeyOffice, Clock, Post, Step], int]


JOBS: tuple[Job | Errand, ...] = (
    Job("purge-sessions", timedelta(minutes=15), purge_sessions),
    Job("copy-audit-heads", timedelta(hours=1), copy_audit_heads),
    Job("sweep-orphan-grants", timedelta(hours=6), sweep_orphan_grants),
    Job("forget-drafts", timedelta(hours=6), forget_drafts),
    Job("freeze-figures", timedelta(hours=12), freeze_figures),
    Job("erase-protection", timedelta(hours=24), erase_due),
    Job("forget-hints", timedelta(hours=24), forget_hints),
    Job("forget-links-and-mails", timedelta(hours=24), forget_links_and_mails),
    Errand("remind-providers", timedelta(hours=24), remind_providers),
    Errand("send-mail", timedelta(minutes=5), send_mail),
)


def turn_of(now: datetime, every: timedelta) -> datetime:
    """Return the start of the turn a moment lies in; the same for every process."""
    origin = datetime(2020, 1, 1, tzinfo=UTC)
    return origin + (now - origin) // every * every


def take_turn(office: KeyOffice, job: Job | Errand, now: datetime) -> JobRun | None:
    """Claim this turn of a job; None where another process has it already."""
    run = JobRun(id=new_id(), name=job.name, turn=turn_of(now, job.every), started_at=now)
    try:
        with Session(office.stores.writing("data"), expire_on_commit=False) as db, db.begin():
            taken = db.exec(select(JobRun.id).where(JobRun.name == job.name, JobRun.turn == run.turn)).first()
            if taken is not None:
                return None
            db.add(run)
            db.exec(delete(JobRun).where(col(JobRun.started_at) < now - _KEEP))
    except IntegrityError:
        return None
    return run


def run_job(
    office: KeyOffice, job: Job | Errand, clock: Clock, post: Post | None = None, step: Step = unseen
) -> int:
    """Run a job in a unit of work of its own, whatever turn it is; an errand without a post does nothing."""
    if isinstance(job, Errand):
        return job.run(office, clock, post, step) if post is not None else 0
    with at_desk(office, MACHINE, writing=True, action=f"job.{job.name}", clock=clock) as desk:
        return job.run(desk)


def run_due(office: KeyOffice, clock: Clock, post: Post | None = None, step: Step = unseen) -> dict[str, int]:
    """Run every job whose turn nobody has taken yet; returns how many items each handled.

    Without a way to a mail server mails stay in the outbox.
    """
    handled: dict[str, int] = {}
    for job in JOBS:
        run = take_turn(office, job, clock.now())
        if run is None:
            continue
        try:
            handled[job.name] = run_job(office, job, clock, post, step)
        finally:
            _finish(office, run, clock.now(), handled.get(job.name))
        log.info("job_ran", job=job.name, count=handled[job.name])
    return handled


def _finish(office: KeyOffice, run: JobRun, now: datetime, count: int | None) -> None:
    with Session(office.stores.writing("data")) as db, db.begin():
        row = db.get(JobRun, run.id)
        if row is not None:
            row.finished_at, row.count, row.failed = now, count or 0, count is None
            db.add(row)


def start_timer(
    office: KeyOffice, stop: threading.Event, post: Post | None = None, every_seconds: float = 60.0
) -> threading.Thread:
    """Look for due work once a minute in the background; `stop` ends it."""

    def watch() -> None:
        while not stop.wait(every_seconds):
            try:
                run_due(office, SystemClock(), post)
            except Exception as error:  # a failed turn must not end the timer
                log.error("job_failed", error=type(error).__name__)

    thread = threading.Thread(target=watch, name="jobs", daemon=True)
    thread.start()
    return thread
