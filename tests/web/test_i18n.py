"""Languages: what is chosen, how it is written, and that no number turns round in a right-to-left text."""

import re
from datetime import UTC, date, datetime
from gettext import translation
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from lotsen.kernel import NotVisible, Reason
from lotsen.web import i18n
from lotsen.web.i18n import EASY_LANGUAGE, FAMILY_LANGUAGES, WINDOW_LANGUAGES
from lotsen.web.i18n_catalogues import _family_messages, check, compile_, extract, po_path
from lotsen.web.i18n_pseudo import PSEUDO_LANGUAGE, pseudo

PHONE = "02999 5550123"


@pytest.fixture
def app() -> Flask:
    app = Flask("lotsen.web", static_folder=None)
    i18n.init_i18n(app, pseudo_language=True)
    return app


def language_for(app: Flask, header: str) -> str:
    with app.test_request_context(headers={"Accept-Language": header}):
        return i18n.current_language()


def test_german_is_spoken_unless_the_browser_asks_for_another_language(app: Flask) -> None:
    assert language_for(app, "") == "de"
    assert language_for(app, "fr-FR, it;q=0.8") == "de"
    assert language_for(app, "en-US, de;q=0.5") == "en"
    assert language_for(app, "EN, de") == "en"
    assert language_for(app, "en;q=0, de;q=0.1") == "de"
    assert language_for(app, "*, \x00;q=x") == "de"


def test_the_choice_of_the_session_comes_before_the_browser(app: Flask) -> None:
    i18n.choose_language(app, lambda: "en")
    assert language_for(app, "de") == "en"


@pytest.mark.parametrize("wish", [None, "", "xx", "../../etc"])
def test_a_choice_that_is_not_offered_is_passed_over(app: Flask, wish: str | None) -> None:
    i18n.choose_language(app, lambda: wish)
    assert language_for(app, "en") == "en"


def test_the_pseudo_language_is_offered_only_where_it_is_switched_on() -> None:
    app = Flask("lotsen.web", static_folder=None)
    i18n.init_i18n(app)
    assert language_for(app, PSEUDO_LANGUAGE) == "ar"  # the language of the staff that comes nearest


def test_one_request_can_hold_two_languages(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert i18n.gettext("Sign out") == "Abmelden"
        with i18n.in_language("en"):
            assert i18n.gettext("Sign out") == "Sign out"
            with i18n.in_language("de"):
                assert i18n.gettext("Sign out") == "Abmelden"
        assert i18n.gettext("Sign out") == "Abmelden"


def test_a_lazy_text_is_translated_when_it_is_shown(app: Flask) -> None:
    text = i18n.lazy_gettext("Step %(step)s of %(steps)s", step=2, steps=5)
    with i18n.in_language("de"):
        assert str(text) == "Schritt 2 von 5"
    with i18n.in_language("en"):
        assert str(text) == "Step 2 of 5"


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("de", "Bitte prüfen Sie 1 Angabe", "Bitte prüfen Sie 3 Angaben"),
        ("en", "Please check 1 entry", "Please check 3 entries"),
    ],
)
def test_plural_forms_follow_the_number(app: Flask, language: str, one: str, many: str) -> None:
    with i18n.in_language(language):
        assert i18n.ngettext("Please check %(num)s entry", "Please check %(num)s entries", 1) == one
        assert i18n.ngettext("Please check %(num)s entry", "Please check %(num)s entries", 3) == many


def test_refusals_and_reasons_are_said_in_the_readers_language(app: Flask) -> None:
    with i18n.in_language("de"):
        assert i18n.render_error_text(NotVisible()) == "Diese Seite gibt es nicht, oder nicht für Sie."
        reason = Reason("Page %(page)s of %(pages)s", {"page": 1, "pages": 4})
        assert i18n.render_reason(reason) == "Seite 1 von 4"


@pytest.mark.parametrize(("language", "many"), [("de", "1.234"), ("en", "1,234")])
def test_a_counted_number_is_written_as_people_there_write_it(app: Flask, language: str, many: str) -> None:
    with app.test_request_context(), i18n.in_language(language):
        assert many in i18n.ngettext("%(num)s service found", "%(num)s services found", 1234)


@pytest.mark.parametrize(
    ("language", "day", "instant", "number"),
    [
        ("de", "24.11.2026", "24.11.2026, 14:03", "1.234,5"),
        ("en", "24 Nov 2026", "24 Nov 2026, 14:03", "1,234.5"),
    ],
)
def test_dates_times_and_numbers_are_written_as_people_there_write_them(
    app: Flask, language: str, day: str, instant: str, number: str
) -> None:
    with i18n.in_language(language):
        assert i18n.format_date(date(2026, 11, 24)) == day
        assert i18n.format_datetime(datetime(2026, 11, 24, 13, 3, tzinfo=UTC)) == instant
        assert i18n.format_number(1234.5) == number


def test_things_told_in_a_row_have_the_comma_of_the_language_and_markup_stays_markup(app: Flask) -> None:
    things = ["Geld & Wohnen", i18n.bdi("Das Kind")]
    with i18n.in_language("de"):
        assert i18n.listed(["Deutsch", "Türkisch"]) == "Deutsch, Türkisch"
        assert i18n.listed(things) == 'Geld &amp; Wohnen, <bdi dir="ltr">Das Kind</bdi>'
        assert i18n.listed(iter(())) == ""
    with i18n.in_language("ar"):
        assert i18n.listed(["Deutsch", "Türkisch"]) == "Deutsch، Türkisch"
        assert i18n.listed(["Deutsch", "Türkisch"], ";") == "Deutsch؛ Türkisch"
        assert i18n.format_datetime(datetime(2026, 11, 24, 13, 3, tzinfo=UTC)) == "24/11/2026، 2:03 م"


def test_an_instant_just_before_midnight_utc_is_already_the_next_german_day(app: Flask) -> None:
    with i18n.in_language("de"):
        assert i18n.format_date(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "01.07.2026"


def test_an_instant_without_a_zone_is_refused_and_nothing_is_written_as_nothing(app: Flask) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        i18n.format_datetime(datetime(2026, 11, 24, 13, 3))  # noqa: DTZ001  # the mistake itself
    assert [i18n.format_date(None), i18n.format_datetime(None), i18n.format_number(None)] == ["", "", ""]


def test_the_pseudo_language_formats_dates_and_runs_from_right_to_left(app: Flask) -> None:
    with i18n.in_language(PSEUDO_LANGUAGE):
        assert i18n.text_direction() == "rtl"
        assert i18n.format_date(date(2026, 11, 24)) == "24/11/2026"
        assert "2026" in i18n.format_date(date(2026, 11, 24))
        assert i18n.format_datetime(datetime(2026, 11, 24, 13, 3, tzinfo=UTC))
    with i18n.in_language("de"):
        assert i18n.text_direction() == "ltr"


def test_the_pseudo_language_turns_words_round_and_leaves_places_and_markup_alone() -> None:
    turned = pseudo("Call <b>%(name)s</b> at 50 %% now")
    assert "<b>%(name)s</b>" in turned
    assert turned.count("\u202e") == turned.count("\u202c") == 4
    assert "\u202eCall\u202c" in turned
    assert "50 %" in (turned % {"name": "x"}).replace("\u202e", "").replace("\u202c", "")


def test_a_phone_number_keeps_its_order_inside_a_right_to_left_text(app: Flask) -> None:
    """In Arabic text `0123 45670` is displayed as `45670 0123`, a wrong number, unless it is isolated."""
    page = "{{ _('Call %(phone)s', phone=phone|bdi) }}"
    with app.test_request_context(), i18n.in_language(PSEUDO_LANGUAGE):
        assert f'<bdi dir="ltr">{PHONE}</bdi>' in render_template_string(page, phone=PHONE)
    assert i18n.isolate(PHONE) == f"\u2066{PHONE}\u2069"


def test_what_is_isolated_is_escaped_once() -> None:
    assert i18n.bdi("<b>&") == '<bdi dir="ltr">&lt;b&gt;&amp;</bdi>'
    assert i18n.bdi("Ümit", "auto") == '<bdi dir="auto">Ümit</bdi>'
    assert i18n.bdi(None) == '<bdi dir="ltr"></bdi>'


def test_parameters_in_a_template_are_escaped(app: Flask) -> None:
    with app.test_request_context(), i18n.in_language("de"):
        page = render_template_string("{{ _('Page %(page)s of %(pages)s', page=page, pages=2) }}", page="<i>")
    assert page == "Seite &lt;i&gt; von 2"


def spoil(root: Path, old: str, new: str) -> set[str]:
    """Copy the catalogues, bring them up to date, change one text, and return the faults that it makes."""
    for language in ("de", "en"):
        target = po_path(language, root)
        target.parent.mkdir(parents=True)
        target.write_bytes(po_path(language).read_bytes())
    extract(root)
    before = set(check(root))
    path = po_path("de", root)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return set(check(root)) - before


def test_a_missing_german_text_is_a_fault(tmp_path: Path) -> None:
    assert spoil(tmp_path, '"Abmelden"', '""') == {"de: not translated: 'Sign out'"}


def test_a_lost_placeholder_is_a_fault(tmp_path: Path) -> None:
    faults = spoil(tmp_path, "Seite %(page)s von %(pages)s", "Seite %(page)s")
    assert faults == {"de: placeholders differ: 'Page %(page)s of %(pages)s' → 'Seite %(page)s'"}


def test_a_bare_percent_sign_is_a_fault(tmp_path: Path) -> None:
    assert spoil(tmp_path, '"Abmelden"', '"100 % weg"') == {"de: stray percent sign (write %%): '100 % weg'"}


def test_a_fuzzy_text_is_a_fault(tmp_path: Path) -> None:
    faults = spoil(tmp_path, 'msgid "Sign out"', '#, fuzzy\nmsgid "Sign out"')
    assert faults == {"de: fuzzy: 'Sign out'"}


def test_a_text_that_the_sources_do_not_have_is_a_fault(tmp_path: Path) -> None:
    faults = spoil(tmp_path, 'msgid "Sign out"', 'msgid "Sign out, please"')
    assert "de: not up to date, run `lotsen i18n extract`" in faults


def test_extracting_twice_changes_nothing(tmp_path: Path) -> None:
    extract(tmp_path)
    first = {path: path.read_bytes() for path in tmp_path.rglob("*.po*")}
    extract(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.po*")} == first
    assert {path.parts[-3] for path in first if path.suffix == ".po"} == set(WINDOW_LANGUAGES)
    assert len(first) == len(WINDOW_LANGUAGES) + 1
    assert not any(b"POT-Creation-Date" in text or b"#: " in text for text in first.values())


def test_compiled_catalogues_say_what_the_sources_say(tmp_path: Path) -> None:
    compile_(tmp_path)
    german = translation("messages", tmp_path, ["de"])
    assert german.gettext("Sign out") == "Abmelden"


def test_what_is_not_written_in_easy_language_is_said_in_german() -> None:
    with i18n.in_language(EASY_LANGUAGE):
        assert i18n.gettext("Contact of the family office") == "So erreichen Sie das Familien-Büro"
        assert i18n.gettext("Sign out") == "Abmelden"
        assert (i18n.text_direction(), i18n.format_date(date(2026, 11, 24))) == ("ltr", "24.11.2026")


@pytest.mark.parametrize("language", FAMILY_LANGUAGES)
def test_every_text_that_families_read_is_written_in_every_language_for_families(language: str) -> None:
    for message in _family_messages():
        forms = (message.id,) if isinstance(message.id, str) else message.id
        if not any(forms):
            continue
        spoken = i18n.translations_for(language)
        if message.context:
            found = spoken.pgettext(message.context, forms[0])
        else:
            found = spoken.gettext(forms[0]) if len(forms) == 1 else spoken.ngettext(forms[0], forms[1], 1)
        assert found, forms
        has_words = any(sign.isalpha() for sign in re.sub(r"%\(\w+\)s", "", forms[0]))
        assert language == "en" or found != forms[0] or found == "Partner" or not has_words, forms


def test_a_missing_text_for_families_is_a_fault(tmp_path: Path) -> None:
    for language in FAMILY_LANGUAGES:
        po_path(language, tmp_path).parent.mkdir(parents=True)
        po_path(language, tmp_path).write_bytes(po_path(language).read_bytes())
    extract(tmp_path)
    path = po_path("ar", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"ليس الآن"', '""'), encoding="utf-8")
    assert "ar: not translated: 'Not now'" in check(tmp_path)


def test_staff_are_offered_complete_languages_only(app: Flask) -> None:
    with app.test_request_context():
        assert set(i18n.available_languages()) == {"de", "en", "ar", PSEUDO_LANGUAGE}
        assert {"ar", "tr", "uk"} <= set(i18n.family_languages())
