"""Asking a provider to look at an entry: a link by mail or by hand, and reminders nobody need think of."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.tables import Service
from lotsen.kernel import LOCAL_ZONE, NotVisible, local_day
from lotsen.links import actions as links
from lotsen.links.domain import LinkPurpose
from lotsen.links.tables import Link
from lotsen.outbox import actions as outbox
from lotsen.outbox.domain import AddressUnusable, checked_address
from lotsen.outbox.letters import EntryCheck, EntryLink, EntryReminder
from lotsen.upkeep.actions.stale import stale_entries
from lotsen.upkeep.ages import ages
from lotsen.upkeep.domain import period_of

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


def path_to_entry(desk: Desk, service_id: UUID) -> str | None:
    """Return the path of the newest link to an entry; None where there is none."""
    held = links_to_entry(desk, service_id)
    return links.path_of_link(desk, held[0].id) if held else None


def end_entry_links(desk: Desk, service_id: UUID) -> int:
    """End every link to an entry at once."""
    return links.close_links(desk, _PURPOSE, service_id)


def remind_providers(desk: Desk) -> int:
    """Write one mail per address and period about everything of theirs that is old; returns how many.

    The mail's id follows from address and period, so that a second run, or a second machine, writes none.
    """
    period = period_of(local_day(desk.clock), ages().remind_every)
    by_address: dict[str, tuple[str, list[Service]]] = {}
    for stale in stale_entries(desk):
        for address in _addresses(stale.service)[:1]:
            by_address.setdefault(address.casefold(), (address, []))[1].append(stale.service)
    written = 0
    for folded, (address, services) in sorted(by_address.items()):
        mail_id = outbox.mail_id(desk, "entry-reminder", folded, period)
        if outbox.is_written(desk, mail_id):
            continue
        opened = [
            links.open_link(
                desk, outbox.mail_id(desk, mail_id, service.id), purpose=_PURPOSE, about_id=service.id
            )
            for service in services
        ]
        letter = EntryReminder(
            entries=tuple(EntryLink(service_id=link.about_id, link_id=link.id) for link in opened),
            until=min(_last_day(link) for link in opened),
        )
        outbox.write_mail(desk, mail_id, letter, to=address)
        written += 1
    return written


def _addresses(service: Service) -> tuple[str, ...]:
    stated = (service.professional_email, service.email, service.organization.email)
    return tuple(dict.fromkeys(_usable(stated)))


def _usable(stated: tuple[str | None, ...]) -> Iterator[str]:
    for address in stated:
        try:
            yield checked_address(address or "")
        except AddressUnusable:
            continue


def _last_day(link: Link) -> date:
    return link.expires_at.astimezone(LOCAL_ZONE).date()
