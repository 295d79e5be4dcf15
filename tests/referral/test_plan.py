"""From a completed assessment to a plan, and to contacts a family takes home."""

from dataclasses import replace

import pytest

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ServiceProfile
from lotsen.facts.domain import FactEvent
from lotsen.intake import actions as intake
from lotsen.intake.domain import CaseStage
from lotsen.kernel import NotVisible, new_id
from lotsen.referral import actions
from lotsen.referral.actions import Wishes
from lotsen.referral.casefile import case_profile
from lotsen.referral.domain import CommentMissing, NothingChosen, RulesNotGreen, VersionTaken
from lotsen.referral.matching import match
from lotsen.referral.rules import CaseFacts, FoundNeed, InvalidRules, default_rules, evaluate, load_floor
from lotsen.referral.tables import Proposal
from lotsen.terms import vocabulary
from tests.conftest import OpenDesk
from tests.referral import loop

RULES = """\
rule_set: town
version: {version}
status: published
valid_from: 2026-01-01
title: {{de: Regeln der Stadt, en: Rules of the town}}
rules:
  - id: N1-money
    need: N1
    weight: 5
    when: {{fact: income_worry, op: is, value: true}}
    sentence: {{de: Geld ist knapp., en: Money is short.}}
cases:
  - name: Knapp
    facts: {{income_worry: true}}
    expect: {{needs: [{need}], fires: [N1-money]}}
"""


@pytest.mark.usefixtures("with_directory")
def test_services_are_proposed_under_their_needs_with_reasons(desk: OpenDesk) -> None:
    with desk("navigator", writing=True) as d:
        family = loop.new_family(d)
        found = actions.propose_services(d, family)
        assert {need.code for need in found.evaluation.needs} == {"N1", "N11"}
        assert {code for code, _ in found.by_need} == {"N1", "N11"}
        shown = [entry.fit.service_id for _, entries in found.by_need for entry in entries if entry.is_first]
        assert sorted(shown) == sorted(fit.service_id for fit in found.result.fits)
        assert len(shown) == len(set(shown)) > 0
        for code, entries in found.by_need:
            assert {entry.fit.service_id for entry in entries} == {
                fit.service_id for fit in found.result.fits if code in {need.code for need in fit.needs}
            }
            ranks = [entry.fit.ranks[code] for entry in entries]
            assert ranks == sorted(ranks)
        assert all(fit.reasons for fit in found.result.fits)
        assert all(miss.reasons for miss in found.result.misses)
        assert found.result.misses


@pytest.mark.usefixtures("with_directory")
def test_what_a_need_asks_for_comes_first_and_the_social_service_last(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        found = actions.propose_services(d, loop.new_family(d))
        facts = also(also(found.facts, "needs_childcare"), "no_midwife")
        needs = evaluate(default_rules(), load_floor(), facts).needs
        profile = case_profile(found.material, facts, None)
        result = match(everybody(d), profile, needs)
        shown = replace(found, evaluation=replace(found.evaluation, needs=needs), result=result).by_need
        profiles = directory.profiles(d)
        kinds = {
            code: [profiles[entry.fit.service_id].service_type for entry in entries]
            for code, entries in shown
        }
        assert kinds["N11"][0] in {"A1", "A2"}
        assert kinds["N13"][0] == "E4"
        assert kinds["N13"][-1] == "E2"


@pytest.mark.usefixtures("with_directory")
def test_nothing_for_bereaved_parents_is_proposed_to_parents_who_lost_nobody(desk: OpenDesk) -> None:
    circle = "Gesprächskreis für verwaiste Eltern"
    with desk("navigator") as d:
        found = actions.propose_services(d, loop.new_family(d, needs=("multiples", "depressive_mood")))
        misses = {found.profiles[miss.service_id].name for miss in found.result.misses}
        assert circle in misses
        known = also(found.facts, "loss")
        profile = case_profile(found.material, known, None)
        result = match(everybody(d), profile, [FoundNeed("N8", 3, "family")])
        assert circle in {directory.profiles(d)[fit.service_id].name for fit in result.fits}


def everybody(desk: Desk) -> tuple[ServiceProfile, ...]:
    return tuple(directory.profiles(desk).values())


def also(facts: CaseFacts, code: str) -> CaseFacts:
    """Let one more thing be known of everybody it can be known of."""
    scope = vocabulary().facts[code].scope
    persons = (
        replace(person, values={**person.values, code: True}) if person.scope is scope else person
        for person in facts.persons
    )
    return replace(facts, persons=tuple(persons))


def test_the_wish_of_the_family_leads(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        found = actions.propose_services(d, family)
        heaviest, lighter = (code for code, _ in found.by_need)
        outcome = found.material.outcome
        assert outcome is not None
        (wish, *_) = next(need.shown_by for need in outcome.needs if need.code == lighter)
        material = replace(found.material, outcome=replace(outcome, wishes=(wish,)))
        assert [code for code, _ in replace(found, material=material).by_need] == [lighter, heaviest]


def test_a_need_without_a_fitting_service_is_counted_as_a_gap_once_planned(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        assert set(actions.propose_services(d, family).result.gaps) == {"N1", "N11"}
        wishes = Wishes(free_text="Nachbarin mit Auto", free_phone="02999 5550 001")
        actions.choose_services(d, family, new_id(), wishes)
        assert [set(fact.need_groups) for fact in loop.facts(d, FactEvent.GAP)] == [{"livelihood", "support"}]
        assert intake.family_row(d, family).stage is CaseStage.AGREED


@pytest.mark.usefixtures("with_directory")
def test_a_plan_keeps_the_way_that_led_to_it(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        row_id = loop.plan(d, family)
        again = actions.choose_services(d, family, row_id, Wishes(free_text="zweites Mal"))
        assert again.id == row_id
        plan = actions.latest_plan(d, family)
        assert plan is not None
        assert plan.row.rule_set_version == default_rules().label
        assert plan.row.directory_version > 0
        assert plan.trace.chosen[0].service_id is not None
        assert {entry.fits for entry in plan.trace.proposed} == {True, False}
        assert all(need.rules for need in plan.trace.needs)
        assert plan.trace.chosen_by == d.actor.person_id
    with desk("other_navigator") as d:
        stranger = loop.new_family(d)
        with pytest.raises(NotVisible):
            actions.choose_services(d, stranger, row_id, Wishes(free_text="fremd"))
        with pytest.raises(NotVisible):
            actions.latest_plan(d, family)


@pytest.mark.usefixtures("with_directory")
def test_a_service_against_the_rules_needs_a_comment(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        miss = actions.propose_services(d, family).result.misses[0].service_id
        with pytest.raises(CommentMissing):
            actions.choose_services(d, family, new_id(), Wishes(services=(miss,)))
        with pytest.raises(NothingChosen):
            actions.choose_services(d, family, new_id(), Wishes())
        with pytest.raises(NotVisible):
            actions.choose_services(d, family, new_id(), Wishes(services=(new_id(),)))
        wishes = Wishes(services=(miss,), comment="Die Familie ist dort bekannt")
        actions.choose_services(d, family, new_id(), wishes)
        plan = actions.latest_plan(d, family)
        assert plan is not None
        assert (plan.trace.chosen[0].against_rules, plan.trace.chosen[0].comment) == (
            True,
            "Die Familie ist dort bekannt",
        )


def test_contacts_to_take_home_send_nothing_and_are_counted_once(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        with pytest.raises(NothingChosen):
            actions.hand_out_plan(d, family)
        actions.choose_services(d, family, new_id(), Wishes(free_text="Elterncafé"))
        actions.hand_out_plan(d, family)
        actions.hand_out_plan(d, family)
        assert len(loop.facts(d, FactEvent.SELF_CONTACT)) == 1
        assert loop.facts(d, FactEvent.REFERRED) == []
    with desk("family_office", writing=False) as d:
        work = actions.list_work(d)
        assert sum(work.counts.values()) == 0
        assert work.notices == ()


def test_no_open_column_of_a_plan_says_what_it_is_about(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d)
        actions.choose_services(d, family, new_id(), Wishes(free_text="Suchtberatung-Kanari"))
        columns = Proposal.__table__.columns.keys()  # type: ignore[attr-defined]  # every mapped class has it
        row = d.db.get(Proposal, loop.latest_plan_id(d, family))
        assert "Suchtberatung" not in str([getattr(row, name) for name in columns])


def test_rules_are_published_once_per_version_and_only_green(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        assert actions.current_rules(d).label == default_rules().label
        first = actions.publish_rule_set(d, RULES.format(version=1, need="N1"))
        assert actions.publish_rule_set(d, RULES.format(version=1, need="N1")).id == first.id
        with pytest.raises(VersionTaken):
            actions.publish_rule_set(d, RULES.format(version=1, need="N1").replace("knapp", "weg"))
        with pytest.raises(RulesNotGreen):
            actions.publish_rule_set(d, RULES.format(version=2, need="N2"))
        with pytest.raises(InvalidRules):
            actions.publish_rule_set(d, "rule_set: town")
        actions.publish_rule_set(d, RULES.format(version=2, need="N1"))
        book = actions.read_rulebook(d)
        assert book.rules.label == "town/2"
        assert [version.version for version in book.versions] == [2, 1]
        named = [actions.rules_named(d, label) for label in ("town/1", "town/2", "town/3", "town", "x/y/1")]
        assert [rules.label if rules else None for rules in named] == ["town/1", "town/2", None, None, None]
        for label, title in (("town/2", book.rules.title), (default_rules().label, default_rules().title)):
            assert actions.title_named(d, label) == title
        assert actions.title_named(d, "town/3") is actions.title_named(d, "town") is None
        shipped = actions.rules_named(d, default_rules().label)
        assert shipped is not None
        assert shipped.title["de"] == "Grundregeln zum Bedarfskatalog"
    with desk("navigator") as d:
        found = actions.propose_services(d, loop.new_family(d))
        assert [need.code for need in found.evaluation.needs] == ["N1"]
        assert found.evaluation.rule_set == "town/2"
