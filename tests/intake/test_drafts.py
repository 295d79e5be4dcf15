"""An assessment is begun once, saves itself while it is filled in, and is completed once."""

import pytest

from lotsen.facts.domain import FactEvent
from lotsen.intake import actions
from lotsen.intake.documents import AssessmentSheet, AssessmentState, MemberPerson
from lotsen.intake.domain import CaseStage, ChildStatus, GivenAnswer, MemberKind, Trigger
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.keys import audit
from lotsen.keys.office import KeyOffice
from lotsen.store.work import unit_of_work
from lotsen.terms import Presence
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import child, facts, present, sheet_for


def test_looking_begins_nothing_and_beginning_twice_begins_once(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        assert (actions.open_draft(d, family), actions.latest_assessment(d, family)) == (None, None)
        row = new_id()
        begun = {actions.start_assessment(d, family, one, sheet_for(d)).id for one in (row, row, new_id())}
        assert begun == {row}


def test_a_draft_counts_its_revisions_and_survives(desk: OpenDesk) -> None:
    with desk() as d:
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
        assert actions.save_draft(d, draft, 0, present("income_worry")) == 1
    with desk() as d:
        assert actions.save_draft(d, draft, 1, present("income_worry", "little_german")) == 2
    with desk("colleague", writing=False) as d:
        view = actions.read_assessment(d, draft)
        assert view.row.state is AssessmentState.DRAFT
        assert [answer.item for answer in view.sheet.given] == ["income_worry", "little_german"]


def test_not_asked_survives_apart_from_no_and_from_unknown(desk: OpenDesk) -> None:
    with desk() as d:
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
        said = (
            GivenAnswer("income_worry", "family", Presence.NOT_PRESENT),
            GivenAnswer("housing_insecure", "family", Presence.UNKNOWN),
            GivenAnswer("partner_conflict", "family", Presence.NOT_NOW),
        )
        actions.save_draft(d, draft, 0, AssessmentSheet(given=said))
    with desk(writing=False) as d:
        answers = actions.read_assessment(d, draft).sheet.answers
        items = ("income_worry", "housing_insecure", "partner_conflict", "no_help_at_home")
        assert [answers.get(item, "family").presence for item in items] == [
            Presence.NOT_PRESENT,
            Presence.UNKNOWN,
            Presence.NOT_NOW,
            Presence.NOT_ASKED,
        ]


def test_an_older_page_overwrites_nothing(desk: OpenDesk) -> None:
    with desk() as d:
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
        actions.save_draft(d, draft, 0, present("income_worry", page="tablet"))
    with desk("colleague") as d:
        for attempt in (actions.save_draft, actions.complete_assessment):
            with pytest.raises(StaleRevision):
                attempt(d, draft, 0, present("little_german", page="other tablet"))
        assert actions.read_assessment(d, draft).sheet.given[0].item == "income_worry"


def test_a_page_whose_answer_was_lost_may_repeat_itself(desk: OpenDesk) -> None:
    with desk() as d:
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
        sheet = present("income_worry", page="tablet")
        assert [actions.save_draft(d, draft, 0, sheet) for _ in range(2)] == [1, 2]
        assert actions.complete_assessment(d, draft, 0, sheet).state is AssessmentState.COMPLETED


def test_what_a_page_sent_earlier_and_comes_late_changes_nothing(desk: OpenDesk) -> None:
    with desk() as d:
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
        later = present("income_worry", page="tablet", load="one", turn=2)
        assert actions.save_draft(d, draft, 0, later) == 1
        held_up = present("little_german", page="tablet", load="one", turn=1)
        assert actions.save_draft(d, draft, 0, held_up) == 1
        assert actions.read_assessment(d, draft).sheet == later
        loaded_again = present("few_checkups", page="tablet", load="two", turn=1)
        assert actions.save_draft(d, draft, 1, loaded_again) == 2
        assert actions.read_assessment(d, draft).sheet == loaded_again


def test_completing_twice_tells_the_figures_once(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d, postcode="99999", language="uk")
        draft = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
        for _ in range(2):
            actions.complete_assessment(d, draft, 0, present("income_worry", "housing_insecure"))
        assert actions.family_row(d, family).stage is CaseStage.TALK_OFFERED
        with pytest.raises(actions.AssessmentCompleted):
            actions.save_draft(d, draft, 1, present("little_german"))
    with desk() as d:
        events = [fact.event for fact in facts(d)]
        for event in (FactEvent.ASSESSED, FactEvent.TRIGGER, FactEvent.NEED_FOUND):
            assert events.count(event) == 1
        found = facts(d, FactEvent.NEED_FOUND)[0]
        assert (found.need_groups, found.language_group) == (("livelihood",), "eastern")


def test_nothing_that_stands_out_offers_no_talk_and_finds_no_need(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        draft = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
        actions.complete_assessment(d, draft, 0, AssessmentSheet())
        assert actions.family_row(d, family).stage is CaseStage.ASSESSED
        told = {fact.event for fact in facts(d)}
        assert FactEvent.ASSESSED in told
        assert not told & {FactEvent.TRIGGER, FactEvent.NEED_FOUND}


def test_a_hint_of_staff_or_a_wish_is_enough(desk: OpenDesk) -> None:
    for sheet, trigger in (
        (AssessmentSheet(staff_hint=True), Trigger.STAFF_HINT),
        (AssessmentSheet(own_wish=True), Trigger.OWN_WISH),
    ):
        with desk() as d:
            family = register(d)
            draft = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
            actions.complete_assessment(d, draft, 0, sheet)
            assert [fired.trigger for fired in actions.read_assessment(d, draft).outcome.triggers] == [
                trigger
            ]
            assert actions.family_row(d, family).stage is CaseStage.TALK_OFFERED


def test_a_later_assessment_does_not_throw_the_family_back(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        actions.hold_talk(d, family)
        draft = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
        actions.complete_assessment(d, draft, 0, present("income_worry", "housing_insecure"))
        assert actions.family_row(d, family).stage is CaseStage.TALK_HELD
        again = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
        assert again != draft
        latest = actions.latest_assessment(d, family)
        assert latest is not None
        assert latest.id == draft


def test_an_assessment_of_another_institution_is_not_there(desk: OpenDesk) -> None:
    with desk() as d:
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
    with desk("other_navigator") as d:
        for attempt in (actions.save_draft, actions.complete_assessment):
            with pytest.raises(NotVisible):
                attempt(d, draft, 0, AssessmentSheet())
        with pytest.raises(NotVisible):
            actions.read_assessment(d, draft)
        with pytest.raises(NotVisible):
            actions.start_assessment(d, register(d), draft, sheet_for(d))


def test_other_features_get_answers_needs_and_strengths_of_the_living(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        baby = child(d, family)
        lost = child(d, family, ChildStatus.DIED.value)
        parent = actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER)).id
        assert actions.case_material(d, family).answers == ()
        draft = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
        given = (
            GivenAnswer("income_worry", "family", Presence.PRESENT),
            GivenAnswer("child_illness", str(baby), Presence.PRESENT),
            GivenAnswer("child_illness", str(lost), Presence.PRESENT),
        )
        actions.complete_assessment(d, draft, 0, AssessmentSheet(given=given))
        material = actions.case_material(d, family)
        assert {person.person.ref for person in material.answers} <= {"family", str(baby), str(parent)}
        values = {person.person.ref: dict(person.values) for person in material.answers}
        assert values[str(baby)]["child_illness"] is True
        assert (material.needs, material.assessment_id) == (("N1", "N9"), draft)


def test_a_draft_that_saves_itself_leaves_one_line_in_the_audit_trail(
    desk: OpenDesk, office: KeyOffice
) -> None:
    with desk() as d:
        home = d.actor.home
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
    for revision in range(5):
        with desk() as d:
            actions.save_draft(d, draft, revision, present("income_worry"))
    with unit_of_work(office.stores, writing=False) as work:
        lines = [record.action for record in audit.read_chain(work.data, home)]
    assert lines.count("draft_saved") == 1
