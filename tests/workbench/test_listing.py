"""The rules and the examples of a draft as lists: folded by need, narrowed down without a script."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from lotsen.kernel import new_id
from lotsen.referral.rules import default_rules
from lotsen.workbench import actions
from tests.conftest import OpenDesk
from tests.pages import Browser

OpenBrowser = Callable[..., Browser]
RULES = default_rules()


@pytest.fixture
def draft(site_desk: OpenDesk) -> UUID:
    with site_desk("coordinator") as d:
        draft = actions.begin_draft(d, new_id(), title="Schulden wiegen mehr").id
        debts = next(rule for rule in RULES.rules if rule.id == "N1-debts")
        sentence = replace(debts.sentence, pairs=(("de", "Nur auf Deutsch."),))
        changed = replace(debts, weight=4, sentence=sentence, need="N2", prefer=())
        actions.save_rule(d, draft, changed, replaces="N1-debts", seen=0)
        return draft


def test_changed_rules_and_rules_with_a_remark_are_found(draft: UUID, browser: OpenBrowser) -> None:
    visitor = browser("coordinator")
    changed = visitor.get(f"/rules/drafts/{draft}?state=changed").text
    assert "Nur auf Deutsch." in changed
    assert f"1 von {len(RULES.rules)}" in changed
    remark = visitor.get(f"/rules/drafts/{draft}?state=remark&need=N2").text
    assert "Nur auf Deutsch." in remark
    assert "die Begründung fehlt auf:" in remark.replace("Die", "die")


def test_examples_are_found_by_need_word_and_how_they_come_out(draft: UUID, browser: OpenBrowser) -> None:
    visitor, here = browser("coordinator"), f"/rules/drafts/{draft}/examples"
    whole = visitor.get(here)
    assert "N9 Gesundheit und Entwicklung des Kindes" in whole.text
    assert 'lotsen-details--wide" open' not in whole.html
    red = visitor.get(f"{here}?state=red").text
    assert "Schulden oder offene Rechnungen drücken" in red
    assert "Es fehlt eine Krankenversicherung" not in red
    found = visitor.get(f"{here}?need=N1&word=krankenversicherung")
    assert "Es fehlt eine Krankenversicherung" in found.text
    assert f"1 von {len(RULES.cases)}" in found.text
    assert 'lotsen-details--wide" open' in found.html
    assert f"0 von {len(RULES.cases)}" in visitor.get(f"{here}?need=N14&word=krankenversicherung").text
