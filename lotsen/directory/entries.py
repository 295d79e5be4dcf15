"""How organizations, locations and services arrive, from a form or a file: checked before they are stored."""

from collections.abc import Mapping
from datetime import date, timedelta
from io import StringIO
from typing import Annotated, Any, Self
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from lotsen.directory.domain import (
    Accessibility,
    AccessRoute,
    AreaLevel,
    Capacity,
    Cost,
    ServiceStatus,
)
from lotsen.directory.hours import sort_out
from lotsen.kernel import new_id
from lotsen.terms import vocabulary

KEYS = UUID("b3c1a6de-7b0e-4b57-9a55-6f2a5b0c4e21")
"""The namespace in which the keys of a directory file become ids, so that loading it again updates."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Line = Annotated[str, Field(max_length=300)]
Address = Annotated[str, Field(max_length=300, pattern=r"^https?://\S+$")]
Text = Annotated[str, Field(max_length=4000)]
Weeks = Annotated[int, Field(ge=0, le=45)]
Months = Annotated[int, Field(ge=0, le=400)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]
Parts = dict[str, Any]
"""HSDS objects and properties that decide no fit, by the property that holds them on their owner.

JSON, kept sign by sign: pydantic's JsonValue would take the space off the ends of what others wrote."""


class Entry(BaseModel):
    """Frozen and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class OrganizationEntry(Entry):
    """A carrier (Träger)."""

    id: UUID = Field(default_factory=new_id)
    name: Name
    alternate_name: Line | None = None
    description: Text | None = None
    website: Address | None = None
    email: Line | None = None
    phone: Line | None = None
    parts: Parts | None = None


class LocationEntry(Entry):
    """A place where services are given; of one without an address in Germany, the address is empty."""

    id: UUID = Field(default_factory=new_id)
    organization_id: UUID | None = None
    name: Name
    street: Line = ""
    postcode: Annotated[str, Field(pattern=r"^([0-9]{5})?$")] = ""
    city: Line = ""
    district: Line | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    wheelchair: bool | None = None
    accessibility: frozenset[Accessibility] = frozenset()
    access_note: Line | None = None
    transportation: Line | None = None
    parts: Parts | None = None


class Translation(Entry):
    """What a service says about itself in another language."""

    name: Name | None = None
    description: Text | None = None


class ServiceEntry(Entry):
    """A service with everything that decides whether it fits; a missing field is "not stated"."""

    id: UUID = Field(default_factory=new_id)
    organization_id: UUID
    service_type: str
    term_id: UUID | None = None
    name: Name
    alternate_name: Line | None = None
    description: Text | None = None
    status: ServiceStatus = ServiceStatus.ACTIVE
    phone: Line | None = None
    email: Line | None = None
    website: Address | None = None
    professional_phone: Line | None = None
    professional_email: Line | None = None
    professional_contact: Line | None = None
    opening_hours: Line | None = None
    hours_note: Line | None = None
    how_to_apply: Line | None = None
    alert: Line | None = None
    easy_text: Text | None = None
    translations: dict[Language, Translation] = Field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    min_weeks: Weeks | None = None
    max_weeks: Weeks | None = None
    min_months: Months | None = None
    max_months: Months | None = None
    area_level: AreaLevel | None = None
    area_codes: frozenset[str] = frozenset()
    radius_km: Annotated[int, Field(ge=1, le=500)] | None = None
    residence_required: bool | None = None
    languages: frozenset[str] = frozenset()
    interpreter: bool | None = None
    home_visit: bool | None = None
    on_site: bool | None = None
    by_phone: bool | None = None
    online: bool | None = None
    access: AccessRoute | None = None
    cost: Cost | None = None
    cost_note: Line | None = None
    insurance_required: bool | None = None
    target_groups: frozenset[str] = frozenset()
    excluded_groups: frozenset[str] = frozenset()
    anonymous_possible: bool | None = None
    childcare: bool | None = None
    protected_address: bool = False
    location_ids: tuple[UUID, ...] = ()
    location_parts: dict[UUID, Parts] = Field(default_factory=dict)
    capacity: Capacity | None = None
    waiting_weeks: Annotated[int, Field(ge=0, le=260)] | None = None
    capacity_checked_on: date | None = None
    capacity_source: Line | None = None
    checked_on: date | None = None
    valid_until: date | None = None
    source: Line | None = None
    parts: Parts | None = None

    @model_validator(mode="after")
    def _speaks_the_vocabulary(self) -> Self:
        words = vocabulary()
        for used, known, what in (
            ({self.service_type}, words.service_types, "service types"),
            (self.needs, words.needs, "needs"),
            (self.languages, words.languages, "languages"),
            (self.target_groups | self.excluded_groups, words.target_groups, "target groups"),
        ):
            if unknown := set(used) - set(known):
                raise ValueError(f"unknown {what}: {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if _upside_down(self.min_weeks, self.max_weeks) or _upside_down(self.min_months, self.max_months):
            raise ValueError("a window ends before it begins")
        if self.protected_address and self.location_ids:
            raise ValueError("a protected address is not written down")
        if set(self.location_parts) - set(self.location_ids):
            raise ValueError("what is said of a location belongs to one of the service's locations")
        if self.area_level is AreaLevel.RADIUS:
            if self.radius_km is None:
                raise ValueError("a radius is given in kilometres")
        elif self.radius_km is not None:
            raise ValueError("only a radius has kilometres")
        elif self.area_level not in (None, AreaLevel.COUNTRY) and not self.area_codes:
            raise ValueError("an area names the places it covers")
        if self.waiting_weeks is not None and self.capacity is not Capacity.WAITING_LIST:
            raise ValueError("only a waiting list has weeks to wait")
        if self.target_groups & self.excluded_groups:
            raise ValueError("a group is meant or excluded, not both")
        return self


class TaxonomyEntry(Entry):
    """A list of terms."""

    id: UUID = Field(default_factory=new_id)
    name: Name
    description: Text = ""
    uri: Line | None = None
    version: Line | None = None
    parts: Parts | None = None


class TermEntry(Entry):
    """A term; with a `service_type` it is a municipality's own kind of that shipped type."""

    id: UUID = Field(default_factory=new_id)
    taxonomy_id: UUID | None = None
    code: Line | None = None
    name: Name
    description: Text = ""
    parent_id: UUID | None = None
    service_type: str | None = None
    language: Annotated[str, Field(max_length=10)] | None = None
    uri: Line | None = None
    parts: Parts | None = None
    retired_on: date | None = None

    @model_validator(mode="after")
    def _names_a_shipped_type(self) -> Self:
        if self.service_type is not None and self.service_type not in vocabulary().service_types:
            raise ValueError(f"unknown service types: {self.service_type}")
        return self


class DirectoryFile(Entry):
    """A whole directory as a file holds it."""

    organizations: tuple[OrganizationEntry, ...]
    locations: tuple[LocationEntry, ...]
    services: tuple[ServiceEntry, ...]


def key_id(kind: str, key: str) -> UUID:
    """Return the lasting id of a key: the same file, loaded twice, means the same rows."""
    return uuid5(KEYS, f"{kind}/{key}")


def read_directory(text: str, *, today: date) -> DirectoryFile:
    """Read a directory file (YAML); its days are counted back from the day of loading."""
    raw: dict[str, Any] = YAML(typ="safe").load(StringIO(text))
    organizations, locations = [], []
    for item in raw["organizations"]:
        rows = dict(item)
        owner = key_id("organization", rows.pop("key"))
        locations += [_location(row, owner) for row in rows.pop("locations", [])]
        organizations.append(OrganizationEntry(id=owner, **rows))
    services = tuple(_service(item, today) for item in raw["services"])
    return DirectoryFile(organizations=tuple(organizations), locations=tuple(locations), services=services)


def _location(item: Mapping[str, Any], organization_id: UUID) -> LocationEntry:
    rows = dict(item)
    return LocationEntry(id=key_id("location", rows.pop("key")), organization_id=organization_id, **rows)


def _service(item: Mapping[str, Any], today: date) -> ServiceEntry:
    rows = dict(item)
    for window in ("weeks", "months"):
        low, high = rows.pop(window, (None, None))
        rows |= {f"min_{window}": low, f"max_{window}": high}
    area = rows.pop("area", {})
    capacity = rows.pop("capacity", {})
    professional = rows.pop("professional", {})
    hours = sort_out(rows.pop("hours", ""), rows.pop("hours_note", ""))
    return ServiceEntry.model_validate(
        {
            "id": key_id("service", rows.pop("key")),
            "organization_id": key_id("organization", rows.pop("organization")),
            "service_type": rows.pop("type"),
            "opening_hours": hours.hours or None,
            "hours_note": hours.note or None,
            "area_level": area.get("level"),
            "area_codes": frozenset(area.get("codes", ())),
            "radius_km": area.get("km"),
            "location_ids": tuple(key_id("location", key) for key in rows.pop("locations", ())),
            "capacity": capacity.get("state"),
            "waiting_weeks": capacity.get("weeks"),
            "capacity_checked_on": _days_before(today, capacity.get("checked_days_ago")),
            "capacity_source": capacity.get("source"),
            "professional_phone": professional.get("phone"),
            "professional_email": professional.get("email"),
            "checked_on": _days_before(today, rows.pop("checked_days_ago", None)),
            "valid_until": _days_before(today, -rows.pop("valid_for_days"))
            if "valid_for_days" in rows
            else None,
            **rows,
        }
    )


def _days_before(today: date, days: int | None) -> date | None:
    return None if days is None else today - timedelta(days=days)


def _upside_down(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high
