"""A directory of any size as a German region might fill it: invented towns, real habits of naming. Seeded."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from lotsen.directory.domain import AreaLevel, Capacity, Cost
from lotsen.directory.search.model import SearchEntry, Spot, Town, TownDistrict, TownPostcode
from lotsen.places.domain import Point
from lotsen.terms import vocabulary
from tests.directory.search.concepts import Concept, concepts
from tests.directory.search.elsewhere import told_elsewhere

HEADS = (
    "Lindel",
    "Ostra",
    "Welmer",
    "Tarsen",
    "Brinkel",
    "Hulmer",
    "Jorken",
    "Kestel",
    "Morsel",
    "Nettel",
    "Pluder",
    "Quassel",
    "Rungel",
    "Sommel",
    "Trudel",
    "Ulken",
    "Vossel",
    "Wimmel",
    "Zirbel",
    "Dorsel",
)
TAILS = ("brück", "feldt", "hausen", "bergen", "stede", "aue", "furten", "roden", "winkel", "moor")
DISTRICTS = ("Altstadt", "Hafen", "Nordviertel", "Südhang", "Weststadt", "Mühlenfeld")
LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "ku", "sq", "fr", "es", "it", "sr")
CARRIERS = (
    "Sozialwerk {town} e. V.",
    "Diakonisches Werk {town}",
    "Stadt {town}",
    "Familienhilfe {town} gGmbH",
    "Verein Zukunft Kind {town}",
    "Klinikum {town}",
    "Nachbarschaft {district} e. V.",
    "Praxis {surname}",
    "Kreisverband {town}",
)
SURNAMES = (
    "Aldermann",
    "Brosche",
    "Czarnek",
    "Dreschel",
    "Ebeling",
    "Fuhrmeister",
    "Gellert",
    "Hinkel",
    "Isenbeck",
    "Jaspers",
    "Kolditz",
    "Lammert",
    "Muthmann",
    "Noltes",
    "Overkamp",
    "Pietsch",
    "Quandel",
    "Rademann",
    "Sievert",
    "Tönnsen",
    "Ulbricht",
    "Vahrenholt",
    "Wessling",
    "Zühlke",
)
HOUSES = (
    "Regenbogen",
    "Sonnenblume",
    "Arche",
    "Brücke",
    "Anker",
    "Lichtblick",
    "Kompass",
    "Wegweiser",
    "Nestchen",
    "Schatzkiste",
    "Pusteblume",
    "Leuchtturm",
    "Oase",
    "Wurzelwerk",
    "Kleeblatt",
    "Sternschnuppe",
)
STREETS = (
    "{town}straße {n}",
    "Am Mühlbach {n}",
    "Rathausplatz {n}",
    "Alte {town}er Straße {n}",
    "Gartenweg {n}",
)
ASIDES = (
    "Wir arbeiten eng mit Hebammen und Kinderärzten zusammen.",
    "Auf Wunsch vermitteln wir an die Schwangerschaftsberatung oder das Jugendamt.",
    "Die Räume sind mit dem Kinderwagen gut erreichbar.",
    "Bitte rufen Sie vorher an und hinterlassen Sie eine Nachricht.",
    "Unser Team nimmt sich Zeit und hört zu.",
    "Ein Elterncafé ist im selben Haus, die Kita gleich nebenan.",
    "Geschwister sind willkommen.",
    "Termine gibt es meist innerhalb weniger Tage.",
    "Wir beraten vertraulich und unabhängig von Herkunft und Religion.",
    "Gefördert aus Mitteln des Landes.",
    "Auch Fragen zu Elterngeld und Wohngeld lassen sich hier klären.",
    "Eine Kollegin der Schuldnerberatung ist einmal im Monat im Haus.",
)
HOURS = ("Mo-Fr 09:00-13:00", "Mo,We,Fr 10:00-12:00", "Tu 14:00-18:00", "Mo-Th 08:00-16:00; Fr 08:00-12:00")


@dataclass(frozen=True)
class Made:
    """A service and what is true about it, whatever anybody finds."""

    entry: SearchEntry
    concept: str
    towns: frozenset[str] | None
    """The towns it says it is in or for; None: everywhere."""
    months: tuple[int | None, int | None]
    """The ages of children it is for, for those who match."""


@cache
def towns() -> tuple[Town, ...]:
    """The two hundred towns of the region; their postcodes begin with 00, as no real one does."""
    found = []
    for number, (tail, head) in enumerate((tail, head) for tail in TAILS for head in HEADS):
        code = f"town-{number:03d}"
        districts = tuple(TownDistrict(f"{code}-{n}", f"{name}") for n, name in enumerate(DISTRICTS))
        centre = Point(50.0 + (number * 37 % 200) * 0.0151, 6.0 + (number * 83 % 200) * 0.0307)
        postcodes = tuple(
            TownPostcode(
                f"00{number * 4 + n:03d}",
                f"{code}-{n}",
                Point(centre.latitude + 0.013 * (n % 2), centre.longitude + 0.019 * (n // 2)),
            )
            for n in range(4)
        )
        found.append(Town(code, f"{head}{tail}", districts, postcodes))
    return tuple(found)


def services(count: int, seed: int = 7) -> Iterator[Made]:
    """Make services one by one; the same count and seed give the same ones."""
    rng = random.Random(seed)
    kinds, places = concepts(), towns()
    for _ in range(count):
        yield _service(rng, rng.choice(kinds), rng.choice(places))


def _service(rng: random.Random, concept: Concept, town: Town) -> Made:
    label = rng.choice(concept.labels)
    words = {
        "label": label,
        "town": town.name,
        "district": rng.choice(DISTRICTS),
        "surname": rng.choice(SURNAMES),
        "house": rng.choice(HOUSES),
        "n": str(rng.randrange(1, 120)),
    }
    name = rng.choice(
        (
            "{label}",
            "{label} {town}",
            "{label} {district}",
            "{label} {surname}",
            "{house} – {label}",
            "{label} im Haus {house}",
            "{label} {town}-{district}",
        )
    ).format(**words)
    aside = rng.sample(ASIDES, 2)
    street = rng.choice(STREETS).format(**words)
    spots = tuple(_spot(rng, town) for _ in range(rng.choices((0, 1, 2, 3), (8, 80, 9, 3))[0]))
    if concept.key == "shelter":
        spots = ()
    level, codes = _area(rng, town)
    speaks = frozenset(rng.sample(LANGUAGES[1:], rng.choice((0, 1, 1, 2, 4)))) | {"de"}
    service_id = UUID(int=rng.getrandbits(128), version=4)
    entry = SearchEntry(
        id=service_id,
        name=name,
        organization=rng.choice(CARRIERS).format(**words),
        service_type=concept.type_code,
        type_words=type_words(concept.type_code),
        description=" ".join((concept.says, *aside, f"Sie finden uns: {street}." if spots else "")),
        other_words=told_elsewhere(service_id.hex),
        languages=frozenset() if rng.random() < 0.25 else speaks,
        interpreter=rng.choices((None, True, False), (80, 8, 12))[0],
        cost=rng.choices((None, *Cost), (25, 45, 10, 8, 12))[0],
        home_visit=rng.choices((None, True, False), (40, 25, 35))[0],
        capacity=rng.choices((None, *Capacity), (40, 35, 20, 5))[0],
        spots=spots,
        area_level=level,
        area_codes=codes,
        opening_hours=rng.choice((None, *HOURS)),
    )
    months = rng.choice((None, 0, 0, 3)), rng.choice((None, 11, 35, 71))
    return Made(entry, concept.key, _towns(town, level, stated=bool(spots or level)), months)


def _towns(town: Town, level: AreaLevel | None, *, stated: bool) -> frozenset[str] | None:
    if level is AreaLevel.COUNTRY:
        return None
    return frozenset({town.code}) if stated else frozenset()


@cache
def type_words(code: str) -> tuple[str, ...]:
    """The label of a service type, as the one vocabulary has it."""
    return (vocabulary().service_types[code].label["de"],)


def _spot(rng: random.Random, town: Town) -> Spot:
    part = rng.choice(town.postcodes)
    near = Point(
        part.point.latitude + rng.uniform(-0.01, 0.01), part.point.longitude + rng.uniform(-0.01, 0.01)
    )
    return Spot(part.postcode, town.code, part.district if rng.random() < 0.9 else None, near)


def _area(rng: random.Random, town: Town) -> tuple[AreaLevel | None, frozenset[str]]:
    kind = rng.random()
    if kind < 0.25:
        return None, frozenset()
    if kind < 0.80:
        return AreaLevel.MUNICIPALITY, frozenset({town.code})
    if kind < 0.90:
        return AreaLevel.DISTRICT, frozenset({rng.choice(town.districts).code})
    if kind < 0.99:
        return AreaLevel.POSTCODE, frozenset({rng.choice(town.postcodes).postcode})
    return AreaLevel.COUNTRY, frozenset()
