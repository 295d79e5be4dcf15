"""Rules are changed in drafts: checked, handed in by one person, published by another."""

from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest
import sqlalchemy as sa

from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.referral import actions as referral
from lotsen.referral.rules import Rule, RuleSet, default_rules, load_floor, load_rules, write_rules
from lotsen.workbench import actions
from lotsen.workbench.domain import (
    DraftClosed,
    DraftNotReady,
    DraftOrigin,
    DraftState,
    RuleIdTaken,
    RulesMovedOn,
    SecondPersonNeeded,
)
from lotsen.workbench.tables import RuleDraft
from tests.conftest import OpenDesk
from tests.referral.test_plan import RULES

TOWN = RULES.format(version=1, need="N1")


def begun(desk: OpenDesk, title: str = "Weniger Gewicht") -> RuleDraft:
    """Put the rules of a town in force and begin a draft from them."""
    with desk("coordinator") as d:
        referral.publish_rule_set(d, TOWN)
        return actions.begin_draft(d, new_id(), title=title)


def rules_of(draft: RuleDraft) -> RuleSet:
    return load_rules(draft.text, floor=load_floor())


def heavier(draft: RuleDraft) -> Rule:
    return replace(rules_of(draft).rules[0], weight=7)


def handed_in(desk: OpenDesk) -> RuleDraft:
    """Hand in a draft that changes the weight of its one rule."""
    draft = begun(desk)
    with desk("coordinator") as d:
        saved = actions.save_rule(d, draft.id, heavier(draft), replaces="N1-money", seen=0)
        return actions.submit_draft(d, draft.id, seen=saved.revision)


def test_a_draft_changes_nothing_before_it_is_published(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        saved = actions.save_rule(d, draft.id, heavier(draft), replaces="N1-money", seen=draft.revision)
        assert rules_of(saved).rules[0].weight == 7
        assert referral.current_rules(d).rules[0].weight == 5


def test_beginning_twice_with_one_form_begins_one_draft(desk: OpenDesk) -> None:
    row_id = new_id()
    for _ in range(2):
        with desk("coordinator") as d:
            actions.begin_draft(d, row_id, title="Einmal")
    with desk("coordinator") as d:
        assert [row.id for row in actions.list_drafts(d)] == [row_id]
        assert rules_of(actions.list_drafts(d)[0]) == default_rules()


def test_a_stale_save_is_refused_and_a_double_tap_is_not(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        first = actions.save_rule(d, draft.id, heavier(draft), replaces="N1-money", seen=0)
        again = actions.save_rule(d, draft.id, heavier(draft), replaces="N1-money", seen=0)
        assert (first.revision, again.revision) == (1, 1)
    lighter = replace(heavier(draft), weight=1)
    with desk("coordinator") as d, pytest.raises(StaleRevision):
        actions.save_rule(d, draft.id, lighter, replaces="N1-money", seen=0)


def test_a_second_rule_needs_an_id_of_its_own(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d, pytest.raises(RuleIdTaken):
        actions.save_rule(d, draft.id, heavier(draft), replaces=None, seen=0)
    with desk("coordinator") as d:
        another = replace(heavier(draft), id="N1-more")
        saved = actions.save_rule(d, draft.id, another, replaces=None, seen=0)
        assert [rule.id for rule in rules_of(saved).rules] == ["N1-money", "N1-more"]


def test_a_rule_that_is_taken_out_leaves_the_examples_too(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        more = actions.save_rule(d, draft.id, replace(heavier(draft), id="N1-more"), replaces=None, seen=0)
        saved = actions.drop_rule(d, draft.id, "N1-money", seen=more.revision)
        assert [rule.id for rule in rules_of(saved).rules] == ["N1-more"]
        assert rules_of(saved).cases[0].expect.fires == frozenset()


def test_whoever_wrote_or_handed_in_a_draft_does_not_publish_it(desk: OpenDesk) -> None:
    draft = handed_in(desk)
    with desk("coordinator") as d:
        seen = referral.read_rulebook(d).in_force
        assert not actions.may_publish(d, draft.id)
        with pytest.raises(SecondPersonNeeded):
            actions.publish_draft(d, draft.id, in_force=seen, seen=draft.revision)
        assert referral.current_rules(d).rules[0].weight == 5


def test_a_second_person_puts_it_in_force_as_the_next_version_once(
    desk: OpenDesk, second_desk: OpenDesk
) -> None:
    draft = handed_in(desk)
    with second_desk() as d:
        seen = referral.read_rulebook(d).in_force
        first = actions.publish_draft(d, draft.id, in_force=seen, seen=draft.revision)
        again = actions.publish_draft(d, draft.id, in_force=seen, seen=draft.revision)
        assert first.id == again.id
        assert (first.version, first.drafted_by, first.published_by) == (
            2,
            draft.submitted_by,
            d.actor.person_id,
        )
        assert referral.current_rules(d).rules[0].weight == 7
        assert len(referral.read_rulebook(d).versions) == 2


def test_what_changed_after_the_second_person_looked_is_not_published(
    desk: OpenDesk, second_desk: OpenDesk
) -> None:
    draft = handed_in(desk)
    looked_at = draft.revision
    with desk("coordinator") as d:
        actions.take_draft_back(d, draft.id)
        other = replace(heavier(draft), weight=1)
        saved = actions.save_rule(d, draft.id, other, replaces="N1-money", seen=looked_at)
        actions.submit_draft(d, draft.id, seen=saved.revision)
    with second_desk() as d:
        seen = referral.read_rulebook(d).in_force
        with pytest.raises(StaleRevision):
            actions.publish_draft(d, draft.id, in_force=seen, seen=looked_at)
        assert referral.current_rules(d).rules[0].weight == 5


def test_a_second_tap_on_publishing_names_the_version_it_made(desk: OpenDesk, second_desk: OpenDesk) -> None:
    draft = handed_in(desk)
    with second_desk() as d:
        seen = referral.read_rulebook(d).in_force
        made = actions.publish_draft(d, draft.id, in_force=seen, seen=draft.revision)
        referral.publish_rule_set(d, RULES.format(version=9, need="N1"))
        again = actions.publish_draft(d, draft.id, in_force=seen, seen=draft.revision)
        assert again.id == made.id


def test_a_page_that_read_a_draft_before_somebody_else_saved_does_not_overwrite_it(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        shown = actions.read_draft(d, draft.id)
        d.db.execute(
            sa.update(RuleDraft).where(RuleDraft.id == draft.id).values(revision=1),  # type: ignore[arg-type]  # a column
            execution_options={"synchronize_session": False},
        )
        with pytest.raises(StaleRevision):
            actions.save_text(d, draft.id, TOWN.replace("Geld", "Geld!"), seen=0)
        assert shown.row.revision == 1


def test_a_file_with_many_faults_opens_in_bounded_time(desk: OpenDesk) -> None:
    text = TOWN.replace("\nrules:\n", "\nrules:\n" + "  - {}\n" * 600) + "# padding\n" * 4_000
    began = process_time()
    with desk("coordinator") as d:
        draft = actions.import_draft(d, new_id(), title="Aus Auenrode", text=text)
        found = actions.misfit(d, draft.id)
        assert found is not None
        assert len(found.left_out) == 600
    assert process_time() - began < 15


@pytest.mark.parametrize("sign", ["\\ud800", "\\0", "\\e", "\\u202e"])
def test_characters_that_nobody_can_read_are_faults_of_a_draft(desk: OpenDesk, sign: str) -> None:
    draft = begun(desk)
    written = f'{TOWN}  - {{name: "a{sign}", persons: [], expect: {{needs: []}}}}\n'
    with desk("coordinator") as d:
        actions.save_text(d, draft.id, written, seen=0)
        assert actions.read_draft(d, draft.id).checked.rules is None
        copied = actions.import_draft(d, new_id(), title="Aus einer Datei", text=written)
        assert actions.read_draft(d, copied.id).checked.rules is None


def test_the_id_of_a_rule_set_is_no_longer_than_its_column(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        actions.save_text(d, draft.id, TOWN.replace(rules_of(draft).id, "x" * 61, 1), seen=0)
        assert [one.path for one in actions.read_draft(d, draft.id).checked.problems] == ["rule_set"]


def test_faults_and_red_examples_are_kept_in_a_draft_and_keep_it_from_being_handed_in(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        wrong = actions.save_text(d, draft.id, TOWN.replace("income_worry", "income_wory"), seen=0)
        view = actions.read_draft(d, draft.id)
        assert view.checked.rules is None
        assert {10, 14} <= {problem.line for problem in view.checked.problems}
        with pytest.raises(DraftNotReady):
            actions.submit_draft(d, draft.id, seen=wrong.revision)
        red = actions.save_text(d, draft.id, TOWN.replace("needs: [N1]", "needs: [N2]"), seen=wrong.revision)
        assert actions.read_draft(d, draft.id).checked.red == 1
        with pytest.raises(DraftNotReady):
            actions.submit_draft(d, draft.id, seen=red.revision)


def test_what_is_handed_in_stays_as_it_is_until_it_is_taken_back(desk: OpenDesk) -> None:
    draft = handed_in(desk)
    with desk("coordinator") as d:
        with pytest.raises(DraftClosed):
            actions.save_text(d, draft.id, TOWN, seen=draft.revision)
        actions.take_draft_back(d, draft.id)
        assert actions.save_text(d, draft.id, TOWN, seen=draft.revision).state is DraftState.OPEN


def test_rules_that_came_into_force_meanwhile_ask_for_another_look(
    desk: OpenDesk, second_desk: OpenDesk
) -> None:
    draft = handed_in(desk)
    with second_desk() as d:
        seen = referral.read_rulebook(d).in_force
        referral.publish_rule_set(d, RULES.format(version=9, need="N1"))
        with pytest.raises(RulesMovedOn):
            actions.publish_draft(d, draft.id, in_force=seen, seen=draft.revision)


def test_an_earlier_version_comes_back_as_a_draft_and_then_as_a_new_version(
    desk: OpenDesk, second_desk: OpenDesk
) -> None:
    draft = handed_in(desk)
    with second_desk() as d:
        first = referral.read_rulebook(d).in_force
        actions.publish_draft(d, draft.id, in_force=first, seen=draft.revision)
        assert first is not None
        back = actions.begin_draft(d, new_id(), title="Zurück", version_id=first)
        assert back.origin is DraftOrigin.EARLIER
        assert rules_of(back).rules[0].weight == 5
        actions.submit_draft(d, back.id, seen=0)
    with desk("coordinator") as d:
        version = actions.publish_draft(d, back.id, in_force=referral.read_rulebook(d).in_force, seen=0)
        assert version.version == 3
        assert referral.current_rules(d).rules[0].weight == 5


def test_one_can_go_back_to_the_rules_that_came_with_the_release(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        referral.publish_rule_set(d, TOWN)
        shipped = actions.begin_shipped_draft(d, new_id(), title="Zurück")
        assert actions.begin_shipped_draft(d, shipped.id, title="Zurück").id == shipped.id
        assert shipped.origin is DraftOrigin.SHIPPED
        assert rules_of(shipped) == default_rules()
        assert referral.current_rules(d).id == load_rules(TOWN, floor=load_floor()).id


def test_a_version_with_a_later_day_waits_for_it(desk: OpenDesk, second_desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        later = d.clock.now().date() + timedelta(days=3)
        rules = replace(rules_of(draft), valid_from=later, rules=(heavier(draft),))
        saved = actions.save_text(d, draft.id, write_rules(rules), seen=0)
        actions.submit_draft(d, draft.id, seen=saved.revision)
    with second_desk() as d:
        actions.publish_draft(d, draft.id, in_force=referral.read_rulebook(d).in_force, seen=saved.revision)
        assert referral.current_rules(d).rules[0].weight == 5
        assert [row.version for row in referral.read_rulebook(d).versions] == [2, 1]


def test_rules_of_another_town_open_as_a_draft_with_all_that_does_not_fit(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        foreign = TOWN.replace("need: N1", "need: N99")
        draft = actions.import_draft(d, new_id(), title="Aus Auenrode", text=foreign)
        view = actions.read_draft(d, draft.id)
        assert [problem.path for problem in view.checked.problems] == ["rules[0].need"]


def test_a_discarded_draft_stays_readable_and_a_foreign_id_is_nothing(desk: OpenDesk) -> None:
    draft = begun(desk)
    with desk("coordinator") as d:
        actions.discard_draft(d, draft.id)
        actions.discard_draft(d, draft.id)
        assert actions.read_draft(d, draft.id).row.state is DraftState.DISCARDED
        with pytest.raises(NotVisible):
            actions.read_draft(d, new_id())
