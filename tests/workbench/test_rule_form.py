"""A rule as a form: rows come and go, and nothing is stored before it is saved and right."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from io import BytesIO
from uuid import UUID

import pytest

from lotsen.kernel import new_id
from lotsen.referral.rules import Rule, default_rules
from lotsen.referral.rules.conditions import AllOf, AnyOf, Check
from lotsen.referral.rules.logic import Op
from lotsen.terms import Texts
from lotsen.workbench import actions
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.referral.test_plan import RULES

DEBTS = {
    "rows-0-fact": "debts",
    "rows-0-block": "1",
    "rows-0-op": "yes",
    "joins": "all",
    "result": "need:N1",
    "weight": "4",
    "about": "",
    "sentence_de": "Schulden drücken.",
    "rule_id": "N1-debts",
}


@pytest.fixture
def draft(site_desk: OpenDesk) -> UUID:
    with site_desk("coordinator") as d:
        return actions.begin_draft(d, new_id(), title="Schulden wiegen mehr").id


@pytest.fixture
def send(browser: Callable[..., Browser], draft: UUID) -> Callable[..., tuple[int, str]]:
    """Send a rule's form as somebody of the coordination; returns the status and the page."""
    visitor = browser("coordinator")

    def sent(path: str, said: dict[str, str]) -> tuple[int, str]:
        here = f"/rules/drafts/{draft}/{path}"
        form = visitor.get(here)
        assert form.status == 200
        data = {"csrf_token": visitor.token, "form_id": str(new_id()), "revision": "0", **said}
        answer = visitor.post(here, data)
        return answer.status, answer.text

    return sent


def rule_of(site_desk: OpenDesk, draft: UUID, rule_id: str) -> Rule | None:
    with site_desk("coordinator") as d:
        rules = actions.read_draft(d, draft).checked.rules
        assert rules is not None
        return next((rule for rule in rules.rules if rule.id == rule_id), None)


def test_a_changed_rule_is_stored_and_texts_in_other_languages_stay_while_the_german_one_does(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    before = next(rule for rule in default_rules().rules if rule.id == "N1-debts")
    said = DEBTS | {
        "sentence_de": before.sentence.get("de"),
        "sentence_en": before.sentence.get("en"),
        "reference": before.reference or "",
    }
    assert send("rule/N1-debts", said)[0] == 303
    after = rule_of(site_desk, draft, "N1-debts")
    assert after == replace(before, weight=4, prefer=())


def test_every_language_of_the_rule_set_has_an_input_with_its_direction_and_is_stored(
    send: Callable[..., tuple[int, str]],
    draft: UUID,
    site_desk: OpenDesk,
    browser: Callable[..., Browser],
) -> None:
    page = browser("coordinator").get(f"/rules/drafts/{draft}/rule/N1-debts").html
    before = next(rule for rule in default_rules().rules if rule.id == "N1-debts")
    for code, direction in (("de", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("tr", "ltr"), ("uk", "ltr")):
        (found,) = re.findall(rf'<textarea[^>]*id="sentence_{code}"[^>]*>', page)
        assert f'lang="{code}" dir="{direction}"' in found
        assert escape(before.sentence[code]) in page
        (own,) = re.findall(rf'<input[^>]*id="rows-0-sentence_{code}"[^>]*>', page)
        assert f'lang="{code}" dir="{direction}"' in own
    said = DEBTS | {f"sentence_{code}": text for code, text in before.sentence.pairs}
    said |= {"sentence_tr": "Yeni cümle.", "sentence_uk": ""}
    said |= {"rows-0-sentence_de": "Schulden: ja.", "rows-0-sentence_ar": "ديون."}
    assert send("rule/N1-debts", said)[0] == 303
    after = rule_of(site_desk, draft, "N1-debts")
    assert after is not None
    kept = {code: text for code, text in before.sentence.pairs if code != "uk"}
    assert after.sentence == Texts.of(kept | {"tr": "Yeni cümle."})
    assert after.when.sentence == Texts.of({"de": "Schulden: ja.", "ar": "ديون."})


def test_languages_without_a_text_are_named_and_a_rule_whose_german_reason_is_new_is_told(
    browser: Callable[..., Browser], draft: UUID
) -> None:
    visitor, here = browser("coordinator"), f"/rules/drafts/{draft}/rule/N1-debts"
    page = visitor.get(here)
    assert "Andere Sprachen, es fehlt" not in page.text
    before = next(rule for rule in default_rules().rules if rule.id == "N1-debts")
    said = DEBTS | {f"sentence_{code}": text for code, text in before.sentence.pairs}
    said |= {"sentence_de": "Neu gesagt.", "sentence_tr": ""}
    sent = {"csrf_token": visitor.token, "form_id": str(new_id()), "revision": "0"}
    saved = visitor.post(here, sent | said)
    assert saved.status == 303
    told = visitor.follow(saved).text
    assert "ob sie noch stimmt auf: Englisch, Arabisch, Ukrainisch" in told
    assert "Andere Sprachen, es fehlt: Türkisch" in visitor.get(here).text


def test_a_text_in_another_language_alone_and_a_label_in_any_are_refused(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    before = rule_of(site_desk, draft, "N1-debts")
    status, page = send("rule/N1-debts", DEBTS | {"rows-0-sentence_tr": "Borç."})
    assert status == 422
    assert "auch die deutsche Begründung ein." in page
    status, page = send("rule/N1-debts", DEBTS | {"sentence_en": "A family at risk."})
    assert status == 422
    assert "Dieses Wort stempelt eine Familie ab." in page
    status, page = send("rule/N1-debts", DEBTS | {"sentence_de": "", "sentence_tr": "Borç."})
    assert status == 422
    assert "Bitte geben Sie die Begründung auf Deutsch ein." in page
    assert rule_of(site_desk, draft, "N1-debts") == before


def test_rows_in_blocks_become_a_condition_of_two_levels(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    more = {
        "rule_id": "N1-new",
        "joins": "all_of_any",
        "rows-1-fact": "child_age_months",
        "rows-1-block": "2",
        "rows-1-op": "between",
        "rows-1-number": "0",
        "rows-1-number_to": "12",
        "rows-2-fact": "income_worry",
        "rows-2-block": "2",
        "rows-2-op": "no",
    }
    assert send("new-rule", DEBTS | more)[0] == 303
    rule = rule_of(site_desk, draft, "N1-new")
    assert rule is not None
    match rule.when:
        case AllOf(parts=(Check(op=Op.IS, operands=(True,)), AnyOf(parts=(age, worry)))):
            assert isinstance(age, Check)
            assert isinstance(worry, Check)
            assert (age.op, age.operands) == (Op.BETWEEN, (0, 12))
            assert (worry.fact.code, worry.operands) == ("income_worry", (False,))
        case other:
            pytest.fail(f"another condition: {other}")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"rows-0-op": ""}, "Bitte wählen Sie einen Vergleich."),
        ({"weight": ""}, "Gewicht von 1 bis 9"),
        ({"weight": "12"}, "eine ganze Zahl von 1 bis 9"),
        ({"rows-0-fact": "no-such-fact"}, "Diese Angabe ist hier nicht bekannt."),
        ({"valid_from": "2026-05-01", "valid_until": "2026-04-01"}, "vor dem Anfang"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_stored(
    wrong: dict[str, str],
    told: str,
    send: Callable[..., tuple[int, str]],
    draft: UUID,
    site_desk: OpenDesk,
) -> None:
    before = rule_of(site_desk, draft, "N1-debts")
    status, page = send("rule/N1-debts", DEBTS | wrong)
    assert status == 422
    assert told in page
    assert rule_of(site_desk, draft, "N1-debts") == before


def test_a_row_is_added_and_taken_away_without_storing(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    status, page = send("rule/N1-debts", DEBTS | {"add": "1", "add_fact": "child_age_months"})
    assert (status, "Alter des Kindes" in page) == (200, True)
    status, page = send("rule/N1-debts", DEBTS | {"drop": "0"})
    assert status == 200
    assert 'name="rows-0-fact"' not in page
    assert rule_of(site_desk, draft, "N1-debts") == next(
        rule for rule in default_rules().rules if rule.id == "N1-debts"
    )


def test_a_stale_form_keeps_what_was_typed(
    send: Callable[..., tuple[int, str]], draft: UUID, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        actions.drop_rule(d, draft, "N1-income", seen=0)
    status, page = send("rule/N1-debts", DEBTS | {"sentence_de": "Neu gesagt."})
    assert status == 409
    assert "Neu gesagt." in page


def test_a_file_of_another_town_opens_with_what_does_not_fit(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    visitor = browser("coordinator")
    visitor.get("/rules/drafts")
    foreign = RULES.format(version=1, need="N1") + (
        "  - name: Fremd\n    facts: {no_such_fact: true}\n    expect: {needs: []}\n"
    )
    answer = visitor.client.post(
        "/rules/drafts",
        data={
            "csrf_token": visitor.token,
            "form_id": str(new_id()),
            "title": "Aus Auenrode",
            "file": (BytesIO(foreign.encode()), "auenrode.yaml"),
        },
        headers=visitor.headers,
    )
    assert answer.status_code == 303
    page = visitor.get(answer.location).text
    assert "Weggelassen, weil es hier nicht passt: 1 Eintrag" in page
    assert "no_such_fact" in page


def test_a_rule_with_one_reason_for_several_conditions_is_shown_part_by_part_and_left_to_the_text(
    browser: Callable[..., Browser], draft: UUID, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        rules = actions.read_draft(d, draft).checked.rules
        assert rules is not None
        rule = next(rule for rule in rules.rules if rule.id == "N1-first-equipment")
        said = replace(rule.when, sentence=Texts.of({"de": "Beides fehlt zugleich."}))
        actions.save_rule(d, draft, replace(rule, when=said), replaces=rule.id, seen=0)
    page = browser("coordinator").get(f"/rules/drafts/{draft}/rule/N1-first-equipment").text
    assert "Das Formular kann diese Regel nicht zeigen" in page
    assert "alles davon:" in page
    assert "Beides fehlt zugleich." in page


def test_an_example_that_is_tried_names_the_conditions_that_held(
    browser: Callable[..., Browser], draft: UUID, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        rules = actions.read_draft(d, draft).checked.rules
        assert rules is not None
    at = next(at for at, case in enumerate(rules.cases) if "N1-first-equipment" in case.expect.fires)
    page = browser("coordinator").get(f"/rules/drafts/{draft}/examples/{at}").text
    assert "„Das Geld reicht knapp oder gar nicht“: ja" in page
