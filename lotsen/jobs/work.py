"""The recurring work itself."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, delete, select

from lotsen.accounts import actions as accounts
from lotsen.accounts import sessions
from lotsen.desk import Desk, at_desk
from lotsen.directory import actions as directory
from lotsen.figures import freeze
from lotsen.intake import actions as intake
from lotsen.kernel import Clock, Step, unseen
from lotsen.keys import audit
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import Grant
from lotsen.links import actions as links
from lotsen.outbox import actions as outbox
from lotsen.outbox.post import Post
from lotsen.outbox.rendering import Names
from lotsen.outbox.sending import Courier
from lotsen.policy import MACHINE
from lotsen.store.record import DataRecord
from lotsen.upkeep import actions as upkeep
from lotsen.upkeep.domain import in_units

_GRACE = timedelta(hours=1)
_LONGEST_IDLE = timedelta(days=1)

PUBLIC_NAMES: Names = {"service": directory.service_name}
"""How mails name what they are about: public entries only."""


def purge_sessions(desk: Desk) -> int:
    """Delete browser sessions that are over, and what tries and invitations have left behind."""
    return sessions.purge(desk.db, desk.clock.now(), _LONGEST_IDLE) + accounts.forget_what_is_over(desk)


def copy_audit_heads(desk: Desk) -> int:
    """Keep the ends of the audit chains in the key store as well, so that cutting a chain shows."""
    return audit.copy_heads(desk.db, desk.keys, desk.clock.now())


def sweep_orphan_grants(desk: Desk) -> int:
    """Delete grants whose rows never came: the keys were committed, the data were not."""
    before = desk.clock.now() - _GRACE
    old = set(desk.keys.exec(select(Grant.subject_id).where(col(Grant.created_at) < before)).all())
    orphans = old - _subjects_in_use(desk)
    for subject in orphans:
        desk.keys.exec(delete(Grant).where(col(Grant.subject_id) == subject))
        desk.vault.note("orphan_grant_swept", subject=subject)
    return len(orphans)


def _subjects_in_use(desk: Desk) -> set[UUID]:
    """Ask every table that has a subject, found by its column rather than by a list to forget."""
    tables = [table for table in DataRecord.metadata.tables.values() if "seal_revision" in table.columns]
    used: set[UUID] = set()
    for table in tables:
        if "subject_id" in table.columns:
            used |= set(desk.db.connection().execute(sa.select(table.c.subject_id).distinct()).scalars())
    return used


def forget_drafts(desk: Desk) -> int:
    """Delete drafts of forms that nobody saved within the days they are kept."""
    return intake.forget_old_drafts(desk)


def freeze_figures(desk: Desk) -> int:
    """Publish every closed period that is due and not frozen yet."""
    return len(freeze.freeze_due(desk))


def forget_links_and_mails(desk: Desk) -> int:
    """Delete links, mails and decided proposals that ended longer ago than they are kept."""
    return links.forget_links(desk) + outbox.forget_mails(desk) + upkeep.forget_proposals(desk)


def send_mail(office: KeyOffice, clock: Clock, post: Post, step: Step = unseen) -> int:
    """Send what waits in the outbox."""
    return Courier(office, clock, post, PUBLIC_NAMES).send_due(step)


def remind_providers(office: KeyOffice, clock: Clock, _: Post, step: Step = unseen) -> int:
    """Remind providers of entries that are old; not while no mail can leave, lest reminders pile up.

    Each unit of work stands for itself: whoever is stopped half-way goes on with the next run.
    """
    at_work = partial(at_desk, office, MACHINE, action="job.remind-providers", clock=clock)
    with at_work(writing=False) as desk:
        due = upkeep.due_reminders(desk)
    looked_at = written = 0
    for unit in in_units(due):
        with at_work(writing=True) as desk:
            written += upkeep.write_reminders(desk, unit)
            looked_at += len(unit)
            step("reminders", looked_at, len(due))
    return written
