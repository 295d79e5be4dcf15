"""The comparison of a draft: the second person publishes what she was shown, and nowhere else."""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid5

from lotsen.desk import Desk
from lotsen.kernel import new_id
from lotsen.referral import actions as referral
from lotsen.referral.rules import RuleSetStatus, default_rules, write_rules
from lotsen.terms import Texts
from lotsen.workbench import actions
from lotsen.workbench.domain import DraftState
from tests.conftest import OpenDesk
from tests.pages import Browser

COLLEAGUE = uuid5(UUID(int=0), "colleague")


def as_colleague(desk: Desk) -> Desk:
    """Let somebody else of the coordination sit at the desk."""
    return replace(desk, actor=replace(desk.actor, person_id=COLLEAGUE))


def test_a_draft_that_changed_behind_the_page_is_shown_again_before_it_is_published(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        other = as_colleague(d)
        draft = actions.begin_draft(other, new_id(), title="Weniger Gewicht").id
        actions.submit_draft(other, draft, seen=0)
    visitor = browser("coordinator")
    here, publish = f"/rules/drafts/{draft}", f"/rules/drafts/{draft}/publish"
    assert publish not in visitor.get(here).text
    page = visitor.get(f"{here}/compare")
    with site_desk("coordinator") as d:
        other = as_colleague(d)
        actions.take_draft_back(other, draft)
        text = actions.read_draft(other, draft).row.text
        saved = actions.save_text(other, draft, text, seen=0, title="Mehr Gewicht")
        actions.submit_draft(other, draft, seen=saved.revision)
    refused = visitor.submit(page, publish)
    assert refused.status == 409
    assert "Mehr Gewicht" in refused.text
    assert visitor.submit(refused, publish).location == "/referral/rules"
    with site_desk("coordinator") as d:
        assert actions.read_draft(d, draft).row.state is DraftState.PUBLISHED
        assert referral.read_rulebook(d).in_force is not None


def test_what_a_set_says_of_itself_and_its_examples_are_compared_as_well(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        draft = actions.begin_draft(d, new_id(), title="Neuer Name").id
        rules = actions.read_draft(d, draft).checked.rules
        assert rules is not None
        first = replace(rules.cases[0], name="Ein neues Beispiel")
        changed = replace(rules, title=Texts.of({"de": "Regeln am Hafen"}), cases=(*rules.cases, first))
        actions.save_text(d, draft, write_rules(changed), seen=0)
    page = browser("coordinator").get(f"/rules/drafts/{draft}/compare").text
    assert "Regeln am Hafen" in page
    assert "Neue Beispiele Ein neues Beispiel" in page
    assert "Nichts" not in page


def test_a_text_wrong_in_every_line_is_told_in_few_sentences(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        draft = actions.begin_draft(d, new_id(), title="Verschrieben").id
        text = actions.read_draft(d, draft).row.text.replace('"op": "is"', '"op": "iz"')
        actions.save_text(d, draft, text, seen=0)
        faults = len(actions.read_draft(d, draft).checked.problems)
    assert faults > 50
    page = browser("coordinator").get(f"/rules/drafts/{draft}").text
    assert f"… und {faults - 50} weitere." in page
    assert page.count("(rules[") == 50


def test_the_menu_says_that_a_draft_lies_with_the_rules(browser: Callable[..., Browser]) -> None:
    page = browser("coordinator").get("/rules/drafts")
    assert re.findall(r'href="([^"]+)" aria-current="true"', page.html) == ["/referral/rules"]


def test_a_version_is_compared_with_the_one_before_it(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    shipped = default_rules()
    first = replace(shipped, version=9, status=RuleSetStatus.PUBLISHED, rules=shipped.rules[1:], cases=())
    with site_desk("coordinator") as d:
        published = referral.publish_rule_set(d, write_rules(first)).id
        referral.publish_rule_set(d, write_rules(replace(first, version=10)))
    visitor = browser("coordinator")
    assert "Nichts: Beide sagen dasselbe." in visitor.get("/rules/versions/compare").text
    assert "Herausgenommene Regeln" in visitor.get(f"/rules/versions/compare?new={published}").text
    assert visitor.get(f"/rules/versions/compare?new={new_id()}").status == 404


def test_from_the_list_of_versions_one_reads_compares_and_goes_back_to_what_was_shipped(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    shipped = default_rules()
    lighter = replace(shipped, version=9, status=RuleSetStatus.PUBLISHED, rules=shipped.rules[1:], cases=())
    visitor = browser("coordinator")
    assert "/rules/versions/compare" not in visitor.get("/referral/rules").html
    with site_desk("coordinator") as d:
        referral.publish_rule_set(d, write_rules(lighter))
    every = visitor.get("/referral/rules")
    assert "Ausgeliefert mit Lotsen" in every.text
    assert "/rules/versions/compare" in every.html
    compared = visitor.get("/rules/versions/compare")
    assert "Neue Regeln" not in compared.text
    assert "Herausgenommene Regeln" in compared.text
    assert shipped.rules[0].sentence.get("de") in compared.text
    back = visitor.get("/rules/versions/compare?old=shipped&new=shipped")
    assert "Nichts: Beide sagen dasselbe." in back.text
    assert visitor.get(f"/rules/versions/compare?old={new_id()}").status == 404
    page = visitor.get("/rules/versions/shipped")
    assert "nicht in Kraft" in page.text
    begun = visitor.submit(page, "/rules/drafts")
    assert begun.status == 303
    draft = visitor.get(begun.location)
    assert "Zurück zu: Ausgeliefert mit Lotsen" in draft.text
    assert "aus den mit Lotsen ausgelieferten Regeln" in draft.text


def test_a_file_of_another_town_says_what_of_it_does_not_fit_here(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    shipped = default_rules()
    first, second, *others = shipped.rules
    german = replace(first, sentence=Texts.of({"de": first.sentence["de"]}))
    points = replace(shipped.ranking, kilometre=-900)
    foreign = replace(shipped, rules=(german, second, *others), ranking=points, cases=())
    text = write_rules(foreign).replace('"fact": "debts"', '"fact": "debts_elsewhere"')
    with site_desk("coordinator") as d:
        draft = actions.import_draft(d, new_id(), title="Aus Auenrode", text=text).id
        found = actions.misfit(d, draft)
        assert found is not None
        assert [one.name for one in found.left_out] == [second.id]
        assert [(one.field, one.before, one.after) for one in found.points] == [("kilometre", -200, -900)]
        assert found.unspoken == dict.fromkeys(("ar", "en", "tr", "uk"), 1)
        plain = actions.begin_draft(d, new_id(), title="Von hier").id
        assert actions.misfit(d, plain) is None
    page = browser("coordinator").get(f"/rules/drafts/{draft}").text
    assert "Wie die Datei hierher passt" in page
    assert "Weggelassen, weil es hier nicht passt: 1 Eintrag" in page
    assert "Arabisch: 1 Regel ohne Satz" in page
    assert "1 Punktwert ist anders als hier" in page
    assert page.count("Kein Angebot im Verzeichnis hilft beim Bedarf Wohnen, den diese Regeln finden: ") == 1
