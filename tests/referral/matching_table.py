"""Reads the tables of matching cases: a base service and a base family, and what each case changes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost, ServiceArea, ServiceProfile
from lotsen.kernel import Reason
from lotsen.referral.matching import CaseProfile, ChildProfile, readable
from lotsen.referral.rules import FoundNeed
from lotsen.terms import vocabulary

CASES = Path(__file__).parent / "cases"
SERVICE_ID = UUID(int=1)
CASE_ID = UUID(int=7)
UNKNOWN = ("not stated", "not known")


@dataclass(frozen=True)
class TableCase:
    name: str
    service: ServiceProfile
    family: CaseProfile
    needs: tuple[FoundNeed, ...]
    expect: str
    reasons: list[str] | None
    why: list[str]
    never: list[str]
    clarify: list[str] | None
    notes: list[str]


def table_cases(name: str) -> list[TableCase]:
    table = tomllib.loads((CASES / name).read_text(encoding="utf-8"))
    return [_case(table["base"], entry) for entry in table["case"]]


def _case(base: Mapping[str, Any], entry: Mapping[str, Any]) -> TableCase:
    family = {**base["family"], **entry.get("family", {})}
    return TableCase(
        name=entry["name"],
        service=service({**base["service"], **entry.get("service", {})}),
        family=case(family),
        needs=tuple(found_need(need) for need in family["needs"]),
        expect=entry["expect"],
        reasons=entry.get("reasons"),
        why=entry.get("why", []),
        never=entry.get("never", []),
        clarify=entry.get("clarify"),
        notes=entry.get("notes", []),
    )


def found_need(need: Mapping[str, Any]) -> FoundNeed:
    return FoundNeed(need["code"], need["weight"], need["person"], prefer=tuple(need.get("prefer", ())))


def service(fields: Mapping[str, Any], service_id: UUID = SERVICE_ID) -> ServiceProfile:
    stated = {name: value for name, value in fields.items() if value not in UNKNOWN}
    for name, kind in (("access", AccessRoute), ("cost", Cost), ("capacity", Capacity)):
        if name in stated:
            stated[name] = kind(stated[name])
    for name in ("needs", "languages", "target_groups", "excluded_groups"):
        stated[name] = frozenset(stated.get(name, ()))
    if "area" in stated:
        area = stated["area"]
        stated["area"] = ServiceArea(
            AreaLevel(area["level"]), frozenset(area.get("codes", ())), area.get("radius_km")
        )
    kind = stated.pop("service_type", "C1")
    return ServiceProfile(id=service_id, name="", organization="", service_type=kind, **stated)


def case(fields: Mapping[str, Any]) -> CaseProfile:
    stated = {name: value for name, value in fields.items() if value not in UNKNOWN and name != "needs"}
    stated["languages"] = tuple(stated["languages"])
    stated["children"] = tuple(ChildProfile(**child) for child in stated["children"])
    assert isinstance(stated["as_of"], date)
    return CaseProfile(case_id=CASE_ID, **stated)


def spoken(reasons: tuple[Reason, ...]) -> list[str]:
    """Put reasons into their English sentences, with the German labels of the vocabulary."""
    told = (readable(reason, vocabulary(), "de") for reason in reasons)
    return [reason.message % dict(reason.params) for reason in told]
