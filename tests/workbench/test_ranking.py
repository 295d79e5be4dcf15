"""The order of proposals: a part of the rule set, changed in a draft, tried on invented families."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from lotsen.kernel import new_id
from lotsen.referral import actions as referral
from lotsen.referral.matching import Weights, match
from lotsen.referral.rules import (
    NAMES,
    SHIPPED,
    InvalidRules,
    RuleSetStatus,
    default_rules,
    diff_sets,
    in_points,
    load_floor,
    load_rules,
    write_rules,
)
from lotsen.workbench import actions
from lotsen.workbench.actions.ranking import try_order
from tests.conftest import OpenDesk
from tests.directory.town import load_town
from tests.pages import Browser
from tests.referral import loop
from tests.workbench.helping import RULE, a_draft

OpenBrowser = Callable[..., Browser]
NEAREST = replace(SHIPPED, free_place=0, kilometre=-20_000, preferred=0, language=0)


def test_a_rule_set_keeps_what_differs_from_the_shipped_weights_and_reads_it_back() -> None:
    rules = replace(default_rules(), ranking=replace(SHIPPED, free_place=500, wish=3))
    text = write_rules(rules)
    assert '"free_place": 500' in text
    assert "kilometre" not in text
    assert load_rules(text, floor=load_floor()).ranking == rules.ranking
    assert default_rules().ranking == Weights()


@pytest.mark.parametrize(
    "written",
    ["{free_place: -1}", "{kilometre: 1}", "{free_place: 1.5}", "{luck: 1}", "{wish: 10}", "[1]", "3"],
)
def test_a_weight_that_is_none_is_told_with_its_place(written: str) -> None:
    text = write_rules(default_rules()).replace("\nrules:", f"\nranking: {written}\n\nrules:", 1)
    with pytest.raises(InvalidRules) as refused:
        load_rules(text, floor=load_floor())
    assert all(problem.path.startswith("ranking") for problem in refused.value.problems)


def test_two_sets_that_differ_in_their_weights_alone_are_different() -> None:
    old, new = default_rules(), replace(default_rules(), ranking=NEAREST)
    found = diff_sets(old, new, load_floor())
    assert not found.is_empty
    assert {change.field for change in found.ranking} == {"free_place", "kilometre", "preferred", "language"}


def test_a_published_order_is_the_order_of_proposals(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        load_town(d)
    with desk("navigator") as d:
        family = loop.new_family(d)
    with desk("coordinator") as d:
        rules = replace(default_rules(), version=9, status=RuleSetStatus.PUBLISHED, ranking=NEAREST)
        referral.publish_rule_set(d, write_rules(rules))
    with desk("navigator") as d:
        found = referral.propose_services(d, family)
        services = tuple(found.profiles[fit.service_id] for fit in found.result.fits)
        plain = match(services, found.case, found.evaluation.needs, NEAREST)
        assert [fit.service_id for fit in found.result.fits] == [fit.service_id for fit in plain.fits]
        assert [fit.score for fit in found.result.fits] == [fit.score for fit in plain.fits]
        shipped = match(services, found.case, found.evaluation.needs)
        assert [fit.score for fit in shipped.fits] != [fit.score for fit in plain.fits]


def test_other_points_are_counted_as_what_they_do_to_the_order_of_services(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        load_town(d)
    rules = default_rules()
    with desk("coordinator") as d:
        same = try_order(d, rules, rules)
        other = try_order(d, rules, replace(rules, ranking=NEAREST))
    assert (same.changed, same.by_points, same.by_rule, same.examples) == (0, 0, {}, ())
    assert 0 < other.changed == other.by_points <= other.families == same.families
    assert other.by_rule == {}
    assert all(one.before != one.after for one in other.examples)


def test_a_rule_that_prefers_other_services_is_counted_by_its_name_beside_the_points(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        load_town(d)
    old = default_rules()
    kinds = {"H1", "F1", "F2"}
    other = tuple(replace(rule, prefer=tuple(kinds)) if rule.id == RULE else rule for rule in old.rules)
    with desk("coordinator") as d:
        rules_only = try_order(d, old, replace(old, rules=other))
        both = try_order(d, old, replace(old, rules=other, ranking=NEAREST))
    assert set(rules_only.by_rule) == {RULE}
    assert 0 < rules_only.by_rule[RULE] == rules_only.changed
    assert rules_only.by_points == 0
    assert both.by_rule == rules_only.by_rule
    assert 0 < both.by_points <= both.changed <= both.families


def test_the_comparison_and_the_page_of_the_points_say_the_same_number(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        load_town(d)
        draft = a_draft(d, "order")
    visitor, path = browser("coordinator"), f"/rules/drafts/{draft}"
    points = {name: str(in_points(name, getattr(NEAREST, name))).replace(".", ",") for name in NAMES}
    form = {"form_id": str(new_id()), "revision": "0", **points}
    tried = visitor.post(f"{path}/ranking", {**form, "step": "try"})
    sentence = re.search(r"Bei [1-9]\d* von \d+ ändern sich", tried.text)
    assert sentence is not None, tried.text
    assert visitor.post(f"{path}/ranking", form).status == 303
    compared = visitor.get(f"{path}/compare").text
    assert sentence[0] in compared
    assert "Punkte für die Reihenfolge der Vorschläge" in compared


def test_a_coordinator_tries_an_order_out_and_saves_it_in_the_draft(
    site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("coordinator") as d:
        load_town(d)
        draft = a_draft(d, "order")
    visitor, path = browser("coordinator"), f"/rules/drafts/{draft}/ranking"
    page = visitor.get(path)
    assert page.status == 200, page.text
    values = dict.fromkeys(NAMES, "0") | {"need": "10"}
    form = {"form_id": "00000000-0000-4000-8000-000000000001", "revision": "0", **values}
    tried = visitor.post(path, {**form, "step": "try"})
    assert tried.status == 200, tried.text
    assert "erfundenen Familien" in tried.text
    refused = visitor.post(path, {**form, "kilometre": "5"})
    assert refused.status == 422
    saved = visitor.post(path, form)
    assert saved.status == 303, saved.text
    assert "eigene Punkte" in visitor.get(f"/rules/drafts/{draft}").text
    assert "Reihenfolge der Vorschläge" in visitor.get(f"/rules/drafts/{draft}/compare").text
    stale = visitor.post(path, {**form, "need": "20"})
    assert stale.status == 409


def test_points_for_a_draft_that_is_closed_are_told_so_and_stay_on_the_page(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        draft = a_draft(d, "order")
        actions.discard_draft(d, draft)
    form = {"form_id": str(new_id()), "revision": "0", **dict.fromkeys(NAMES, "0"), "free_place": "7,25"}
    refused = browser("coordinator").post(f"/rules/drafts/{draft}/ranking", form)
    assert refused.status == 409
    assert "ist nicht zum Ändern offen" in refused.text
    assert "Jemand anderes" not in refused.text
    assert 'value="7,25"' in refused.html
