"""The services of a file as matching sees them, without a store: to try something out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any
from uuid import UUID

from lotsen.directory.domain import UNSORTED, ServiceArea, ServiceProfile, ServiceStatus
from lotsen.directory.entries import LocationEntry, OrganizationEntry, ServiceEntry
from lotsen.directory.exchange.bringing import read_file
from lotsen.directory.exchange.held import MODELS, Held
from lotsen.directory.exchange.incoming import entries_of
from lotsen.directory.exchange.joining import NOTHING_HIDDEN
from lotsen.directory.hsds.problems import Problem
from lotsen.terms import vocabulary


class _NothingHeld(Held):
    """A store in which there is nothing."""

    def __init__(self) -> None:
        self.ids = {name: set() for name in MODELS}
        self.hidden = NOTHING_HIDDEN

    def said(self, name: str, ids: Collection[UUID]) -> dict[UUID, Any]:
        """Return nothing: nobody has changed an entry."""
        return {}


def read_profiles(path: Path) -> tuple[tuple[ServiceProfile, ...], tuple[Problem, ...]]:
    """Return the active services of an HSDS source or a flat list, and what could not be used of it.

    Raises FileRefused. A Kreis stays a Kreis: which municipalities lie in it only the list of places says.
    """
    held = _NothingHeld()
    records, _ = read_file(path, held)
    incoming = entries_of(records, held, default_type="")
    organizations, locations = incoming.entries["organization"], incoming.entries["location"]
    names = {key: one.name for key, one in organizations.items() if isinstance(one, OrganizationEntry)}
    places = {key: one for key, one in locations.items() if isinstance(one, LocationEntry)}
    services = [one for one in incoming.entries["service"].values() if isinstance(one, ServiceEntry)]
    found = tuple(
        _profile(one, names[one.organization_id], next((places[at] for at in one.location_ids), None))
        for one in sorted(services, key=lambda entry: entry.id)
        if one.status is ServiceStatus.ACTIVE and one.service_type != UNSORTED
    )
    return found, tuple(records.problems)


def _profile(entry: ServiceEntry, organization: str, main: LocationEntry | None) -> ServiceProfile:
    own = entry.needs or frozenset(vocabulary().service_types[entry.service_type].needs)
    area = None
    if entry.area_level is not None:
        area = ServiceArea(entry.area_level, entry.area_codes, entry.radius_km)
    return ServiceProfile(
        id=entry.id,
        name=entry.name,
        organization=organization,
        service_type=entry.service_type,
        needs=own,
        min_weeks=entry.min_weeks,
        max_weeks=entry.max_weeks,
        min_months=entry.min_months,
        max_months=entry.max_months,
        area=area,
        residence_required=bool(entry.residence_required),
        languages=entry.languages,
        interpreter=entry.interpreter,
        home_visit=entry.home_visit,
        access=entry.access,
        cost=entry.cost,
        insurance_required=entry.insurance_required,
        target_groups=entry.target_groups,
        excluded_groups=entry.excluded_groups,
        anonymous_possible=entry.anonymous_possible,
        capacity=entry.capacity,
        waiting_weeks=entry.waiting_weeks,
        capacity_checked_on=entry.capacity_checked_on,
        protected_address=entry.protected_address,
        latitude=main.latitude if main else None,
        longitude=main.longitude if main else None,
        valid_until=entry.valid_until,
    )
