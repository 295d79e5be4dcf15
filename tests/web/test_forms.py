"""Forms: tidy input, plain errors in the right place, one id per form, drafts and scripted saving."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask, redirect, render_template_string
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from lotsen.web import forms
from lotsen.web.assets import init_assets
from lotsen.web.forms import (
    Day,
    DecimalNumber,
    DraftRefused,
    LongText,
    LotsenForm,
    ManyOf,
    OneOf,
    Pick,
    Postcode,
    Required,
    TextInput,
    Tick,
    WholeNumber,
    choices,
    init_forms,
    read_draft,
)
from lotsen.web.i18n import in_language, init_i18n, lazy_gettext
from lotsen.web.i18n_pseudo import PSEUDO_LANGUAGE
from tests.pages import Page

ANSWERS = {"yes": "Ja", "no": "Nein"}
PAGE = """{% import "_fields.html" as fields %}{{ fields.error_summary(form) }}
{% call fields.form(form, autosave="/draft", revision=3) %}
{{ fields.text(form.name, data_shows_when="asked=yes") }}{{ fields.textarea(form.note) }}
{{ fields.text(form.postcode) }}{{ fields.number(form.children) }}{{ fields.date(form.born) }}
{{ fields.radio(form.asked, hints={"no": "later"}) }}{{ fields.checkboxes(form.topics) }}
{{ fields.select(form.district, empty="-") }}{{ fields.tick(form.agreed) }}{{ fields.submit("ok") }}
{% endcall %}"""


class Sample(LotsenForm):
    name = TextInput("Name", limit=10)
    note = LongText("Note")
    postcode = Postcode("Postcode")
    children = WholeNumber("Children", high=15)
    born = Day("Born")
    asked = OneOf("Asked", [Required(lazy_gettext("Not a valid choice."))], choices=choices(ANSWERS))
    topics = ManyOf("Topics", choices=choices(ANSWERS))
    district = Pick("District", choices=choices(ANSWERS))
    agreed = Tick("Agreed")


@pytest.fixture
def app() -> Flask:
    app = Flask("lotsen.web", static_folder=None)
    app.config.update(SECRET_KEY="x", WTF_CSRF_ENABLED=False)
    init_i18n(app, pseudo_language=True)
    init_forms(app)
    init_assets(app)

    @app.post("/save")
    def save() -> Response:
        return redirect("/done", 303)

    @app.put("/draft")
    def draft() -> dict[str, object]:
        sent = read_draft()
        return {"rev": sent.revision + 1, "values": sent.values.to_dict(flat=False), **sent.order}

    app.register_error_handler(DraftRefused, lambda error: ("refused", error.status))
    return app


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def filled(app: Flask, **values: str) -> Sample:
    entries = {"form_id": str(uuid4()), "asked": "yes", **values}
    with app.test_request_context(method="POST"), in_language("de"):
        form = Sample(formdata=MultiDict(entries))
        form.validate()
    return form


def test_texts_lose_spaces_around_them_and_get_one_form_of_letters(app: Flask) -> None:
    assert filled(app, name="  Zoe\u0308 ").name.data == "Zo\u00eb"


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "a\ufffdb", "a\u202eb", chr(0xD800), "a\x85b"])
def test_characters_nobody_can_read_are_refused(app: Flask, bad: str) -> None:
    assert filled(app, name=bad).name.errors == [
        "Bitte entfernen Sie die unlesbaren Zeichen aus diesem Feld."
    ]
    assert filled(app, note=f"line\r\n{bad}").note.errors


def test_several_lines_and_every_script_are_welcome(app: Flask) -> None:
    text = "Zeile\r\n\tЇжак · مرحبا · 你好"
    assert filled(app, note=text).errors == {}


def test_a_text_that_is_too_long_is_told_how_long_it_may_be(app: Flask) -> None:
    assert filled(app, name="x" * 11).name.errors == ["Bitte verwenden Sie höchstens 10 Zeichen."]


@pytest.mark.parametrize("bad", ["1234", "123456", "12a45", "٤٣١٠١"])
def test_a_postcode_has_five_digits(app: Flask, bad: str) -> None:
    assert filled(app, postcode=bad).postcode.errors
    assert filled(app, postcode=" 43101 ").postcode.errors == []


@pytest.mark.parametrize("bad", ["x", "1.5", "16", "-1", "9" * 30, "²"])
def test_a_number_outside_its_limits_or_none_at_all_gets_one_sentence(app: Flask, bad: str) -> None:
    assert filled(app, children=bad).children.errors == ["Bitte geben Sie eine ganze Zahl von 0 bis 15 ein."]


@pytest.mark.parametrize("written", ["2026-11-24", "24.11.2026", " 24.11.2026 "])
def test_a_day_may_come_from_a_picker_or_be_typed(app: Flask, written: str) -> None:
    assert filled(app, born=written).born.data == date(2026, 11, 24)


@pytest.mark.parametrize("bad", ["31.02.2026", "11/24/2026", "gestern", "24.11.26x"])
def test_what_is_no_day_gets_one_sentence_with_an_example(app: Flask, bad: str) -> None:
    assert filled(app, born=bad).born.errors == ["Bitte geben Sie ein Datum ein, zum Beispiel 24.11.2026."]


def test_empty_fields_that_are_not_required_are_no_errors(app: Flask) -> None:
    form = filled(app, name="", postcode="", children="", born="", district="")
    assert form.errors == {}
    assert (form.children.data, form.born.data) == (None, None)


def test_a_choice_that_was_not_offered_is_refused(app: Flask) -> None:
    assert filled(app, asked="maybe").asked.errors
    assert filled(app, topics="maybe").topics.errors
    assert filled(app, district="maybe").district.errors


@pytest.mark.parametrize("none", ["", "   "])
def test_a_required_question_without_an_answer_is_asked_again(app: Flask, none: str) -> None:
    assert filled(app, asked=none).asked.errors == ["Bitte wählen Sie eine der angebotenen Möglichkeiten."]


def test_an_empty_form_carries_a_fresh_id_and_keeps_the_one_it_was_sent_with(app: Flask) -> None:
    with app.test_request_context():
        first, second = Sample().row_id, Sample().row_id
    assert first != second
    sent = str(uuid4())
    assert filled(app, form_id=sent).row_id == UUID(sent)


@pytest.mark.parametrize("bad", ["", "1", "' OR 1=1 --", "\x00"])
def test_a_form_id_that_is_none_is_an_error_and_no_crash(app: Flask, bad: str) -> None:
    assert filled(app, form_id=bad).form_id.errors


def test_every_error_is_linked_to_the_input_where_it_is_mended(app: Flask) -> None:
    form = filled(app, asked="", children="x", topics="maybe", agreed="")
    with app.test_request_context(), in_language("de"):
        page = Page(render_template_string(PAGE, form=form))
    ids = {found["id"] for _, found in page.tags if "id" in found}
    targets = [found["href"].removeprefix("#") for found in page.all("a")]
    assert targets == ["children", "asked-0", "topics-0"]
    assert set(targets) <= ids
    described = {name for _, found in page.tags for name in found.get("aria-describedby", "").split()}
    assert {"children-error", "asked-error", "topics-error", "asked-1-hint"} <= described <= ids
    assert "Bitte prüfen Sie 3 Angaben" in page.text
    summary = next(found for tag, found in page.tags if "data-error-summary" in found)
    assert summary["tabindex"] == "-1"


@pytest.mark.parametrize("language", ["de", "en", PSEUDO_LANGUAGE])
def test_entries_stay_in_the_form_escaped_and_every_field_has_its_label(app: Flask, language: str) -> None:
    form = filled(app, name='"><b>', note="</textarea>", children="99", born="2026-11-24", asked="no")
    with app.test_request_context(), in_language(language):
        page = Page(render_template_string(PAGE, form=form))
    fields = {found.get("name", ""): found for _, found in page.forms[0]["fields"]}
    assert fields["name"]["value"] == '"><b>'
    assert fields["name"]["data-shows-when"] == "asked=yes"
    assert fields["born"]["value"] == "2026-11-24"
    assert fields["children"]["value"] == "99"
    checked = [found["value"] for _, found in page.forms[0]["fields"] if "checked" in found]
    assert checked == ["no"]
    labels = {found.get("for") for found in page.all("label")}
    shown = [found for _, found in page.forms[0]["fields"] if found.get("type") not in {"hidden", "submit"}]
    assert {found["id"] for found in shown} <= labels
    assert all(
        found.get("autocomplete") == "off" for name, found in fields.items() if name in {"name", "note"}
    )


def test_a_draft_is_read_as_form_data(browser: FlaskClient) -> None:
    values = {"name": ["Kim"], "topics": ["yes", "no"], "asked": []}
    answer = browser.put("/draft", json={"rev": 3, "values": values})
    read = {"name": ["Kim"], "topics": ["yes", "no"]}
    assert answer.json == {"rev": 4, "values": read, "load": "", "turn": 0}
    answer = browser.put("/draft", json={"rev": 3, "load": "81", "turn": 7, "values": values})
    assert answer.json == {"rev": 4, "values": read, "load": "81", "turn": 7}


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"rev": 1},
        {"values": {}},
        {"rev": "1", "values": {}},
        {"rev": True, "values": {}},
        {"rev": 1, "values": {"a": "b"}},
        {"rev": 1, "values": {"a": [1]}},
        {"rev": 1, "values": {"a": ["\x00"]}},
        {"rev": 1, "values": {"a": ["x" * 10_001]}},
        {"rev": 1, "values": {str(number): [] for number in range(501)}},
        {"rev": 1, "turn": "2", "values": {}},
        {"rev": 1, "load": 2, "values": {}},
        {"rev": 1, "load": "x" * 41, "values": {}},
        {"rev": 1, "load": "\x00", "values": {}},
    ],
)
def test_what_is_no_draft_is_refused(browser: FlaskClient, body: object) -> None:
    assert browser.put("/draft", json=body).status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"rev": 1e999, "values": {}}'])
def test_broken_json_is_refused(browser: FlaskClient, body: bytes) -> None:
    assert browser.put("/draft", data=body, content_type="application/json").status_code == 400


def test_a_script_that_saves_is_told_where_to_go_and_a_browser_is_sent_there(browser: FlaskClient) -> None:
    told = browser.post("/save", headers={"X-Lotsen-Submit": "fetch"})
    assert (told.status_code, told.json) == (200, {"location": "/done"})
    sent = browser.post("/save")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/done")


def test_everything_a_feature_needs_is_exported() -> None:
    assert all(hasattr(forms, name) for name in forms.__all__)


def test_a_decimal_in_an_input_has_the_sign_of_the_reader_and_is_read_with_either(app: Flask) -> None:
    class Weight(LotsenForm):
        points = DecimalNumber("Points", low=-9, high=9)

    with app.test_request_context("/"):
        with in_language("de"):
            assert Weight(data={"points": -1.5}).points._value() == "-1,5"
        with in_language("en"):
            assert Weight(data={"points": -1.5}).points._value() == "-1.5"
        for written in ("-1,5", "-1.5"):
            assert Weight(formdata=MultiDict({"points": written})).points.data == -1.5
