"""What can be done with mails: put into the outbox, watched, sent again, forgotten."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, delete, func, select

from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.keys.domain import Purpose
from lotsen.outbox.domain import KEPT, Fault, MailState, NotToBeRetried, checked_address
from lotsen.outbox.letters import Letter
from lotsen.outbox.tables import Envelope, Mail
from lotsen.policy import InstitutionKind, Role

_TO_LOOK_AT = frozenset({MailState.UNKNOWN, MailState.GIVEN_UP})
_SHOWN = 50


@dataclass(frozen=True)
class Fate:
    """One mail as an administrator sees it: never to whom."""

    id: UUID
    kind: str
    state: MailState
    created_at: datetime
    attempts: int
    fault: Fault | None
    reply_code: int | None
    may_retry: bool


@dataclass(frozen=True)
class OutboxState:
    """How the outbox stands."""

    counts: dict[MailState, int]
    oldest: datetime | None
    fault: Fault | None
    reply_code: int | None
    to_look_at: tuple[Fate, ...]


def write_mail(desk: Desk, row_id: UUID, letter: Letter, *, to: str, language: str = "de") -> UUID:
    """Put a mail into the outbox, once per id; it leaves after this unit of work has been committed.

    Raises AddressUnusable.
    """
    address = checked_address(to)
    if desk.db.get(Mail, row_id) is None:
        now = desk.clock.now()
        mail = Mail(id=row_id, kind=letter.kind, language=language, created_at=now, next_try_at=now)
        desk.vault.seal(mail, Mail.envelope, Envelope(to=address, values=letter.model_dump(mode="json")))
        desk.db.add(mail)
        desk.db.flush()
        desk.vault.note("mail_written", row=row_id, record_class="mail-envelope")
    return row_id


def mail_id(desk: Desk, *parts: object) -> UUID:
    """Return the id of the one mail there may be about something in a period, such as a reminder."""
    return UUID(bytes=desk.vault.index("|".join(map(str, parts)), Purpose.MAIL)[:16], version=4)


def is_written(desk: Desk, mail_id: UUID) -> bool:
    """Say whether a mail of this id was put into the outbox, whatever became of it."""
    return desk.db.get(Mail, mail_id) is not None


def written_mails(desk: Desk, letter: type[Letter]) -> frozenset[UUID]:
    """Return the ids of all mails of a kind, whatever became of them."""
    return frozenset(desk.db.exec(select(Mail.id).where(Mail.kind == letter.kind)).all())


def read_outbox(desk: Desk) -> OutboxState:
    """Return how the outbox stands; the machine and the municipality's administration see it."""
    _check_reach(desk)
    counted = desk.db.exec(select(Mail.state, func.count()).group_by(col(Mail.state))).all()
    waiting = col(Mail.state) == MailState.WAITING
    oldest = desk.db.exec(select(func.min(Mail.created_at)).where(waiting)).one()
    last = desk.db.exec(
        select(Mail)
        .where(col(Mail.fault).is_not(None), col(Mail.state) != MailState.SENT)
        .order_by(col(Mail.next_try_at).desc())
    ).first()
    rows = desk.db.exec(
        select(Mail)
        .where(col(Mail.state).in_(_TO_LOOK_AT))
        .order_by(col(Mail.created_at).desc(), col(Mail.id))
        .limit(_SHOWN)
    ).all()
    return OutboxState(
        counts={state: dict(counted).get(state, 0) for state in MailState},
        oldest=oldest,
        fault=last.fault if last else None,
        reply_code=last.reply_code if last else None,
        to_look_at=tuple(_fate(row) for row in rows),
    )


def fate_of(desk: Desk, mail_id: UUID) -> Fate:
    """Return what became of one mail."""
    _check_reach(desk)
    mail = desk.db.get(Mail, mail_id)
    if mail is None:
        raise NotVisible
    return _fate(mail)


def retry_mail(desk: Desk, mail_id: UUID) -> None:
    """Let a mail that did not leave, or perhaps did, be sent again under the same Message-ID.

    Raises NotToBeRetried; a second tap on the button changes nothing.
    """
    _check_reach(desk)
    mail = desk.db.exec(
        select(Mail).where(Mail.id == mail_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if mail is None:
        raise NotVisible
    if mail.state is MailState.WAITING:
        return
    if not _may_retry(mail):
        raise NotToBeRetried
    mail.state, mail.fault, mail.reply_code = MailState.WAITING, None, None
    mail.attempts, mail.next_try_at, mail.ended_at = 0, desk.clock.now(), None
    mail.claim = mail.claimed_until = None
    desk.db.add(mail)
    desk.vault.note("mail_retried", row=mail.id, record_class="mail-envelope")


def forget_mails(desk: Desk) -> int:
    """Delete rows of mails that ended long ago; returns how many."""
    before = desk.clock.now() - KEPT
    return int(desk.db.exec(delete(Mail).where(col(Mail.ended_at) < before)).rowcount)


def _check_reach(desk: Desk) -> None:
    actor = desk.actor
    if actor.role is not Role.MACHINE and actor.institution_kind is not InstitutionKind.MUNICIPALITY:
        raise NotVisible


def _may_retry(mail: Mail) -> bool:
    return mail.state in _TO_LOOK_AT and mail.envelope is not None and mail.fault is not Fault.OUT_OF_DATE


def _fate(mail: Mail) -> Fate:
    return Fate(
        id=mail.id,
        kind=mail.kind,
        state=mail.state,
        created_at=mail.created_at,
        attempts=mail.attempts,
        fault=mail.fault,
        reply_code=mail.reply_code,
        may_retry=_may_retry(mail),
    )
