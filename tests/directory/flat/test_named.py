"""Which stored entry a row without ids means, and which it must not be taken for."""

import pytest

from lotsen.directory import actions
from lotsen.directory.entries import OrganizationEntry, ServiceEntry
from lotsen.directory.hsds.problems import Done, Kind
from lotsen.kernel import new_id
from tests.conftest import OpenDesk
from tests.directory.flat.test_lists import HEADING, Bring, bring_csv, key_in, stored

__all__ = ["bring_csv"]
CARRIER = "Verein für Eltern e.V."


def told(desk: OpenDesk, kind: str, field: str) -> list[str]:
    return sorted(one[field] for one in stored(desk, kind))


@pytest.mark.parametrize("town", [";Bonn", "53111;Bonn", "53111;"])
def test_the_same_street_of_another_town_is_another_place_and_another_service(
    desk: OpenDesk, bring_csv: Bring, town: str
) -> None:
    key_in(desk)
    bring_csv(f"{HEADING}\nBabycafé;D1;{CARRIER};{town};Gasse 1;\n")
    assert len(stored(desk, "service")) == len(stored(desk, "location")) == 2
    assert "Köln" in told(desk, "location", "city") or town == "53111;"


def test_a_street_is_the_same_however_it_is_shortened(desk: OpenDesk, bring_csv: Bring) -> None:
    key_in(desk)
    for street in ("Lange Straße 7 a", "Lange Str. 7a", "LANGE STRASSE 7A"):
        bring_csv(f"{HEADING}\nKrippe;D1;{CARRIER};50667;Köln;{street};\n")
    assert told(desk, "service", "name") == ["Babycafé", "Krippe"]
    assert len(stored(desk, "location")) == 2


def test_numbers_apart_are_not_one_number(desk: OpenDesk, bring_csv: Bring) -> None:
    key_in(desk)
    for name, street in (("Kurs 1.1", "Weg 1-2"), ("Kurs 11", "Weg 12")):
        bring_csv(f"{HEADING}\n{name};D1;{CARRIER};50667;Köln;{street};\n")
    assert told(desk, "location", "street") == ["Gasse 1", "Weg 1-2", "Weg 12"]
    assert told(desk, "service", "name") == ["Babycafé", "Kurs 1.1", "Kurs 11"]


def test_signs_alone_name_nothing(desk: OpenDesk, bring_csv: Bring) -> None:
    with desk("coordinator") as d:
        actions.save_organization(d, OrganizationEntry(name="???"))
    assert bring_csv(f"{HEADING}\n–;D1;–;50667;Köln;Gasse 1;\n").stored["organization"].added == 1


@pytest.mark.parametrize("of_one_organization", [True, False])
def test_a_row_that_may_mean_a_protected_service_is_left_out(
    desk: OpenDesk, bring_csv: Bring, of_one_organization: bool
) -> None:
    hidden = key_in(desk, protected=True)
    with desk("coordinator") as d:
        owner = hidden.organization_id
        if not of_one_organization:
            owner = actions.save_organization(d, OrganizationEntry(name=CARRIER)).id
        actions.save_service(
            d, ServiceEntry(organization_id=owner, service_type="D1", name="Babycafé"), revision=None
        )
    report = bring_csv(f"{HEADING}\nBabycafé;D1;{CARRIER};53111;Bonn;Geheimweg 7;+49 1\n")
    (problem,) = (one for one in report.problems if one.done is not Done.NAMED)
    assert (problem.field, problem.kind, problem.done) == ("Angebot", Kind.PROTECTED, Done.ROW)
    assert "Geheimweg" not in str(report.problems)
    assert stored(desk, "location") == []
    assert len(stored(desk, "service")) == 2


def test_an_id_that_nobody_here_knows_opens_no_twin_of_a_protected_service(
    desk: OpenDesk, bring_csv: Bring
) -> None:
    key_in(desk, protected=True)
    row = f"Babycafé;D1;{CARRIER};53111;Bonn;Geheimweg 7;+49 1;{new_id()}"
    assert bring_csv(f"{HEADING};Kennung\n{row}\n").refused == 1
    assert stored(desk, "location") == []
    assert len(stored(desk, "service")) == 1


def test_beside_a_protected_service_the_open_one_at_its_known_place_is_meant(
    desk: OpenDesk, bring_csv: Bring
) -> None:
    entry = key_in(desk)
    hidden = entry.model_copy(
        update={"id": entry.organization_id, "protected_address": True, "location_ids": ()}
    )
    with desk("coordinator") as d:
        actions.save_service(d, hidden, revision=None)
    report = bring_csv(f"{HEADING}\nBabycafé;D1;{CARRIER};50667;Köln;Gasse 1;+49 1\n")
    assert report.refused == report.stored["service"].added == 0
    phones = {one["protected_address"]: one["phone"] for one in stored(desk, "service")}
    assert phones == {False: "+49 1", True: None}
