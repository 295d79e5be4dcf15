"""Opening hours on the pages: entered in lines people type, kept in OSM's notation, shown as a table."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from lotsen.directory import actions
from lotsen.directory.wording import hours_line, hours_view
from lotsen.kernel import LOCAL_ZONE
from lotsen.web.i18n import in_language
from tests.conftest import OpenDesk
from tests.directory.test_pages import OpenBrowser, _lists, town
from tests.directory.town import ELTERNCAFE
from tests.pages import Answer, Browser

__all__ = ["town"]

PATH = f"/directory/{ELTERNCAFE}/edit"
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=LOCAL_ZONE)
Say = Callable[..., Answer]


def kept(town: OpenDesk) -> tuple[str | None, str | None]:
    with town("coordinator", writing=False) as d:
        entry, _ = actions.read_entry(d, ELTERNCAFE)
    return entry.opening_hours, entry.hours_note


def keep(town: OpenDesk, hours: str, note: str | None = None) -> None:
    with town("coordinator") as d:
        entry, revision = actions.read_entry(d, ELTERNCAFE)
        new = entry.model_copy(update={"opening_hours": hours, "hours_note": note})
        actions.save_service(d, new, revision=revision)


@pytest.fixture
def say(town: OpenDesk, browser: OpenBrowser) -> Say:
    """Fill in the form of an entry and send it."""
    visitor: Browser = browser("coordinator")

    def send(**fields: str) -> Answer:
        with town("coordinator", writing=False) as d:
            entry, _ = actions.read_entry(d, ELTERNCAFE)
        values = _lists(entry.model_dump(mode="json")) | {
            f"hours-{name.replace('__', '-')}": text for name, text in fields.items()
        }
        return visitor.submit(visitor.get(PATH), PATH, **values)

    return send


def test_times_closures_and_a_monthly_day_are_entered_and_kept(town: OpenDesk, say: Say) -> None:
    answer = say(
        days__0="9-12 und 14–16:30",
        days__1="",
        by_appointment="y",
        monthly__0__nth="1",
        monthly__0__weekday="5",
        monthly__0__times="9–12",
        closures__0__first="2026-12-21",
        closures__0__last="2027-01-06",
        closures__0__note="Schulferien",
    )
    assert answer.status == 303
    assert kept(town)[0] == (
        "Mo 09:00-12:00,14:00-16:30; Sa[1] 09:00-12:00; PH off; "
        '2026 Dec 21-2027 Jan 06 off "Schulferien" || unknown "nach Vereinbarung"'
    )


def test_what_cannot_be_read_is_a_field_error_and_stays(town: OpenDesk, say: Say) -> None:
    before = kept(town)
    answer = say(
        days__0="vormittags",
        closures__0__first="2026-12-21",
        closures__0__last="2026-12-20",
        closures__1__note="Fortbildung",
        monthly__0__times="9–12",
    )
    assert answer.status == 422
    assert 'value="vormittags"' in answer.html
    for sentence in ("bis zu drei Zeiten", "Das liegt vor dem Anfang", "diese Zeile ganz aus"):
        assert sentence in answer.text
    assert kept(town) == before


def test_rules_of_others_are_kept_as_they_are_and_checked(town: OpenDesk, say: Say) -> None:
    foreign = "Jun-Aug Mo 09:00-12:00"
    keep(town, foreign)
    assert say(note="").status == 303
    assert kept(town)[0] == foreign
    assert "anderes" not in say(other="Mo-Fr nachmittags").text
    assert say(other="Mo-Fr nachmittags").status == 422
    assert say(other=foreign, days__0="9–12").status == 422
    assert kept(town)[0] == foreign


def test_free_text_of_old_entries_moves_to_the_remark_when_the_entry_is_saved(
    town: OpenDesk, browser: OpenBrowser, say: Say
) -> None:
    keep(town, "immer wenn das Licht brennt", "Hinterhaus")
    assert "immer wenn das Licht brennt; Hinterhaus" in browser("navigator").get(PATH[:-5]).text
    assert say().status == 303
    assert kept(town) == (None, "immer wenn das Licht brennt; Hinterhaus")


def test_the_page_shows_a_table_and_whether_somebody_is_there(town: OpenDesk, browser: OpenBrowser) -> None:
    keep(town, "Mo-Fr 09:00-12:00; PH off")
    page = browser("navigator").get(PATH[:-5])
    plain = page.text.replace("\u2066", "").replace("\u2069", "")
    assert "Jetzt geschlossen, öffnet am Montag um 9 Uhr" in plain
    assert "Montag bis Freitag 9–12 Uhr" in " ".join(plain.split())
    keep(town, "24/7")
    assert "Rund um die Uhr geöffnet" in browser("navigator").get(PATH[:-5]).text


@pytest.mark.parametrize(
    ("language", "text", "sentence"),
    [
        ("de", "Fr 09:00-16:00", "Heute bis 16 Uhr geöffnet"),
        ("de", "Fr 10:30-16:00", "Jetzt geschlossen, öffnet heute um 10:30 Uhr"),
        ("de", "Sa 09:00-12:00", "Jetzt geschlossen, öffnet morgen um 9 Uhr"),
        ("de", "2026 Dec 05 off", ""),
        (
            "de",
            "Th 09:00-16:00; 2026 Nov 27-2026 Dec 31 off",
            "Jetzt geschlossen, öffnet am 07.01.2027 um 9 Uhr",
        ),
        ("en", "Fr 09:00-16:00", "Open today until 16:00"),
        ("en", "Fr 09:00-24:00", "Open today until midnight"),
        ("ar", "Fr 09:00-16:00", "مفتوح اليوم حتى الساعة 16:00"),
    ],
)
def test_the_sentence_about_now_is_said_in_the_readers_language(
    app: Flask, language: str, text: str, sentence: str
) -> None:
    with app.test_request_context(), in_language(language):
        said = hours_view(text, None, FRIDAY).now
    assert said.replace("\u2066", "").replace("\u2069", "") == sentence


@pytest.mark.parametrize(
    ("language", "rows", "line"),
    [
        (
            "de",
            (
                "Montag bis Dienstag, Donnerstag: 9–12, 14–18 Uhr",
                "Mittwoch: 9–12 Uhr",
                "Freitag bis Sonntag: geschlossen",
            ),
            "Mo bis Di, Do 9–12, 14–18 Uhr; Mi 9–12 Uhr",
        ),
        (
            "ar",
            (
                "الاثنين إلى الثلاثاء، الخميس: 9:00–12:00، 14:00–18:00",
                "الأربعاء: 9:00–12:00",
                "الجمعة إلى الأحد: مغلق",
            ),
            "الاثنين إلى الثلاثاء، الخميس 9:00–12:00، 14:00–18:00؛ الأربعاء 9:00–12:00",
        ),
    ],
)
def test_days_with_the_same_hours_stand_together(
    app: Flask, language: str, rows: tuple[str, ...], line: str
) -> None:
    text = "We 09:00-12:00; " + "; ".join(f"{day} 09:00-12:00,14:00-18:00" for day in ("Mo", "Tu", "Th"))
    with app.test_request_context(), in_language(language):
        view = hours_view(text, None, FRIDAY)
        bare = hours_line(text)
    told = tuple(": ".join(row).replace("\u2066", "").replace("\u2069", "") for row in view.rows)
    assert told == rows
    assert view.line.replace("\u2066", "").replace("\u2069", "") == line
    assert bare == view.line


def test_closed_days_are_left_out_of_the_line_on_paper(app: Flask) -> None:
    with app.test_request_context(), in_language("de"):
        view = hours_view(
            'Mo-Th 09:00-16:00; Fr 09:00-12:00; PH off || unknown "nach Vereinbarung"', "Klingeln", FRIDAY
        )
        foreign = hours_view("Mo-Fr 08:00-12:00, Fr 14:00-16:00; SH off", None, FRIDAY)
    line = view.line.replace("\u2066", "").replace("\u2069", "")
    assert (
        line == "Mo bis Do 9–16 Uhr; Fr 9–12 Uhr. An Feiertagen geschlossen. Auch nach Vereinbarung. Klingeln"
    )
    assert foreign.line == "Mo-Fr 08:00-12:00, Fr 14:00-16:00; Schulferien geschlossen"
    assert (foreign.now, foreign.is_open) == ("", None)
