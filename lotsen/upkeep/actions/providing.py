"""What a provider does over a link: say that all is right, say how full it is, propose changes.

A confirmation and the places hold at once; they are what changes daily, and nobody knows them better.
Everything else is a proposal. Each form counts once, and a replay of it answers as the first did.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import Capacity, ChangeSource
from lotsen.directory.entries import ServiceEntry
from lotsen.kernel import NotVisible, local_day
from lotsen.links import actions as links
from lotsen.links.domain import LinkClosed, LinkPurpose
from lotsen.links.tables import Link
from lotsen.upkeep.actions.proposing import draft_change, is_proposed, propose_change, waits_since
from lotsen.upkeep.domain import ProposedBy


@dataclass(frozen=True)
class Provided:
    """An entry as its provider sees it over a link, and since when a proposal of theirs waits."""

    link: Link
    entry: ServiceEntry
    revision: int
    proposed_at: datetime | None


def entry_behind(desk: Desk, token: str) -> Provided:
    """Return the entry a link leads to, or the one that stands for it now.

    Raises LinkClosed, also where the entry exists no more.
    """
    link = links.find_link(desk, token, LinkPurpose.DIRECTORY_ENTRY)
    try:
        entry, revision = directory.read_entry(desk, directory.stands_for(desk, link.about_id))
    except NotVisible:
        raise LinkClosed from None
    return Provided(link, entry, revision, waits_since(desk, entry.id))


def confirm_entry(desk: Desk, token: str, form_id: UUID) -> None:
    """Write down that the provider finds everything right today."""
    provided = entry_behind(desk, token)
    if links.use_link(desk, provided.link, form_id):
        today = local_day(desk.clock)
        directory.save_service(
            desk, provided.entry.model_copy(update={"checked_on": today}), source=ChangeSource.PROVIDER
        )
        desk.vault.note("entry_confirmed", row=provided.entry.id, record_class="directory-entry")


def say_capacity(desk: Desk, token: str, form_id: UUID, capacity: Capacity, *, weeks: int | None) -> None:
    """Write down how full the provider is today; whatever somebody else said before."""
    provided = entry_behind(desk, token)
    if links.use_link(desk, provided.link, form_id):
        directory.set_capacity(
            desk,
            provided.entry.id,
            capacity,
            weeks=weeks,
            source="",
            revision=provided.revision,
            source_of=ChangeSource.PROVIDER,
        )
        desk.vault.note("entry_capacity_said", row=provided.entry.id, record_class="directory-entry")


def propose_over_link(
    desk: Desk, token: str, form_id: UUID, changes: dict[str, object], *, note: str = ""
) -> None:
    """Propose changes of one's own entry.

    Raises NothingNew before the link is used: the same form with a change in it still counts.
    """
    provided = entry_behind(desk, token)
    if not is_proposed(desk, form_id):
        draft_change(desk, provided.entry.id, changes, note=note)
    if links.use_link(desk, provided.link, form_id):
        propose_change(desk, form_id, provided.entry.id, changes, by=ProposedBy.PROVIDER, note=note)
