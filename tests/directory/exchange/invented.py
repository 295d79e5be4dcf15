"""Random directories: entries with any of their fields stated, and texts that are hard on tables."""

import random
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import (
    Accessibility,
    AccessRoute,
    AreaLevel,
    Capacity,
    Cost,
    ServiceStatus,
)
from lotsen.directory.entries import (
    DirectoryFile,
    LocationEntry,
    OrganizationEntry,
    ServiceEntry,
    Translation,
)
from lotsen.terms import vocabulary

T = TypeVar("T")
_WORDS = (
    "Babycafé",
    "Straße",
    "=1+1",
    "+49 221 1",
    "-",
    "@home",
    "'=x",
    '"so"',
    "a;b",
    "a,b",
    "Zeile\nzwei",
    "١٢",
    "9",
)
_FLAGS = (
    "residence_required", "interpreter", "home_visit", "on_site", "by_phone", "online", "insurance_required",
    "anonymous_possible", "childcare",
)  # fmt: skip


class Inventor:
    """Invents entries, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def directory(self, services: int) -> DirectoryFile:
        """Invent organizations, locations and services."""
        organizations = [self._organization() for _ in range(max(2, services // 4))]
        locations = [self._location(self._pick(organizations).id) for _ in range(services)]
        entries = [self._service(self._pick(organizations).id, locations) for _ in range(services)]
        return DirectoryFile(
            organizations=tuple(organizations), locations=tuple(locations), services=tuple(entries)
        )

    def _organization(self) -> OrganizationEntry:
        return OrganizationEntry(
            id=self._id(),
            name=self._text(),
            alternate_name=self._maybe(self._text()),
            description=self._maybe(self._text()),
            website=self._maybe("https://verein.example/a"),
            email=self._maybe("a@verein.example"),
            phone=self._maybe("+49 221 123"),
        )

    def _location(self, owner: UUID) -> LocationEntry:
        has_address = self._random.random() < 0.8
        return LocationEntry(
            id=self._id(),
            organization_id=owner,
            name=self._text(),
            street=self._text() if has_address else "",
            postcode="50667" if has_address else "",
            city="Köln" if has_address else "",
            district=self._maybe("nord"),
            latitude=self._maybe(round(self._random.uniform(-90, 90), 6)),
            longitude=self._maybe(round(self._random.uniform(-180, 180), 6)),
            wheelchair=self._flag(),
            accessibility=self._some(list(Accessibility)),
            access_note=self._maybe(self._text()),
            transportation=self._maybe(self._text()),
        )

    def _service(self, owner: UUID, locations: list[LocationEntry]) -> ServiceEntry:
        level = self._maybe(self._pick(list(AreaLevel)))
        capacity = self._maybe(self._pick(list(Capacity)))
        groups = list(vocabulary().target_groups)
        is_protected = self._random.random() < 0.1
        months = sorted(self._random.randint(0, 400) for _ in range(2))
        weeks = sorted(self._random.randint(0, 45) for _ in range(2))
        places = [] if is_protected else self._random.sample(locations, self._random.randint(0, 2))
        return ServiceEntry(
            id=self._id(),
            organization_id=owner,
            service_type=self._pick(list(vocabulary().service_types)),
            name=self._text(),
            alternate_name=self._maybe(self._text()),
            description=self._maybe(self._text()),
            status=self._pick(list(ServiceStatus)),
            phone=self._maybe("+49 221 123"),
            email=self._maybe("a@verein.example"),
            website=self._maybe("https://verein.example/a?b=c"),
            professional_phone=self._maybe("0221 5"),
            professional_email=self._maybe("b@verein.example"),
            professional_contact=self._maybe(self._text()),
            opening_hours=self._maybe("Mo-Fr 09:00-12:00"),
            hours_note=self._maybe(self._text()),
            how_to_apply=self._maybe(self._text()),
            alert=self._maybe(self._text()),
            easy_text=self._maybe(self._text()),
            translations={"tr": Translation(name=self._text()), "ar": Translation(description="٢")}
            if self._flag()
            else {},
            needs=self._some(list(vocabulary().needs)),
            min_weeks=self._maybe(weeks[0]),
            max_weeks=self._maybe(weeks[1]),
            min_months=self._maybe(months[0]),
            max_months=self._maybe(months[1]),
            area_level=level,
            area_codes=frozenset()
            if level in (None, AreaLevel.RADIUS, AreaLevel.COUNTRY)
            else frozenset({"50667", "=05315"}),
            radius_km=7 if level is AreaLevel.RADIUS else None,
            languages=self._some(list(vocabulary().languages)),
            access=self._maybe(self._pick(list(AccessRoute))),
            cost=self._maybe(self._pick(list(Cost))),
            cost_note=self._maybe(self._text()),
            target_groups=self._some(groups[:5]),
            excluded_groups=self._some(groups[5:]),
            protected_address=is_protected,
            location_ids=tuple(place.id for place in places),
            capacity=capacity,
            waiting_weeks=self._maybe(6) if capacity is Capacity.WAITING_LIST else None,
            capacity_checked_on=self._maybe(self._day()),
            capacity_source=self._maybe(self._text()),
            checked_on=self._maybe(self._day()),
            valid_until=self._maybe(self._day()),
            source=self._maybe(self._text()),
            **self._flags(),
        )

    def _flags(self) -> dict[str, Any]:
        return {name: self._flag() for name in _FLAGS}

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def _text(self) -> str:
        return " ".join(self._random.choices(_WORDS, k=self._random.randint(1, 4))).strip()

    def _day(self) -> date:
        return date(2026, 1, 1) + timedelta(days=self._random.randint(0, 600))

    def _flag(self) -> bool | None:
        return self._pick([True, False, None])

    def _maybe(self, value: T) -> T | None:
        return value if self._random.random() < 0.6 else None

    def _pick(self, values: list[T]) -> T:
        return self._random.choice(values)

    def _some(self, values: list[T]) -> frozenset[T]:
        return frozenset(self._random.sample(values, self._random.randint(0, 3)))


def load(desk: Desk, services: int, seed: int) -> DirectoryFile:
    """Store an invented directory."""
    file = Inventor(seed).directory(services)
    actions.load_directory(desk, file)
    return file
