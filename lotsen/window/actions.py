"""What the window reads: only active services, never a protected address, never what is for professionals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.actions import ServiceSheet
from lotsen.directory.domain import AreaLevel, ServiceStatus, ServiceWish, fold
from lotsen.directory.search.analyser import words as words_of
from lotsen.directory.tables import Service
from lotsen.kernel import NotVisible
from lotsen.places import actions as places
from lotsen.policy import InstitutionKind
from lotsen.terms import vocabulary
from lotsen.window.domain import SITUATIONS, Answers, Aspect, Ground, Wish, answers, missed, open_points

NEARLY = 6
"""How many services that nearly fit are named where nothing fits."""

ON_A_LIST = 30
"""How many services a memo list holds at most."""


@dataclass(frozen=True)
class Hit:
    """A service found, and the points that it says nothing about, or that it misses."""

    sheet: ServiceSheet
    points: tuple[Aspect, ...] = ()


@dataclass(frozen=True)
class Found:
    """What fits, what may fit because something is not stated, and what nearly fits where neither is."""

    fitting: tuple[Hit, ...]
    unstated: tuple[Hit, ...]
    nearly: tuple[Hit, ...] = ()

    def __len__(self) -> int:
        return len(self.fitting) + len(self.unstated)


@dataclass(frozen=True)
class _Words:
    """What the directory's search makes of some words: its order, and who only has a part of them."""

    text: str
    order: Mapping[UUID, int]
    unclear: frozenset[UUID]
    is_relaxed: bool

    def answer(self, sheet: ServiceSheet) -> bool | None:
        """Say whether a service answers the words, in German or in a language it is translated into."""
        if _tells(sheet.service, self.text):
            return True
        if sheet.service.id in self.unclear:
            return None
        return sheet.service.id in self.order and not self.is_relaxed

    def place(self, sheet: ServiceSheet) -> int:
        """Return where a service stands among all, the best first."""
        return self.order.get(sheet.service.id, len(self.order))


def find_services(desk: Desk, wish: Wish) -> Found:
    """Find services for a family: the best words first, then whom it is the first task of, then by name."""
    ground = ground_of(desk, wish)
    words = _search(desk, wish.words)
    profiles = {profile.id: profile for profile in directory.profiles(desk)[1]}
    judged: list[tuple[tuple[int, bool, int, str], ServiceSheet, Answers]] = []
    for sheet in directory.list_sheets(desk, ServiceWish()):
        profile = profiles[sheet.service.id]
        order = (
            words.place(sheet),
            not _is_first_task(sheet.service, wish.situation),
            len(profile.needs),
            sheet.service.name.casefold(),
        )
        judged.append((order, sheet, answers(profile, wish, ground, has_words=words.answer(sheet))))
    judged.sort(key=lambda one: one[0])
    possible = [(sheet, open_points(said)) for _, sheet, said in judged if not missed(said)]
    fitting = tuple(Hit(sheet) for sheet, points in possible if not points)
    unstated = tuple(Hit(sheet, points) for sheet, points in possible if points)
    return Found(fitting, unstated, () if possible else _nearly(judged, words))


def ground_of(desk: Desk, wish: Wish) -> Ground | None:
    """Return where a family lives by its postcode, else by its district; nothing where it said neither."""
    if wish.postcode:
        return Ground(places.find_postcode(desk, wish.postcode))
    if wish.district:
        return Ground(places.places_of(desk, district=wish.district))
    return None


def read_sheet(desk: Desk, service_id: UUID) -> ServiceSheet:
    """Return a service that families may see, or the one that stands for it now.

    One that is not active is not there.
    """
    sheet = directory.read_service(desk, directory.stands_for(desk, service_id))
    if sheet.service.status is not ServiceStatus.ACTIVE:
        raise NotVisible
    return sheet


def read_list(desk: Desk, service_ids: Sequence[UUID]) -> tuple[ServiceSheet, ...]:
    """Return the services of a memo list in its order; what is no longer there is left out."""
    asked = list(dict.fromkeys(service_ids))[:ON_A_LIST]
    wanted = list(dict.fromkeys(directory.stands_for(desk, one) for one in asked))
    there = desk.db.exec(
        select(Service.id)
        .where(col(Service.id).in_(wanted))
        .where(col(Service.status) == ServiceStatus.ACTIVE)
    ).all()
    return tuple(directory.read_service(desk, one) for one in wanted if one in set(there))


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


def responsible_offices(desk: Desk, postcode: str) -> tuple[Institution, ...]:
    """List the family offices of every municipality that a postcode names."""
    codes = {place.municipality for place in places.find_postcode(desk, postcode)}
    return tuple(office for office in list_offices(desk) if office.municipality in codes)


def _nearly(judged: Sequence[tuple[object, ServiceSheet, Answers]], words: _Words) -> tuple[Hit, ...]:
    """Return services that miss a single point; who misses the words must have a part of them."""
    hits = []
    for _, sheet, said in judged:
        points = missed(said)
        if points == (Aspect.WORDS,):
            is_near = sheet.service.id in words.order
        else:
            is_near = len(points) == 1 and len(said) > 1
        if is_near:
            hits.append(Hit(sheet, points))
    return tuple(sorted(hits, key=lambda hit: hit.points[0] is Aspect.WORDS)[:NEARLY])


def _is_first_task(service: Service, situation: str) -> bool:
    """Say whether a type of service names a situation's need before all others."""
    needs = vocabulary().service_types[service.service_type].needs
    return bool(situation and needs) and needs[0] in SITUATIONS[situation]


def _search(desk: Desk, text: str) -> _Words:
    if not text:
        return _Words(text, {}, frozenset(), is_relaxed=False)
    found = directory.find_services(desk, ServiceWish(text=text))
    order = {one.service.id: place for place, one in enumerate(found.services)}
    unclear = frozenset(one.service.id for one in found.unstated)
    return _Words(text, order, unclear, is_relaxed=found.page.relaxed)


def _tells(service: Service, text: str) -> bool:
    """Say whether a translation, or the text in easy language, holds all of some words."""
    told = [
        service.easy_text or "",
        *(v for one in (service.translations or {}).values() for v in one.values()),
    ]
    folded = fold(" ".join(told))
    wanted = words_of(text)
    return bool(wanted) and all(word in folded for word in wanted)
