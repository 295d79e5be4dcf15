"""Sheets of paper: codes kept free for them, and entering them later with their true date."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.intake import actions
from lotsen.intake.actions.refusals import DayToCome
from lotsen.intake.documents import AssessmentSheet, FamilyEnding, FamilySheet
from lotsen.intake.domain import CaseStage, ConsentPurpose, NotReachedReason, shipped_instruments
from lotsen.intake.tables import Assessment, Consent, Family, ReservedCode
from lotsen.kernel import FixedClock, NotVisible, local_day, new_id
from lotsen.keys.tables import AuditEntry
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import decide, facts, present, sheet_for
from tests.pages import Browser
from tests.world import NOW, institution_id


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


def test_a_sheet_from_before_the_registration_moves_the_first_day_of_a_family_back(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        today = local_day(d.clock)
        met = today - timedelta(days=12)
        begun = actions.start_assessment(d, family, new_id(), sheet_for(d), on=met)
        actions.complete_assessment(d, begun.id, 0, present(own_wish=True))
        row = actions.family_row(d, family)
        assert row.registered_on == met
        assert d.vault.open(row, Family.sheet).entered_later_on == today
        days = {fact.event: (fact.day, fact.recorded) for fact in facts(d)}
        assert days[FactEvent.REGISTERED] == days[FactEvent.ASSESSED] == (met, today)
        assert len(facts(d, FactEvent.REGISTERED)) == 1


def test_a_later_sheet_leaves_the_first_day_of_a_family_as_it_is(desk: OpenDesk) -> None:
    with desk() as d:
        family = enter(d, 20)
        met = family.registered_on
        actions.start_assessment(d, family.id, new_id(), sheet_for(d), on=met + timedelta(days=3))
        assert actions.family_row(d, family.id).registered_on == met


def test_a_consent_from_paper_is_counted_on_its_true_day_and_says_when_it_was_written_down(
    desk: OpenDesk,
) -> None:
    with desk() as d:
        family = register(d)
        today = local_day(d.clock)
        signed = today - timedelta(days=9)
        row = decide(d, family, ConsentPurpose.NOTICE, given_on=signed)
        office = institution_id("office")
        decide(d, family, ConsentPurpose.HANDOVER, recipient=office, given_on=signed)
        told = {fact.event: (fact.day, fact.recorded) for fact in facts(d)}
        assert told[FactEvent.INFORMED] == told[FactEvent.CONSENT_DECIDED] == (signed, today)
        assert told[FactEvent.REGISTERED] == (signed, today), "the family was met by then"
        kept = d.db.get_one(Consent, row)
        assert d.vault.open(kept, Consent.statement).given_on == signed
        assert kept.recorded_at == d.clock.now()


def test_an_old_consent_keeps_its_date_and_counts_today(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        today = local_day(d.clock)
        decide(d, family, ConsentPurpose.NOTICE, given_on=today - timedelta(days=200))
        assert facts(d, FactEvent.INFORMED)[0].day == today
        assert actions.family_row(d, family).registered_on == today


def test_no_consent_is_given_in_the_future(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        with pytest.raises(DayToCome):
            decide(d, family, ConsentPurpose.NOTICE, given_on=local_day(d.clock) + timedelta(days=1))


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


def test_the_talk_was_enough_is_taken_back_on_the_same_day_as_if_it_had_not_been(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        for _ in range(2):
            actions.close_after_talk(d, family)
        assert len(facts(d, FactEvent.TALK_HELD)) == 1
        view = actions.read_family(d, family)
        assert (view.may_reopen, view.sheet.ending) == (True, FamilyEnding.ADVICE_ENOUGH)
    with desk("other_navigator") as d, pytest.raises(NotVisible):
        actions.reopen_family(d, family)
    with desk("colleague") as d:
        assert actions.reopen_family(d, family)
        assert not actions.reopen_family(d, family), "a second tap finds nothing"
        view = actions.read_family(d, family)
        assert (view.family.stage, view.family.closed_on) == (CaseStage.REGISTERED, None)
        assert (view.sheet.ending, view.may_reopen) == (None, False)
        assert facts(d, FactEvent.TALK_HELD) == []
    with desk("data_protection", writing=False) as d:
        assert "family_reopened" in d.db.exec(select(AuditEntry.action)).all()


def test_a_talk_that_was_held_before_stays_when_a_file_is_opened_again(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        actions.hold_talk(d, family)
        actions.close_family(d, family, FamilyEnding.MOVED)
        assert actions.reopen_family(d, family)
        assert actions.family_row(d, family).stage is CaseStage.TALK_HELD
        assert len(facts(d, FactEvent.TALK_HELD)) == 1


def test_a_file_that_was_closed_yesterday_stays_closed(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        actions.close_after_talk(d, family)
    with desk(clock=FixedClock(NOW + timedelta(days=1))) as d:
        assert not actions.reopen_family(d, family)
        view = actions.read_family(d, family)
        assert (view.family.stage, view.may_reopen) == (CaseStage.CLOSED, False)


def test_the_page_of_a_family_closes_in_one_tap_and_opens_again_in_another(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    here = f"/intake/{family}"
    closed = visitor.submit(visitor.get(f"{here}/talk"), f"{here}/talk", go="enough")
    assert closed.location == here
    shown = visitor.follow(closed)
    assert "Diese Akte wurde heute geschlossen" in shown.text
    opened = visitor.follow(visitor.submit(shown, f"{here}/reopen"))
    assert "Die Akte ist wieder offen" in opened.text
    assert "Diese Akte wurde heute geschlossen" not in opened.text


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
