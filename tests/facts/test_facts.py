"""Facts are pseudonymous, sealed, coarse, and show nothing but their quarter."""

import re
from datetime import date
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import select

from lotsen.facts.actions import push_fact
from lotsen.facts.domain import (
    FactEvent,
    FactOutcome,
    language_group_of,
    need_groups_of,
    quarter_of,
)
from lotsen.facts.tables import Fact, FactDocument
from lotsen.policy import InstitutionKind
from lotsen.terms import vocabulary
from tests.conftest import OpenDesk
from tests.world import NOW, institution_id

CASE = UUID("b1f1d1a8-6f9b-4c43-9a53-3d1f6d1f0001")
DAY = date(2026, 11, 3)


def documents(desk: OpenDesk) -> list[FactDocument]:
    with desk() as at:
        return [at.vault.open(row, Fact.document) for row in at.db.exec(select(Fact)).all()]


def test_a_fact_tells_what_was_pushed_and_when_it_was_written_down(desk: OpenDesk) -> None:
    with desk("navigator") as at:
        push_fact(
            at,
            CASE,
            FactEvent.NEED_FOUND,
            DAY,
            district="hafen",
            age_group="under_1",
            language_group="eastern",
            need_groups=("child", "bonding"),
        )
    (found,) = documents(desk)
    assert (found.event, found.day, found.recorded) == (FactEvent.NEED_FOUND, DAY, NOW.date())
    assert (found.district, found.age_group, found.language_group) == ("hafen", "under_1", "eastern")
    assert found.need_groups == ("child", "bonding")
    assert (found.institution, found.institution_kind) == (
        institution_id("clinic"),
        InstitutionKind.BIRTH_CLINIC,
    )


def test_a_case_is_the_same_pseudonym_for_sender_and_receiver_and_not_its_id(desk: OpenDesk) -> None:
    for who in ("navigator", "family_office"):
        with desk(who) as at:
            push_fact(at, CASE, FactEvent.REFERRED, DAY, service_type="A1")
    with desk() as at:
        push_fact(at, uuid4(), FactEvent.REFERRED, DAY)
    cases = [document.case for document in documents(desk)]
    assert len(set(cases)) == 2
    assert sorted(map(cases.count, set(cases))) == [1, 2]
    assert not any(CASE.hex in case or str(CASE) in case for case in cases)


def test_somebody_elses_institution_can_be_named(desk: OpenDesk) -> None:
    with desk("family_office") as at:
        push_fact(
            at,
            CASE,
            FactEvent.CONTACT_MADE,
            DAY,
            institution=institution_id("clinic"),
            institution_kind=InstitutionKind.BIRTH_CLINIC,
            waited=-1,
        )
    (found,) = documents(desk)
    assert found.institution == institution_id("clinic")
    assert found.waited == 0


def test_only_the_quarter_lies_open(desk: OpenDesk) -> None:
    with desk() as at:
        push_fact(at, CASE, FactEvent.OUTCOME, DAY, service_type="B7", outcome=FactOutcome.GOT_HELP)
        at.db.flush()
        row = at.db.exec(sa.text("SELECT * FROM facts_fact")).mappings().one()  # type: ignore[call-overload]  # SQLModel types exec for its own selects
        assert set(row) == {"id", "quarter", "seal_revision", "document"}
        assert row["quarter"] == quarter_of(DAY) == "2026-Q4"
        box = bytes(row["document"])
    for planted in (b"B7", b"got_help", b"outcome", str(CASE).encode(), CASE.bytes, b"2026-11-03"):
        assert planted not in box


def test_on_sqlite_rows_carry_no_number_that_would_show_their_order(site_desk: OpenDesk) -> None:
    with site_desk() as at:
        (sql,) = at.db.exec(sa.text("SELECT sql FROM sqlite_master WHERE name = 'facts_fact'")).one()  # type: ignore[call-overload]  # as above
        assert re.search(r"WITHOUT ROWID", sql)
        with pytest.raises(sa.exc.OperationalError):
            at.db.exec(sa.text("SELECT rowid FROM facts_fact"))  # type: ignore[call-overload]  # as above


@pytest.mark.parametrize(
    "words",
    [
        {"age_group": "toddler"},
        {"language_group": "Ukrainisch"},
        {"service_type": "Suchtberatung"},
        {"need_groups": ("N5",)},
    ],
)
def test_words_outside_the_vocabulary_are_refused(desk: OpenDesk, words: dict[str, object]) -> None:
    with desk() as at:
        with pytest.raises(ValueError, match="not in the vocabulary"):
            push_fact(at, CASE, FactEvent.NEED_FOUND, DAY, **words)  # type: ignore[arg-type]  # wrong on purpose
        assert at.db.exec(select(Fact)).all() == []


def test_pushing_is_no_opening_and_leaves_no_note(desk: OpenDesk) -> None:
    with desk() as at:
        push_fact(at, CASE, FactEvent.REGISTERED, DAY)
        assert at.vault.notes == []


def test_what_fails_pushes_nothing(desk: OpenDesk) -> None:
    def push_and_fail() -> None:
        with desk() as at:
            push_fact(at, CASE, FactEvent.REGISTERED, DAY)
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        push_and_fail()
    assert documents(desk) == []


def test_needs_become_coarse_groups_each_once() -> None:
    assert need_groups_of(["N2", "N1", "N9"]) == ("livelihood", "child")
    assert need_groups_of([]) == ()
    assert set(need_groups_of(vocabulary().needs)) == set(vocabulary().need_groups)
    with pytest.raises(KeyError):
        need_groups_of(["N99"])


def test_languages_become_coarse_groups() -> None:
    assert language_group_of("de") == "german"
    assert language_group_of(None) is None
    assert language_group_of("tlh") is None
    assert {language_group_of(code) for code in vocabulary().languages} <= set(vocabulary().language_groups)
