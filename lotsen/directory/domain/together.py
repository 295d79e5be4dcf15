"""Fields that make sense only together, and what becomes of an entry that two sides changed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

Content = Mapping[str, object]
"""An entry as JSON with only what is stated; a missing field is "not stated"."""

TOGETHER: tuple[tuple[str, ...], ...] = (
    ("capacity", "waiting_weeks", "capacity_checked_on", "capacity_source"),
    ("opening_hours", "hours_note"),
    ("area_level", "area_codes", "radius_km"),
    ("location_ids", "location_parts", "protected_address"),
    ("min_weeks", "max_weeks"),
    ("min_months", "max_months"),
    ("service_type", "term_id"),
    ("target_groups", "excluded_groups"),
)
"""Fields of a service that are taken over as one, by the name of the first."""

PLACE_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("street", "postcode", "city", "district"),
    ("latitude", "longitude"),
)
"""The same of a location."""

_GROUP = {name: fields for fields in (*TOGETHER, *PLACE_TOGETHER) for name in fields}


def leader_of(name: str) -> str:
    """Return the field that a field is taken over with."""
    return _GROUP.get(name, (name,))[0]


@dataclass(frozen=True)
class Joined:
    """An entry that people and a file changed: its new state, and what the file says that was not taken."""

    state: dict[str, object]
    base: dict[str, object]
    said: dict[str, object]


def join(base: Content, said: Content, now: Content) -> Joined:
    """Join what a file says anew with what people changed since its last import (`base`).

    Where only one side changed something, that holds; where both did, what stands there stays and is told.
    Only an address that a file protects anew is protected at once, whatever people wrote about it.
    """
    state = dict(now)
    left_base: dict[str, object] = {}
    left_said: dict[str, object] = {}
    for fields in dict.fromkeys(_GROUP.get(name, (name,)) for name in (*base, *said, *now)):
        before, theirs, ours = (_part(one, fields) for one in (base, said, now))
        if theirs in (ours, before):
            continue
        if ours == before or theirs.get("protected_address"):
            state = {name: value for name, value in state.items() if name not in fields} | theirs
        else:
            left_base |= before
            left_said |= {name: theirs.get(name) for name in fields if theirs.get(name) != ours.get(name)}
    return Joined(state, left_base, left_said)


def _part(state: Content, fields: tuple[str, ...]) -> dict[str, object]:
    return {name: state[name] for name in fields if name in state}
