"""The key ring: who can open what, and that every opening is noted."""

from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from lotsen.intake.documents import FamilySheet
from lotsen.intake.tables import Family
from lotsen.kernel import NotVisible, new_id
from lotsen.keys.domain import SubjectKind
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import AuditEntry, AuditItem, Grant
from lotsen.vault import SealBroken, Sealed
from tests.conftest import OpenDesk
from tests.families import register
from tests.world import institution_id


def test_the_institution_that_sealed_can_open(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d, place="Zimmer 12")
    with desk("colleague", writing=False) as d:
        row = d.db.get(Family, family)
        assert row is not None
        assert d.vault.open(row, Family.sheet).place == "Zimmer 12"


def test_another_institution_holds_no_key(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
    with desk("other_navigator", writing=False) as d:
        row = d.db.get(Family, family)
        assert row is not None
        with pytest.raises(NotVisible):
            d.vault.open(row, Family.sheet)


def test_a_grant_lets_a_second_institution_open_and_its_removal_ends_that(desk: OpenDesk) -> None:
    with desk() as d:
        row = d.db.get(Family, register(d))
        assert row is not None
        d.vault.grant(row.subject_id, SubjectKind.FAMILY, institution_id("office"))
    with desk("family_office", writing=False) as d:
        assert d.vault.can_open(row.subject_id)
    with desk() as d:
        d.vault.revoke(row.subject_id, institution_id("office"))
    with desk("family_office", writing=False) as d:
        assert not d.vault.can_open(row.subject_id)


def test_a_box_moved_to_another_row_does_not_open(desk: OpenDesk) -> None:
    with desk() as d:
        one, two = register(d, place="eins"), register(d, place="zwei")
    with desk() as d:
        a, b = d.db.get(Family, one), d.db.get(Family, two)
        assert a is not None
        assert b is not None
        a.sheet = b.sheet
        d.db.add(a)
    with desk(writing=False) as d:
        row = d.db.get(Family, one)
        assert row is not None
        with pytest.raises(SealBroken):
            d.vault.open(row, Family.sheet)


def test_an_older_box_put_back_does_not_open(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d, place="alt")
    with desk() as d:
        row = d.db.get(Family, family)
        assert row is not None
        old = row.sheet
        d.vault.seal(row, Family.sheet, FamilySheet(place="neu"))
        d.db.add(row)
    with desk() as d:
        row = d.db.get(Family, family)
        assert row is not None
        row.sheet = Sealed(old.box)
        d.db.add(row)
    with desk(writing=False) as d:
        row = d.db.get(Family, family)
        assert row is not None
        with pytest.raises(SealBroken):
            d.vault.open(row, Family.sheet)


def test_plaintext_is_refused_by_every_path_into_a_sealed_column(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
    table = Family.metadata.tables["intake_family"]
    for value in ("Müller", b"M", None):
        with pytest.raises((sa.exc.StatementError, sa.exc.IntegrityError)), desk() as d:
            d.db.exec(sa.update(table).where(table.c.id == family).values(sheet=value))


def test_a_column_that_does_not_start_like_a_seal_is_refused_by_the_database(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
    with pytest.raises(sa.exc.IntegrityError), desk() as d:
        d.db.connection().execute(
            sa.text("UPDATE intake_family SET sheet = :box WHERE id = :id").bindparams(
                sa.bindparam("box", b"\x02" + bytes(300), type_=sa.LargeBinary()),
                sa.bindparam("id", family, type_=sa.Uuid()),
            )
        )


def test_every_opening_is_noted_before_the_answer_leaves(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        family = register(d)
    before = _entries(office)
    with desk(writing=False) as d:
        row = d.db.get(Family, family)
        assert row is not None
        d.vault.open(row, Family.sheet)
    assert _entries(office) == before + 1
    with Session(office.stores.data) as db:
        named = db.exec(select(AuditItem).where(AuditItem.subject_id == row.subject_id)).all()
    assert {item.record_class for item in named} >= {"family-sheet"}


def test_an_opening_is_noted_even_when_the_page_fails(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        family = register(d)
    before = _entries(office)
    with pytest.raises(ZeroDivisionError), desk() as d:
        row = d.db.get(Family, family)
        assert row is not None
        d.vault.open(row, Family.sheet)
        raise ZeroDivisionError
    assert _entries(office) == before + 1


def test_a_deed_that_was_rolled_back_is_not_noted(desk: OpenDesk, office: KeyOffice) -> None:
    before = _entries(office)
    with pytest.raises(ZeroDivisionError), desk() as d:
        register(d)
        raise ZeroDivisionError
    assert _entries(office) == before


def test_many_openings_of_one_page_are_one_entry_that_names_them_all(
    desk: OpenDesk, office: KeyOffice
) -> None:
    with desk() as d:
        families = [register(d) for _ in range(5)]
    before = _entries(office)
    with desk(writing=False) as d:
        rows = [d.db.get(Family, family) for family in families]
        d.vault.prefetch(row.subject_id for row in rows if row is not None)
        for row in rows:
            assert row is not None
            d.vault.open(row, Family.sheet)
    assert _entries(office) == before + 1


def test_deleting_every_grant_makes_a_subject_unreadable_for_good(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        row = d.db.get(Family, register(d))
        assert row is not None
    with Session(office.stores.writing("keys")) as keys, keys.begin():
        keys.exec(sa.delete(Grant).where(Grant.subject_id == row.subject_id))  # type: ignore[arg-type]  # SQLModel types it bool
    with desk(writing=False) as d, pytest.raises(NotVisible):
        d.vault.open(row, Family.sheet)


def test_a_key_is_not_stored_when_its_unit_of_work_fails(desk: OpenDesk, office: KeyOffice) -> None:
    subjects: list[UUID] = []
    with pytest.raises(ZeroDivisionError), desk() as d:
        subjects.append(d.vault.new_subject(SubjectKind.FAMILY, d.actor.home))
        raise ZeroDivisionError
    with Session(office.stores.keys) as keys:
        assert keys.exec(select(Grant).where(Grant.subject_id == subjects[0])).first() is None


def test_nobody_without_an_institution_opens_a_family(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        row = d.db.get(Family, register(d))
        assert row is not None
    for who in ("coordinator", "administrator", "data_protection"):
        with desk(who, writing=False) as d:
            assert not d.vault.can_open(row.subject_id), who
    assert new_id() != row.subject_id


def _entries(office: KeyOffice) -> int:
    with Session(office.stores.data) as db:
        return len(db.exec(select(AuditEntry)).all())
