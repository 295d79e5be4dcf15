"""Sheets of paper: codes kept free for them, and entering them later with their true date."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.intake import actions
from lotsen.intake.documents import AssessmentSheet, FamilyEnding, FamilySheet
from lotsen.intake.domain import CaseStage, NotReachedReason, shipped_instruments
from lotsen.intake.tables import Assessment, Family, ReservedCode
from lotsen.kernel import NotVisible, local_day, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import facts, present, sheet_for


def enter(desk: Desk, days_ago: int, **more: object) -> Family:
    """Register a family from paper, met some days ago."""
    return actions.register_family(
        desk,
        new_id(),
        origin=actions.usual_origin(desk),
        sheet=FamilySheet(),
        on=local_day(desk.clock) - timedelta(days=days_ago),
        **more,  # type: ignore[arg-type]  # the keywords of the action, named by the test
    )


def test_a_family_entered_later_counts_on_its_true_day_and_says_so(desk: OpenDesk) -> None:
    with desk() as d:
        today = local_day(d.clock)
        family = enter(d, 52)
        assert family.registered_on == today - timedelta(days=52)
        assert d.vault.open(family, Family.sheet).entered_later_on == today
        fact = facts(d, FactEvent.REGISTERED)[0]
        assert (fact.day, fact.recorded) == (family.registered_on, today), "late, as the freeze sees it"


def test_what_is_entered_on_the_day_itself_is_not_marked(desk: OpenDesk) -> None:
    with desk() as d:
        assert d.vault.open(enter(d, 0), Family.sheet).entered_later_on is None


@pytest.mark.parametrize("days_ago", [-1, 61])
def test_a_day_to_come_or_too_far_back_is_refused(desk: OpenDesk, days_ago: int) -> None:
    with desk() as d:
        with pytest.raises(actions.DayOutOfRange):
            enter(d, days_ago)
        day = local_day(d.clock) - timedelta(days=days_ago)
        with pytest.raises(actions.DayOutOfRange):
            actions.start_assessment(d, register(d), new_id(), sheet_for(d), on=day)


def test_an_assessment_from_paper_keeps_its_true_date_to_the_end(desk: OpenDesk) -> None:
    with desk() as d:
        family = enter(d, 5)
        begun = actions.start_assessment(d, family.id, new_id(), sheet_for(d), on=family.registered_on)
        actions.save_draft(d, begun.id, 0, AssessmentSheet(own_wish=True))
        done = actions.complete_assessment(d, begun.id, 1, present(own_wish=True))
        assert (done.started_on, done.completed_on) == (family.registered_on, family.registered_on)
        assert d.vault.open(done, Assessment.answers).entered_later_on == local_day(d.clock)
        days = {fact.event: fact.day for fact in facts(d)}
        assert days[FactEvent.ASSESSED] == days[FactEvent.TRIGGER] == family.registered_on


def test_printed_codes_are_kept_free_and_used_once_by_their_institution(desk: OpenDesk) -> None:
    batch = new_id()
    for _ in range(2):
        with desk() as d:
            actions.reserve_codes(d, batch, 3)
    with desk("other_navigator") as d:
        with pytest.raises(NotVisible):
            actions.reserved_codes(d, batch)
        with pytest.raises(NotVisible):
            actions.reserve_codes(d, batch, 3)
    with desk() as d:
        first, second, third = actions.reserved_codes(d, batch)
        assert len({first, second, third}) == 3
    with desk("other_navigator") as d, pytest.raises(actions.CodeNotReserved):
        enter(d, 1, code=first)
    with desk() as d:
        assert enter(d, 1, code=first.replace("-", " ").lower()).code == first
        assert actions.reserved_codes(d, batch) == (second, third)
        with pytest.raises(actions.CodeNotReserved):
            enter(d, 1, code=first)
        with pytest.raises(actions.CodeNotReserved):
            enter(d, 1, code="never")
        assert len(d.db.exec(select(ReservedCode)).all()) == 2


def missed(desk: Desk) -> UUID:
    """Register a family and record that it left before the talk."""
    family = register(desk)
    actions.mark_not_reached(desk, family, NotReachedReason.DISCHARGED)
    return family


def test_one_tap_takes_discharged_back_as_if_it_had_not_been(desk: OpenDesk) -> None:
    with desk() as d:
        family = missed(d)
        assert len(facts(d, FactEvent.NOT_REACHED)) == 1
        assert actions.undo_not_reached(d, family)
        assert not actions.undo_not_reached(d, family), "a second tap finds nothing"
        row = actions.family_row(d, family)
        assert row.stage is CaseStage.REGISTERED
        assert d.vault.open(row, Family.sheet).not_reached is None
        assert facts(d, FactEvent.NOT_REACHED) == []


def test_a_talk_that_took_place_after_all_is_not_undone(desk: OpenDesk) -> None:
    with desk() as d:
        family = missed(d)
        actions.hold_talk(d, family)
        assert not actions.undo_not_reached(d, family)
        assert actions.family_row(d, family).stage is CaseStage.TALK_HELD


@pytest.mark.parametrize("who", ["navigator", "family_office"])
def test_anonymous_counselling_goes_to_a_closed_file_without_a_name_and_is_counted(
    desk: OpenDesk, who: str
) -> None:
    with desk(who) as d:
        family = actions.register_family(
            d,
            new_id(),
            origin=actions.usual_origin(d),
            sheet=FamilySheet(topics=("livelihood",), language="uk"),
        )
        begun = actions.start_assessment(d, family.id, new_id(), shipped_instruments()[0])
        actions.complete_assessment(d, begun.id, 0, present(own_wish=True))
        actions.hold_talk(d, family.id)
        actions.close_family(d, family.id, FamilyEnding.ADVICE_ENOUGH)
    with desk(who) as d:
        view = actions.read_family(d, family.id)
        assert (view.name, view.family.is_named, view.sheet.ending) == ("", False, FamilyEnding.ADVICE_ENOUGH)
        first = FactEvent.WALK_IN if who == "family_office" else FactEvent.REGISTERED
        assert {first, FactEvent.ASSESSED, FactEvent.TALK_HELD} <= {fact.event for fact in facts(d)}
        assert len({fact.case for fact in facts(d)}) == 1
