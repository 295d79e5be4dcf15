"""What the window reads: only active services, never a protected address, never what is for professionals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory import search
from lotsen.directory.actions import ServiceSheet
from lotsen.directory.domain import UNSORTED, AreaLevel, ServiceStatus
from lotsen.directory.search import Correction, NobodyThere, OtherReading, Page, PlaceWish, Query
from lotsen.kernel import NotVisible
from lotsen.places import actions as places
from lotsen.places.domain import Point
from lotsen.policy import InstitutionKind
from lotsen.window.domain import Aspect, Wish, points, query_of, without

NEARLY = 6
"""How many services that nearly fit are named where nothing fits."""

ON_A_LIST = 30
"""How many services a memo list holds at most."""


@dataclass(frozen=True)
class Hit:
    """A service found, and the points that it says nothing about, or that it misses.

    `distance` is in metres from the family's postcode, where it asked for one.
    """

    sheet: ServiceSheet
    points: tuple[Aspect, ...] = ()
    distance: int | None = None


@dataclass(frozen=True)
class Found:
    """What fits, what may fit because something is not stated, and what nearly fits where neither is.

    The best of them are here; `total` counts those that fit and those that may. `read` are the wishes that
    were read out of the words, `let_go` those of them that nothing would have met; `language` was read, too.
    `corrections` tell what was looked for in place of words that nobody knows; `is_unread` says that no word
    was in what was typed. Where there is `nobody_there` in a place, the nearest elsewhere nearly fit.
    `other_reading` is the other meaning of a word that is a place as well.
    """

    fitting: tuple[Hit, ...]
    unstated: tuple[Hit, ...]
    nearly: tuple[Hit, ...]
    total: int
    read: frozenset[str] = frozenset()
    let_go: frozenset[str] = frozenset()
    language: str | None = None
    corrections: tuple[Correction, ...] = ()
    is_unread: bool = False
    nobody_there: NobodyThere | None = None
    other_reading: OtherReading | None = None

    def __len__(self) -> int:
        return self.total


def find_services(desk: Desk, wish: Wish, *, limit: int, state: str = directory.HOME_STATE) -> Found:
    """Find services for a family: the best words first; without words, whose first task it is."""
    query = query_of(wish, ground_of(desk, wish), _home(desk, wish), limit=limit)
    query = directory.with_hours(desk, query, state)
    page = directory.snapshot(desk).search(query)
    if page.is_unread:
        return Found((), (), (), 0, is_unread=True)
    if page.relaxed or not page.total:
        return _said(Found((), (), _nearly(desk, query, page), 0), page)
    hits = _hits(desk, [(hit, points(hit.unclear)) for hit in page.hits])
    fitting = tuple(hit for hit in hits if not hit.points)
    unstated = tuple(hit for hit in hits if hit.points)
    nearly = _hits(desk, _elsewhere(page))
    found = Found(fitting, unstated, nearly, page.total, page.read, page.let_go, page.language)
    return _said(found, page)


def _said(found: Found, page: Page) -> Found:
    """Add how the words were understood."""
    return replace(
        found,
        corrections=page.corrections,
        nobody_there=page.nobody_there,
        other_reading=page.other_reading,
    )


def ground_of(desk: Desk, wish: Wish) -> PlaceWish | None:
    """Return where a family lives by its postcode, else by its district; nothing where it said neither."""
    if wish.postcode:
        chosen = wish.municipality in municipalities_of(desk, wish.postcode)
        return PlaceWish(AreaLevel.POSTCODE, wish.postcode, wish.municipality if chosen else None)
    if wish.district:
        return PlaceWish(AreaLevel.DISTRICT, wish.district)
    return None


def _home(desk: Desk, wish: Wish) -> Point | None:
    """Return the middle of the family's postcode, in its municipality where it said one."""
    known = places.find_postcode(desk, wish.postcode) if wish.postcode else ()
    own = [place for place in known if place.municipality == wish.municipality] or known
    return own[0].point if own else None


def read_sheet(desk: Desk, service_id: UUID) -> ServiceSheet:
    """Return a service that families may see, or the one that stands for it now.

    One that is not active, or not sorted yet, is not there.
    """
    sheet = directory.read_service(desk, directory.stands_for(desk, service_id))
    if sheet.service.status is not ServiceStatus.ACTIVE or sheet.service.service_type == UNSORTED:
        raise NotVisible
    return sheet


def read_list(desk: Desk, service_ids: Sequence[UUID]) -> tuple[ServiceSheet, ...]:
    """Return the services of a memo list in its order; what is no longer there is left out."""
    asked = list(dict.fromkeys(service_ids))[:ON_A_LIST]
    wanted = list(dict.fromkeys(directory.stands_for(desk, one) for one in asked))
    there = directory.read_sheets(desk, wanted)
    return tuple(there[one] for one in wanted if one in there)


def offices_for(desk: Desk, sheet: ServiceSheet) -> tuple[Institution, ...]:
    """Return the family offices that lead to a service: those of its municipalities, else all."""
    offices = list_offices(desk)
    area = sheet.service.area_codes if sheet.service.area_level is AreaLevel.MUNICIPALITY else ()
    near = tuple(office for office in offices if office.municipality in area)
    return near or offices


def list_offices(desk: Desk) -> tuple[Institution, ...]:
    """List every family office by name."""
    return tuple(
        desk.db.exec(
            select(Institution)
            .where(Institution.kind == InstitutionKind.FAMILY_OFFICE)
            .where(col(Institution.is_active).is_(True))
            .order_by(col(Institution.name), col(Institution.id))
        ).all()
    )


def responsible_offices(desk: Desk, postcode: str, municipality: str) -> tuple[Institution, ...]:
    """List the family offices of a postcode; none where it may be in another municipality as well."""
    codes = set(municipalities_of(desk, postcode))
    if municipality in codes:
        codes = {municipality}
    return tuple(office for office in list_offices(desk) if codes == {office.municipality})


def municipalities_of(desk: Desk, postcode: str) -> tuple[str, ...]:
    """Return the codes of the municipalities that a postcode lies in; several of them mean: ask."""
    return tuple(dict.fromkeys(place.municipality for place in places.find_postcode(desk, postcode)))


def _nearly(desk: Desk, query: Query, page: Page) -> tuple[Hit, ...]:
    """Return services that miss one point; who misses the words has a part of them, and comes last."""
    found: list[tuple[search.Hit, tuple[Aspect, ...]]] = []
    elsewhere = _elsewhere(page)
    for aspect, wider in without(query).items():
        if aspect is Aspect.PLACE and elsewhere:
            continue
        near = directory.snapshot(desk).search(replace(wider, limit=NEARLY))
        if not near.relaxed:
            found += [(hit, (aspect,)) for hit in near.hits]
    if page.relaxed:
        found += [(hit, (Aspect.WORDS,)) for hit in page.hits]
    found = found[: NEARLY - min(len(elsewhere), NEARLY // 2)] + elsewhere
    return _hits(desk, found[:NEARLY])


def _elsewhere(page: Page) -> list[tuple[search.Hit, tuple[Aspect, ...]]]:
    """Return the nearest where nobody is in the place that was asked for."""
    return [(hit, (Aspect.PLACE,)) for hit in page.nearest] if page.nobody_there else []


def _hits(desk: Desk, found: Sequence[tuple[search.Hit, tuple[Aspect, ...]]]) -> tuple[Hit, ...]:
    sheets = directory.read_sheets(desk, [hit.id for hit, _ in found])
    return tuple(Hit(sheets[hit.id], missing, hit.distance) for hit, missing in found if hit.id in sheets)
