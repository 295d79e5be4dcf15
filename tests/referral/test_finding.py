"""Long lists of rules are narrowed down by need, word and state, without a script."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lotsen.kernel import local_day
from lotsen.referral import actions
from lotsen.referral.rules import default_rules
from tests.conftest import OpenDesk
from tests.pages import Browser

OpenBrowser = Callable[..., Browser]
RULES = default_rules().rules
NOTHING = "Nichts gefunden. Versuchen Sie es mit weniger Wörtern oder anderen Filtern."

DATED = """\
rule_set: town
version: 1
status: published
valid_from: 2026-01-01
title: {{de: Regeln der Stadt}}
rules:
  - {{id: N1-now, need: N1, weight: 5, when: {{fact: debts, op: is, value: true}},
     sentence: {{de: Gilt jetzt.}}}}
  - {{id: N1-later, need: N1, weight: 5, when: {{fact: insured, op: is, value: false}},
     sentence: {{de: Gilt bald.}}, valid_from: {later}}}
  - {{id: N8-over, need: N8, weight: 5, when: {{fact: unplanned_pregnancy, op: is, value: true}},
     sentence: {{de: Galt einmal.}}, valid_until: {over}}}
cases:
  - {{name: Schulden, facts: {{debts: true}}, expect: {{fires: [N1-now]}}}}
"""


def shown(page: str) -> set[str]:
    """Return the shipped rules whose sentence is on a page, above the safety floor."""
    above, floor, _ = page.partition("Sicherheitsboden")
    assert floor
    return {rule.id for rule in RULES if rule.sentence["de"] in above}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("need=N9", {rule.id for rule in RULES if rule.need == "N9"}),
        ("word=N13-forms", {"N13-forms"}),
        ("word=ESTG+kindergeld", {"N13-child-benefit"}),
        ("need=N1&word=schulden", {"N1-debts"}),
        ("need=N99&state=sunny", {rule.id for rule in RULES}),
        ("word=nirgends", set()),
    ],
)
def test_rules_are_found_by_need_and_words(asked: str, kept: set[str], browser: OpenBrowser) -> None:
    page = browser("coordinator").get(f"/referral/rules?{asked}").text
    assert shown(page) == kept
    assert (NOTHING in page) is (not kept)
    assert (f"{len(kept)} von {len(RULES)}" in page) is (len(kept) < len(RULES))


def test_needs_are_offered_with_their_counts_and_folded_until_something_is_asked_for(
    browser: OpenBrowser,
) -> None:
    visitor = browser("coordinator")
    page = visitor.get("/referral/rules")
    count = sum(1 for rule in RULES if rule.need == "N9")
    assert f"N9 Gesundheit und Entwicklung des Kindes ({count})" in page.text
    assert "lotsen-details--wide" in page.html
    assert 'lotsen-details--wide" open' not in page.html
    assert 'lotsen-details--wide" open' in visitor.get("/referral/rules?need=N9").html


@pytest.mark.parametrize(
    ("state", "kept"), [("now", "Gilt jetzt."), ("later", "Gilt bald."), ("over", "Galt einmal.")]
)
def test_rules_are_found_by_whether_they_apply_today(
    state: str, kept: str, browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        day = local_day(d.clock)
        text = DATED.format(later=day + timedelta(days=1), over=day - timedelta(days=1))
        actions.publish_rule_set(d, text)
    page = browser("coordinator").get(f"/referral/rules?state={state}").text
    assert [said for said in ("Gilt jetzt.", "Gilt bald.", "Galt einmal.") if said in page] == [kept]
    assert "1 von 3" in page
