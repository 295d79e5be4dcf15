"""Proposals as whoever decides sees them, and which of them contradict something."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.terms import vocabulary
from lotsen.upkeep.domain import Difference
from lotsen.upkeep.tables import Proposal, ProposedEntry


@dataclass(frozen=True)
class Opened:
    """A proposal as whoever decides sees it; of a missing service there is no entry yet."""

    proposal: Proposal
    document: ProposedEntry
    name: str
    changes: tuple[Difference, ...]
    revision: int | None

    @property
    def is_protected(self) -> bool:
        """Whether the address of a missing service is protected, as proposed or as is usual for its type."""
        said = self.document.entry
        usual = vocabulary().service_types[str(said["service_type"])].defaults
        return bool(said.get("protected_address") or usual.protected_address)

    @property
    def is_stale(self) -> bool:
        """Whether somebody changed a proposed field to something else in the meantime."""
        return any(change.is_contested for change in self.changes)


def contested(opened: Sequence[Opened]) -> tuple[Opened, ...]:
    """Return proposals that a newer state of their entry speaks against, or another proposal."""
    said: dict[tuple[UUID | None, str], set[str]] = {}
    for one in opened:
        for change in one.changes:
            said.setdefault((one.proposal.service_id, change.name), set()).add(repr(change.proposed))
    return tuple(
        one
        for one in opened
        if one.proposal.service_id is not None
        and (
            one.is_stale or any(len(said[one.proposal.service_id, change.name]) > 1 for change in one.changes)
        )
    )
