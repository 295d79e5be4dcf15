import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import AreaLevel, ChangeSource, ServiceWish
from lotsen.directory.entries import DirectoryFile, ServiceEntry
from lotsen.directory.exchange import FORMATS, bring, outgoing, write
from lotsen.directory.exchange.held import Held, stored_entry, table_of
from lotsen.directory.hsds.nesting import Form, Nesting
from lotsen.directory.hsds.sources import read_source
from lotsen.directory.profile.terms import TERMS
from tests.conftest import OpenDesk
from tests.directory.exchange.invented import load
from tests.directory.hsds.published import faults, needs_published

KINDS = ("organization", "location", "service")
TARGETS = {kind: f"out{'.' + kind if kind in ('csv', 'xlsx') else ''}" for kind in FORMATS}


def contents(desk: Desk) -> dict[str, dict[str, Any]]:
    """Everything stored, as it would be compared in a history."""
    held = Held(desk)
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        rows = held.rows(kind, held.ids[kind])
        links = held.links(rows) if kind == "service" else {}
        found[kind] = {
            str(row): actions.content(stored_entry(kind, value, links.get(row, ())))
            for row, value in rows.items()
        }
    return found


def wipe(desk: Desk) -> None:
    """Empty the directory."""
    for name in ("service_at_location", "service", "location", "organization", "taxonomy_term", "taxonomy"):
        desk.db.execute(sa.delete(table_of(name)))


@pytest.fixture
def invented(desk: OpenDesk) -> Callable[[int], DirectoryFile]:
    """Store a random directory."""

    def do(seed: int) -> DirectoryFile:
        with desk("coordinator") as d:
            wipe(d)
            return load(d, 40, seed)

    return do


@pytest.mark.parametrize("kind", sorted(FORMATS))
@pytest.mark.parametrize("seed", range(3))
def test_any_directory_is_equal_after_export_and_import(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path, kind: str, seed: int
) -> None:
    invented(seed)
    with desk("coordinator", writing=False) as d:
        before = contents(d)
        write(outgoing(d), kind, tmp_path / TARGETS[kind])
    with desk("coordinator") as d:
        wipe(d)
        report = bring(d, tmp_path / TARGETS[kind])
        assert [str(one) for one in report.problems] == []
        after = contents(d)
    assert after == before


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_an_export_brought_back_changes_nothing(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path, kind: str
) -> None:
    invented(7)
    with desk("coordinator", writing=False) as d:
        write(outgoing(d), kind, tmp_path / TARGETS[kind])
        version = actions.directory_version(d)
    with desk("coordinator") as d:
        report = bring(d, tmp_path / TARGETS[kind])
        assert [name for name, one in report.stored.items() if one.added or one.changed] == []
        assert actions.directory_version(d) == version


@needs_published
def test_an_export_is_valid_by_the_published_schemas(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path
) -> None:
    invented(3)
    with desk("coordinator", writing=False) as d:
        records = outgoing(d)
    for form in (Form.FULL, Form.SHORT):
        nesting = Nesting(records, form)
        for name in ("service", "organization", "service_at_location"):
            for node in nesting.objects(name):
                assert list(faults(name, node)) == []
    write(records, "hsds-csv", tmp_path / "out")
    again, _ = read_source(tmp_path / "out")
    assert again.problems == []
    for name, rows in again.tables.items():
        assert list(faults("tabular", [row.values for row in rows.values()], part=name)) == []


def test_a_table_on_its_own_changes_what_it_says_and_keeps_the_rest_and_the_history(
    desk: OpenDesk, invented: Callable[[int], DirectoryFile], tmp_path: Path
) -> None:
    service = invented(5).services[0]
    heading = "id,organization_id,name\r\n"
    row = f"{service.id},{service.organization_id},Neuer Name\r\n"
    (tmp_path / "services.csv").write_text(heading + row, encoding="utf-8", newline="")
    with desk("coordinator") as d:
        version = actions.directory_version(d)
        first = actions.read_history(d, service.id)
        report = bring(d, tmp_path / "services.csv")
        assert report.stored["service"].changed == 1
        history = actions.read_history(d, service.id)
        assert len(history) == len(first) + 1
        assert history[0].entry == first[0].entry | {"name": "Neuer Name"}
        assert history[0].source is ChangeSource.IMPORT
        assert actions.directory_version(d) == version + 1


OWNER = {"id": "5b0e6a7c-1b7e-4c58-9b55-0b9a6a1f2d10", "name": "Verein", "description": "Ein Verein"}
FOREIGN: dict[str, Any] = {
    "id": "0f3c8d52-98a1-4a7e-8a35-6a3b1f0a7e21",
    "organization": OWNER,
    "name": "Elterncafé",
    "status": "active",
    "phones": [
        {"id": "6a0d8f0a-5f58-4a2e-bd0a-4f7c1f0c9e11", "number": "0221 1"},
        {"id": "6a0d8f0a-5f58-4a2e-bd0a-4f7c1f0c9e12", "number": "0221 2"},
    ],
    "cost_options": [{"id": "6a0d8f0a-5f58-4a2e-bd0a-4f7c1f0c9e13", "amount": 12, "currency": "EUR"}],
    "schedules": [
        {
            "id": "6a0d8f0a-5f58-4a2e-bd0a-4f7c1f0c9e14",
            "freq": "WEEKLY",
            "byday": "MO,TU,WE,TH,FR",
            "opens_at": "09:00",
            "closes_at": "12:00",
            "description": "vormittags",
        }
    ],
}


def bring_foreign(desk: Desk, tmp_path: Path, **said: Any) -> UUID:
    """Bring in a service as another program wrote it."""
    (tmp_path / "services.json").write_text(json.dumps([FOREIGN | said]), encoding="utf-8")
    bring(desk, tmp_path / "services.json", default_type="D1")
    return UUID(str(FOREIGN["id"]))


def stored(desk: Desk, service: UUID) -> ServiceEntry:
    return actions.read_entry(desk, service)[0]


def sent_round(desk: OpenDesk, path: Path, service: UUID) -> ServiceEntry:
    """Export everything, empty the directory, bring it back."""
    with desk("coordinator", writing=False) as d:
        write(outgoing(d), "hsds-json", path)
    with desk("coordinator") as d:
        wipe(d)
        assert [str(one) for one in bring(d, path).problems] == []
        return stored(d, service)


def test_schedules_of_others_become_opening_hours_and_go_out_as_they_came(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        wipe(d)
        service = bring_foreign(d, tmp_path)
        entry = stored(d, service)
        assert (entry.opening_hours, entry.hours_note) == ("Mo-Fr 09:00-12:00", "vormittags")
        given = outgoing(d).tables["schedule"].values()
        assert [row.values for row in given] == [{**FOREIGN["schedules"][0], "service_id": str(service)}]
    assert sent_round(desk, tmp_path / "out", service) == entry


@pytest.mark.parametrize(
    "odd",
    [
        {"interval": 2},
        {"until": "2026-12-31"},
        {"opens_at": "09:00Z"},
        {"byday": "2MO"},
        {"bymonthday": "1"},
        {"valid_from": "2026-01-01"},
        {"opens_at": "25:00"},
        {"opens_at": 9},
    ],
)
def test_a_schedule_that_means_more_is_kept_and_becomes_no_opening_hours(
    desk: OpenDesk, tmp_path: Path, odd: dict[str, Any]
) -> None:
    with desk("coordinator") as d:
        wipe(d)
        service = bring_foreign(d, tmp_path, schedules=[{**FOREIGN["schedules"][0], **odd}])
        assert stored(d, service).opening_hours is None


@pytest.mark.parametrize(
    ("hours", "schedules"),
    [
        (
            "Mo-Fr 09:00-12:00,14:00-16:00; Tu[2] 15:00-17:00; PH off",
            [
                ("WEEKLY", "MO,TU,WE,TH,FR", "09:00", "12:00"),
                ("WEEKLY", "MO,TU,WE,TH,FR", "14:00", "16:00"),
                ("MONTHLY", "2TU", "15:00", "17:00"),
            ],
        ),
        ("24/7", [("WEEKLY", "MO,TU,WE,TH,FR,SA,SU", "00:00", "00:00")]),
        ("Mo-Fr sunrise-sunset", []),
    ],
)
def test_our_hours_go_out_as_schedules_with_days_and_times_and_come_back_equal(
    desk: OpenDesk, tmp_path: Path, hours: str, schedules: list[tuple[str, ...]]
) -> None:
    with desk("coordinator") as d:
        wipe(d)
        service = bring_foreign(d, tmp_path, schedules=[])
        entry = stored(d, service).model_copy(update={"opening_hours": hours, "hours_note": "Bitte klingeln"})
        actions.save_service(d, entry)
        rows = [row.values for row in outgoing(d).tables["schedule"].values()]
    assert rows[0]["description"] == hours
    timed = [row for row in rows if "opens_at" in row]
    told = [(row["freq"], row["byday"], row["opens_at"], row["closes_at"]) for row in timed]
    assert told == schedules
    assert all(list(faults("tabular", [row], part="schedule")) == [] for row in rows)
    assert sent_round(desk, tmp_path / "out", service) == entry


@pytest.mark.parametrize("codes", [frozenset(), frozenset({"DE"}), frozenset({"DE", "AT"})])
def test_a_country_that_was_named_comes_back_named(
    desk: OpenDesk, tmp_path: Path, codes: frozenset[str]
) -> None:
    with desk("coordinator") as d:
        wipe(d)
        service = bring_foreign(d, tmp_path)
        changed = {"area_level": AreaLevel.COUNTRY, "area_codes": codes}
        actions.save_service(d, stored(d, service).model_copy(update=changed))
    assert sent_round(desk, tmp_path / "out", service).area_codes == codes


@pytest.mark.parametrize("field", ["phone", "cost", "opening_hours", "hours_note"])
def test_what_was_taken_back_here_leaves_no_more_and_does_not_come_back(
    desk: OpenDesk, tmp_path: Path, field: str
) -> None:
    with desk("coordinator") as d:
        wipe(d)
        service = bring_foreign(d, tmp_path)
        entry = stored(d, service)
        assert getattr(entry, field) is not None
        actions.save_service(d, entry.model_copy(update={field: None}))
    assert getattr(sent_round(desk, tmp_path / "out", service), field) is None


def test_a_number_that_was_replaced_leaves_no_more(desk: OpenDesk, tmp_path: Path) -> None:
    with desk("coordinator") as d:
        wipe(d)
        service = bring_foreign(d, tmp_path)
        actions.save_service(d, stored(d, service).model_copy(update={"phone": "0221 3"}))
        numbers = [row.values["number"] for row in outgoing(d).tables["phone"].values()]
    assert numbers == ["0221 3", "0221 2"]
    assert sent_round(desk, tmp_path / "out", service).phone == "0221 3"


def test_terms_of_our_own_need_not_come_along(desk: OpenDesk, tmp_path: Path) -> None:
    kind = next(term for term in TERMS if term.field == "service_type")
    said = {
        "id": str(UUID(int=9, version=4)),
        "link_entity": "service",
        "value": "D3",
        "taxonomy_term_id": kind.id,
    }
    (tmp_path / "services.json").write_text(json.dumps([FOREIGN | {"attributes": [said]}]), encoding="utf-8")
    with desk("coordinator") as d:
        wipe(d)
        assert [str(one) for one in bring(d, tmp_path / "services.json").problems] == []
        assert stored(d, UUID(str(FOREIGN["id"]))).service_type == "D3"


def test_a_carrier_with_a_name_only_is_still_a_carrier_after_export_and_import(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        wipe(d)
        bring_foreign(d, tmp_path, organization={"id": OWNER["id"], "name": "Verein"})
        write(outgoing(d), "hsds-json", tmp_path / "out")
        wipe(d)
        report = bring(d, tmp_path / "out")
        assert (report.refused, report.stored["organization"].added) == (0, 1)


def test_an_import_that_breaks_off_in_the_middle_keeps_nothing(desk: OpenDesk, tmp_path: Path) -> None:
    with desk("coordinator") as d:
        wipe(d)
        before = actions.directory_version(d)
    rows = [
        FOREIGN | {"id": str(UUID(int=number, version=4)), "phones": [], "cost_options": [], "schedules": []}
        for number in range(1, 5)
    ]
    (tmp_path / "services.json").write_text(json.dumps(rows), encoding="utf-8")

    def stop(what: str, done: int, total: int) -> None:
        if (what, done) == ("storing", 4):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), desk("coordinator") as d:
        bring(d, tmp_path / "services.json", default_type="D1", step=stop)
    with desk("coordinator", writing=False) as d:
        assert contents(d) == {kind: {} for kind in KINDS}
        assert actions.directory_version(d) == before
    with desk("coordinator") as d:
        assert bring(d, tmp_path / "services.json", default_type="D1").stored["service"].added == 4


def test_an_import_is_seen_by_the_next_search_by_the_check_for_doubles_and_in_the_history(
    desk: OpenDesk, tmp_path: Path
) -> None:
    with desk("coordinator") as d:
        wipe(d)
        before = actions.directory_version(d)
        one = bring_foreign(d, tmp_path)
        assert actions.directory_version(d) == before + 1
        (tmp_path / "more.json").write_text(
            json.dumps(
                [
                    {
                        **FOREIGN,
                        "id": str(UUID(int=8, version=4)),
                        "phones": [],
                        "cost_options": [],
                        "schedules": [],
                    }
                ]
            ),
            encoding="utf-8",
        )
        bring(d, tmp_path / "more.json", default_type="D1")
    with desk("coordinator", writing=False) as d:
        found = actions.find_services(d, ServiceWish(text="elterncafe"))
        assert one in [hit.service.id for hit in found.services]
        assert [{double.one.id, double.other.id} for double in actions.find_duplicates(d)] == [
            {one, UUID(int=8, version=4)}
        ]
        (first,) = actions.read_history(d, one)
        assert first.source is ChangeSource.IMPORT
        assert actions.content(stored(d, one)) == first.entry
