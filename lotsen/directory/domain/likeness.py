"""Whether two entries seem to mean the same service. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from lotsen.directory.domain.spelling import fold
from lotsen.kernel import gettext_noop

_SIGNS, _NO_DIGITS = re.compile(r"[\W_]+"), re.compile(r"\D+")
_LEGAL_FORM = re.compile(r"(?<=\w)\W+(?:e\.? ?v|g?gmbh|g?ag|g?ug|gbr|kg|e\.? ?g)\W*$", re.IGNORECASE)
"""What a register adds to a name and people leave out."""


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
    organization: str
    service_type: str
    name: str
    phone: str | None
    website: str | None


def recognised_by(name: str, phone: str | None, website: str | None) -> tuple[str, str, str]:
    """Return what makes an entry look like another, however it is spelled."""
    return _name(name), _digits(phone), _site(website)


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """Say what two entries have in common; None where nothing makes them look like one.

    An organization is known by its name, with or without its legal form, for a list without ids brings it a
    second time. It answers the phone for many services: within one, the number tells only with the type.
    """
    if _is_one_organization(one, other) and _name(one.name) == _name(other.name):
        return Likeness.NAME
    number = _digits(one.phone)
    if number and number == _digits(other.phone) and _phone_tells(one, other):
        return Likeness.PHONE
    site = _site(one.website)
    is_one_type = one.service_type == other.service_type
    return Likeness.WEBSITE if site and site == _site(other.website) and is_one_type else None


def pairs_alike(entries: Iterable[Traits]) -> tuple[tuple[UUID, UUID, Likeness], ...]:
    """Return every two entries that look like one by `likeness`, in the order in which they come."""
    listed = list(entries)
    groups: dict[Likeness, dict[tuple[object, ...], list[int]]] = {sign: {} for sign in Likeness}
    for number, entry in enumerate(listed):
        for sign, key in _keys(entry):
            groups[sign].setdefault(key, []).append(number)
    found: dict[tuple[int, int], Likeness] = {}
    for sign, group in ((sign, group) for sign, some in groups.items() for group in some.values()):
        for one, other in combinations(group, 2):
            if sign is not Likeness.PHONE or _phone_tells(listed[one], listed[other]):
                found.setdefault((one, other), sign)
    return tuple((listed[one].id, listed[other].id, found[one, other]) for one, other in sorted(found))


def _phone_tells(one: Traits, other: Traits) -> bool:
    return not _is_one_organization(one, other) or one.service_type == other.service_type


def _is_one_organization(one: Traits, other: Traits) -> bool:
    return _owner(one.organization) == _owner(other.organization)


def _keys(entry: Traits) -> Iterator[tuple[Likeness, tuple[object, ...]]]:
    """Return by sign what entries have to share to look like one."""
    yield Likeness.NAME, (_owner(entry.organization), _name(entry.name))
    if number := _digits(entry.phone):
        yield Likeness.PHONE, (number,)
    if site := _site(entry.website):
        yield Likeness.WEBSITE, (entry.service_type, site)


def _name(text: str) -> str:
    return _SIGNS.sub("", fold(text))


def _owner(text: str) -> str:
    return _name(_LEGAL_FORM.sub("", text))


def _digits(text: str | None) -> str:
    """Return the number without its writing; +49 stands for the leading 0."""
    written = (text or "").strip()
    digits = _NO_DIGITS.sub("", written)
    for country in ("+49", "0049"):
        if written.startswith(country):
            return "0" + digits.removeprefix("00").removeprefix("49").removeprefix("0")
    return digits


def _site(address: str | None) -> str:
    bare = (address or "").casefold().rstrip("/").partition("://")[2]
    return bare.removeprefix("www.")
