"""The audit chain in the stores: append-only, verifiable, never forked."""

import threading

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from lotsen.keys import audit
from lotsen.keys.office import KeyOffice
from lotsen.keys.ring import Note
from lotsen.keys.tables import AuditEntry
from lotsen.policy import Actor
from tests.conftest import OpenDesk
from tests.families import register
from tests.world import NOW, World, institution_id


def test_a_chain_of_real_work_is_whole(desk: OpenDesk, office: KeyOffice) -> None:
    for _ in range(3):
        with desk() as d:
            register(d)
    with Session(office.stores.data) as db:
        report = audit.verify(db, office, institution_id("clinic"))
    assert report.ok


def test_entries_cannot_be_changed_or_deleted(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        register(d)
    for statement in ("UPDATE keys_audit_entry SET action = 'nothing'", "DELETE FROM keys_audit_entry"):
        with (
            pytest.raises((sa.exc.IntegrityError, sa.exc.DatabaseError), match="append-only"),
            office.stores.writing("data").begin() as connection,
        ):
            connection.execute(sa.text(statement))


def test_a_chain_cut_at_its_end_is_found_with_the_head_kept_elsewhere(
    desk: OpenDesk, office: KeyOffice
) -> None:
    with desk() as d:
        register(d)
    chain = institution_id("clinic")
    with desk() as d:
        audit.copy_heads(d.db, d.keys, NOW)
    with office.stores.writing("data").begin() as connection:
        drop = "DROP TRIGGER keys_audit_entry_no_delete"
        on = " ON keys_audit_entry" if connection.dialect.name == "postgresql" else ""
        connection.execute(sa.text(drop + on))
        for table in ("keys_audit_item", "keys_audit_entry"):
            if table == "keys_audit_item":
                on_item = " ON keys_audit_item" if on else ""
                connection.execute(sa.text(f"DROP TRIGGER keys_audit_item_no_delete{on_item}"))
                connection.execute(sa.text("DELETE FROM keys_audit_item"))
            else:
                newest = sa.text(
                    "DELETE FROM keys_audit_entry WHERE chain_id = :chain AND sequence ="
                    " (SELECT max(sequence) FROM keys_audit_entry WHERE chain_id = :chain)"
                ).bindparams(sa.bindparam("chain", chain, type_=sa.Uuid()))
                connection.execute(newest)
    with Session(office.stores.data) as db, Session(office.stores.keys) as keys:
        report = audit.verify(db, office, chain, audit.newest_copy(keys, chain))
    assert not report.ok


def test_workers_that_append_at_once_fork_no_chain(office: KeyOffice, world: World) -> None:
    actor, count, workers = world.actor("navigator"), 10, 4
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(count):
                _append(office, actor)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    with Session(office.stores.data) as db:
        before = len(db.exec(select(AuditEntry).where(AuditEntry.chain_id == actor.institution_id)).all())
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with Session(office.stores.data) as db:
        assert audit.verify(db, office, actor.home).ok
        after = len(db.exec(select(AuditEntry).where(AuditEntry.chain_id == actor.institution_id)).all())
    assert after - before == count * workers


def test_autosaves_of_one_draft_are_one_entry(office: KeyOffice, world: World) -> None:
    actor = world.actor("navigator")
    note = Note("draft_saved", None, "assessment", institution_id("clinic"), NOW, coalesce=True)
    for _ in range(5):
        audit.append_alone(office.stores, office, actor, [note], action="test")
    with Session(office.stores.data) as db:
        assert len(db.exec(select(AuditEntry).where(AuditEntry.action == "draft_saved")).all()) == 1


def _append(office: KeyOffice, actor: Actor) -> None:
    note = Note("test_deed", None, "test", None, NOW)
    audit.append_alone(office.stores, office, actor, [note], action="test")
