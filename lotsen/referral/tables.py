"""Rows of the closed loop. Open are institutions, states and dates; what is meant for whom is sealed."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.referral.documents import EventSheet, Handover, Trace, WorkSheet
from lotsen.referral.domain import Channel, ReferralStatus
from lotsen.referral.rules import RuleSetStatus
from lotsen.store.record import DataRecord, SealedRecord, column, sealed, value_enum
from lotsen.vault import Sealed


class RuleSetVersion(DataRecord, table=True):
    """A published version of the rules, never changed. `status` is what its file says of itself."""

    __table_args__ = (sa.UniqueConstraint("code", "version"),)

    code: str = column(data_class="rules", reason="name of a public rule set", max_length=60)
    version: int
    status: RuleSetStatus = column(
        data_class="code", reason="whether professionals have signed off", sa_type=value_enum(RuleSetStatus)
    )
    text: str = column(data_class="rules", reason="the rules themselves, public", sa_type=sa.Text)
    published_on: date
    position: int = Field(unique=True)
    drafted_by: UUID | None = None
    published_by: UUID | None = None


class Proposal(SealedRecord, table=True):
    """A family's plan, under the family's key, with the versions that explain it."""

    family_id: UUID = Field(foreign_key="intake_family.id", ondelete="CASCADE", index=True)
    assessment_id: UUID | None = None
    rule_set_version: str = column(data_class="rules", reason="which public rules were used", max_length=80)
    directory_version: int
    created_at: datetime
    handed_out_on: date | None = None
    trace: Sealed[Trace] = sealed(Trace, label="proposal")


class Referral(SealedRecord, table=True):
    """A hand-over from one institution to another, under a key of its own granted to both.

    `family_id` is no foreign key: a receiver keeps what it lawfully holds when the sender erases the family.
    `recalled` says that the consent ended before acceptance; the receiver then sees nothing of it.
    """

    __table_args__ = (
        sa.Index("ix_referral_referral_received", "receiver_id", "status", "answer_due_on"),
        sa.Index("ix_referral_referral_sent", "sender_id", "status", "requested_on"),
    )

    sender_id: UUID = Field(foreign_key="accounts_institution.id")
    receiver_id: UUID = Field(foreign_key="accounts_institution.id")
    family_id: UUID = Field(index=True)
    based_on: UUID | None = Field(default=None, foreign_key="referral_referral.id")
    status: ReferralStatus = column(
        data_class="code",
        reason="orders the work lists; names no need",
        sa_type=value_enum(ReferralStatus),
        default=ReferralStatus.DRAFT,
    )
    channel: Channel = column(
        data_class="code",
        reason="how it was sent",
        sa_type=value_enum(Channel),
        default=Channel.DIGITAL,
    )
    created_on: date
    requested_on: date | None = None
    answer_due_on: date | None = None
    received_on: date | None = None
    accepted_on: date | None = None
    closed_on: date | None = None
    shares_feedback: bool = False
    feedback_until: date | None = None
    recalled: bool = False
    told_sender: bool = True
    revision: int = 0
    handover: Sealed[Handover] = sealed(Handover, label="handover")

    @property
    def owes_withdrawal(self) -> bool:
        """Say whether the sender has yet to take note that the family withdrew at the receiver's.

        A withdrawal ends the feedback; whatever else the sender has to take note of rests on it.
        """
        return not self.told_sender and (self.status is ReferralStatus.WITHDRAWN or not self.shares_feedback)


class ReferralEvent(SealedRecord, table=True):
    """One thing that happened, under the referral's key where the sender may know it, else the receiver's."""

    referral_id: UUID = Field(foreign_key="referral_referral.id", ondelete="CASCADE", index=True)
    position: int
    at: datetime
    event: Sealed[EventSheet] = sealed(EventSheet, label="referral-event")


class Casework(SealedRecord, table=True):
    """The receiver's own file about a referral, under a key that was granted to the receiver alone."""

    institution_id: UUID = Field(foreign_key="accounts_institution.id")
    referral_id: UUID | None = Field(default=None, foreign_key="referral_referral.id", unique=True)
    opened_on: date
    follow_up_on: date | None = Field(default=None, index=True)
    revision: int = 0
    work: Sealed[WorkSheet] = sealed(WorkSheet, label="casework")
