"""Asking a provider to look at an entry: a link by mail or by hand, and reminders nobody need think of."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.tables import Service
from lotsen.kernel import LOCAL_ZONE, NotVisible, local_day
from lotsen.links import actions as links
from lotsen.links.domain import LinkPurpose
from lotsen.links.tables import Link
from lotsen.outbox import actions as outbox
from lotsen.outbox.actions import Fate
from lotsen.outbox.domain import AddressUnusable, checked_address
from lotsen.outbox.letters import EntryCheck, EntryLink, EntryReminder
from lotsen.upkeep.actions.stale import Addresses, stale_addresses, still_stale
from lotsen.upkeep.ages import ages
from lotsen.upkeep.domain import Reminder, period_of

_PURPOSE = LinkPurpose.DIRECTORY_ENTRY


def addresses_of(desk: Desk, service_id: UUID) -> tuple[str, ...]:
    """Return where mail about an entry may go: only what the entry and its organization state themselves."""
    return _addresses(directory.read_service(desk, service_id).service)


def ask_provider(desk: Desk, form_id: UUID, service_id: UUID, *, to: str) -> None:
    """Send the provider a link to the entry, once per form. Only to an address that the entry states."""
    if to not in addresses_of(desk, service_id):
        raise NotVisible
    link = links.open_link(desk, form_id, purpose=_PURPOSE, about_id=service_id)
    letter = EntryCheck(service_id=service_id, link_id=link.id, until=_last_day(link))
    outbox.write_mail(desk, form_id, letter, to=to)


def open_entry_link(desk: Desk, form_id: UUID, service_id: UUID) -> None:
    """Make a link to hand over by other means, once per form."""
    directory.read_service(desk, service_id)
    links.open_link(desk, form_id, purpose=_PURPOSE, about_id=service_id)


def links_to_entry(desk: Desk, service_id: UUID) -> list[Link]:
    """Return the links to an entry that hold, the newest first."""
    return links.links_about(desk, _PURPOSE, service_id)


def mail_to_provider(desk: Desk, service_id: UUID) -> Fate | None:
    """Return what became of the mail with the newest link to an entry; None where no mail took it."""
    held = links_to_entry(desk, service_id)
    return outbox.fate_of(desk, held[0].id) if held and outbox.is_written(desk, held[0].id) else None


def path_to_entry(desk: Desk, service_id: UUID) -> str | None:
    """Return the path of the newest link to an entry; None where there is none."""
    held = links_to_entry(desk, service_id)
    return links.path_of_link(desk, held[0].id) if held else None


def end_entry_links(desk: Desk, service_id: UUID) -> int:
    """End every link to an entry at once."""
    return links.close_links(desk, _PURPOSE, service_id)


def due_reminders(desk: Desk) -> tuple[Reminder, ...]:
    """Return one mail per address and period about everything of theirs that is old, where none is written.

    A second run, or a second machine, finds the same ids, and so nothing is written twice.
    """
    period = period_of(local_day(desk.clock), ages().remind_every)
    by_address: dict[str, tuple[str, list[UUID]]] = {}
    for service_id, stated in stale_addresses(desk):
        for address in islice(_usable(stated), 1):
            by_address.setdefault(address.casefold(), (address, []))[1].append(service_id)
    written = outbox.written_mails(desk, EntryReminder)
    due = (
        Reminder(outbox.mail_id(desk, "entry-reminder", folded, period), address, tuple(ids))
        for folded, (address, ids) in sorted(by_address.items())
    )
    return tuple(one for one in due if one.mail_id not in written)


def write_reminders(desk: Desk, due: Iterable[Reminder]) -> int:
    """Write these mails with a link to each entry that is still old; returns how many."""
    return sum(_write_reminder(desk, one) for one in due)


def _write_reminder(desk: Desk, due: Reminder) -> bool:
    old = () if outbox.is_written(desk, due.mail_id) else still_stale(desk, due.service_ids)
    if not old:
        return False
    opened = [
        links.open_link(desk, outbox.mail_id(desk, due.mail_id, one), purpose=_PURPOSE, about_id=one)
        for one in old
    ]
    letter = EntryReminder(
        entries=tuple(EntryLink(service_id=link.about_id, link_id=link.id) for link in opened),
        until=min(_last_day(link) for link in opened),
    )
    outbox.write_mail(desk, due.mail_id, letter, to=due.to)
    return True


def _addresses(service: Service) -> tuple[str, ...]:
    stated = (service.professional_email, service.email, service.organization.email)
    return tuple(dict.fromkeys(_usable(stated)))


def _usable(stated: Addresses) -> Iterator[str]:
    for address in stated:
        try:
            yield checked_address(address or "")
        except AddressUnusable:
            continue


def _last_day(link: Link) -> date:
    return link.expires_at.astimezone(LOCAL_ZONE).date()
