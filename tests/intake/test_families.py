"""A family is a code first; it belongs to one institution and stands where its day puts it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest

from lotsen.facts.domain import FactEvent, NotReached
from lotsen.intake import actions
from lotsen.intake.documents import FamilyEnding, FamilyOrigin, FamilySheet
from lotsen.intake.domain import CaseStage, NotReachedReason, read_case_code
from lotsen.kernel import NotVisible, StaleRevision, local_day, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child, facts


def test_a_new_family_is_a_code_and_nothing_else(desk: OpenDesk) -> None:
    with desk() as d:
        family = actions.register_family(d, new_id(), origin=FamilyOrigin.WARD, sheet=FamilySheet())
        view = actions.read_family(d, family.id)
        assert read_case_code(family.code) == family.code
        assert (view.name, view.members, view.consents) == ("", (), ())
        assert view.sheet.model_copy(update={"registered_fact": None}) == FamilySheet()
        assert family.stage is CaseStage.REGISTERED


def test_the_same_form_registers_one_family_and_is_counted_once(desk: OpenDesk) -> None:
    row = new_id()
    codes = set()
    for _ in range(2):
        with desk() as d:
            sheet = FamilySheet(language="tr")
            codes.add(actions.register_family(d, row, origin=FamilyOrigin.WARD, sheet=sheet).code)
    with desk() as d:
        told = facts(d, FactEvent.REGISTERED)
        assert len(codes) == len(told) == actions.list_families(d).total == 1
        assert told[0].language_group == "turkish_kurdish"


def test_two_taps_in_the_same_moment_register_one_family(desk: OpenDesk) -> None:
    row, together = new_id(), Barrier(2)

    def tap() -> str:
        together.wait()
        with desk() as d:
            return actions.register_family(d, row, origin=FamilyOrigin.WARD, sheet=FamilySheet()).code

    with ThreadPoolExecutor(2) as pool:
        codes = [future.result() for future in [pool.submit(tap) for _ in range(2)]]
    with desk(writing=False) as d:
        assert len(set(codes)) == actions.list_families(d).total == 1


def test_a_form_id_of_another_institution_finds_nothing(desk: OpenDesk) -> None:
    with desk("other_navigator") as d:
        foreign = register(d)
    with desk() as d, pytest.raises(NotVisible):
        actions.register_family(d, foreign, origin=FamilyOrigin.WARD, sheet=FamilySheet())


@pytest.mark.parametrize("who", ["other_navigator", "practice_navigator", "family_office"])
def test_a_family_of_another_institution_is_not_there(desk: OpenDesk, who: str) -> None:
    with desk() as d:
        family = register(d, place="Zimmer 3")
    with desk(who) as d:
        register(d)
        assert actions.list_families(d).total == 1
        for attempt in (actions.family_row, actions.read_family, actions.case_material, actions.hold_talk):
            with pytest.raises(NotVisible):
                attempt(d, family)
        with pytest.raises(NotVisible):
            actions.close_family(d, family, FamilyEnding.MOVED)


def test_a_colleague_of_the_same_institution_sees_the_family(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d, place="Zimmer 3")
    with desk("colleague", writing=False) as d:
        assert actions.read_family(d, family).sheet.place == "Zimmer 3"


def test_the_list_puts_who_leaves_first_on_top_and_rooms_in_the_order_of_their_numbers(
    desk: OpenDesk,
) -> None:
    with desk() as d:
        today = local_day(d.clock)

        def family(place: str, due: date | None) -> UUID:
            sheet = FamilySheet(place=place)
            return actions.register_family(d, new_id(), origin=FamilyOrigin.WARD, sheet=sheet, due_on=due).id

        talked = family("Zimmer 1", today)
        family("Zimmer 2", None)
        family("Zimmer 12", today)
        family("Zimmer 9", today)
        family("Zimmer 4", today + timedelta(days=1))
        actions.hold_talk(d, talked)
    with desk(writing=False) as d:
        places = [card.place for card in actions.list_families(d).items]
        assert places == ["Zimmer 9", "Zimmer 12", "Zimmer 4", "Zimmer 2", "Zimmer 1"]


def test_the_list_comes_in_pages_and_never_shows_a_family_twice(desk: OpenDesk) -> None:
    with desk() as d:
        known = {register(d) for _ in range(7)}
    with desk(writing=False) as d:
        pages = [actions.list_families(d, page=number, page_size=3) for number in (1, 2, 3)]
        assert [len(page.items) for page in pages] == [3, 3, 1]
        assert {card.id for page in pages for card in page.items} == known
        assert {(page.page.pages, page.total) for page in pages} == {(3, 7)}
        assert actions.list_families(d, page=99, page_size=3) == pages[2]


def test_a_sheet_is_stored_only_over_the_state_it_was_shown_with(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        actions.save_sheet(d, family, 0, FamilySheet(place="Zimmer 5"), due_on=None)
    with desk("colleague") as d:
        with pytest.raises(StaleRevision):
            actions.save_sheet(d, family, 0, FamilySheet(place="Zimmer 6"), due_on=None)
        assert actions.read_family(d, family).sheet.place == "Zimmer 5"
        assert actions.save_sheet(d, family, 1, FamilySheet(place="Zimmer 6"), due_on=None).revision == 2


def test_discharged_and_not_reached_is_counted_with_its_reason_and_once(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        for _ in range(2):
            actions.mark_not_reached(d, family, NotReachedReason.DISCHARGED)
    with desk() as d:
        view = actions.read_family(d, family)
        assert (view.family.stage, view.sheet.not_reached) == (
            CaseStage.NOT_REACHED,
            NotReachedReason.DISCHARGED,
        )
        assert [fact.reason for fact in facts(d, FactEvent.NOT_REACHED)] == [NotReached.DISCHARGED]


def test_a_family_that_was_not_reached_can_still_have_its_talk(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        actions.mark_not_reached(d, family, NotReachedReason.NO_CAPACITY)
        for _ in range(2):
            actions.hold_talk(d, family)
        assert actions.family_row(d, family).stage is CaseStage.TALK_HELD
        assert len(facts(d, FactEvent.TALK_HELD)) == 1


def test_a_talk_that_was_held_is_not_lost_by_a_late_tap(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        actions.hold_talk(d, family)
        actions.mark_not_reached(d, family, NotReachedReason.DISCHARGED)
        assert actions.family_row(d, family).stage is CaseStage.TALK_HELD


def test_a_closed_file_takes_nothing_more_and_leaves_the_list(desk: OpenDesk) -> None:
    with desk() as d:
        family, other = register(d), register(d)
        agree(d, family)
        for ending in (FamilyEnding.ADVICE_ENOUGH, FamilyEnding.MOVED):
            actions.close_family(d, family, ending, note="alles gesagt")
        sheet = actions.read_family(d, family).sheet
        assert (sheet.ending, sheet.ending_note) == (FamilyEnding.ADVICE_ENOUGH, "alles gesagt")
        assert [card.id for card in actions.list_families(d).items] == [other]
        assert [card.id for card in actions.list_families(d, show=actions.Show.CLOSED).items] == [family]
    with desk() as d:
        row = actions.family_row(d, family)
        for attempt in (
            lambda: actions.save_sheet(d, family, row.revision, FamilySheet(), due_on=None),
            lambda: actions.set_stage(d, row, CaseStage.AGREED),
            lambda: actions.hold_talk(d, family),
            lambda: child(d, family),
        ):
            with pytest.raises(actions.CaseClosed):
                attempt()


def test_the_figures_hear_the_age_of_the_youngest_child_and_never_of_one_who_died(desk: OpenDesk) -> None:
    with desk() as d:
        born, grieving, expecting = register(d), register(d), register(d)
        today = local_day(d.clock)
        child(d, born, birth_date=today - timedelta(days=5 * 366))
        child(d, born, birth_date=today - timedelta(days=40))
        child(d, grieving, "died")
        child(d, expecting, "unborn", expected_date=today + timedelta(days=50))
        child(d, expecting, birth_date=today - timedelta(days=400))
        for family in (born, grieving, expecting):
            actions.hold_talk(d, family)
        groups = [fact.age_group for fact in facts(d, FactEvent.TALK_HELD)]
        assert sorted(groups, key=str) == ["pregnancy", "under_1", "unknown"]
