"""What is not for everybody is in no answer, however it is asked for."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlmodel import col, select

from lotsen.directory.domain import ServiceStatus
from lotsen.directory.tables import Location, Organization, Service, ServiceAtLocation
from tests.api.asking import BASE, ask, everything, ids
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, FRAUENHAUS

CANARY = "Kanarienvogel"


def hide(desk: OpenDesk) -> tuple[UUID, UUID, UUID]:
    """Store canaries wherever somebody might see them, past the checks of the forms.

    Returns the location of a shelter, where a café is given too, and the two links to it.
    """
    parts = {
        "contacts": [{"id": "c", "name": CANARY, "phones": [{"id": "q", "number": CANARY}]}],
        "metadata": [{"id": "m", "updated_by": CANARY}],
        "x_note": CANARY,
        "assurer_email": f"{CANARY}@amt.example",
        "phones": [{"id": "p", "number": "02999 1", "x_note": CANARY, "contact_id": CANARY}],
    }
    with desk("coordinator") as d:
        shelter = d.db.get_one(Service, FRAUENHAUS)
        place = Location(
            organization_id=shelter.organization_id,
            name=f"{CANARY} Haus",
            street=f"{CANARY}weg 1",
            postcode="43101",
            city=CANARY,
            latitude=51.987654,
            longitude=7.123456,
            parts={"transportation": CANARY},
        )
        d.db.add(place)
        d.db.flush()
        links = [ServiceAtLocation(service_id=row, location_id=place.id) for row in (FRAUENHAUS, ELTERNCAFE)]
        d.db.add_all(links)
        for service in d.db.exec(select(Service)).all():
            service.professional_contact = service.professional_phone = CANARY
            service.professional_email = service.capacity_source = service.source = CANARY
            service.parts = {**(service.parts or {}), **parts}
        for carrier in d.db.exec(select(Organization)).all():
            carrier.parts = {**(carrier.parts or {}), **parts}
        return place.id, links[0].id, links[1].id


def texts(client: FlaskClient) -> Iterator[str]:
    for _, answer in everything(client):
        yield answer.get_data(as_text=True)


def test_no_protected_address_person_or_note_is_in_any_answer(client: FlaskClient, town: OpenDesk) -> None:
    place, *links = hide(town)
    found = list(texts(client))
    assert len(found) > 150
    for canary in (CANARY, "51.987654", "7.123456", str(place), *map(str, links)):
        assert [text for text in found if canary in text] == []
    assert str(FRAUENHAUS) in "".join(found)


def test_a_link_to_a_protected_place_is_not_found(client: FlaskClient, town: OpenDesk) -> None:
    place, *links = hide(town)
    for link in links:
        assert client.get(f"{BASE}/service_at_locations/{link}").status_code == 404
    nested = ask(client, f"services/{FRAUENHAUS}")
    assert "service_at_locations" not in nested
    assert str(place) not in str(nested)


@pytest.mark.parametrize("status", [status for status in ServiceStatus if status is not ServiceStatus.ACTIVE])
def test_what_is_not_in_use_is_not_shown(client: FlaskClient, town: OpenDesk, status: ServiceStatus) -> None:
    with town("coordinator") as d:
        service = d.db.get_one(Service, ELTERNCAFE)
        owner = service.organization_id
        link = d.db.exec(select(ServiceAtLocation).where(ServiceAtLocation.service_id == ELTERNCAFE)).one()
        place = link.location_id
        for row in d.db.exec(select(Service).where(Service.organization_id == owner)).all():
            row.status = status
        others = select(ServiceAtLocation).where(col(ServiceAtLocation.location_id) == place)
        for other in d.db.exec(others).all():
            if other.service_id != ELTERNCAFE:
                d.db.delete(other)
    for path in (f"services/{ELTERNCAFE}", f"organizations/{owner}", f"service_at_locations/{link.id}"):
        assert client.get(f"{BASE}/{path}").status_code == 404
    assert str(ELTERNCAFE) not in ids(client, "services", search="Elterncafé")
    assert [text for text in texts(client) if str(place) in text or str(ELTERNCAFE) in text] == []
