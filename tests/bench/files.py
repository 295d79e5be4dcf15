"""Files as a German region might hand its directory over: HSDS 3.0 in JSON, and our flat list."""

import csv
import json
import random
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any
from uuid import UUID

from lotsen.directory.domain import AreaLevel, Capacity, Cost
from lotsen.directory.profile.mapping import own_id
from lotsen.directory.profile.terms import TERMS
from lotsen.directory.search.model import SearchEntry, Spot
from lotsen.terms import vocabulary
from tests.directory.search.services import services, towns

Node = dict[str, Any]
_TERMS = {term.field: term for term in TERMS}
_DAYS = {"Mo-Fr": "MO,TU,WE,TH,FR", "Mo,We,Fr": "MO,WE,FR", "Tu": "TU", "Mo-Th": "MO,TU,WE,TH", "Fr": "FR"}
_COST = {
    Cost.FREE: "kostenfrei",
    Cost.REDUCED: "ermäßigt",
    Cost.FEE: "kostenpflichtig",
    Cost.INSURANCE: "Krankenkasse",
}
_CAPACITY = {Capacity.FREE: "frei", Capacity.WAITING_LIST: "Warteliste", Capacity.CLOSED: "kein Platz"}
_LEVEL = {
    AreaLevel.POSTCODE: "Postleitzahl",
    AreaLevel.MUNICIPALITY: "Gemeinde",
    AreaLevel.DISTRICT: "Sozialraum",
    AreaLevel.COUNTRY: "Deutschland",
}
HEADING = (
    "Angebot", "Art", "Träger", "Beschreibung", "Telefon", "E-Mail", "Internet", "Standort",
    "Straße und Hausnummer", "PLZ", "Ort", "Öffnungszeiten", "Ab Monat", "Bis Monat", "Einzugsgebiet nach",
    "Einzugsgebiet", "Sprachen", "Sprachmittlung", "Hausbesuch", "Kosten", "Freie Plätze", "Stand der Plätze",
    "Geprüft am", "Breite", "Länge", "Kennung",
)  # fmt: skip


def write_hsds(path: Path, count: int) -> None:
    """Write a list of services with everything that hangs on them, one in a line."""
    names = {town.code: town.name for town in towns()}
    rng = random.Random(11)
    with path.open("w", encoding="utf-8") as written:
        written.write("[")
        for number, made in enumerate(services(count)):
            written.write(",\n" if number else "\n")
            json.dump(_service(rng, made.entry, names), written, ensure_ascii=False)
        written.write("\n]\n")


def write_list(path: Path, count: int) -> None:
    """Write our flat list as an office in Germany would: semicolons, a mark of UTF-8, German words."""
    names = {town.code: town.name for town in towns()}
    rng = random.Random(11)
    with path.open("w", encoding="utf-8-sig", newline="") as written:
        rows = csv.writer(written, delimiter=";")
        rows.writerow(HEADING)
        rows.writerows(_row(rng, made.entry, names) for made in services(count))


def _service(rng: random.Random, entry: SearchEntry, names: dict[str, str]) -> Node:
    row, owner = str(entry.id), _id(f"carrier/{entry.organization}")
    number = f"+49 2{rng.randrange(100, 999)} {rng.randrange(10_000, 999_999)}"
    node: Node = {
        "id": row,
        "organization": {
            "id": owner,
            "name": entry.organization,
            "description": f"{entry.organization} hilft Familien vor Ort.",
            "website": f"https://{owner[:8]}.example",
            "phones": [{"id": _id(f"phone/{owner}"), "number": f"+49 2{int(owner[:6], 16) % 900 + 100} 0"}],
        },
        "name": entry.name,
        "description": entry.description,
        "url": f"https://{owner[:8]}.example/{row[:8]}",
        "email": f"kontakt@{owner[:8]}.example",
        "status": "active",
        "fees_description": "Bitte fragen Sie nach Ermäßigungen.",
        "assured_date": _day(rng),
        "phones": [{"id": _id(f"phone/{row}"), "number": number, "type": "voice"}],
        "languages": [
            {"id": _id(f"language/{row}/{code}"), "code": code, "name": code}
            for code in sorted(entry.languages)
        ],
        "schedules": list(_schedules(entry)),
        "service_areas": [
            {"id": _id(f"area/{row}/{code}"), "name": names.get(code, code)}
            for code in sorted(entry.area_codes)
        ],
        "service_at_locations": [
            _join(row, number, entry, spot, names) for number, spot in enumerate(entry.spots)
        ],
        "attributes": list(_attributes(rng, entry)),
    }
    if entry.cost is not None:
        node["cost_options"] = [
            {"id": _id(f"cost/{row}"), "currency": "EUR", "amount": 0 if entry.cost is Cost.FREE else 12}
        ]
    if entry.min_months is not None:
        node["minimum_age"] = entry.min_months / 12
    if entry.max_months is not None:
        node["maximum_age"] = (entry.max_months + 1) // 12 - 1
    return node


def _join(row: str, number: int, entry: SearchEntry, spot: Spot, names: dict[str, str]) -> Node:
    assert spot.point is not None
    place = _id(f"place/{row}/{number}")
    return {
        "id": _id(f"join/{row}/{number}"),
        "location": {
            "id": place,
            "location_type": "physical",
            "name": f"Haus {number + 1}, {entry.organization}",
            "latitude": round(spot.point.latitude, 6),
            "longitude": round(spot.point.longitude, 6),
            "addresses": [
                {
                    "id": _id(f"address/{place}"),
                    "address_1": f"Gartenweg {number + 1}",
                    "city": names[str(spot.municipality)],
                    "state_province": "NW",
                    "postal_code": spot.postcode,
                    "country": "DE",
                    "address_type": "physical",
                }
            ],
            "accessibility": [{"id": _id(f"access/{place}"), "description": "stufenlos"}],
        },
    }


def _schedules(entry: SearchEntry) -> Iterator[Node]:
    for number, rule in enumerate((entry.opening_hours or "").split("; ")):
        if rule:
            days, times = rule.split(" ")
            opens, closes = times.split("-")
            yield {
                "id": _id(f"schedule/{entry.id}/{number}"),
                "freq": "WEEKLY",
                "byday": _DAYS[days],
                "opens_at": opens,
                "closes_at": closes,
            }


def _attributes(rng: random.Random, entry: SearchEntry) -> Iterator[Node]:
    said = {
        "service_type": entry.service_type,
        "home_visit": entry.home_visit,
        "interpreter": entry.interpreter,
        "capacity": entry.capacity,
    }
    for field, value in said.items():
        if value is not None:
            term = _TERMS[field]
            yield {
                "id": own_id(entry.id, field),
                "link_entity": "service",
                "value": term.write(value),
                "taxonomy_term_id": term.id,
            }
    if entry.capacity is not None:
        term = _TERMS["capacity_checked_on"]
        yield {
            "id": own_id(entry.id, term.field),
            "link_entity": "service",
            "value": _day(rng),
            "taxonomy_term_id": term.id,
        }


def _row(rng: random.Random, entry: SearchEntry, names: dict[str, str]) -> list[str]:
    spot = entry.spots[0] if entry.spots else Spot()
    owner = _id(f"carrier/{entry.organization}")
    known = vocabulary().languages
    flags = {None: "", True: "ja", False: "nein"}
    point = spot.point
    return [
        entry.name,
        entry.service_type,
        entry.organization,
        entry.description,
        f"+49 2{rng.randrange(100, 999)} {rng.randrange(10_000, 999_999)}",
        f"kontakt@{owner[:8]}.example",
        f"https://{owner[:8]}.example",
        f"Haus der Familie {entry.id.hex[:4]}" if entry.spots else "",
        f"Gartenweg {rng.randrange(1, 99)}" if entry.spots else "",
        spot.postcode or "",
        names.get(str(spot.municipality), ""),
        entry.opening_hours or "",
        "" if entry.min_months is None else str(entry.min_months),
        "" if entry.max_months is None else str(entry.max_months),
        _LEVEL[entry.area_level] if entry.area_level else "",
        ", ".join(sorted(entry.area_codes)),
        ", ".join(known[code].label["de"] for code in sorted(entry.languages)),
        flags[entry.interpreter],
        flags[entry.home_visit],
        _COST[entry.cost] if entry.cost else "",
        _CAPACITY[entry.capacity] if entry.capacity else "",
        _german_day(rng) if entry.capacity else "",
        _german_day(rng),
        "" if point is None else f"{point.latitude:.6f}",
        "" if point is None else f"{point.longitude:.6f}",
        str(entry.id),
    ]


def _day(rng: random.Random) -> str:
    return f"2026-{rng.randrange(1, 11):02}-{rng.randrange(1, 29):02}"


def _german_day(rng: random.Random) -> str:
    return f"{rng.randrange(1, 29):02}.{rng.randrange(1, 11):02}.2026"


def _id(name: str) -> str:
    return str(UUID(bytes=blake2b(name.encode(), digest_size=16).digest(), version=4))
