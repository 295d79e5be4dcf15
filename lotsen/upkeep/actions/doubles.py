"""Two entries that look like one: told apart for good, or made one with nothing lost."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import col, update

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import CAME_UNSORTED, Content, Likeness, ServiceStatus
from lotsen.directory.entries import ServiceEntry
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.upkeep.domain import Difference, DoNotGoTogether, ProposalState, differences, taken_over
from lotsen.upkeep.tables import Proposal

_OWN = frozenset({"status"})


@dataclass(frozen=True)
class Pair:
    """Two entries side by side: which one stays, which one ends, and what the ending one says otherwise."""

    kept: ServiceEntry
    ended: ServiceEntry
    revisions: tuple[int, int]
    changes: tuple[Difference, ...]
    sign: Likeness | None

    @property
    def leaders(self) -> tuple[str, ...]:
        """The fields that can be taken over: of those that go together, the first."""
        return tuple(dict.fromkeys(change.leader for change in self.changes if change.proposed is not None))

    @property
    def gaps(self) -> frozenset[str]:
        """The fields about which only the ending entry says anything."""
        stated = {change.leader for change in self.changes if change.base is not None}
        return frozenset(self.leaders) - stated


def read_pair(desk: Desk, kept_id: UUID, ended_id: UUID) -> Pair:
    """Return two entries of which one may stand for both. Raises NotVisible where one has ended."""
    if kept_id == ended_id:
        raise NotVisible
    kept, kept_revision = directory.read_entry(desk, kept_id)
    ended, ended_revision = directory.read_entry(desk, ended_id)
    if ServiceStatus.DEFUNCT in (kept.status, ended.status):
        raise NotVisible
    now = _said(kept)
    return Pair(
        kept=kept,
        ended=ended,
        revisions=(kept_revision, ended_revision),
        changes=differences(now, _said(ended), now),
        sign=directory.find_likeness(desk, kept_id, ended_id),
    )


def merge(
    desk: Desk, kept_id: UUID, ended_id: UUID, chosen: frozenset[str], *, revisions: tuple[int, int]
) -> None:
    """Take the chosen fields over, end the other entry, lead who asks for it here; a second tap does nothing.

    What was proposed about the ended entry is decided about the other one from now on.
    Raises StaleRevision, DoNotGoTogether.
    """
    if directory.stands_for(desk, ended_id) == kept_id:
        return
    pair = read_pair(desk, kept_id, ended_id)
    if pair.revisions != revisions:
        raise StaleRevision
    state = taken_over(directory.content(pair.kept), pair.changes, chosen & frozenset(pair.leaders))
    try:
        kept = ServiceEntry.model_validate({**state, "id": kept_id})
    except ValidationError:
        raise DoNotGoTogether from None
    ended = pair.ended.model_copy(update={"status": ServiceStatus.DEFUNCT})
    directory.save_service(desk, kept, revision=revisions[0])
    directory.save_service(desk, ended, revision=revisions[1])
    directory.note_merger(desk, ended_id, kept_id)
    desk.db.exec(
        update(Proposal)
        .where(col(Proposal.service_id) == ended_id)
        .where(col(Proposal.state) == ProposalState.OPEN)
        .values(service_id=kept_id)
    )


def _said(entry: ServiceEntry) -> Content:
    said = {name: value for name, value in directory.content(entry).items() if name not in _OWN}
    if parts := said.pop("parts", None):
        told = {name: value for name, value in dict(parts).items() if name != CAME_UNSORTED}
        said |= {"parts": told} if told else {}
    return said
