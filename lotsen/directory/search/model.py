"""What goes into the search and what comes out of it: plain frozen data.

Everywhere `None` or something empty means "not stated": unknown, to be clarified, and never "no".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from uuid import UUID

from lotsen.directory.domain import NOTHING, AreaLevel, Capacity, Cost
from lotsen.places.domain import Point


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a service is given; codes as the place tables keep them."""

    postcode: str | None = None
    municipality: str | None = None
    district: str | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One service as the search sees it; a protected address has no spots.

    `type_words` are the texts that speak for the type (label, synonyms, description); windows are inclusive,
    in completed weeks of pregnancy and completed months of the child. `other_words` are its texts in other
    languages and in easy language; `own_type` is the code of a municipality's own type.
    """

    id: UUID
    name: str
    organization: str
    service_type: str
    own_type: str | None = None
    type_words: tuple[str, ...] = ()
    description: str = ""
    other_words: tuple[str, ...] = ()
    needs: frozenset[str] = NOTHING
    languages: frozenset[str] = NOTHING
    interpreter: bool | None = None
    cost: Cost | None = None
    home_visit: bool | None = None
    open_access: bool | None = None
    by_phone: bool | None = None
    online: bool | None = None
    anonymous: bool | None = None
    barrier_free: bool | None = None
    capacity: Capacity | None = None
    waiting_weeks: int | None = None
    spots: tuple[Spot, ...] = ()
    area_level: AreaLevel | None = None
    area_codes: frozenset[str] = NOTHING
    opening_hours: str | None = None
    min_weeks: int | None = None
    max_weeks: int | None = None
    min_months: int | None = None
    max_months: int | None = None


@dataclass(frozen=True, slots=True)
class TownDistrict:
    """A Sozialraum."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TownPostcode:
    """A postcode's part of a municipality."""

    postcode: str
    district: str | None
    point: Point


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality whose name, districts and postcodes the search recognises in a query."""

    code: str
    name: str
    districts: tuple[TownDistrict, ...] = ()
    postcodes: tuple[TownPostcode, ...] = ()


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that mean the same, kept by the coordinators.

    `groups` work in both directions. `meanings` lead one way, from a word people use to the directory's words
    (another language, an abbreviation, a colloquial name, a whole saying: its words may stand anywhere).
    `languages` are the words for a language code, `wishes` those for a name of `READ_WISHES`.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    meanings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wishes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


WAYS = ("open_access", "by_phone", "online", "anonymous", "barrier_free")
"""Ways to be helped, as fields of an entry: without an appointment, by phone …; see `Query.ways`."""
READ_WISHES = ("home_visit", "free", "insurance", "room", "open_now", *WAYS)
"""The wishes that are read out of the words of a query: comes to the home, costs nothing, has room, open …"""


class Filter(IntFlag):
    """The points on which a service can fail a query; one bit each."""

    TYPE = 1
    PLACE = 2
    LANGUAGE = 4
    COST = 8
    HOME_VISIT = 16
    CAPACITY = 32
    RADIUS = 64
    OPEN = 128
    OPEN_ACCESS = 256
    BY_PHONE = 512
    ONLINE = 1024
    ANONYMOUS = 2048
    BARRIER_FREE = 4096


@dataclass(frozen=True, slots=True)
class PlaceWish:
    """A place to filter by; the code is a postcode or the code of a municipality or district.

    A postcode of several municipalities may name the one of them that is meant.
    """

    level: AreaLevel
    code: str
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for; empty means: any.

    `own_types` and `needs` narrow the type of a service, one of each must be met. `serves_only` leaves out
    who is in a place without serving it. Of `ways` (names of `WAYS`) all must be met. `first_types` come
    first where no words say more.

    `radius` is in metres around `point`. `is_open` tells for a text of opening hours whether it is open now,
    None if it cannot tell; it is asked once per distinct text (see `DirectorySnapshot.opened` to ask ahead).
    """

    text: str = ""
    types: frozenset[str] = NOTHING
    own_types: frozenset[str] = NOTHING
    needs: frozenset[str] = NOTHING
    first_types: frozenset[str] = NOTHING
    place: PlaceWish | None = None
    serves_only: bool = False
    language: str | None = None
    costs: frozenset[Cost] = frozenset()
    home_visit: bool | None = None
    ways: frozenset[str] = NOTHING
    capacities: frozenset[Capacity] = frozenset()
    point: Point | None = None
    radius: int | None = None
    only_open: bool = False
    is_open: "Callable[[str], bool | None] | OpenNow | None" = None
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class OpenNow:
    """Which of a snapshot's opening hours are open: one byte per distinct text (0 no, 1 unknown, 2 yes)."""

    states: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """One service found; `unclear` are the wishes it has not stated an answer to, `distance` is in metres."""

    id: UUID
    score: int
    distance: int | None
    unclear: Filter


@dataclass(frozen=True, slots=True)
class Facet:
    """How many services would be shown for each value, were it chosen; and how many have not stated it."""

    counts: Mapping[str, int]
    not_stated: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts beside a results page: each heeds every filter but its own.

    `home_visit` and `open_now` count under "yes" and "no"; `open_now` is empty unless hours were judged.
    """

    types: Facet
    own_types: Facet
    districts: Facet
    languages: Facet
    costs: Facet
    home_visit: Facet
    capacities: Facet
    open_now: Facet


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that was recognised in the words of a query."""

    name: str
    places: tuple[PlaceWish, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that the directory does not know: what was searched instead, None if it was left out.

    `is_place` says that a place is called so which is not in the list of places here.
    """

    typed: str
    used: str | None
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The other meaning of a word that a place is called by as well, and the text that asks for it."""

    typed: str
    is_place: bool
    text: str


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """No service found lies in a place or serves it by name; `in_directory`: none of the directory does."""

    place: str
    in_directory: bool


@dataclass(frozen=True, slots=True)
class Nearly:
    """Nothing meets all wishes: the one to drop that gives most, and how many services that would be."""

    drop: Filter
    total: int


@dataclass(frozen=True, slots=True)
class Page:
    """A whole results page; services that have not stated a wished point come after all others.

    `total` counts every service shown, `not_stated` those of the second group. `relaxed` says that no service
    holds all words, so that those with most of them are shown; `is_unread`, that no word was in the text;
    `is_nameless`, that no word is looked for: there is none, or all name a place or a wish.
    `read` names the wishes (`READ_WISHES`) that were read out of the words and heeded, `let_go` those that
    would have left nothing. With `nobody_there` the hits are who is there for all of Germany or states no
    area, and `nearest` who meets all wishes but that for a place, the nearest first.
    """

    hits: tuple[Hit, ...]
    total: int
    not_stated: int
    facets: Facets
    place: FoundPlace | None = None
    language: str | None = None
    corrections: tuple[Correction, ...] = ()
    relaxed: bool = False
    is_unread: bool = False
    is_nameless: bool = False
    nearly: Nearly | None = None
    read: frozenset[str] = NOTHING
    let_go: frozenset[str] = NOTHING
    nobody_there: NobodyThere | None = None
    nearest: tuple[Hit, ...] = ()
    other_reading: OtherReading | None = None
