"""Which sheets an institution uses, with which threshold; what was begun stays as it was."""

import json
from collections.abc import Callable

import pytest

from lotsen.desk import Desk
from lotsen.intake import actions, domain
from lotsen.intake.documents import AssessmentSheet
from lotsen.intake.domain import CaseStage, GivenAnswer, Person, Trigger
from lotsen.intake.domain.incoming import incoming_text
from lotsen.kernel import new_id
from lotsen.policy import InstitutionKind
from lotsen.terms import Phase, Presence, Scope
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import child, present, sheet_for
from tests.intake.questionnaires import mood
from tests.intake.test_ages import short_sheet
from tests.pages import Browser
from tests.world import institution_id

UNBURDENED_MOTHER = Person("mother", Scope.CAREGIVER, years=29)
NEWBORN = Person("child", Scope.CHILD, Phase.BORN, months=0)
MOST_TAPS = 25


def bring(desk: Desk, **changes: object) -> domain.Instrument:
    text, _ = incoming_text(json.dumps({**mood(), **changes}), "q.json")
    return actions.add_instrument(desk, new_id(), text, "q.json")


def codes(desk: Desk) -> list[str]:
    return [one.code for one in actions.offered_instruments(desk)]


def test_an_unburdened_family_is_through_the_short_sheet_with_twenty_five_taps() -> None:
    sheet, persons = short_sheet(), (UNBURDENED_MOTHER, NEWBORN)
    answers = domain.Answers()
    taps = 0
    asked = domain.questions(sheet, persons)
    while True:
        open_ones = [
            one
            for one in domain.shown(asked, answers)
            if answers.get(one.item.code, one.person.ref) == domain.NOT_ASKED
        ]
        if not open_ones:
            break
        first = open_ones[0]
        said = Presence.PRESENT if first.item.resource else Presence.NOT_PRESENT
        answers = answers.with_answer(first.item.code, first.person.ref, domain.Answer(said))
        taps += 1
    outcome = domain.assess(sheet, persons, answers)
    start_private_finish = 4
    assert taps <= 20
    assert taps + start_private_finish <= MOST_TAPS
    assert (outcome.talk_offered, outcome.open_items) == (False, ())


def test_no_question_that_shows_help_at_once_can_be_hidden() -> None:
    for sheet in domain.shipped_instruments():
        assert not [item.code for item in sheet.items if item.immediate and item.conditions]


def test_a_sheet_that_was_brought_is_used_only_where_it_is_switched_on(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        added = bring(d)
        assert bring(d) == added
    with desk() as d:
        assert added.code not in codes(d)
    with desk("coordinator") as d:
        actions.set_use(d, added, institution_id("clinic"), is_enabled=True, threshold=2)
    with desk() as d:
        used = next(one for one in actions.offered_instruments(d) if one.code == added.code)
        assert used.threshold == 2
    with desk("family_office") as d:
        assert added.code not in codes(d)


def test_a_version_is_never_changed(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        bring(d)
        with pytest.raises(actions.VersionTaken):
            bring(d, title="Anders")


def test_a_shipped_sheet_can_be_switched_off_for_one_institution(desk: OpenDesk) -> None:
    with desk() as d:
        sheet = sheet_for(d)
        assert sheet.code in codes(d)
    with desk("coordinator") as d:
        actions.set_use(d, sheet, institution_id("clinic"), is_enabled=False, threshold=None)
    with desk() as d:
        assert sheet.code not in codes(d)


def test_a_threshold_that_changes_later_leaves_old_results_as_they_were(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        sheet = next(one for one in actions.offered_instruments(d) if one.code == "anhaltsbogen_kurz")
        row = actions.start_assessment(d, family, new_id(), sheet)
        actions.complete_assessment(d, row.id, row.revision, present("income_worry", "needs_forms_help"))
        assert actions.read_assessment(d, row.id).outcome.talk_offered
    with desk("coordinator") as d:
        actions.set_use(d, sheet, institution_id("clinic"), is_enabled=True, threshold=9)
    with desk() as d:
        assert actions.read_assessment(d, row.id).outcome.talk_offered
        stricter = next(one for one in actions.offered_instruments(d) if one.code == sheet.code)
        later = actions.start_assessment(d, register(d), new_id(), stricter)
        actions.complete_assessment(d, later.id, later.revision, present("income_worry", "needs_forms_help"))
        assert not actions.read_assessment(d, later.id).outcome.talk_offered


def test_answers_to_an_earlier_version_stay_readable(desk: OpenDesk) -> None:
    earlier = domain.shipped_instrument("anhaltsbogen_kurz", 1)
    assert earlier is not None
    with desk() as d:
        row = actions.start_assessment(d, register(d), new_id(), earlier)
        actions.complete_assessment(d, row.id, row.revision, present("income_worry"))
        assert actions.read_assessment(d, row.id).instrument == earlier


def test_an_answer_that_a_later_answer_has_hidden_is_not_kept(desk: OpenDesk) -> None:
    with desk() as d:
        row = actions.start_assessment(d, register(d), new_id(), sheet_for(d))
        actions.complete_assessment(
            d, row.id, row.revision, present("partner_support", "single_parent", "income_worry")
        )
        kept = {one.item for one in actions.read_assessment(d, row.id).sheet.given}
        assert kept == {"partner_support", "income_worry"}


def test_the_talk_begins_with_what_the_short_sheet_has_learned_and_is_then_held(desk: OpenDesk) -> None:
    talk = domain.talk_sheet(InstitutionKind.BIRTH_CLINIC)
    assert talk is not None
    with desk() as d:
        family = register(d)
        baby = str(child(d, family))
        row = actions.start_assessment(d, family, new_id(), sheet_for(d))
        given = (
            GivenAnswer("income_worry", domain.FAMILY, Presence.PRESENT, wish=True),
            GivenAnswer("child_illness", baby, Presence.PRESENT),
        )
        actions.complete_assessment(d, row.id, row.revision, AssessmentSheet(given=given, staff_hint=True))
        begun = actions.start_assessment(d, family, new_id(), talk)
        sheet = actions.read_assessment(d, begun.id).sheet
        assert sheet.answers.get("income_worry", domain.FAMILY).wish
        assert sheet.answers.get("child_illness", baby).presence is Presence.PRESENT
        actions.complete_assessment(d, begun.id, begun.revision, sheet)
        assert actions.family_row(d, family).stage is CaseStage.TALK_HELD
        latest = actions.latest_assessment(d, family)
        assert latest is not None
        assert latest.id == begun.id
        offer = actions.last_offer(d, family)
        assert offer is not None
        fired = {one.trigger for one in offer.outcome.triggers}
        assert fired == {Trigger.SCORE, Trigger.STAFF_HINT, Trigger.OWN_WISH}


def test_a_foreign_scale_after_the_sheet_takes_no_need_away(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        scale = bring(d)
    with desk() as d:
        family = register(d)
        row = actions.start_assessment(d, family, new_id(), sheet_for(d))
        actions.complete_assessment(d, row.id, row.revision, present("income_worry"))
        other = actions.start_assessment(d, family, new_id(), scale)
        actions.complete_assessment(d, other.id, other.revision, AssessmentSheet())
        assert actions.case_material(d, family).needs == ("N1",)


def test_a_sheet_that_was_brought_is_read_once_and_not_on_every_page(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        added = bring(d)
    with desk() as d:
        first, again = (actions.instrument_named(d, added.code) for _ in range(2))
    assert first == added
    assert first is again


def test_a_threshold_that_no_answers_can_reach_is_refused(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        sheet = next(one for one in actions.offered_instruments(d) if one.code == "anhaltsbogen_kurz")
    visitor = browser("coordinator")
    here, field = f"/instruments/{sheet.code}/{sheet.version}", f"threshold__{institution_id('clinic')}"
    highest = int(sum(item.highest_score for item in sheet.items))
    refused = visitor.submit(visitor.get(here), here, **{field: str(highest + 1)})
    assert refused.status == 422
    assert "Schwelle" in refused.text
    with site_desk() as d:
        assert sheet in actions.offered_instruments(d)
    assert visitor.submit(refused, here, **{field: str(highest)}).status == 303
