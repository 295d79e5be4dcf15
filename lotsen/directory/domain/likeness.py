"""Whether two entries seem to mean the same service. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from lotsen.directory.domain.spelling import fold
from lotsen.kernel import gettext_noop


class Likeness(StrEnum):
    """What two entries have in common, the strongest sign first."""

    NAME = "name"
    PHONE = "phone"
    WEBSITE = "website"


LIKENESS_LABELS: dict[Likeness, str] = {
    Likeness.NAME: gettext_noop("Same name and organization"),
    Likeness.PHONE: gettext_noop("Same phone number"),
    Likeness.WEBSITE: gettext_noop("Same web site and type"),
}


@dataclass(frozen=True)
class Traits:
    """What of an entry is compared."""

    id: UUID
    organization_id: UUID
    service_type: str
    name: str
    phone: str | None
    website: str | None


def recognised_by(name: str, phone: str | None, website: str | None) -> tuple[str, str, str]:
    """Return what makes an entry look like another, however it is spelled."""
    return _name(name), _digits(phone), _site(website)


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """Say what two entries have in common; None where nothing makes them look like one.

    An organization answers the phone for many services: within one, the number tells only with the type.
    """
    is_one_organization = one.organization_id == other.organization_id
    is_one_type = one.service_type == other.service_type
    if is_one_organization and _name(one.name) == _name(other.name):
        return Likeness.NAME
    number = _digits(one.phone)
    if number and number == _digits(other.phone) and (is_one_type or not is_one_organization):
        return Likeness.PHONE
    site = _site(one.website)
    return Likeness.WEBSITE if site and site == _site(other.website) and is_one_type else None


def pairs_alike(entries: Iterable[Traits]) -> tuple[tuple[UUID, UUID, Likeness], ...]:
    """Return every two entries that look like one, with what they have in common."""
    groups: dict[tuple[object, ...], list[Traits]] = {}
    for entry in entries:
        for key in _keys(entry):
            groups.setdefault(key, []).append(entry)
    found: dict[frozenset[UUID], tuple[UUID, UUID, Likeness]] = {}
    for one, other in (pair for group in groups.values() for pair in combinations(group, 2)):
        sign = likeness(one, other)
        if sign is not None:
            found.setdefault(frozenset((one.id, other.id)), (one.id, other.id, sign))
    return tuple(found.values())


def _keys(entry: Traits) -> Iterator[tuple[object, ...]]:
    """Return what entries have to share before they can look like one at all."""
    yield Likeness.NAME, entry.organization_id, _name(entry.name)
    if number := _digits(entry.phone):
        yield Likeness.PHONE, number
    if site := _site(entry.website):
        yield Likeness.WEBSITE, entry.service_type, site


def _name(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _digits(text: str | None) -> str:
    """Return the number without its writing; +49 stands for the leading 0."""
    written = (text or "").strip()
    digits = "".join(sign for sign in written if sign.isdecimal())
    for country in ("+49", "0049"):
        if written.startswith(country):
            return "0" + digits.removeprefix("00").removeprefix("49").removeprefix("0")
    return digits


def _site(address: str | None) -> str:
    bare = (address or "").casefold().rstrip("/").partition("://")[2]
    return bare.removeprefix("www.")
