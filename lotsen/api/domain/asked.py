"""The parameters of HSDS 3.0 (openapi.json, components/parameters), and the envelope of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lotsen.places.domain import normalise_postcode

USUAL_PAGE = 25
MOST_AT_ONCE = 100
MOST_MINIMAL = 10_000
"""With `minimal` a client wants to see everything within one page, as far as that is reasonable."""
_LAST_PAGE = 1_000_000
_LONGEST_SEARCH = 200
_FARTHEST = 1_000_000

_PAGED = frozenset({"search", "page", "per_page", "format"})
_OF_SERVICES = frozenset({"taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full"})
LISTS: Mapping[str, frozenset[str]] = {
    "services": _PAGED | _OF_SERVICES | {"minimal"},
    "organizations": _PAGED | {"full", "full_service"},
    "service_at_locations": _PAGED | _OF_SERVICES | {"postcode", "proximity"},
    "taxonomies": _PAGED,
    "taxonomy_terms": _PAGED | {"taxonomy_id", "top_only", "parent_id"},
}
"""Which parameters each list takes."""


class BadParameter(Exception):
    """A parameter that cannot be used, with its cause."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: {cause}")
        self.name = name
        self.cause = cause


@dataclass(frozen=True)
class Asked:
    """What a request asks for, in one spelling: equal questions are equal. `proximity` is in metres."""

    search: str = ""
    page: int = 1
    per_page: int = USUAL_PAGE
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    parent_id: UUID | None = None
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    top_only: bool = False
    postcode: str | None = None
    proximity: int | None = None

    def slice(self, found: Sequence[Any]) -> Sequence[Any]:
        """Return the part of what was found that stands on the page asked for."""
        return found[(self.page - 1) * self.per_page : self.page * self.per_page]


def read_asked(given: Iterable[tuple[str, str]], allowed: frozenset[str]) -> Asked:
    """Read the pairs of a query. Raises BadParameter."""
    values: dict[str, Any] = {}
    seen: set[str] = set()
    for name, text in given:
        if name not in allowed:
            raise BadParameter(name[:40], "there is no such parameter here")
        if name in seen:
            raise BadParameter(name, "stands twice")
        seen.add(name)
        if name == "format":
            _json_only(text)
        elif text != "" or name not in {"search", "postcode"}:
            values[name] = _READ[name](name, text)
    if values.get("minimal") and "per_page" not in values:
        values["per_page"] = MOST_MINIMAL
    if "proximity" in values and "postcode" not in values:
        raise BadParameter("proximity", "is measured from a postcode, and there is none")
    return Asked(**values)


def page_of(asked: Asked, total: int, contents: list[dict[str, Any]]) -> dict[str, Any]:
    """Put a page into its envelope (openapi.json, schema Page); a page after the last one is empty."""
    pages = max(1, -(-total // asked.per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _json_only(text: str) -> None:
    if text.lower() != "json":
        raise BadParameter("format", "the only format here is json")


def _text(name: str, text: str) -> str:
    said = " ".join(text.split())
    if len(said) > _LONGEST_SEARCH:
        raise BadParameter(name, f"is longer than {_LONGEST_SEARCH} characters")
    if not said.isprintable():
        raise BadParameter(name, "holds a sign that is no text")
    return said


def _number(least: int, most: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most:
            return int(text)
        raise BadParameter(name, f"a whole number from {least} to {most} is expected")

    return read


def _flag(name: str, text: str) -> bool:
    known = {"true": True, "false": False}
    if text.lower() not in known:
        raise BadParameter(name, "true or false is expected")
    return known[text.lower()]


def _id(name: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadParameter(name, "a UUID is expected") from None


def _moment(name: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        cause = "a moment such as 2026-05-31T09:30:00Z is expected; in a query a + is written %2B"
        raise BadParameter(name, cause) from None


def _postcode(name: str, text: str) -> str:
    found = normalise_postcode(text)
    if found is None:
        raise BadParameter(name, "a postcode of five digits is expected")
    return found


_READ: Mapping[str, Callable[[str, str], Any]] = {
    "search": _text,
    "page": _number(1, _LAST_PAGE),
    "per_page": _number(1, MOST_AT_ONCE),
    "taxonomy_term_id": _id,
    "taxonomy_id": _id,
    "organization_id": _id,
    "parent_id": _id,
    "modified_after": _moment,
    "minimal": _flag,
    "full": _flag,
    "full_service": _flag,
    "top_only": _flag,
    "postcode": _postcode,
    "proximity": _number(1, _FARTHEST),
}
