"""Loads the demo town: two years of families up to today, in the order in which things happened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count

from lotsen.demo import families, hints, town
from lotsen.demo.hand_overs import after_talk
from lotsen.demo.households import households
from lotsen.demo.stories import stories
from lotsen.desk import at_desk
from lotsen.figures.freeze import freeze_due
from lotsen.intake.domain import instruments_for
from lotsen.kernel import LOCAL_ZONE, Clock, FixedClock, SystemClock, local_day
from lotsen.keys import audit
from lotsen.keys.office import KeyOffice
from lotsen.policy import MACHINE, Actor, InstitutionKind

Planned = tuple[datetime, int, Actor, families.Step]

STEPS = 100
"""How far `tick` is moved in all."""

YEARS = 2
SEED = 20260101
_KINDS = (
    InstitutionKind.BIRTH_CLINIC,
    InstitutionKind.PAEDIATRIC_PRACTICE,
    InstitutionKind.GYNAECOLOGICAL_PRACTICE,
)
_TOWN_SHARE = 4
_FREEZE_SHARE = 6
_WINDOW = timedelta(days=21)


@dataclass
class MovingClock:
    """A clock that is set on from step to step, so that one unit of work can hold some days."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant it was last set to."""
        return self.instant


def load_town(
    office: KeyOffice, tick: Callable[[int], None], *, clock: Clock | None = None, per_year: int = 600
) -> town.Town:
    """Enter the town and its families; `tick` is told the progress in steps of STEPS."""
    clock = clock or SystemClock()
    today = local_day(clock)
    first = today - timedelta(days=365 * YEARS)
    place = _enter_town(office, first, today)
    tick(_TOWN_SHARE)
    _enter_families(office, place, first, clock.now(), per_year, tick)
    administrator, lead = (place.actors[login] for login in ("verwaltung", "teamleitung.klinik"))
    with at_desk(office, administrator, writing=True, action="demo", clock=clock) as desk:
        town.enter_kinds(desk)
    with at_desk(office, lead, writing=True, action="demo", clock=clock) as desk:
        town.enter_stand_ins(desk, place)
    _enter_hints(office, place, clock)
    for period_end in _quarter_ends(first, today):
        with at_desk(office, MACHINE, writing=True, action="job.freeze-figures", clock=period_end) as desk:
            freeze_due(desk)
    with at_desk(office, MACHINE, writing=True, action="job.copy-audit-heads", clock=clock) as desk:
        audit.copy_heads(desk.db, desk.keys, clock.now())
    tick(_FREEZE_SHARE)
    return place


def _enter_town(office: KeyOffice, first: date, today: date) -> town.Town:
    opening = at(first, 7)
    with at_desk(office, MACHINE, writing=True, action="demo", clock=opening) as desk:
        town.enter_places(desk)
        institutions = town.enter_institutions(desk)
    with at_desk(office, MACHINE, writing=True, action="demo", clock=opening) as desk:
        place = town.enter_people(desk, institutions)
    with at_desk(office, MACHINE, writing=True, action="demo", clock=opening) as desk:
        town.enter_directory(desk, today)
        town.enter_rules(desk)
    with at_desk(office, place.actors["verwaltung"], writing=True, action="demo", clock=opening) as desk:
        town.enter_contacts(desk)
    return place


def _enter_hints(office: KeyOffice, place: town.Town, clock: Clock) -> None:
    with at_desk(office, place.actors["station"], writing=True, action="demo", clock=clock) as desk:
        hints.give_hints(desk)
    navigator = place.at(InstitutionKind.BIRTH_CLINIC)
    with at_desk(office, navigator, writing=True, action="demo", clock=clock) as desk:
        hints.prepare_the_day(desk)


def _enter_families(
    office: KeyOffice,
    place: town.Town,
    first: date,
    now: datetime,
    per_year: int,
    tick: Callable[[int], None],
) -> None:
    """Run every step of every family's way in the order of time; a step may plan later ones."""
    today = now.astimezone(LOCAL_ZONE).date()

    def moment(day: date) -> datetime:
        return min(at(day, 9).instant, now)

    instruments = {kind: instruments_for(kind)[0] for kind in _KINDS}
    order = count()
    queue: list[Planned] = []
    walk_ins = list(families.walk_ins(first, today, SEED, place, per_year))
    named = max(1, per_year - len(walk_ins) // YEARS)
    for household in households(first, today, SEED, instruments, named):
        start = families.begin(household, instruments[household.kind], place, today, after_talk)
        heappush(queue, (moment(household.day), next(order), place.at(household.kind), start))
    for day, actor, step in (*walk_ins, *stories(today, place)):
        heappush(queue, (moment(day), next(order), actor, step))
    whole, done = (today - first).days or 1, 0
    while queue:
        end = queue[0][0] + _WINDOW
        for actor, planned in _due(queue, end).items():
            moving = MovingClock(planned[0][0])
            with at_desk(office, actor, writing=True, action="demo", clock=moving) as desk:
                for instant, _, _, step in planned:
                    moving.instant = instant
                    for day, who, following in step(desk):
                        if day <= today:
                            heappush(queue, (moment(day), next(order), who, following))
        share = (STEPS - _TOWN_SHARE - _FREEZE_SHARE) * min(whole, (end.date() - first).days) // whole
        tick(max(0, share - done))
        done = max(done, share)
    tick(STEPS - _TOWN_SHARE - _FREEZE_SHARE - done)


def _due(queue: list[Planned], end: datetime) -> dict[Actor, list[Planned]]:
    """Take what lies before a moment out of the queue, person by person, each in the order of time."""
    due: dict[Actor, list[Planned]] = {}
    while queue and queue[0][0] < end:
        planned = heappop(queue)
        due.setdefault(planned[2], []).append(planned)
    return due


def at(day: date, hour: int) -> FixedClock:
    """Return a clock that stands at an hour of a day, German time."""
    local = datetime.combine(day, time(hour), LOCAL_ZONE)
    return FixedClock(local.astimezone(UTC))


def _quarter_ends(first: date, today: date) -> Iterator[FixedClock]:
    """Return the moments at which quarters become due: the job runs on the day after."""
    day = first
    while day < today:
        day = min(day + timedelta(days=30), today)
        yield at(day, 3)
