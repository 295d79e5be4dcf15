"""What somebody looks for in the directory, and whether a service answers it. Pure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.directory.domain.profile import NOTHING, ServiceArea, ServiceProfile
from lotsen.directory.domain.words import AreaLevel, Capacity


def fold(text: str) -> str:
    """Make spellings equal that people use for the same word: Ä, ae and a; ß and ss; upper and lower case."""
    folded = text.casefold()
    for pair, sign in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        folded = folded.replace(pair, sign)
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def rank(query: str, name: str, rest: str) -> int | None:
    """Say how well a text answers a query: 0 where the name holds all words, 1 where name and rest do."""
    words = fold(query).split()
    folded_name = fold(name)
    if all(word in folded_name for word in words):
        return 0
    everything = f"{folded_name} {fold(rest)}"
    return 1 if all(word in everything for word in words) else None


@dataclass(frozen=True)
class ServiceWish:
    """What somebody looks for in the directory; None means: any."""

    text: str = ""
    service_type: str | None = None
    term_id: UUID | None = None
    language: str | None = None
    district: str | None = None
    capacity: Capacity | None = None


def answers(
    service: ServiceProfile, wish: ServiceWish, covers: Mapping[AreaLevel, frozenset[str]]
) -> bool | None:
    """Say whether a service meets a wish: no as soon as one point says no, None if one is not stated.

    `covers` holds, per level, the codes of areas that the wished district lies in.
    """
    points = (
        wish.service_type in (None, service.service_type),
        _speaks(service, wish.language),
        True if wish.district is None else _serves(service.area, covers),
        _has_room(service.capacity, wish.capacity),
    )
    if False in points:
        return False
    return None if None in points else True


def is_outdated(valid_until: date | None, today: date) -> bool:
    """Say whether an entry is past its date and should be checked before anybody relies on it."""
    return valid_until is not None and valid_until < today


def _speaks(service: ServiceProfile, language: str | None) -> bool | None:
    if language is None or language in service.languages or service.interpreter:
        return True
    return False if service.languages else None


def _serves(area: ServiceArea | None, covers: Mapping[AreaLevel, frozenset[str]]) -> bool | None:
    if area is None or area.level is AreaLevel.RADIUS:
        return None
    return area.level is AreaLevel.COUNTRY or not covers.get(area.level, NOTHING).isdisjoint(area.codes)


def _has_room(stated: Capacity | None, wished: Capacity | None) -> bool | None:
    if wished is None:
        return True
    return None if stated is None else stated is wished
