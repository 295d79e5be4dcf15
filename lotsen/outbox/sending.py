"""Sends what waits in the outbox, in short units of work: nothing is locked while the mail server is slow.

Decision (RFC 5321, 6.1: who hears no answer cannot know): by itself a mail is handed over at most once.
Before the server may take it the row says `handing_over`; a worker that dies after that leaves it `unknown`,
and only a person sends it again, under the same Message-ID. Whatever fails before is tried again, later.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select, update

from lotsen.desk import Desk, at_desk
from lotsen.kernel import Clock, Step, new_id, unseen
from lotsen.keys.office import KeyOffice
from lotsen.logs import log
from lotsen.outbox.domain import FOR_GOOD, LEASE, MOST_ATTEMPTS, OF_THE_SERVER, Fault, MailState, wait_after
from lotsen.outbox.post import Outcome, Post
from lotsen.outbox.rendering import Names, render
from lotsen.outbox.tables import Mail
from lotsen.policy import MACHINE

_A_TURN = 50


@dataclass(frozen=True)
class _Claimed:
    """A mail that this worker has to itself, ready to go."""

    id: UUID
    claim: UUID
    to: str
    content: bytes


class Courier:
    """One worker that takes mails from the outbox to a mail server."""

    def __init__(self, office: KeyOffice, clock: Clock, post: Post, names: Names) -> None:
        self._office, self._clock, self._post, self._names = office, clock, post, names

    def send_due(self, step: Step = unseen) -> int:
        """Send every mail whose time has come; returns how many left."""
        with self._unit() as desk:
            due = _due(desk)
        sent = 0
        for number, mail_id in enumerate(due, 1):
            outcome = self._send(mail_id)
            step("mails", number, len(due))
            sent += outcome is not None and outcome.fault is None
            if outcome is not None and outcome.fault in OF_THE_SERVER:
                break
        return sent

    def _unit(self) -> AbstractContextManager[Desk]:
        return at_desk(self._office, MACHINE, writing=True, action="job.send-mail", clock=self._clock)

    def _send(self, mail_id: UUID) -> Outcome | None:
        with self._unit() as desk:
            mine = self._claim(desk, mail_id)
        if mine is None:
            return None

        def begin() -> bool:
            with self._unit() as desk:
                return _begin_hand_over(desk, mine)

        outcome = self._post.deliver(mine.to, mine.content, may_hand_over=begin)
        if outcome is not None:
            with self._unit() as desk:
                _settle(desk, mine, outcome)
            log.info(
                "mail_tried", row=str(mine.id), reason=outcome.fault or "", status=outcome.reply_code or 0
            )
        return outcome

    def _claim(self, desk: Desk, mail_id: UUID) -> _Claimed | None:
        """Take a mail that is free, and put it into words; None where another worker was faster."""
        now, claim = desk.clock.now(), new_id()
        taken = desk.db.exec(
            update(Mail)
            .where(col(Mail.id) == mail_id, *_is_free(now))
            .values(claim=claim, claimed_until=now + LEASE, attempts=col(Mail.attempts) + 1)
        )
        if taken.rowcount != 1:
            return None
        mail = desk.db.exec(select(Mail).where(Mail.id == mail_id)).one()
        envelope = desk.vault.open(mail, Mail.envelope)
        message = render(
            desk,
            mail,
            envelope,
            sender=self._post.sender,
            public_url=self._post.public_url,
            names=self._names,
        )
        if message is None:
            _end(mail, MailState.GIVEN_UP, now, Outcome(Fault.OUT_OF_DATE))
            mail.envelope = None
            desk.db.add(mail)
            return None
        return _Claimed(mail_id, claim, envelope.to, message.as_bytes())


def _due(desk: Desk) -> list[UUID]:
    """Mark what a worker left in the middle of handing over, and list what may be sent now."""
    now = desk.clock.now()
    desk.db.exec(
        update(Mail)
        .where(col(Mail.state) == MailState.HANDING_OVER, col(Mail.claimed_until) < now)
        .values(state=MailState.UNKNOWN, fault=Fault.LOST, ended_at=now, next_try_at=now)
    )
    query = select(Mail.id).where(*_is_free(now)).order_by(col(Mail.next_try_at), col(Mail.id))
    return list(desk.db.exec(query.limit(_A_TURN)).all())


def _is_free(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Mail.state) == MailState.WAITING,
        col(Mail.next_try_at) <= now,
        col(Mail.claimed_until).is_(None) | (col(Mail.claimed_until) < now),
    )


def _begin_hand_over(desk: Desk, mine: _Claimed) -> bool:
    """Write down that the server may have the mail from now on; False where the claim was lost."""
    begun = desk.db.exec(
        update(Mail)
        .where(col(Mail.id) == mine.id, col(Mail.claim) == mine.claim, col(Mail.state) == MailState.WAITING)
        .values(state=MailState.HANDING_OVER, claimed_until=desk.clock.now() + LEASE)
    )
    return bool(begun.rowcount == 1)


def _settle(desk: Desk, mine: _Claimed, outcome: Outcome) -> None:
    """Write down what became of a mail, unless somebody else has it by now."""
    mail = desk.db.exec(
        select(Mail).where(Mail.id == mine.id, Mail.claim == mine.claim).with_for_update()
    ).one_or_none()
    if mail is None:
        return
    now, fault = desk.clock.now(), outcome.fault
    if fault is None:
        _end(mail, MailState.SENT, now, outcome)
        mail.envelope = None
    elif fault is Fault.LOST:
        _end(mail, MailState.UNKNOWN, now, outcome)
    elif fault in FOR_GOOD or mail.attempts >= MOST_ATTEMPTS:
        _end(mail, MailState.GIVEN_UP, now, outcome)
    else:
        _end(mail, MailState.WAITING, None, outcome)
        mail.next_try_at = now + wait_after(mail.attempts)
    desk.db.add(mail)


def _end(mail: Mail, state: MailState, at: datetime | None, outcome: Outcome) -> None:
    mail.state, mail.fault, mail.reply_code = state, outcome.fault, outcome.reply_code
    mail.ended_at = at
    mail.claim = mail.claimed_until = None
