"""Invents families: who they are, what burdens them, and how far their way goes. Pure, from a seed.

Shares are those of the field: informed 92 %, screened 88 %, talk offered 22 % (score 15, hint 4, wish 3),
three quarters of these talked to; half of the talks lead to a referral; of these 65 % arrive, 12 % wait,
8 % are declined, 7 % find no place, 8 % are not reached. Burdens follow the surveys of practices and
clinics (NZFH), clustered by poverty: a few families carry many, most carry none.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from lotsen.intake.domain import Instrument, Item
from lotsen.policy import InstitutionKind

POSTCODES = {"43101": 18, "43102": 24, "43103": 16, "43104": 14, "43105": 12, "43106": 12, "43120": 4}
LANGUAGES = {"de": 68, "tr": 6, "ar": 7, "uk": 4, "ru": 3, "pl": 3, "ro": 3, "fa": 2, "ku": 2, "en": 2}
_PREVALENCE = {
    "income_worry": 12,
    "housing_insecure": 4,
    "no_help_at_home": 9,
    "needs_forms_help": 18,
    "single_parent": 9,
    "parent_minor": 1,
    "partner_conflict": 7,
    "depressive_mood": 9,
    "exhaustion": 15,
    "few_checkups": 4,
    "neonatal_care": 7,
    "child_illness": 4,
    "strained_contact": 3,
    "no_midwife": 14,
    "substance_use": 3,
    "violence_now": 1,
    "self_harm_thoughts": 1,
    "crying": 14,
    "sleep": 18,
    "feeding": 12,
    "overwhelmed": 10,
    "upbringing_worry": 12,
    "needs_childcare": 12,
    "unplanned_pregnancy": 7,
    "anxiety": 8,
    "little_joy": 5,
    "smoking": 13,
    "no_baby_equipment": 7,
    "information_wish": 20,
}
_RESOURCES = ("partner_support", "family_support", "friends_support", "confidence", "good_health")
_GIVEN = {
    "de": ("Anna", "Lea", "Marie", "Julia", "Sarah", "Laura", "Nina", "Katharina"),
    "tr": ("Elif", "Zeynep", "Ayşe", "Merve"),
    "ar": ("Amal", "Rania", "Salma", "Huda"),
    "uk": ("Olena", "Iryna", "Oksana", "Sofija"),
    "ru": ("Irina", "Elena", "Olga", "Natalia"),
    "pl": ("Agnieszka", "Kasia", "Magda", "Ewa"),
    "ro": ("Ioana", "Elena", "Andreea", "Maria"),
    "fa": ("Nasrin", "Leila", "Parisa", "Shirin"),
    "ku": ("Rojin", "Berivan", "Hêvî", "Dilan"),
    "en": ("Grace", "Joy", "Amara", "Blessing"),
}
_SURNAMES = {
    "de": ("Ahrendt", "Bielke", "Dornbusch", "Eickhoff", "Fehling", "Grothe", "Hülsmann", "Klasen"),
    "tr": ("Yıldırır", "Karadaş", "Öztekin", "Şahbaz"),
    "ar": ("Al-Nuri", "Haddawi", "Mansouri", "Sabbar"),
    "uk": ("Melnytska", "Kovalivska", "Bondarets", "Lysenkova"),
    "ru": ("Sokolinska", "Orlowa", "Medwedkina", "Belowa"),
    "pl": ("Nowakowicz", "Zielonka", "Wiśniecka", "Krawiec"),
    "ro": ("Ionescu-Pop", "Munteanu", "Dragomir", "Lupescu"),
    "fa": ("Rahimpour", "Karimzad", "Ahmadvand", "Tehranchi"),
    "ku": ("Bakırhan", "Demirtan", "Xelîl", "Aslanê"),
    "en": ("Okonjo", "Mensahfield", "Boatengson", "Addowell"),
}
_CAREFREE = 0.4
_OPEN_CASES = 12
_OPEN_DAYS = 24
_FRESH = 3
_STREETS = ("Lindenweg", "Am Hafenbecken", "Bruchstraße", "Nordring", "Gartenweg", "Uferpromenade")


class Offered(StrEnum):
    """Why a talk is offered, or that none is."""

    NOT = "not"
    SCORE = "score"
    HINT = "hint"
    WISH = "wish"


class Way(StrEnum):
    """How far a family's way goes."""

    NOT_INFORMED = "not_informed"
    NOT_SCREENED = "not_screened"
    NOTHING = "nothing"
    DISCHARGED = "discharged"
    NO_CAPACITY = "no_capacity"
    DECLINED = "declined"
    LANGUAGE = "language"
    ADVICE = "advice"
    INFORMATION = "information"
    SELF_CONTACT = "self_contact"
    HAND_OVER = "hand_over"


class Ending(StrEnum):
    """What becomes of a hand-over."""

    ARRIVED = "arrived"
    WAITING = "waiting"
    FAMILY_DECLINED = "family_declined"
    NO_PLACE = "no_place"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True)
class Child:
    """A child: born on a day, or expected on one."""

    born: date | None
    expected: date | None
    weeks_at_birth: int | None = None


@dataclass(frozen=True)
class Household:
    """One invented family with its way through the town."""

    day: date
    kind: InstitutionKind
    postcode: str
    language: str
    interpreter: bool
    children: tuple[Child, ...]
    given_name: str
    surname: str
    age: int
    phone: str
    street: str
    bed: str
    offered: Offered
    way: Way
    burdens: frozenset[str]
    resources: frozenset[str]
    unknown: frozenset[str]
    ending: Ending
    feedback: bool
    withdraws: bool
    days_to_receipt: int
    days_to_contact: int
    days_to_end: int


def households(
    first: date, last: date, seed: int, instruments: dict[InstitutionKind, Instrument], per_year: int = 600
) -> list[Household]:
    """Return the families of a span of days, in order; the same for the same seed and span."""
    rng = Random(seed)  # invents data, protects none
    span = (last - first).days + 1
    count = round(per_year * span / 365)
    days = sorted(first + timedelta(days=rng.randrange(span)) for _ in range(count))
    return _with_open_cases([_household(rng, day, instruments) for day in days], last)


def _with_open_cases(found: list[Household], today: date) -> list[Household]:
    """Let some families of the last weeks be on their way, so that the Familienbüro has work."""
    recent = [
        index
        for index, home in enumerate(found)
        if _FRESH <= (today - home.day).days <= _OPEN_DAYS and home.offered is Offered.NOT and home.burdens
    ]
    for number, index in enumerate(recent[-_OPEN_CASES:]):
        found[index] = replace(
            found[index],
            offered=Offered.WISH,
            way=Way.HAND_OVER,
            withdraws=False,
            ending=Ending.ARRIVED,
            days_to_receipt=_OPEN_DAYS * 2 if number % 2 else 1,
        )
    return found


def _pick(rng: Random, shares: dict[str, int]) -> str:
    return rng.choices(tuple(shares), weights=tuple(shares.values()))[0]


def _household(rng: Random, day: date, instruments: dict[InstitutionKind, Instrument]) -> Household:
    kind = rng.choices(tuple(instruments), weights=(70, 18, 12))[0]
    language = _pick(rng, LANGUAGES)
    stranger = language != "de" and rng.random() < 0.6
    offered, way = _way(rng, stranger=stranger)
    return Household(
        day=day,
        kind=kind,
        postcode=_pick(rng, POSTCODES),
        language=language,
        interpreter=stranger and rng.random() < 0.7,
        children=_children(rng, day, kind),
        given_name=rng.choice(_GIVEN[language]),
        surname=rng.choice(_SURNAMES[language]),
        age=min(44, max(18, round(rng.gauss(31, 5)))),
        phone=f"02999 555{rng.randrange(10_000):04d}",
        street=f"{rng.choice(_STREETS)} {rng.randrange(1, 90)}",
        bed=f"Zimmer {rng.randrange(1, 19)}, Bett {rng.randrange(1, 3)}",
        offered=offered,
        way=way,
        burdens=_burdens(rng, instruments[kind], offered, stranger=stranger),
        resources=frozenset(name for name in _RESOURCES if rng.random() < 0.6),
        unknown=frozenset(name for name in _PREVALENCE if rng.random() < 0.06),
        ending=Ending(
            _pick(
                rng,
                {"arrived": 65, "waiting": 12, "family_declined": 8, "no_place": 7, "not_reached": 8},
            )
        ),
        feedback=rng.random() < 0.8,
        withdraws=rng.random() < 0.015,
        days_to_receipt=rng.choice((0, 1, 1, 2, 3, 5)),
        days_to_contact=max(1, round(rng.lognormvariate(1.8, 0.6))),
        days_to_end=max(7, round(rng.lognormvariate(3.4, 0.4))),
    )


def _way(rng: Random, *, stranger: bool) -> tuple[Offered, Way]:
    if rng.random() >= 0.92:
        return Offered.NOT, Way.NOT_INFORMED
    if rng.random() >= 0.957:
        return Offered.NOT, Way.NOT_SCREENED
    offered = Offered(_pick(rng, {"not": 78, "score": 15, "hint": 4, "wish": 3}))
    if offered is Offered.NOT:
        return offered, Way.NOTHING
    if rng.random() >= 0.75:
        missed = {"discharged": 9, "no_capacity": 10, "declined": 4, "language": 6 if stranger else 1}
        return offered, Way(_pick(rng, missed))
    return offered, Way(_pick(rng, {"advice": 35, "information": 15, "self_contact": 14, "hand_over": 36}))


def _children(rng: Random, day: date, kind: InstitutionKind) -> tuple[Child, ...]:
    if kind is InstitutionKind.GYNAECOLOGICAL_PRACTICE:
        expected = day + timedelta(days=rng.randrange(14, 210))
        newest = (Child(born=None, expected=expected),) * (2 if rng.random() < 0.02 else 1)
    elif kind is InstitutionKind.BIRTH_CLINIC:
        weeks = rng.choices((40, 39, 38, 36, 33, 29), weights=(45, 25, 20, 6, 3, 1))[0]
        born = day - timedelta(days=rng.randrange(3))
        newest = (Child(born=born, expected=None, weeks_at_birth=weeks),) * (2 if rng.random() < 0.02 else 1)
    else:
        newest = (
            Child(born=day - timedelta(days=rng.choice((40, 120, 200, 400, 800, 1500))), expected=None),
        )
    older = [
        Child(born=day - timedelta(days=rng.randrange(500 * n, 900 * n)), expected=None)
        for n in range(1, rng.choices((1, 2, 3), weights=(55, 32, 13))[0])
    ]
    return (*newest, *older)


def _burdens(rng: Random, instrument: Instrument, offered: Offered, *, stranger: bool) -> frozenset[str]:
    """Choose what burdens a family so that the sheet's sum fits the reason why a talk is offered."""
    threshold = instrument.threshold or 1
    pool = [item for item in instrument.items if item.weight or item.topic == "information_wish"]
    if offered is Offered.NOT and not stranger and rng.random() < _CAREFREE:
        return frozenset()
    burdened = 3.5 if offered is Offered.SCORE and rng.random() < 0.5 else 1.0
    chosen = [item for item in pool if rng.random() < burdened * _PREVALENCE.get(item.topic, 3) / 100]
    if stranger and instrument.item("little_german") is not None:
        chosen = [item for item in chosen if item.topic != "little_german"]
        chosen += [item for item in pool if item.topic == "little_german"]
    if offered is Offered.SCORE:
        return _heavy(rng, pool, chosen, threshold)
    return _light(chosen, threshold)


def _heavy(rng: Random, pool: list[Item], chosen: list[Item], threshold: int) -> frozenset[str]:
    likely = [
        item for item in pool if item.weight and item.topic not in {"violence_now", "self_harm_thoughts"}
    ]
    weights = [_PREVALENCE.get(item.topic, 3) for item in likely]
    while sum(item.weight for item in chosen) < threshold:
        extra = rng.choices(likely, weights=weights)[0]
        chosen = chosen if extra in chosen else [*chosen, extra]
    return frozenset(item.topic for item in chosen)


def _light(chosen: list[Item], threshold: int) -> frozenset[str]:
    kept: list[Item] = []
    for item in chosen:
        if item.direct_trigger or item.immediate:
            continue
        if sum(other.weight for other in kept) + item.weight < threshold:
            kept.append(item)
    return frozenset(item.topic for item in kept)
