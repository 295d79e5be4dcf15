"""Proposals. Until somebody decides, what outsiders typed is no public entry yet: it stays sealed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import JsonValue
from sqlmodel import Field

from lotsen.store.record import DataRecord, SystemSealedRecord, column, sealed, value_enum
from lotsen.upkeep.domain import ProposalState, ProposedBy, Refusal
from lotsen.vault import Document, Sealed


class ProposedEntry(Document):
    """What is proposed, and the state it began from (empty for a service that is missing).

    `organization` names the provider of a missing service as the proposer typed it; `address` holds what is
    known of its "street", "postcode" and "city", until somebody decides.
    """

    shape: ClassVar[int] = 1
    base: dict[str, JsonValue]
    entry: dict[str, JsonValue]
    organization: str = ""
    address: dict[str, str] = {}
    note: str = ""


class Proposal(SystemSealedRecord, table=True):
    """One proposal about an entry, or about a service that is missing (`service_id` is None then)."""

    service_id: UUID | None = Field(default=None, index=True)
    proposed_by: ProposedBy = column(
        data_class="code", reason="whether it came over a link", sa_type=value_enum(ProposedBy)
    )
    proposer_id: UUID | None = None
    proposed_at: datetime
    state: ProposalState = column(
        data_class="code",
        reason="whether it is decided",
        sa_type=value_enum(ProposalState),
        default=ProposalState.OPEN,
        index=True,
    )
    refusal: Refusal | None = column(
        data_class="code",
        reason="why a proposal about public data was not taken",
        sa_type=value_enum(Refusal),
        default=None,
    )
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    content: Sealed[ProposedEntry] = sealed(ProposedEntry, label="directory-proposal", purpose="proposal")


class TypeAge(DataRecord, table=True):
    """How old entries of a type of service may become here, in days, where it is not as shipped."""

    service_type: str = column(
        data_class="directory", reason="public code of a type of service", max_length=10, unique=True
    )
    entry_days: int = column(data_class="directory", reason="how the public directory is kept")
    capacity_days: int = column(data_class="directory", reason="how the public directory is kept")
    changed_at: datetime
    changed_by: UUID | None = column(
        data_class="reference", reason="who keeps the public directory", default=None
    )
