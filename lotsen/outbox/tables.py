"""Mails to send. Whom a mail goes to betrays what a family needs, so the address is sealed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import JsonValue

from lotsen.outbox.domain import Fault, MailState
from lotsen.store.record import SystemSealedRecord, column, sealed, value_enum
from lotsen.vault import Document, Sealed


class Envelope(Document):
    """Whom a mail goes to and the values its text is made with: ids, days and numbers."""

    shape: ClassVar[int] = 1
    to: str
    values: dict[str, JsonValue]


class Mail(SystemSealedRecord, table=True):
    """One mail. Its id makes its Message-ID, so that one sent again is recognised.

    The envelope goes when the mail has left. `claim` is the worker that has the mail until `claimed_until`.
    """

    kind: str = column(data_class="code", reason="which text, a constant of the code", max_length=40)
    language: str = column(data_class="code", reason="in which language", max_length=10)
    state: MailState = column(
        data_class="code",
        reason="where the mail is",
        sa_type=value_enum(MailState),
        default=MailState.WAITING,
        index=True,
    )
    fault: Fault | None = column(
        data_class="code", reason="why it did not leave", sa_type=value_enum(Fault), default=None
    )
    reply_code: int | None = None
    attempts: int = 0
    created_at: datetime
    next_try_at: datetime
    ended_at: datetime | None = None
    claim: UUID | None = None
    claimed_until: datetime | None = None
    envelope: Sealed[Envelope] | None = sealed(Envelope, label="mail-envelope", purpose="mail", optional=True)
