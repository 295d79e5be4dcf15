"""A FHIR Questionnaire becomes a sheet, a sheet becomes one, and what does not fit is refused with a list."""

import copy
import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire

from lotsen.intake.domain import (
    FAMILY,
    Answer,
    Answers,
    Instrument,
    ItemKind,
    assess,
    load_instrument,
    questions,
    shipped_instruments,
    shown,
)
from lotsen.intake.domain.fhir import Wishes, document_of, questionnaire_of, responses_of
from lotsen.intake.domain.incoming import incoming_text
from lotsen.terms import Presence
from lotsen.terms.marked import InvalidDocument
from tests.intake.questionnaires import SCALE, household, mood
from tests.intake.sheets import MOTHER, TWIN_ONE
from tests.scale import scaled

Change = Callable[[dict[str, Any]], object]


def sheet_of(resource: dict[str, Any], **wishes: Any) -> Instrument:
    """Read a Questionnaire as a sheet."""
    return incoming_text(json.dumps(resource, indent=1), "q.json", Wishes(**wishes))[1]


def chosen(**values: Any) -> Answers:
    """Return answers about the family by item code."""
    return Answers.of({(code, FAMILY): Answer(Presence.PRESENT, value) for code, value in values.items()})


# --- in


def test_a_scale_with_scores_offers_the_talk_from_its_threshold() -> None:
    sheet = sheet_of(mood(), threshold=4)
    first, second, _ = sheet.items
    assert [choice.score for choice in first.values] == [0, 1, 2, 3]
    light = chosen(**{first.code: "at_1", second.code: "at_2"})
    heavy = chosen(**{first.code: "at_1", second.code: "at_3"})
    assert (assess(sheet, [], light).score, assess(sheet, [], light).talk_offered) == (3, False)
    assert (assess(sheet, [], heavy).score, assess(sheet, [], heavy).talk_offered) == (4, True)


def test_without_a_threshold_no_sum_offers_the_talk_but_a_wish_does() -> None:
    sheet = sheet_of(mood())
    answers = chosen(**{item.code: "at_3" for item in list(sheet.items)[:2]})
    assert not assess(sheet, [], answers).talk_offered
    assert assess(sheet, [], answers, own_wish=True).talk_offered


def test_conditions_and_nested_groups_decide_what_is_asked() -> None:
    sheet = sheet_of(household())

    def asked(answers: Answers) -> list[str]:
        return [one.item.link or "" for one in shown(questions(sheet, []), answers)]

    assert asked(Answers()) == ["1", "3", "4"]
    together = Answers.of({("q_1", FAMILY): Answer(Presence.PRESENT)})
    assert asked(together) == ["1", "2.1", "2.3", "3", "4"]
    three = together.with_answer("q_2_1", FAMILY, Answer(Presence.PRESENT, 3))
    assert asked(three) == ["1", "2.1", "2.2.1", "2.2.2", "2.3", "3", "4"]
    alone = three.with_answer("q_1", FAMILY, Answer(Presence.NOT_PRESENT))
    assert asked(alone) == ["1", "3", "4"]
    words = Answers().with_answer("q_4", FAMILY, Answer(Presence.PRESENT, ("hell", "still")))
    assert asked(words) == ["1", "3", "4", "5"]


def test_every_kind_of_item_takes_the_answers_it_is_made_for_and_no_others() -> None:
    items = {item.link: item for item in sheet_of(household()).items}
    assert {item.kind for item in items.values()} == set(ItemKind)

    def takes(link: str, value: Any) -> bool:
        return items[link].accepts(Answer(Presence.PRESENT, value))

    assert [takes("2.1", value) for value in (1, 20, 21, 2.5, "3")] == [True, True, False, False, False]
    assert [takes("2.2.1", value) for value in (48.5, 48, "48")] == [True, True, False]
    assert takes("2.2.2", ("family", "friends"))
    assert not takes("2.2.2", "family")
    assert not takes("2.2.2", ("family", "stranger"))
    assert [takes("2.3", value) for value in ("2026-01-31", "31.01.2026")] == [True, False]
    assert takes("4", ("warm", "hell"))
    assert not takes("5", "x" * 2001)


def test_texts_keep_their_languages_and_a_sheet_without_german_is_shown_as_it_is() -> None:
    sheet = sheet_of(household())
    assert (sheet.title["de"], sheet.title["en"]) == ("Ihr Haushalt", "About your household")
    assert next(sheet.items).text.get("de") == "Answer only what you like."


# --- out, and back again


@pytest.mark.parametrize("resource", [mood(), household()], ids=["mood", "household"])
def test_what_was_read_is_written_again_and_read_the_same(resource: dict[str, Any]) -> None:
    Questionnaire.model_validate(resource)
    sheet = sheet_of(resource, version=3)
    written = questionnaire_of(sheet)
    Questionnaire.model_validate(written)
    assert sheet_of(written) == sheet
    for name in ("url", "identifier", "version", "name", "status", "copyright"):
        assert written.get(name) == resource.get(name, written.get(name)), name
    first = written["item"][0].get("item", [{}])[0]
    assert first.get("prefix") == resource["item"][0].get("item", [{}])[0].get("prefix")


@pytest.mark.parametrize("sheet", shipped_instruments(), ids=lambda one: f"{one.code}-{one.version}")
def test_a_sheet_of_ours_is_a_valid_questionnaire_and_loses_nothing_on_the_way(sheet: Instrument) -> None:
    written = questionnaire_of(sheet)
    Questionnaire.model_validate(written)
    back = sheet_of(written)
    assert back == sheet


def test_answers_are_written_as_one_valid_response_for_each_person() -> None:
    sheet = next(one for one in shipped_instruments() if one.code == "lotsengespraech")
    answers = Answers.of(
        {
            ("income_worry", FAMILY): Answer(Presence.PRESENT, wish=True),
            ("debts", FAMILY): Answer(Presence.UNKNOWN),
            ("crying", TWIN_ONE.ref): Answer(Presence.PRESENT),
            ("crying_hours", TWIN_ONE.ref): Answer(Presence.PRESENT, 4),
            ("next_step", FAMILY): Answer(Presence.PRESENT, "Antrag stellen"),
        }
    )
    names = {FAMILY: "AAA-BBB", TWIN_ONE.ref: "AAA-BBB child 1", MOTHER.ref: "AAA-BBB caregiver 1"}
    bundle = responses_of(sheet, [TWIN_ONE, MOTHER], answers, authored=date(2026, 3, 1), names=names)
    Bundle.model_validate(bundle)
    text = json.dumps(bundle)
    assert len(bundle["entry"]) == 3
    assert '"valueInteger": 4' in text
    assert '"valueString": "Antrag stellen"' in text
    assert '\\"presence\\": \\"unknown\\"' in text
    assert '\\"wish\\": true' in text


def test_a_response_to_a_foreign_sheet_speaks_its_codes_and_nests_its_groups() -> None:
    sheet = sheet_of(mood())
    first = next(sheet.items)
    bundle = responses_of(
        sheet, [], chosen(**{first.code: "at_3"}), authored=date(2026, 3, 1), names={FAMILY: "AAA-BBB"}
    )
    Bundle.model_validate(bundle)
    response = bundle["entry"][0]["resource"]
    assert response["questionnaire"] == f"{mood()['url']}|1.2.0"
    group = response["item"][0]
    assert (group["linkId"], group["item"][0]["linkId"]) == ("/g1", "/g1/1")
    assert group["item"][0]["answer"] == [{"valueCoding": SCALE[3]["valueCoding"]}]
    assert [item["linkId"] for item in group["item"]] == ["/g1/1", "/g1/2", "/g1/3"]


# --- refused


def _put(*path: str | int, value: Any) -> Change:
    def change(resource: dict[str, Any]) -> None:
        node: Any = resource
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value

    return change


Q = ("item", 0, "item", 0)
WHEN = ("item", 0, "item", 2, "enableWhen", 0)
MISTAKES: list[tuple[str, Change, str]] = [
    ("another resource", _put("resourceType", value="Patient"), "(resourceType): a FHIR Questionnaire"),
    ("no status", _put("status", value="done"), "(status): one of draft, active"),
    ("no licence", lambda r: r.pop("copyright"), "(copyright): nothing says who may use this sheet"),
    ("unknown field", _put("approval", value="x"), "(approval): “approval” cannot be represented"),
    ("modifier", _put("modifierExtension", value=[]), "“modifierExtension” cannot be represented"),
    (
        "sheet extension",
        _put("extension", value=[{"url": "http://x.org/y"}]),
        "(extension[0]): the extension",
    ),
    ("items no list", _put("item", value={}), "(.item): a list is expected here"),
    ("item no object", _put("item", 0, value="x"), "(.item[0]): a list of named fields"),
    ("no linkId", lambda r: r["item"][0]["item"][0].pop("linkId"), "the field “linkId” is missing"),
    ("linkId twice", _put("item", 0, "item", 1, "linkId", value="/g1/1"), "the linkId “/g1/1” appears twice"),
    ("no text", lambda r: r["item"][0]["item"][0].pop("text"), "the field “text” is missing"),
    ("text a number", _put(*Q, "text", value=3), "item[0].item[0].text): a text is expected"),
    ("quantity", _put(*Q, "type", value="quantity"), "item[0].item[0].type): the type “quantity” cannot"),
    ("attachment", _put(*Q, "type", value="attachment"), "the type “attachment” cannot"),
    ("open choice", _put(*Q, "type", value="open-choice"), "the type “open-choice” cannot"),
    ("read only", _put(*Q, "readOnly", value=True), "item[0].item[0].readOnly): a question nobody may"),
    ("initial", _put(*Q, "initial", value=[]), "item[0].item[0].initial): “initial” cannot"),
    ("max length", _put("item", 0, "item", 2, "maxLength", value=80), "“maxLength” cannot be represented"),
    ("required a word", _put(*Q, "required", value="yes"), "item[0].item[0].required): true or false"),
    ("group repeats", _put("item", 0, "repeats", value=True), "item[0].repeats): a group that repeats"),
    (
        "nested question",
        _put(*Q, "item", value=[{"linkId": "n", "type": "string", "text": "?"}]),
        "below a question",
    ),
    ("no options", _put(*Q, "answerOption", value=[]), "a choice needs answers to choose from"),
    ("option reference", _put(*Q, "answerOption", 0, value={"valueReference": {}}), "this kind of answer"),
    ("chosen option", _put(*Q, "answerOption", 0, "initialSelected", value=True), "chosen beforehand"),
    ("options of a text", _put(*Q, "type", value="string"), "answers to choose from belong to a choice"),
    (
        "foreign set",
        _put(*Q, "answerValueSet", value="http://x.org/vs"),
        "x.org/vs” is not in the file",
    ),
    ("unused set", _put("contained", value=[{"resourceType": "ValueSet", "id": "a"}]), "no question uses"),
    ("contained other", _put("contained", value=[{"resourceType": "Library", "id": "a"}]), "only a ValueSet"),
    (
        "score a word",
        _put(*Q, "answerOption", 0, "extension", 0, "valueDecimal", value="x"),
        "a number is expected",
    ),
    (
        "option extension",
        _put(*Q, "answerOption", 0, "extension", 0, "url", value="http://x"),
        "“http://x” cannot",
    ),
    ("item extension", _put(*Q, "extension", 0, "url", value="http://x"), "extension “http://x” cannot"),
    ("unknown operator", _put(*WHEN, "operator", value="~"), "enableWhen[0].operator): one of exists"),
    ("no question", _put(*WHEN, "question", value="/g9"), "“/g9” is no question that comes before"),
    ("asks a group", _put(*WHEN, "question", value="/g1"), "“/g1” is no question that comes before"),
    ("asks itself", _put(*WHEN, "question", value="/g1/3"), "“/g1/3” is no question that comes before"),
    ("no such answer", _put(*WHEN, "answerCoding", "code", value="at-9"), "the question has no such answer"),
    ("no behaviour", lambda r: r["item"][0]["item"][2].pop("enableBehavior"), "need an enableBehavior"),
    ("odd behaviour", _put("item", 0, "item", 2, "enableBehavior", value="some"), "one of all, any"),
    ("labelling", _put(*Q, "text", value="Sind Sie eine Risikofamilie?"), "this wording labels a family"),
    (
        "threshold",
        _put("item", 0, "item", value=[{"linkId": "a", "type": "boolean", "text": "?"}]),
        "never be reached",
    ),
]


@pytest.mark.parametrize(("change", "complaint"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_what_a_sheet_cannot_be_is_refused_with_path_and_cause(change: Change, complaint: str) -> None:
    resource = copy.deepcopy(mood())
    change(resource)
    with pytest.raises(InvalidDocument) as caught:
        sheet_of(resource, threshold=6)
    assert complaint in str(caught.value)


def test_everything_that_is_wrong_is_said_at_once_and_with_its_line() -> None:
    resource = mood()
    resource["item"][0]["item"][0]["type"] = "quantity"
    resource["item"][0]["item"][1]["maxLength"] = 3
    text = json.dumps(resource, indent=1)
    with pytest.raises(InvalidDocument) as caught:
        document_of(text, "q.json")
    lines = text.split("\n")
    found = {one.about.rpartition(".")[2]: lines[one.line - 1] for one in caught.value.problems}
    assert "quantity" in found["type"]
    assert "maxLength" in found["maxLength"]


@pytest.mark.parametrize(
    ("text", "line"), [('{"resourceType": "Questionnaire",\n "item": [}', 2), ('{"resourceType": NaN}', 1)]
)
def test_what_is_no_json_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(InvalidDocument) as caught:
        document_of(text, "q.json")
    assert caught.value.problems[0].line == line


def test_no_damaged_questionnaire_fails_in_any_other_way() -> None:
    generator = random.Random(11)
    junk: list[Any] = [None, 3, "", "x", [], {}, [[]], {"a": 1}, True, [{"linkId": "a"}]]
    refused = 0
    for _ in range(scaled(1_000)):
        resource = generator.choice([mood, household])()
        for _ in range(generator.randrange(1, 3)):
            spots = list(_spots(resource))
            node, key = generator.choice(spots)
            node[key] = generator.choice(junk)
        try:
            load_instrument(json.dumps(document_of(json.dumps(resource), "d.json")), "d.json")
        except InvalidDocument:
            refused += 1
    assert refused > scaled(1_000) // 3


def _spots(node: Any) -> Any:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(pairs):
        yield node, key
        yield from _spots(value)
