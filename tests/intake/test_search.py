"""Searching families by name, birth date or code, and families that look alike."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.actions import Wanted, searching, stamps
from lotsen.intake.documents import ContactSheet
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.domain.names import likeness, tokens
from lotsen.intake.tables import Consent, Family
from lotsen.kernel import FixedClock
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import AuditEntry, AuditItem
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child
from tests.world import NOW

BORN = date(2026, 11, 18)
NAMES = ("Kessler", "Ohlsen", "Brandt", "Yilmaz", "Figge")


def named(desk: Desk, surname: str, given: str = "Elif", **sheet: object) -> UUID:
    """Register a family that may be named, with its name."""
    family = register(desk, **sheet)
    agree(desk, family)
    actions.save_contact(desk, family, 0, ContactSheet(surname=surname, given_name=given))
    return family


def found(desk: Desk, name: str = "", **more: object) -> list[str]:
    """Search and return the names of the hits."""
    wanted = Wanted(name=name, **more)  # type: ignore[arg-type]  # the words of Wanted, named by the test
    return [card.name for card in actions.search_families(desk, wanted)]


def run_side_by_side(desk: Desk) -> bool:
    """Say whether others write, if only into the audit trail, while this desk does; on SQLite they queue."""
    return desk.db.get_bind().dialect.name == "postgresql"


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("muller", "Müller"),
        ("Mueller", "Müller"),
        ("MÜLLER", "Mueller"),
        ("gross", "Groß"),
        ("Yildiz", "Yıldız"),
        ("yıldız", "YILDIZ"),
        ("Istanbul", "İstanbul"),
        ("Kowalski", "Kowalśki"),
        ("Sorensen", "Sørensen"),
        ("Graaf", "van der Graaf"),
        ("van der Graaf", "Graaf"),
        ("OBrien", "O'Brien"),
        ("Gross Mueller", "Müller-Groß"),
    ],
)
def test_the_same_name_written_otherwise_is_the_same(typed: str, held: str) -> None:
    assert likeness(tokens(typed), tokens(held)) == 1.0


@pytest.mark.parametrize(
    ("typed", "held"), [("Mulller", "Müller"), ("Yidliz", "Yıldız"), ("Schmit", "Schmidt"), ("Mül", "Müller")]
)
def test_a_slip_of_the_pen_is_near_and_another_name_is_not(typed: str, held: str) -> None:
    assert likeness(tokens(typed), tokens(held)) > likeness(tokens(typed), tokens("Bergmann")) + 0.2


def test_a_family_is_found_by_its_names_in_any_order(desk: OpenDesk) -> None:
    with desk() as d:
        named(d, "Müller-Groß", "Ayşe")
        named(d, "Bergmann", "Jan")
    with desk() as d:
        for typed in ("muller", "Ayse Mueller", "Gross Ayşe", "mulller", "MÜL"):
            assert found(d, typed) == ["Ayşe Müller-Groß"], typed
        assert found(d, "Xaverius") == []
        assert found(d, "m") == []


def test_no_family_of_another_institution_is_ever_found(desk: OpenDesk) -> None:
    with desk("other_navigator") as d:
        foreign = named(d, "Müller")
        code = d.db.exec(select(Family.code).where(Family.id == foreign)).one()
        child(d, foreign, birth_date=BORN)
    with desk() as d:
        own = named(d, "Müller")
        assert [card.id for card in actions.search_families(d, Wanted(name="Müller"))] == [own]
        assert found(d, code=code) == []
        assert found(d, birth_date=BORN) == []
        assert actions.look_alikes(d, own, surname="Müller") == ()


def test_a_family_is_found_by_code_and_by_birth_date_without_a_name(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d, place="Zimmer 1")
        child(d, family, birth_date=BORN)
        code = d.db.exec(select(Family.code).where(Family.id == family)).one()
        for wanted in (Wanted(code=code.lower()), Wanted(birth_date=BORN)):
            assert [card.id for card in actions.search_families(d, wanted)] == [family]
        assert actions.search_families(d, Wanted(birth_date=BORN + timedelta(days=1))) == ()


def test_what_changes_is_found_at_once_and_a_withdrawn_name_no_more(desk: OpenDesk) -> None:
    with desk() as d:
        family = named(d, "Müller")
        assert found(d, "Müller") == ["Elif Müller"]
    with desk() as d:
        actions.save_contact(d, family, 1, ContactSheet(surname="Bergmann", given_name="Elif"))
    with desk() as d:
        assert (found(d, "Müller"), found(d, "Bergman")) == ([], ["Elif Bergmann"])
        actions.withdraw_consent(d, family, purpose=ConsentPurpose.DOCUMENTATION)
    with desk() as d:
        assert found(d, "Bergmann") == []
        assert actions.look_alikes(d, register(d), surname="Bergmann") == ()


def test_what_nobody_has_stored_for_good_is_not_found_by_others_and_not_by_oneself_afterwards(
    desk: OpenDesk,
) -> None:
    with desk() as d:
        family = named(d, "Müller")
    with pytest.raises(LookupError), desk() as d:
        actions.save_contact(d, family, 1, ContactSheet(surname="Bergmann", given_name="Elif"))
        assert found(d, "Bergmann") == ["Elif Bergmann"]
        if run_side_by_side(d):
            with desk("colleague", writing=False) as other:
                assert (found(other, "Müller"), found(other, "Bergmann")) == (["Elif Müller"], [])
        raise LookupError
    with desk() as d:
        assert (found(d, "Müller"), found(d, "Bergmann")) == (["Elif Müller"], [])


def test_whoever_of_two_writers_ends_first_both_names_are_found(desk: OpenDesk) -> None:
    with desk() as d:
        early, late = named(d, "Anfang"), named(d, "Beginn")
        found(d, "Anfang")
    with ExitStack() as slow:
        d = slow.enter_context(desk())
        actions.save_contact(d, late, 1, ContactSheet(surname="Zuletzt", given_name="Elif"))
        d.db.flush()
        if not run_side_by_side(d):
            slow.close()
        with desk("colleague") as other:
            actions.save_contact(other, early, 1, ContactSheet(surname="Zuerst", given_name="Elif"))
        with desk("colleague", writing=False) as other:
            assert found(other, "Zuerst") == ["Elif Zuerst"]
    with desk() as d:
        assert (found(d, "Zuletzt"), found(d, "Beginn")) == (["Elif Zuletzt"], [])


def test_many_who_write_while_others_search_leave_nothing_behind(desk: OpenDesk) -> None:
    with desk() as d:
        families = [named(d, f"{start}anfang") for start in ("Uhl", "Veit", "Wolf")]

    def write(number: int) -> None:
        for revision in range(1, 5):
            with desk() as d:
                surname = f"{NAMES[revision]}{NAMES[number]}"
                actions.save_contact(d, families[number], revision, ContactSheet(surname=surname))

    def look(_: int) -> None:
        for _ in range(8):
            with desk("colleague", writing=False) as d:
                found(d, "Uhlanfang")

    with ThreadPoolExecutor(4) as pool:
        for done in [*(pool.submit(write, number) for number in range(3)), pool.submit(look, 0)]:
            done.result()
    with desk() as d:
        for number, family in enumerate(families):
            last = f"{NAMES[4]}{NAMES[number]}"
            assert next(card.id for card in actions.search_families(d, Wanted(name=last))) == family
            index = searching._MEMORIES[d.vault.office].indexes[d.actor.home]
            assert index.entries[family].surname == frozenset(tokens(last))


def test_where_nothing_has_changed_no_family_is_read_again(desk: OpenDesk) -> None:
    with desk() as d:
        families = [named(d, surname) for surname in ("Müller", "Bergmann")]
        found(d, "Müller")
    with desk() as d:
        before = stamps.whole_stamp(d)
        opened = searching._MEMORIES[d.vault.office].indexes[d.actor.home].entries[families[1]]
        found(d, "Müller")
        index = searching._MEMORIES[d.vault.office].indexes[d.actor.home]
        assert index.stamp == before == stamps.whole_stamp(d)
        actions.save_contact(d, families[0], 1, ContactSheet(surname="Sternberg", given_name="Elif"))
        assert stamps.whole_stamp(d) != before
        assert found(d, "Sternberg") == ["Elif Sternberg"]
        assert index.entries[families[1]] is opened, "only what changed is read"


def test_an_erased_family_leaves_the_index(desk: OpenDesk) -> None:
    with desk() as d:
        family = named(d, "Müller")
        assert found(d, "Müller") == ["Elif Müller"]
    with desk() as d:
        d.db.delete(d.db.get(Family, family))
    with desk() as d:
        assert found(d, "Müller") == []
        index = searching._MEMORIES[d.vault.office].indexes[d.actor.home]
        assert family not in index.entries
        assert all(family not in families for families in index.grams.values())


def test_the_index_is_dropped_after_ten_idle_minutes(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        named(d, "Müller")
        found(d, "Müller")
    memory = searching._MEMORIES[office]
    assert len(memory.indexes) == 1
    memory.forget_idle(NOW + timedelta(minutes=9))
    assert len(memory.indexes) == 1
    with desk("other_navigator", clock=FixedClock(NOW + timedelta(minutes=10))) as d:
        found(d, "Müller")
        assert set(memory.indexes) == {d.actor.home}


def test_a_search_is_one_entry_with_its_hits_and_the_cards_shown(desk: OpenDesk) -> None:
    with desk() as d:
        for surname in ("Müller", "Muller", "Bergmann"):
            named(d, surname)
    with desk() as d:
        before = set(d.db.exec(select(AuditEntry.id)).all())
        found(d, "Müller")
    with desk("data_protection") as d:
        entries = [row for row in d.db.exec(select(AuditEntry)).all() if row.id not in before]
        assert [row.action for row in entries].count("families_searched") == 1
        items = d.db.exec(select(AuditItem).where(col(AuditItem.entry_id).in_([row.id for row in entries])))
        classes = [item.record_class for item in items]
        assert classes.count("hits-2") == 1
        assert classes.count("family-contact") == 2, "the hits are opened to be shown, the index is not noted"


def test_a_family_that_looks_alike_is_named_by_its_code(desk: OpenDesk) -> None:
    with desk() as d:
        known = named(d, "Yıldız", "Elif")
        child(d, known, birth_date=BORN)
        other = named(d, "Bergmann", "Jan")
        new = register(d)
        code = d.db.exec(select(Family.code).where(Family.id == known)).one()
        assert actions.look_alikes(d, new, surname="Yildiz") == ((known, code),)
        assert actions.look_alikes(d, new, surname="Yildiz", given_name="Elif") == ((known, code),)
        assert actions.look_alikes(d, new, surname="Yilmaz") == ()
        assert actions.look_alikes(d, new, surname="Yilderim", birth_date=BORN) == ((known, code),)
        assert actions.look_alikes(d, new) == ()
        assert actions.look_alikes(d, other) == ()
        assert d.db.exec(select(Consent)).first() is not None


def test_a_child_entered_in_place_of_a_mistake_is_found_and_the_mistake_is_not(desk: OpenDesk) -> None:
    with desk() as d:
        family = named(d, "Okafor", "Ada")
        mistake = child(d, family, given_name="Valentina")
        assert found(d, "Valentina") == ["Ada Okafor"]
    with desk() as d:
        actions.remove_member(d, family, mistake)
        child(d, family, given_name="Bartholomeus")
    with desk() as d:
        assert found(d, "Bartholomeus") == ["Ada Okafor"]
        assert found(d, "Valentina") == []
