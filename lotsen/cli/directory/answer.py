"""What a search found, as JSON for scripts and as a table for people; no address is read for either."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from lotsen.cli.frame import plain
from lotsen.directory.actions import Found, FoundService
from lotsen.directory.domain import CAPACITY_LABELS, Capacity
from lotsen.directory.results import counted, dropped_filter, wishes_told
from lotsen.directory.search import Filter, Page
from lotsen.directory.tables import Service
from lotsen.terms import vocabulary

_NUMBER = "km"
_HEADS = ("Service", "Organization", "Type", _NUMBER, "Places")
_WIDEST = (48, 36, 40, 8, 60)
_WIDE = "WF"


def as_data(found: Found, own_types: Mapping[UUID, str], version: int) -> dict[str, Any]:
    """Return everything a page of results says, for a script."""
    page = found.page
    nearly = page.nearly
    return {
        "directory_version": version,
        "total": page.total,
        "not_stated": page.not_stated,
        "services": [_service(one, own_types) for one in found.services],
        "understood": not page.is_unread,
        "did_you_mean": [{"typed": one.typed, "used": one.used} for one in page.corrections],
        "unknown_places": [one.typed for one in page.corrections if one.is_place],
        "recognised": {
            "place": page.place.name if page.place else None,
            "language": page.language,
            "wishes": sorted(page.read),
            "wishes_left_out": sorted(page.let_go),
        },
        "other_reading": None if page.other_reading is None else asdict(page.other_reading),
        "nobody_there": None if page.nobody_there is None else asdict(page.nobody_there),
        "nearest": [_service(one, own_types) for one in found.nearest],
        "relaxed": page.relaxed,
        "nearly": None if nearly is None else {"without": _names(nearly.drop)[0], "total": nearly.total},
        "facets": {
            name: asdict(facet)
            for name, facet in (counted(page.facets) | {"open_now": page.facets.open_now}).items()
        },
    }


def lines(found: Found, own_types: Mapping[UUID, str], version: int, offset: int) -> Iterator[str]:
    """Yield what was found as a table, and what a reader should know about it."""
    page = found.page
    yield from _understood(page)
    if page.relaxed and found.services:
        yield "no service has all these words; these have most of them"
    if found.services:
        yield from _table([_HEADS, *(_cells(one, own_types) for one in found.services)])
    yield _sum(found, offset) + f" (directory version {version})"
    if found.nearest:
        yield f"elsewhere, {'the nearest' if found.knows_how_near else 'what fits best'} first:"
        yield from _table([_HEADS, *(_cells(one, own_types) for one in found.nearest)])
    dropped = dropped_filter(page, {})
    if dropped is not None:
        yield f"nothing meets every wish; without “{dropped.label}” there would be {dropped.total}"


def _understood(page: Page) -> Iterator[str]:
    """Yield how the words were read."""
    if page.is_unread:
        yield "there is no word to search for in this query"
    for word in page.corrections:
        instead = f"searched instead: {word.used}" if word.used else "it was left out"
        unknown = "the list of places does not know" if word.is_place else "nothing is called"
        yield f"{unknown} “{plain(word.typed)}”; {instead}"
    if page.place or page.language or page.read:
        read = [page.place.name] if page.place else []
        read += [vocabulary().languages[page.language].label.get("en")] if page.language else []
        read += wishes_told(page.read)
        yield f"understood as a filter: {', '.join(read)}"
    if page.let_go:
        yield f"left out, for nothing would remain: {', '.join(wishes_told(page.let_go))}"
    if other := page.other_reading:
        taken, meant = ("word", "place") if other.is_place else ("place", "word")
        yield f"“{plain(other.typed)}” was read as a {taken}; for the {meant} search {plain(other.text)}"
    if absent := page.nobody_there:
        who = "no service of this directory" if absent.in_directory else "nothing that was looked for"
        yield f"{who} lies in {plain(absent.place)} or is responsible for it"


def _sum(found: Found, offset: int) -> str:
    total, shown = found.page.total, len(found.services)
    if not total:
        return "nothing was found"
    said = f"{total} {'service' if total == 1 else 'services'} found"
    if found.page.nobody_there and total > found.page.not_stated:
        said += ", for all of Germany"
    if found.page.not_stated:
        said += f", {found.page.not_stated} of them to be asked: they say nothing about a wish"
    if shown < total:
        said += f"; shown are {offset + 1} to {offset + shown}" if shown else "; none of them is left to show"
    return said


def _service(one: FoundService, own_types: Mapping[UUID, str]) -> dict[str, Any]:
    row = one.service
    return {
        "id": str(row.id),
        "name": row.name,
        "organization": {"id": str(row.organization_id), "name": row.organization.name},
        "type": {
            "code": row.service_type,
            "name": _type_name(row),
            "own": own_types.get(row.term_id) if row.term_id else None,
        },
        "distance_m": one.distance,
        "capacity": {
            "state": row.capacity,
            "waiting_weeks": row.waiting_weeks,
            "checked_on": row.capacity_checked_on.isoformat() if row.capacity_checked_on else None,
        },
        "languages": list(row.languages),
        "home_visit": row.home_visit,
        "cost": row.cost,
        "phone": row.phone or row.organization.phone,
        "website": row.website,
        "protected_address": row.protected_address,
        "checked_on": row.checked_on.isoformat() if row.checked_on else None,
        "says_nothing_about": _names(one.unclear),
    }


def _cells(one: FoundService, own_types: Mapping[UUID, str]) -> tuple[str, ...]:
    row = one.service
    kind = own_types.get(row.term_id) if row.term_id else None
    places = _places(row)
    if one.unclear:
        places += f" – ask: {', '.join(_names(one.unclear))}"
    return (
        row.name,
        row.organization.name,
        f"{row.service_type} {kind or _type_name(row)}",
        "" if one.distance is None else f"{one.distance / 1000:.1f}",
        places,
    )


def _places(row: Service) -> str:
    if row.capacity is None:
        return "not stated"
    said = CAPACITY_LABELS[row.capacity]
    if row.capacity is Capacity.WAITING_LIST and row.waiting_weeks is not None:
        said += f", {row.waiting_weeks} {'week' if row.waiting_weeks == 1 else 'weeks'}"
    return f"{said} ({row.capacity_checked_on})" if row.capacity_checked_on else said


def _type_name(row: Service) -> str:
    return vocabulary().service_types[row.service_type].label.get("en")


def _names(filters: Filter) -> list[str]:
    return [str(one.name).lower() for one in Filter if one in filters]


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows with their columns under one another; what a terminal would obey is not printed."""
    cut = [[_cut(plain(cell), widest) for cell, widest in zip(row, _WIDEST, strict=True)] for row in rows]
    columns = [column for column in zip(*cut, strict=True) if any(column[1:])]
    aligned = [_aligned(column) for column in columns]
    for row in zip(*aligned, strict=True):
        yield "  ".join(row).rstrip()


def _aligned(column: tuple[str, ...]) -> list[str]:
    """Make the cells of a column equally wide; numbers stand at its right."""
    width = max(map(_width, column))
    is_number = column[0] == _NUMBER
    return [
        f"{' ' * (width - _width(cell))}{cell}" if is_number else f"{cell}{' ' * (width - _width(cell))}"
        for cell in column
    ]


def _width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in _WIDE else 1
        for sign in text
    )


def _cut(text: str, widest: int) -> str:
    return text if len(text) <= widest else text[: widest - 1].rstrip() + "…"
