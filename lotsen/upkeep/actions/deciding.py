"""Deciding about proposals: read with every difference, take over all or some, refuse with a reason."""

from uuid import UUID, uuid5

from pydantic import ValidationError
from sqlmodel import col, delete, select

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ChangeSource, fold
from lotsen.directory.entries import LocationEntry, OrganizationEntry, ServiceEntry
from lotsen.directory.tables import Organization
from lotsen.kernel import NotVisible
from lotsen.places import actions as places
from lotsen.upkeep.domain import (
    KEPT,
    AlreadyDecided,
    DoNotGoTogether,
    NothingChosen,
    ProposalState,
    ProposedBy,
    Refusal,
    differences,
    taken_over,
)
from lotsen.upkeep.opened import Opened
from lotsen.upkeep.tables import Proposal

_SHOWN = 100


def open_proposals(desk: Desk) -> tuple[Opened, ...]:
    """List what is to be decided, the oldest first."""
    rows = desk.db.exec(
        select(Proposal)
        .where(Proposal.state == ProposalState.OPEN)
        .order_by(col(Proposal.proposed_at), col(Proposal.id))
        .limit(_SHOWN)
    ).all()
    return tuple(_opened(desk, row) for row in rows)


def own_proposals(desk: Desk) -> tuple[Opened, ...]:
    """List what the actor proposed and what became of it, the newest first."""
    rows = desk.db.exec(
        select(Proposal)
        .where(Proposal.proposer_id == desk.actor.person_id)
        .order_by(col(Proposal.proposed_at).desc(), col(Proposal.id))
        .limit(_SHOWN)
    ).all()
    return tuple(_opened(desk, row) for row in rows)


def read_proposal(desk: Desk, proposal_id: UUID) -> Opened:
    """Return one proposal with every difference to the entry as it stands now."""
    row = desk.db.get(Proposal, proposal_id)
    if row is None:
        raise NotVisible
    return _opened(desk, row)


def take_over(
    desk: Desk,
    proposal_id: UUID,
    chosen: frozenset[str],
    *,
    organization_id: UUID | None = None,
    protected: bool | None = None,
) -> UUID:
    """Take over the chosen fields and return the entry's id; a second tap changes nothing.

    A missing service is added as a whole, under a known organization or a new one of the name proposed, with
    its address as a location unless that is `protected` (None: as proposed, or as is usual for its type).
    Raises NothingChosen, AlreadyDecided, DoNotGoTogether.
    """
    opened = _opened(desk, _locked(desk, proposal_id))
    row = opened.proposal
    target = row.service_id or row.id
    leaders = frozenset(change.leader for change in opened.changes if not change.is_done)
    wanted = chosen & leaders if row.service_id else leaders
    if not wanted and leaders:
        raise NothingChosen
    state = ProposalState.ACCEPTED if wanted == leaders else ProposalState.PARTLY
    if row.state is not ProposalState.OPEN:
        if row.state in {ProposalState.ACCEPTED, ProposalState.PARTLY}:
            return target
        raise AlreadyDecided
    if row.service_id is None:
        hidden = opened.is_protected if protected is None else protected
        _add(desk, opened, organization_id, protected=hidden)
    else:
        _change(desk, opened, wanted)
    _decide(desk, row, state)
    return target


def refuse_proposal(desk: Desk, proposal_id: UUID, reason: Refusal) -> None:
    """Do not take a proposal over, and say why. Raises AlreadyDecided."""
    row = _locked(desk, proposal_id)
    if row.state is ProposalState.REFUSED and row.refusal is reason:
        return
    if row.state is not ProposalState.OPEN:
        raise AlreadyDecided
    row.refusal = reason
    _decide(desk, row, ProposalState.REFUSED)


def forget_proposals(desk: Desk) -> int:
    """Delete proposals that were decided long ago; what came of them stands in the entry's history."""
    before = desk.clock.now() - KEPT
    return int(desk.db.exec(delete(Proposal).where(col(Proposal.decided_at) < before)).rowcount)


def look_alikes(desk: Desk, opened: Opened) -> tuple[tuple[UUID, str], ...]:
    """Return entries that a missing service may be already: equal names, or names within each other."""
    wanted = fold(opened.name)
    return tuple(
        (service_id, name)
        for service_id, name in directory.service_names(desk)
        if (known := fold(name)) and (known in wanted or wanted in known)
    )


def alike_organization(desk: Desk, opened: Opened) -> UUID | None:
    """Return the organization whose name is the one proposed, for the form to choose beforehand."""
    name = opened.document.organization
    found = directory.find_organizations(desk, name) if name else ()
    return next((one for one, known in found if fold(known) == fold(name)), None)


def _opened(desk: Desk, row: Proposal) -> Opened:
    document = desk.vault.open(row, Proposal.content)
    now: dict[str, object] = {}
    revision = None
    if row.service_id is not None:
        entry, revision = directory.read_entry(desk, row.service_id)
        now = dict(directory.content(entry))
    name = str(now.get("name") or document.entry.get("name") or "")
    return Opened(row, document, name, differences(document.base, document.entry, now), revision)


def _locked(desk: Desk, proposal_id: UUID) -> Proposal:
    row = desk.db.exec(
        select(Proposal)
        .where(Proposal.id == proposal_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotVisible
    return row


def _change(desk: Desk, opened: Opened, chosen: frozenset[str]) -> None:
    service_id = opened.proposal.service_id
    if service_id is None:
        raise NotVisible
    entry, revision = directory.read_entry(desk, service_id)
    state = taken_over(directory.content(entry), opened.changes, chosen)
    try:
        changed = ServiceEntry.model_validate({**state, "id": service_id})
    except ValidationError:
        raise DoNotGoTogether from None
    directory.save_service(desk, changed, revision=revision, source=_source(opened.proposal))


def _add(desk: Desk, opened: Opened, organization_id: UUID | None, *, protected: bool) -> None:
    row = opened.proposal
    if organization_id is None:
        organization_id = row.id
        name = opened.document.organization or opened.name
        directory.save_organization(desk, OrganizationEntry(id=organization_id, name=name))
    elif desk.db.get(Organization, organization_id) is None:
        raise directory.UnknownOrganization
    place = None if protected else _place(desk, opened, organization_id)
    said = {"protected_address": protected, "location_ids": (place.id,) if place else ()}
    entry = {**opened.document.entry, "id": row.id, "organization_id": organization_id, **said}
    directory.add_service(desk, ServiceEntry.model_validate(entry), place=place)


def _place(desk: Desk, opened: Opened, organization_id: UUID) -> LocationEntry | None:
    """Return the proposed address as a location; its district only where postcode and town are certain."""
    address = opened.document.address
    if not address:
        return None
    postcode, city = address.get("postcode", ""), address.get("city", "")
    towns = [row.code for row in places.towns_of(desk, postcode) if fold(row.name) == fold(city)]
    place = places.place_of(desk, postcode, municipality=towns[0] if len(towns) == 1 else None)
    return LocationEntry(
        id=uuid5(opened.proposal.id, "location"),
        organization_id=organization_id,
        name=opened.document.organization or opened.name,
        street=address.get("street", ""),
        postcode=postcode,
        city=city,
        district=place.district if place else None,
    )


def _source(row: Proposal) -> ChangeSource:
    return ChangeSource.PROVIDER if row.proposed_by is ProposedBy.PROVIDER else ChangeSource.STAFF


def _decide(desk: Desk, row: Proposal, state: ProposalState) -> None:
    """Write down what was decided; an address is kept in the entry now, or nowhere."""
    document = desk.vault.open(row, Proposal.content)
    if document.address:
        desk.vault.seal(row, Proposal.content, document.model_copy(update={"address": {}}))
    row.state, row.decided_at, row.decided_by = state, desk.clock.now(), desk.actor.person_id
    desk.db.add(row)
    desk.vault.note(f"proposal_{state.value}", row=row.id, record_class="directory-proposal")
