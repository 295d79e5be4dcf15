"""How entries of the directory nest in the answers of HSDS 3.0: in short, and in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lotsen.api.domain.public import Node, public_node


@dataclass(frozen=True)
class Public:
    """The objects an answer is made of; no protected place is among them.

    `terms` are ready to be shown, everything else is as the profile writes it. Services, organizations and
    locations stand by id; `links` by the id of their service, `houses` and `offers` by that of their
    organization: its locations, and the ids of its services.
    """

    services: Mapping[UUID, Node]
    organizations: Mapping[UUID, Node]
    locations: Mapping[UUID, Node] = field(default_factory=dict)
    links: Mapping[UUID, Sequence[Node]] = field(default_factory=dict)
    houses: Mapping[UUID, Sequence[Node]] = field(default_factory=dict)
    offers: Mapping[UUID, Sequence[UUID]] = field(default_factory=dict)
    terms: Mapping[str, Node] = field(default_factory=dict)


def service(public: Public, row: UUID, *, full: bool, came_from: str = "") -> Node:
    """Return a service; on lists only with what there is one of: its organization and its program."""
    node = public.services[row]
    owner = UUID(node["organization_id"])
    found = _shown(public, "service", node, full=full)
    if full and came_from != "service_at_location":
        _put(found, "service_at_locations", [_link(public, one) for one in public.links.get(row, ())])
    if came_from != "organization" and owner in public.organizations:
        del found["organization_id"]
        found["organization"] = _carrier(public, owner, full=full)
    program = _program(public, node, full=full)
    if program is not None:
        found.pop("program_id", None)
        found["program"] = program
    return found


def service_at_location(public: Public, link: Node, *, full: bool) -> Node:
    """Return that a service is given at a location, with both."""
    found = _link(public, link, full=full)
    found["service"] = service(public, link["service_id"], full=full, came_from="service_at_location")
    return found


def organization(public: Public, row: UUID, *, full: bool, full_service: bool) -> Node:
    """Return an organization; in full with its services, of which little more than the id is said."""
    found = _carrier(public, row, full=full or full_service)
    if not (full or full_service):
        return found
    if full_service:
        offers = [
            service(public, one, full=True, came_from="organization") for one in public.offers.get(row, ())
        ]
    else:
        named = [public.services[one] for one in public.offers.get(row, ())]
        offers = [{name: one[name] for name in ("id", "name", "status")} for one in named]
    _put(found, "services", offers)
    return found


def _carrier(public: Public, row: UUID, *, full: bool) -> Node:
    """Return an organization without its services."""
    found = _shown(public, "organization", public.organizations[row], full=full)
    if full:
        houses = public.houses.get(row, ())
        _put(found, "locations", [_shown(public, "location", one, full=True) for one in houses])
    return found


def _link(public: Public, link: Node, *, full: bool = True) -> Node:
    found = _shown(
        public, "service_at_location", {**link, "service_id": None, "location_id": None}, full=full
    )
    place = public.locations[link["location_id"]]
    found["location"] = _shown(public, "location", place, full=full)
    return found


def _program(public: Public, node: Node, *, full: bool) -> Node | None:
    """Return the program of a service: it stands with it, or with its organization."""
    if isinstance(node.get("program"), dict):
        return public_node("program", node["program"], public.terms if full else None)
    carrier = public.organizations.get(UUID(node["organization_id"]), {})
    named = node.get("program_id")
    for one in carrier.get("programs") or ():
        if named is not None and one.get("id") == named:
            return public_node("program", one, public.terms if full else None)
    return None


def _shown(public: Public, table: str, node: Node, *, full: bool) -> Node:
    found = public_node(table, node, public.terms if full else None)
    if found is None:
        raise ValueError(f"a {table} of the directory lacks what HSDS requires")
    return found


def _put(node: Node, name: str, parts: list[Node]) -> None:
    if parts:
        node[name] = parts
