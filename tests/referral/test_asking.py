"""The question that would change most: asked on the page of proposals, answered, taken back."""

from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.intake import actions as intake
from lotsen.intake import domain
from lotsen.intake.actions import adding
from lotsen.intake.actions.material import telling_assessment
from lotsen.intake.actions.refusals import AssessmentCompleted, DocumentationEnded, SheetInProgress
from lotsen.intake.domain import FAMILY, NOT_ASKED, Answer, ConsentDecision, ConsentPurpose, ItemAt
from lotsen.intake.tables import Assessment
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.referral import actions
from lotsen.terms import Presence
from tests.conftest import OpenDesk
from tests.directory.town import load_town
from tests.intake import helping
from tests.referral import loop

YES, NO = Answer(Presence.PRESENT), Answer(Presence.NOT_PRESENT)
"""Somebody taps yes or no."""


def place_of(desk: Desk, family: UUID, fact: str) -> ItemAt:
    view = telling_assessment(desk, family)
    assert view is not None
    question = next(one for one in view.asked if one.item.fact == fact)
    return ItemAt(question.item.code, question.person.ref)


def revision_of(desk: Desk, family: UUID) -> int:
    view = telling_assessment(desk, family)
    assert view is not None
    return view.row.revision


@pytest.fixture
def town(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        load_town(d)


def test_an_answer_changes_what_is_proposed_and_the_next_question(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        before = actions.propose_services(d, family).evaluation
        place = place_of(d, family, "housing_insecure")
        adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=YES)
        after = actions.propose_services(d, family).evaluation
        assert {need.code for need in after.needs} - {need.code for need in before.needs} == {"N2"}
        asked = [(one.fact, one.person_ref) for one in after.questions]
        assert ("housing_insecure", FAMILY) not in asked
        assert ("housing_insecure", FAMILY) in [(one.fact, one.person_ref) for one in before.questions]


def test_an_answer_taken_back_is_not_asked_again_and_nothing_told_of_it_stays(
    town: None, desk: OpenDesk
) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, needs=("partner_support",))
        place = place_of(d, family, "income_worry")
        told = len(helping.facts(d, FactEvent.NEED_FOUND))
        adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=YES)
        assert len(helping.facts(d, FactEvent.NEED_FOUND)) == told + 1
        adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=NOT_ASKED)
        view = telling_assessment(d, family)
        assert view is not None
        assert view.sheet.answers.get(place.item, place.person) == NOT_ASKED
        assert view.sheet.added == ()
        assert len(helping.facts(d, FactEvent.NEED_FOUND)) == told


def test_the_same_answer_twice_is_stored_once(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, needs=())
        place, shown = place_of(d, family, "income_worry"), revision_of(d, family)
        for _ in range(2):
            adding.add_answer(d, family, revision=shown, place=place, answer=YES)
        view = telling_assessment(d, family)
        assert view is not None
        assert [one.place for one in view.sheet.added] == [place]
        assert view.row.revision == shown + 1
        assert len(helping.facts(d, FactEvent.NEED_FOUND)) == 1


def test_two_answers_to_different_questions_do_not_stand_in_each_others_way(
    town: None, desk: OpenDesk
) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        shown = revision_of(d, family)
        adding.add_answer(
            d, family, revision=shown, place=place_of(d, family, "housing_insecure"), answer=YES
        )
        adding.add_answer(
            d, family, revision=shown, place=place_of(d, family, "needs_forms_help"), answer=YES
        )
        view = telling_assessment(d, family)
        assert view is not None
        assert len(view.sheet.added) == 2


def test_another_answer_to_the_same_question_is_a_conflict_until_it_was_seen(
    town: None, desk: OpenDesk
) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        place, shown = place_of(d, family, "housing_insecure"), revision_of(d, family)
        adding.add_answer(d, family, revision=shown, place=place, answer=YES)
        with pytest.raises(StaleRevision):
            adding.add_answer(d, family, revision=shown, place=place, answer=NO)
        adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=NO)
        view = telling_assessment(d, family)
        assert view is not None
        assert view.sheet.answers.get(place.item, place.person).presence is Presence.NOT_PRESENT


def test_what_the_completed_sheet_said_stays_as_it_was_said(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        place = place_of(d, family, "income_worry")
        with pytest.raises(AssessmentCompleted):
            adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=NO)


def test_not_possible_now_becomes_a_private_task(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        place = place_of(d, family, "violence_now")
        not_now = Answer(Presence.NOT_NOW)
        adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=not_now)
        found = actions.propose_services(d, family)
        assert found.material.outcome is not None
        assert place in found.material.outcome.private_tasks
        assert "violence_now" in {one.fact for one in found.evaluation.private_tasks}
        assert "violence_now" not in {one.fact for one in found.evaluation.due}


def test_what_was_not_possible_in_the_sheet_is_asked_again_and_taken_back_to_that(
    town: None, desk: OpenDesk
) -> None:
    later = Answer(Presence.NOT_NOW)
    with desk("navigator") as d:
        family = loop.new_family(d)
        place = place_of(d, family, "violence_now")
        view = telling_assessment(d, family)
        assert view is not None
        given = view.sheet.answers.with_answer(place.item, place.person, later).given
        d.vault.seal(view.row, Assessment.answers, view.sheet.model_copy(update={"given": given}))
    with desk("navigator") as d:
        adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=YES)
    with desk("navigator") as d:
        adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=NOT_ASKED)
        view = telling_assessment(d, family)
        assert view is not None
        assert view.sheet.answers.get(place.item, place.person) == later
        assert view.sheet.added == ()
        revision = view.row.revision
        adding.add_answer(d, family, revision=revision, place=place, answer=NOT_ASKED)
        view = telling_assessment(d, family)
        assert view is not None
        assert view.sheet.answers.get(place.item, place.person) == later
        assert view.row.revision == revision


def test_nothing_is_written_down_after_the_documentation_was_withdrawn(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        place, shown = place_of(d, family, "housing_insecure"), revision_of(d, family)
        helping.decide(d, family, ConsentPurpose.DOCUMENTATION, ConsentDecision.WITHDRAWN)
        with pytest.raises(DocumentationEnded):
            adding.add_answer(d, family, revision=shown, place=place, answer=YES)


def test_while_a_newer_sheet_is_filled_in_answers_belong_there(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        place, shown = place_of(d, family, "housing_insecure"), revision_of(d, family)
        sheet = domain.shipped_instrument("anhaltsbogen_kurz")
        assert sheet is not None
        intake.start_assessment(d, family, new_id(), sheet)
        with pytest.raises(SheetInProgress):
            adding.add_answer(d, family, revision=shown, place=place, answer=YES)


def test_nobody_elsewhere_answers_for_a_family(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        place = place_of(d, family, "housing_insecure")
    with desk("family_office") as d, pytest.raises(NotVisible):
        adding.add_answer(d, family, revision=1, place=place, answer=YES)


def test_a_question_that_is_not_asked_is_not_answered(town: None, desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        for place in (
            ItemAt("no-such", FAMILY),
            ItemAt(place_of(d, family, "housing_insecure").item, str(new_id())),
        ):
            with pytest.raises(StaleRevision):
                adding.add_answer(d, family, revision=revision_of(d, family), place=place, answer=YES)
