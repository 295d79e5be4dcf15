"""The unit of work over the stores: keys first, all or nothing, reading never writes."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from lotsen.accounts.tables import Institution
from lotsen.config import Settings
from lotsen.intake.tables import Family
from lotsen.keys.domain import SubjectKind
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import Grant
from lotsen.store.engines import Stores, open_stores
from lotsen.store.work import WroteWhileReading, unit_of_work
from tests.conftest import OpenDesk
from tests.families import register


def test_what_raises_leaves_nothing_behind(desk: OpenDesk, office: KeyOffice) -> None:
    with pytest.raises(ZeroDivisionError), desk() as d:
        register(d)
        raise ZeroDivisionError
    with Session(office.stores.data) as db, Session(office.stores.keys) as keys:
        assert db.exec(select(Family)).all() == []
        assert keys.exec(select(Grant)).all() == []


def test_a_reading_unit_refuses_to_write(desk: OpenDesk) -> None:
    with pytest.raises(WroteWhileReading), desk(writing=False) as d:
        row = d.db.exec(select(Institution)).first()
        assert row is not None
        row.name = "anders"
        d.db.add(row)
        d.db.flush()


def test_keys_are_there_before_the_data(office: KeyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    with unit_of_work(office.stores, writing=True) as work:
        for name in ("keys", "data", "figures"):
            sa.event.listen(getattr(work, name), "before_commit", lambda _, name=name: order.append(name))
    assert order == ["keys", "data", "figures"]


def test_a_write_that_fails_in_the_data_store_leaves_a_grant_that_the_job_sweeps(
    desk: OpenDesk, office: KeyOffice
) -> None:
    with desk() as d:
        d.vault.new_subject(SubjectKind.FAMILY, d.actor.home)
    with Session(office.stores.keys) as keys:
        assert len(keys.exec(select(Grant)).all()) == 1


def test_errors_show_no_parameters(office: KeyOffice) -> None:
    with pytest.raises(sa.exc.DBAPIError) as refused, office.stores.data.connect() as connection:
        connection.execute(sa.text("SELECT * FROM no_table WHERE x = :name"), {"name": "Müllerskind"})
    assert "Müllerskind" not in str(refused.value)


def test_sqlite_checks_foreign_keys_and_forgets_what_it_deletes(sqlite_settings: Settings) -> None:
    stores = open_stores(sqlite_settings)
    assert _pragmas(stores, "foreign_keys") == (1, 1)
    assert _pragmas(stores, "secure_delete") == (1, 1)
    with stores.keys.connect() as connection:
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "delete"
        assert connection.execute(sa.text("PRAGMA synchronous")).scalar() == 2
    stores.dispose()


def _pragmas(stores: Stores, name: str) -> tuple[object, object]:
    found = []
    for engine in (stores.data, stores.keys):
        with engine.connect() as connection:
            found.append(connection.execute(sa.text(f"PRAGMA {name}")).scalar())
    return found[0], found[1]
