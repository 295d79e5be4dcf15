"""Asking providers: only addresses of the entry, and one reminder per provider and period."""

import os
import signal
from datetime import date, timedelta
from multiprocessing import get_context
from uuid import UUID

import pytest
from sqlmodel import Session, select

from lotsen.config import Settings
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.entries import OrganizationEntry
from lotsen.jobs.runner import run_due
from lotsen.jobs.work import remind_providers, send_mail
from lotsen.kernel import FixedClock, NotVisible, new_id
from lotsen.keys.office import KeyOffice
from lotsen.links.tables import Link
from lotsen.outbox.post import Post
from lotsen.outbox.tables import Mail
from lotsen.store.engines import open_stores
from lotsen.terms import vocabulary
from lotsen.upkeep import actions
from lotsen.upkeep.actions.stale import still_stale
from lotsen.upkeep.ages import ages
from lotsen.upkeep.domain import LINKS_AT_ONCE, Reminder, in_units, is_old, period_of
from lotsen.vault import open_root
from tests.conftest import OpenDesk
from tests.directory.town import TODAY, WILLKOMMEN
from tests.outbox.sink import PUBLIC_URL, Sink
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("with_directory")

TO = "kontakt@willkommen.example"


def arrange(desk: OpenDesk, *, checked_on: date | None = TODAY) -> None:
    """Let nothing in the town be old but one entry, whose provider has an address."""
    with desk("coordinator") as d:
        for service_id, _ in directory.service_names(d):
            entry, revision = directory.read_entry(d, service_id)
            fresh: dict[str, object] = {
                "checked_on": TODAY,
                "capacity_checked_on": TODAY,
                "email": None,
                "professional_email": None,
            }
            if service_id == WILLKOMMEN:
                fresh |= {"checked_on": checked_on, "professional_email": TO}
            directory.save_service(d, entry.model_copy(update=fresh), revision=revision)


def test_more_entries_than_a_store_takes_values_at_once_are_asked_for(desk: OpenDesk) -> None:
    arrange(desk, checked_on=None)
    with desk("coordinator", writing=False) as d:
        assert still_stale(d, [*(new_id() for _ in range(70_000)), WILLKOMMEN]) == (WILLKOMMEN,)


def remind(desk: Desk) -> int:
    return actions.write_reminders(desk, actions.due_reminders(desk))


def mails(office: KeyOffice) -> list[UUID]:
    with Session(office.stores.data) as db:
        return list(db.exec(select(Mail.id)).all())


def test_mail_goes_only_to_an_address_that_stands_in_the_entry(
    desk: OpenDesk, office: KeyOffice, sink: Sink
) -> None:
    arrange(desk)
    form = new_id()
    with desk("coordinator") as d, pytest.raises(NotVisible):
        actions.ask_provider(d, new_id(), WILLKOMMEN, to="fremd@anderswo.example")
    for _ in range(2):
        with desk("coordinator") as d:
            actions.ask_provider(d, form, WILLKOMMEN, to=TO)
    assert send_mail(office, FixedClock(NOW), sink.post()) == 1
    [(to, message)] = sink.received
    assert to == TO
    with desk("coordinator", writing=False) as d:
        path = actions.path_to_entry(d, WILLKOMMEN)
    assert f"{PUBLIC_URL}{path}" in message.get_content().splitlines()


def test_an_old_entry_is_listed_by_the_age_of_its_type(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        days = ages().of(directory.read_entry(d, WILLKOMMEN)[0].service_type).entry
    arrange(desk, checked_on=TODAY - timedelta(days=days))
    with desk("coordinator", writing=False) as d:
        assert actions.stale_entries(d) == ()
    arrange(desk, checked_on=TODAY - timedelta(days=days + 1))
    with desk("coordinator", writing=False) as d:
        [stale] = actions.stale_entries(d)
    assert (stale.service.id, stale.entry_is_old, stale.capacity_is_old) == (WILLKOMMEN, True, False)


def test_a_provider_is_reminded_once_a_period_however_often_the_job_runs(
    desk: OpenDesk, office: KeyOffice
) -> None:
    arrange(desk, checked_on=None)
    for _ in range(3):
        with desk("coordinator") as d:
            remind(d)
    assert len(mails(office)) == 1
    next_period = FixedClock(NOW + timedelta(days=ages().remind_every))
    with desk("coordinator", clock=next_period) as d:
        again = remind(d)
        assert remind(d) == 0
    assert len(mails(office)) == 1 + again > 1


def test_one_mail_names_every_old_entry_of_a_provider(desk: OpenDesk, office: KeyOffice, sink: Sink) -> None:
    arrange(desk, checked_on=None)
    with desk("coordinator") as d:
        entry, _ = directory.read_entry(d, WILLKOMMEN)
        twin = entry.model_copy(
            update={"id": new_id(), "name": "Zweiter Besuch", "professional_email": TO.upper()}
        )
        directory.add_service(d, twin)
        assert remind(d) == 1
    send_mail(office, FixedClock(NOW), sink.post())
    text = sink.received[0][1].get_content()
    assert entry.name in text
    assert "Zweiter Besuch" in text
    assert text.count(f"{PUBLIC_URL}/d/") == 2


def test_many_links_are_opened_in_units_and_those_of_one_mail_together() -> None:
    of_each = [3, LINKS_AT_ONCE + 50, LINKS_AT_ONCE - 10, 5, 5, 1]
    due = [Reminder(new_id(), TO, tuple(new_id() for _ in range(many))) for many in of_each]
    units = [[len(one.service_ids) for one in unit] for unit in in_units(due)]
    assert units == [[3], [LINKS_AT_ONCE + 50], [LINKS_AT_ONCE - 10, 5, 5], [1]]
    assert list(in_units([])) == []


def test_whoever_is_killed_half_way_goes_on_with_the_next_run(
    desk: OpenDesk, office: KeyOffice, settings: Settings, sink: Sink
) -> None:
    arrange(desk)
    each, clock = LINKS_AT_ONCE // 2 + 1, FixedClock(NOW)
    with desk("coordinator") as d:
        entry, _ = directory.read_entry(d, WILLKOMMEN)
        for number in range(2 * each):
            fresh: dict[str, object] = {"id": new_id(), "name": f"Kurs {number}", "checked_on": None}
            to = {"professional_email": f"post{number % 2}@viele.example"}
            directory.add_service(d, entry.model_copy(update=fresh | to))
    process = get_context("spawn").Process(target=_remind_until_killed, args=(settings, sink.post()))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert (len(mails(office)), len(linked(office))) == (1, each)
    assert remind_providers(office, clock, sink.post()) == 1
    assert remind_providers(office, clock, sink.post()) == 0
    assert len(mails(office)) == 2
    assert len(linked(office)) == len(set(linked(office))) == 2 * each


def linked(office: KeyOffice) -> list[UUID]:
    with Session(office.stores.data) as db:
        return list(db.exec(select(Link.about_id)).all())


def _remind_until_killed(settings: Settings, post: Post) -> None:
    """Be a process that is killed in the middle of its second unit of work, with all its rows written."""

    def step(what: str, done: int, total: int) -> None:
        assert (what, total) == ("reminders", 2)
        if done == total:
            os.kill(os.getpid(), signal.SIGKILL)

    stores = open_stores(settings, lasting=False)
    office = KeyOffice(stores, open_root("file", str(settings.root_path)))
    remind_providers(office, FixedClock(NOW), post, step)


def test_what_was_checked_meanwhile_is_not_reminded_of(desk: OpenDesk, office: KeyOffice) -> None:
    arrange(desk, checked_on=None)
    with desk("coordinator", writing=False) as d:
        due = actions.due_reminders(d)
    assert [one.service_ids for one in due] == [(WILLKOMMEN,)]
    arrange(desk, checked_on=TODAY)
    with desk("coordinator") as d:
        assert actions.write_reminders(d, due) == 0
    assert (mails(office), linked(office)) == ([], [])


def test_nobody_is_reminded_while_no_mail_can_leave(desk: OpenDesk, office: KeyOffice, sink: Sink) -> None:
    arrange(desk, checked_on=None)
    assert run_due(office, FixedClock(NOW))["remind-providers"] == 0
    assert mails(office) == []
    assert run_due(office, FixedClock(NOW + timedelta(days=1)), sink.post())["remind-providers"] == 1


def test_an_entry_whose_provider_has_no_address_is_listed_and_nobody_is_reminded(desk: OpenDesk) -> None:
    arrange(desk)
    with desk("coordinator") as d:
        entry, revision = directory.read_entry(d, directory.service_names(d)[0][0])
        silent = OrganizationEntry(id=entry.organization_id, name="Verein ohne Postfach")
        directory.save_organization(d, silent)
        bare = {"checked_on": None, "email": None, "professional_email": None}
        directory.save_service(d, entry.model_copy(update=bare), revision=revision)
        assert actions.addresses_of(d, entry.id) == ()
        assert [stale.service.id for stale in actions.stale_entries(d)] == [entry.id]
        assert remind(d) == 0


def test_ages_name_only_types_that_exist() -> None:
    assert set(ages().types) <= set(vocabulary().service_types)
    assert (ages().default.entry, ages().default.capacity) == (180, 30)


def test_what_was_never_checked_is_old_and_the_last_day_is_not() -> None:
    assert is_old(None, 10, TODAY)
    assert not is_old(TODAY - timedelta(days=10), 10, TODAY)
    assert is_old(TODAY - timedelta(days=11), 10, TODAY)


def test_periods_follow_each_other_without_a_gap() -> None:
    numbers = [period_of(TODAY + timedelta(days=day), 30) for day in range(60)]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) in {2, 3}
