"""Examples as a form: answers come and go, nothing is stored before it is saved, and red ones are told."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.referral.rules import FactRef, RuleSet, UnitCase, default_rules, load_floor
from lotsen.referral.rules.cases import case_outcome
from lotsen.terms import Scope
from lotsen.workbench import actions
from lotsen.workbench.checking import as_it_comes_out
from lotsen.workbench.domain import ExampleNameTaken
from tests.conftest import OpenDesk
from tests.pages import Browser, Page

DEBTS = {
    "name": "Schulden und ein Säugling",
    "persons-0-ref": "child",
    "persons-0-scope": "child",
    "persons-0-rows-0-fact": "phase",
    "persons-0-rows-0-answer": "is:born",
    "persons-0-rows-1-fact": "child_age_months",
    "persons-0-rows-1-answer": "given",
    "persons-0-rows-1-number": "2",
    "persons-1-ref": "mother",
    "persons-1-scope": "caregiver",
    "persons-1-rows-0-fact": "violence_now",
    "persons-1-rows-0-answer": "not_now",
    "persons-1-rows-1-fact": "exhaustion",
    "persons-1-rows-1-answer": "unknown",
    "persons-2-ref": "family",
    "persons-2-scope": "family",
    "persons-2-rows-0-fact": "debts",
    "persons-2-rows-0-answer": "yes",
    "needs_matter": "exactly",
    "needs": "N1",
    "paths_matter": "exactly",
    "verdicts-0-rule": "N1-debts",
    "verdicts-0-verdict": "fires",
}
RED = DEBTS | {"needs": "N2"}


@pytest.fixture
def draft(site_desk: OpenDesk) -> UUID:
    with site_desk("coordinator") as d:
        return actions.begin_draft(d, new_id(), title="Ein Beispiel mehr").id


@pytest.fixture
def send(browser: Callable[..., Browser], draft: UUID) -> Callable[..., tuple[int, str]]:
    """Send the form of an example as somebody of the coordination; returns the status and the page."""
    visitor = browser("coordinator")

    def sent(path: str, said: dict[str, str], *, revision: int = 0) -> tuple[int, str]:
        here = f"/rules/drafts/{draft}/examples/{path}"
        assert visitor.get(here).status == 200
        data = {"csrf_token": visitor.token, "form_id": str(new_id()), "revision": str(revision), **said}
        answer = visitor.post(here, data)
        return answer.status, answer.html

    return sent


def rules_of(site_desk: OpenDesk, draft: UUID) -> RuleSet:
    with site_desk("coordinator") as d:
        rules = actions.read_draft(d, draft).checked.rules
        assert rules is not None
        return rules


def named(rules: RuleSet, name: str) -> UnitCase:
    return next(case for case in rules.cases if case.name == name)


def filled(page: Page) -> dict[str, str | list[str]]:
    """Return the fields of a page as a browser would send them, chosen options among them."""
    values: dict[str, str | list[str]] = {}
    select = ""
    for tag, found in page.tags:
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "select":
            select = name
            values[name] = ""
        elif tag == "option" and "selected" in found:
            values[select] = found["value"]
        elif tag == "input" and kind in {"radio", "checkbox"} and "checked" in found:
            chosen = values.setdefault(name, [])
            assert isinstance(chosen, list)
            chosen.append(found["value"])
        elif tag == "input" and name and kind not in {"radio", "checkbox"}:
            values[name] = found.get("value", "")
    return values


def test_answers_of_each_person_become_an_example(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    assert send("new", DEBTS | {"question": "mother:self_harm_thoughts"})[0] == 303
    case = named(rules_of(site_desk, draft), "Schulden und ein Säugling")
    child, mother, family = case.case.persons
    assert dict(child.values) == {"phase": "born", "child_age_months": 2}
    assert mother.not_now == {"violence_now"}
    assert mother.unknown == {"exhaustion"}
    assert "anxiety" in mother.not_asked
    assert (family.scope, dict(family.values)) == (Scope.FAMILY, {"debts": True})
    assert case.expect.needs == frozenset({"N1"})
    assert case.expect.paths == frozenset()
    assert case.expect.fires == {"N1-debts"}
    assert case.expect.next_question == FactRef("mother", "self_harm_thoughts")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Bitte geben Sie einen Namen ein."),
        ({"persons-2-rows-0-answer": ""}, "Bitte wählen Sie eine Antwort"),
        ({"persons-2-rows-0-fact": "no-such-fact"}, "Diese Angabe ist hier nicht bekannt."),
        ({"persons-0-rows-1-number": ""}, "Bitte vervollständigen Sie diese Antwort."),
        ({"persons-0-rows-1-number": "900"}, "eine Zahl von 0 bis"),
        ({"persons-1-ref": "child"}, "Diese Seite ist veraltet"),
        ({"name": "Die Wohnung ist für alle zu eng"}, "Es gibt schon ein Beispiel mit diesem Namen."),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_stored(
    wrong: dict[str, str],
    told: str,
    send: Callable[..., tuple[int, str]],
    draft: UUID,
    site_desk: OpenDesk,
) -> None:
    status, page = send("new", DEBTS | wrong)
    assert status == 422
    assert told in page
    assert rules_of(site_desk, draft).cases == default_rules().cases


def test_answers_and_persons_come_and_go_without_storing(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    status, page = send("new", DEBTS | {"add": "0", "persons-0-add_fact": "crying"})
    assert (status, 'value="crying"' in page) == (200, True)
    status, page = send("new", DEBTS | {"drop": "2-0"})
    assert (status, 'value="debts"' in page.split('name="persons-2-add_fact"')[0]) == (200, False)
    status, page = send("new", DEBTS | {"add_person_row": "1", "add_person": "child"})
    assert (status, "Kind 2" in page) == (200, True)
    status, page = send("new", DEBTS | {"drop_person": "1"})
    assert (status, 'value="mother"' in page) == (200, False)
    status, page = send("new", DEBTS | {"add_rule_row": "1", "add_rule": "N2-cramped"})
    assert (status, 'value="N2-cramped"' in page) == (200, True)
    assert rules_of(site_desk, draft).cases == default_rules().cases


def test_an_example_is_tried_and_takes_over_what_comes_out_without_storing(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    status, page = send("new", RED | {"try": "1"})
    assert (status, "Es geht anders aus" in page) == (200, True)
    status, page = send("new", RED | {"adopt": "1"})
    assert (status, "Es geht aus wie erwartet" in page) == (200, True)
    assert rules_of(site_desk, draft).cases == default_rules().cases


def test_a_red_example_is_told_in_plain_words_and_becomes_another_one(
    send: Callable[..., tuple[int, str]],
    browser: Callable[..., Browser],
    draft: UUID,
    site_desk: OpenDesk,
) -> None:
    assert send("new", RED)[0] == 303
    visitor, at = browser("coordinator"), len(default_rules().cases)
    page = visitor.get(f"/rules/drafts/{draft}/examples").text
    assert "geht anders aus" in page
    assert "Wohnen" in page
    copied = visitor.get(f"/rules/drafts/{draft}/examples/new?like={at}&found=1").html
    assert "Schulden und ein Säugling (Kopie)" in copied
    rules = rules_of(site_desk, draft)
    case = as_it_comes_out(named(rules, "Schulden und ein Säugling"), rules)
    assert not case_outcome(case, rules, load_floor()).differences
    assert case.expect.needs == frozenset({"N1"})


def test_a_rule_without_an_example_begins_one_with_what_it_asks_for(
    browser: Callable[..., Browser], draft: UUID
) -> None:
    page = browser("coordinator").get(f"/rules/drafts/{draft}/examples/new?rule=N1-child-supplement").html
    rule = next(rule for rule in default_rules().rules if rule.id == "N1-child-supplement")
    assert all(f'value="{check.fact.code}"' in page for check in rule.checks)
    assert 'value="N1-child-supplement"' in page


def test_every_shipped_example_is_shown_and_saved_as_it_is(
    browser: Callable[..., Browser], draft: UUID, site_desk: OpenDesk
) -> None:
    visitor = browser("coordinator")
    for at in range(0, len(default_rules().cases), 9):
        here = f"/rules/drafts/{draft}/examples/{at}"
        page = visitor.get(here).page
        assert page is not None
        assert visitor.post(here, filled(page)).status == 303
    assert rules_of(site_desk, draft).cases == default_rules().cases


def test_the_same_example_twice_is_stored_once_and_a_dropped_one_is_gone(
    draft: UUID, site_desk: OpenDesk
) -> None:
    rules = rules_of(site_desk, draft)
    case = UnitCase("Neu", rules.cases[0].case, rules.cases[0].expect)
    with site_desk("coordinator") as d:
        for _ in range(2):
            assert actions.save_example(d, draft, case, replaces=None, seen=0).revision == 1
        other = UnitCase("Neu", rules.cases[1].case, rules.cases[1].expect)
        with pytest.raises(ExampleNameTaken):
            actions.save_example(d, draft, other, replaces=None, seen=1)
        with pytest.raises(StaleRevision):
            actions.save_example(d, draft, other, replaces="Neu", seen=0)
        for _ in range(2):
            assert actions.drop_example(d, draft, "Neu", seen=1).revision == 2
        with pytest.raises(StaleRevision):
            actions.drop_example(d, draft, "Neu", seen=2)
        with pytest.raises(NotVisible):
            actions.save_example(d, draft, other, replaces="Neu", seen=2)
    assert rules_of(site_desk, draft).cases == rules.cases


def test_a_stale_form_keeps_what_was_typed(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        actions.drop_rule(d, draft, "N1-income", seen=0)
    status, page = send("new", DEBTS)
    assert status == 409
    assert "Schulden und ein Säugling" in page


def test_a_form_changes_the_example_it_was_opened_for_though_others_have_moved(
    browser: Callable[..., Browser], draft: UUID, site_desk: OpenDesk
) -> None:
    visitor, rules = browser("coordinator"), rules_of(site_desk, draft)
    here = f"/rules/drafts/{draft}/examples/1"
    page = visitor.get(here).page
    assert page is not None
    with site_desk("coordinator") as d:
        actions.drop_example(d, draft, rules.cases[0].name, seen=0)
    stale = visitor.post(here, filled(page) | {"name": "Umbenannt"})
    assert (stale.status, stale.page is None) == (409, False)
    assert stale.page is not None
    assert visitor.post(here, filled(stale.page)).status == 303
    names = [case.name for case in rules_of(site_desk, draft).cases]
    assert names == ["Umbenannt", *(case.name for case in rules.cases[2:])]


def test_a_form_of_an_example_that_is_gone_keeps_what_was_typed_and_becomes_a_further_one(
    browser: Callable[..., Browser], draft: UUID, site_desk: OpenDesk
) -> None:
    visitor, rules = browser("coordinator"), rules_of(site_desk, draft)
    last = len(rules.cases) - 1
    here = f"/rules/drafts/{draft}/examples/{last}"
    page = visitor.get(here).page
    assert page is not None
    with site_desk("coordinator") as d:
        actions.drop_example(d, draft, rules.cases[last].name, seen=0)
    gone = visitor.post(here, filled(page))
    assert gone.status == 409
    assert gone.page is not None
    assert "Jemand anderes hat diesen Entwurf" in gone.text
    assert visitor.post(here, filled(gone.page)).status == 303
    assert rules_of(site_desk, draft).cases == rules.cases


def test_lines_that_are_not_numbered_are_none(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    odd = {f"persons-{number}-ref": "child" for number in ("²", "٣", "9" * 5_000, "-1", "")}
    assert send("new", DEBTS | odd | {"verdicts-²-rule": "N1-debts"})[0] == 303
    assert len(named(rules_of(site_desk, draft), DEBTS["name"]).case.persons) == 3


def test_a_day_of_its_own_stays_with_the_example(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    assert send("new", DEBTS | {"as_of": "2027-02-03"})[0] == 303
    assert named(rules_of(site_desk, draft), "Schulden und ein Säugling").case.as_of == date(2027, 2, 3)
