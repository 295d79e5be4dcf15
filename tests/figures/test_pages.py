"""The coordinators' pages show frozen tables, say how they are protected, and open no way around them."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from lotsen.facts.tables import Fact
from lotsen.figures.domain import TABLES, Period
from lotsen.figures.freeze import freeze_due
from lotsen.figures.tables import Cell, Release
from lotsen.kernel import FixedClock
from lotsen.keys.tables import AuditEntry, AuditItem
from tests.conftest import OpenDesk
from tests.figures.town import push_quarter
from tests.pages import Browser
from tests.world import NOW

Open = Callable[..., Browser]
LAST_YEAR = Period(NOW.year - 1)
LATEST = Period(NOW.year, 3)


def test_an_empty_dashboard_says_what_will_appear_and_when(browser: Open) -> None:
    answer = browser("coordinator").get("/figures/")
    assert answer.status == 200
    assert "Es gibt noch keine Kennzahlen" in answer.text
    assert "4. Quartal 2026" in answer.text
    assert "11.02.2027" in answer.text
    assert "mindestens 20 Familien" in answer.text
    assert answer.page is not None
    assert answer.page.all("svg") == []


def test_open_quarters_leave_the_dashboard_empty_whatever_happens(browser: Open, site_desk: OpenDesk) -> None:
    before = browser("coordinator").get("/figures/").text
    with site_desk() as desk:
        push_quarter(desk, Period.of(NOW.date()), 60)
    with site_desk() as desk:
        assert freeze_due(desk) == ()
    assert browser("coordinator").get("/figures/").text == before


@pytest.mark.usefixtures("published")
def test_the_dashboard_shows_the_latest_closed_quarter_and_how_to_read_it(browser: Open) -> None:
    answer = browser("coordinator").get("/figures/")
    assert answer.status == 200
    assert "3. Quartal 2026" in answer.text
    assert "Zum Schutz der Familien sind alle Zahlen leicht verändert" in answer.text
    assert "95 %" in answer.text
    assert "Unterschiede unter 6" in answer.text
    assert "Von der Einschätzung zur Unterstützung" in answer.text
    assert "Geld und Wohnen" in answer.text
    assert answer.page is not None
    assert len(answer.page.all("svg")) >= 5
    for picture in answer.page.all("svg"):
        assert picture["role"] == "img"
        assert picture["aria-labelledby"]
    assert answer.text.count("Werte als Tabelle") == len(answer.page.all("svg"))
    assert answer.text.count("Tabellen nach Thema und Zeitraum") == 1
    for link in answer.page.all("a"):
        if link.get("href", "").startswith("#") and link["href"] != "#main":
            assert f'id="{link["href"][1:]}"' in answer.html


@pytest.mark.usefixtures("published")
def test_the_dashboard_speaks_english_too(browser: Open) -> None:
    answer = browser("coordinator", "en").get("/figures/")
    assert "Quarter 3 of 2026" in answer.text
    assert "To protect families, all figures are slightly altered. 95 % of the values" in answer.text
    assert "Money and housing" in answer.text


@pytest.mark.usefixtures("published")
def test_every_link_of_the_dashboard_leads_to_a_table_with_a_file(browser: Open, site_desk: OpenDesk) -> None:
    visitor = browser("coordinator")
    overview = visitor.get("/figures/")
    assert overview.page is not None
    links = [a["href"] for a in overview.page.all("a") if a["href"].startswith("/figures/") and a["href"][9:]]
    with site_desk() as desk:
        expected = desk.figures.exec(
            select(Cell.table_id).where(Cell.row_code == "", Cell.column_code == "")
        ).all()
    assert len(links) == len(set(links)) == len(expected) > 40
    for link in links[:: max(1, len(links) // 12)]:
        page = visitor.get(link)
        assert page.status == 200, link
        file = visitor.get(f"{link}/csv")
        assert file.status == 200
        assert file.response.mimetype == "text/csv"


@pytest.mark.usefixtures("published")
def test_a_table_has_a_page_for_a_year_where_it_was_published_and_none_elsewhere(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as desk:
        there = set(
            desk.figures.exec(
                select(Cell.table_id)
                .join(Release, col(Release.id) == col(Cell.release_id))
                .where(Release.period == LAST_YEAR.code)
            ).all()
        )
    assert {"steps", "districts-needs"} <= there
    visitor = browser("coordinator")
    for table in TABLES:
        answer = visitor.get(f"/figures/{table.id}/{LAST_YEAR.year}/year")
        assert answer.status == (200 if table.id in there else 404), table.id


@pytest.mark.usefixtures("published")
def test_what_is_not_on_the_whitelist_does_not_exist(browser: Open) -> None:
    visitor = browser("coordinator")
    for address in (
        "/figures/families/2026/q3",
        "/figures/names/2026/year",
        "/figures/needs/2026/q4",
        "/figures/needs/2026/q5",
        "/figures/needs/2026/year",
        "/figures/needs/2026",
        "/figures/needs/1999/q1",
        "/figures/needs/20261/q1",
        "/figures/districts-needs/2026/q3",
        "/figures/needs/2026/q3?district=hafen",
        "/figures/needs/2026/q3/csv?from=2026-01-01",
        "/figures/?need=child",
        "/figures/needs/2026/q3/xlsx",
    ):
        assert visitor.get(address).status == 404, address
    assert visitor.get("/figures/needs/2026/q3").status == 200


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("who", ["navigator", "family_office", "administrator", "data_protection"])
def test_nobody_else_sees_figures(browser: Open, who: str) -> None:
    visitor = browser(who)
    for address in ("/figures/", "/figures/needs/2026/q3", "/figures/needs/2026/q3/csv"):
        assert visitor.get(address).status == 403


@pytest.mark.usefixtures("published")
def test_the_file_is_tidy_and_holds_what_the_store_holds(browser: Open, site_desk: OpenDesk) -> None:
    answer = browser("coordinator").get("/figures/districts-needs/2025/year/csv")
    raw = answer.response.get_data()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:5] == ["Tabelle", "Zeitraum", "Sozialraum", "Bedarf", "Familien"]
    with site_desk() as desk:
        values = desk.figures.exec(
            select(Cell.value)
            .join(Release, col(Release.id) == col(Cell.release_id))
            .where(Cell.table_id == "districts-needs", Release.period == LAST_YEAR.code)
            .order_by(col(Cell.position))
        ).all()
    assert [line[4] for line in lines[1:]] == [str(value) if value else "" for value in values]
    assert {line[1] for line in lines[1:]} == {"2025"}
    assert "D=5" not in raw.decode()
    assert "filename=districts-needs-2025-year.csv" in answer.response.headers["Content-Disposition"]


@pytest.mark.usefixtures("published")
def test_every_look_at_figures_stands_in_the_audit_trail(browser: Open, site_desk: OpenDesk) -> None:
    visitor = browser("coordinator")  # signing in leads to the overview
    visitor.get("/figures/needs/2026/q3")
    visitor.get("/figures/needs/2026/q3/csv")
    visitor.get("/figures/needs/2026/q4")
    with site_desk() as desk:
        seen = desk.db.exec(
            select(AuditItem.record_class)
            .join(AuditEntry, col(AuditEntry.id) == col(AuditItem.entry_id))
            .where(AuditEntry.action == "figures_seen")
            .order_by(col(AuditEntry.sequence))
        ).all()
    assert list(seen) == ["figures/overview", "figures/needs/2026-Q3", "figures/export:needs/2026-Q3"]


@pytest.mark.usefixtures("published")
def test_new_and_erased_families_never_show_on_a_page(browser: Open, site_desk: OpenDesk) -> None:
    visitor = browser("coordinator")
    addresses = ("/figures/", "/figures/needs/2026/q3", "/figures/districts-needs/2025/year")
    before = [visitor.get(address).text for address in addresses]
    with site_desk() as desk:
        push_quarter(desk, LATEST, 40, seed=5)
        for fact in desk.db.exec(select(Fact).where(Fact.quarter == Period(2025, 2).code).limit(200)).all():
            desk.db.delete(fact)
    with site_desk(clock=FixedClock(NOW + timedelta(days=3))) as desk:
        freeze_due(desk)
    assert [visitor.get(address).text for address in addresses] == before
