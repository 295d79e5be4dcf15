"""Proposing: a change of an entry, or a service that is missing. The same form sent twice proposes once."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.entries import ServiceEntry
from lotsen.kernel import NotVisible
from lotsen.upkeep.domain import NothingNew, ProposalState, ProposedBy
from lotsen.upkeep.tables import Proposal, ProposedEntry


def propose_change(
    desk: Desk, row_id: UUID, service_id: UUID, changes: dict[str, object], *, by: ProposedBy, note: str = ""
) -> Proposal:
    """Propose other values for fields of an entry. Raises NothingNew where they are what stands there."""
    known = _known(desk, row_id, service_id)
    if known is not None:
        return known
    return _keep(desk, row_id, service_id, draft_change(desk, service_id, changes, note=note), by)


def draft_change(desk: Desk, service_id: UUID, changes: dict[str, object], *, note: str) -> ProposedEntry:
    """Return what would be proposed. Raises NothingNew where that stands there and no note is with it."""
    before, _ = directory.read_entry(desk, service_id)
    after = ServiceEntry.model_validate(before.model_dump() | changes)
    base, entry = directory.content(before), directory.content(after)
    if base == entry and not note:
        raise NothingNew
    return ProposedEntry(base=base, entry=entry, note=note)


def is_proposed(desk: Desk, row_id: UUID) -> bool:
    """Say whether the proposal of a form is here, whatever became of it."""
    return desk.db.get(Proposal, row_id) is not None


def propose_missing(
    desk: Desk,
    row_id: UUID,
    fields: dict[str, object],
    *,
    organization: str,
    address: Mapping[str, str] = MappingProxyType({}),
    note: str = "",
) -> Proposal:
    """Propose a service that is missing; whoever decides says which organization it belongs to.

    Of an address that is protected nothing is taken.
    """
    known = _known(desk, row_id, None)
    if known is not None:
        return known
    entry = ServiceEntry.model_validate({**fields, "id": row_id, "organization_id": row_id})
    stated = {name: value for name, value in directory.content(entry).items() if name != "organization_id"}
    document = ProposedEntry(
        base={},
        entry=stated,
        organization=organization,
        address={} if entry.protected_address else dict(address),
        note=note,
    )
    return _keep(desk, row_id, None, document, ProposedBy.STAFF)


def waits_since(desk: Desk, service_id: UUID) -> datetime | None:
    """Return when a provider last proposed something for an entry that nobody has decided yet."""
    waiting = select(Proposal.proposed_at).where(
        Proposal.service_id == service_id,
        Proposal.proposed_by == ProposedBy.PROVIDER,
        Proposal.state == ProposalState.OPEN,
    )
    return desk.db.exec(waiting.order_by(col(Proposal.proposed_at).desc())).first()


def _known(desk: Desk, row_id: UUID, service_id: UUID | None) -> Proposal | None:
    known = desk.db.get(Proposal, row_id)
    if known is not None and known.service_id != service_id:
        raise NotVisible
    return known


def _keep(
    desk: Desk, row_id: UUID, service_id: UUID | None, document: ProposedEntry, by: ProposedBy
) -> Proposal:
    row = Proposal(
        id=row_id,
        service_id=service_id,
        proposed_by=by,
        proposer_id=desk.actor.person_id,
        proposed_at=desk.clock.now(),
    )
    desk.vault.seal(row, Proposal.content, document)
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("entry_proposed", row=row.id, record_class="directory-proposal")
    return row
