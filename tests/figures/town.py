"""Families of an invented year, pushed as facts the way the features push them."""

import random
from datetime import date, timedelta
from uuid import UUID

from lotsen.desk import Desk
from lotsen.facts.actions import push_fact
from lotsen.facts.domain import FactEvent, FactOutcome, NotReached
from lotsen.figures.domain import Period
from lotsen.places import actions as places
from lotsen.places.entries import read_towns
from lotsen.policy import InstitutionKind
from lotsen.terms import vocabulary
from tests.world import INSTITUTIONS, institution_id

DISTRICTS = ("altstadt", "nordviertel", "hafen", "bruchfeld", "suedhang", "oststadt")
_WEIGHTS = (30, 22, 16, 14, 12, 6)
_NEED_WEIGHTS = (20, 16, 18, 8, 14, 9, 10, 5)


def load_districts(desk: Desk) -> None:
    """Give the town its six districts."""
    town = {
        "code": "lindbrueck",
        "name": "Lindbrück",
        "kreis": "Kreis Lindtal",
        "districts": [{"code": code, "name": code.capitalize()} for code in DISTRICTS],
    }
    places.load_places(desk, read_towns([town]))


def push_family(desk: Desk, dice: random.Random, day: date) -> UUID:
    """Push what happens to one family within a few days: from assessment to an outcome, or less."""
    case = UUID(int=dice.getrandbits(128), version=4)
    place, kind = dice.choices(
        [
            ("clinic", "birth_clinic"),
            ("practice", "paediatric_practice"),
            ("gyn_practice", "gynaecological_practice"),
        ],
        (70, 18, 12),
    )[0]
    assert INSTITUTIONS[place][1] == kind
    needs = tuple(
        code
        for code, weight in zip(vocabulary().need_groups, _NEED_WEIGHTS, strict=True)
        if dice.random() < weight / 40
    )

    def push(event: FactEvent, **attributes: object) -> None:
        push_fact(
            desk,
            case,
            event,
            day,
            institution=institution_id(place),
            institution_kind=InstitutionKind(kind),
            district=district,
            age_group=age,
            language_group=language,
            **attributes,  # type: ignore[arg-type]  # each event has its own
        )

    district = dice.choices(DISTRICTS, _WEIGHTS)[0]
    age = dice.choice(("pregnancy", "under_1", "one_to_two"))
    language = dice.choices(("german", "eastern", "arabic_persian"), (7, 2, 2))[0]
    push(FactEvent.REGISTERED)
    push(FactEvent.ASSESSED)
    if dice.random() < 0.1:
        push(FactEvent.NOT_REACHED, reason=dice.choice(tuple(NotReached)))
        return case
    push(FactEvent.TALK_HELD)
    if not needs:
        return case
    push(FactEvent.NEED_FOUND, need_groups=needs)
    push(FactEvent.CONSENT_DECIDED, agreed=dice.random() < 0.9)
    if dice.random() < 0.2:
        push(FactEvent.GAP, need_groups=needs[:1])
    for service in dice.sample(("A2", "A1", "B1", "B3", "C4", "D1", "E4"), dice.randrange(3)):
        push(FactEvent.REFERRED, service_type=service, need_groups=needs)
        push(FactEvent.CONTACT_MADE, waited=int(dice.expovariate(0.12)), service_type=service)
        push(FactEvent.OUTCOME, service_type=service, outcome=dice.choice(tuple(FactOutcome)))
    return case


def push_quarter(desk: Desk, quarter: Period, families: int, seed: int = 1) -> list[UUID]:
    """Push the families of one quarter."""
    dice = random.Random(f"{seed}{quarter.code}")
    first = quarter.preceding.last_day + timedelta(days=1)
    length = (quarter.last_day - first).days
    return [push_family(desk, dice, first + timedelta(days=dice.randrange(length))) for _ in range(families)]
