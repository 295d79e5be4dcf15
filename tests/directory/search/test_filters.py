from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsen.directory.domain import AreaLevel, Capacity, Cost
from lotsen.directory.search import (
    DirectorySnapshot,
    Filter,
    PlaceWish,
    Query,
    SearchEntry,
    Spot,
    Synonyms,
    Town,
    build,
)
from lotsen.directory.search.model import WAYS
from lotsen.places.domain import Point
from tests.directory.search import reference
from tests.directory.search.services import towns
from tests.scale import scaled

TOWNS: tuple[Town, ...] = towns()[:3]
CENTRE = TOWNS[0].postcodes[0].point
DISTRICTS = [one.code for town in TOWNS for one in town.districts] + ["elsewhere-1"]
POSTCODES = [one.postcode for town in TOWNS for one in town.postcodes]
CODES = {
    AreaLevel.POSTCODE: POSTCODES,
    AreaLevel.MUNICIPALITY: [town.code for town in TOWNS],
    AreaLevel.DISTRICT: DISTRICTS,
    AreaLevel.COUNTRY: ["de"],
}
HOURS = {"Mo 08:00-10:00": True, "Tu 08:00-10:00": False, "sometimes": None}
WORDS = ("Hebamme", "Elterncafé", "Schuldnerberatung")
Q = settings(
    max_examples=scaled(300),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

near = st.builds(
    Point,
    st.floats(CENTRE.latitude - 0.5, CENTRE.latitude + 0.5),
    st.floats(CENTRE.longitude - 0.5, CENTRE.longitude + 0.5),
)


@st.composite
def spots(draw: st.DrawFn) -> Spot:
    town = draw(st.sampled_from(TOWNS))
    return Spot(
        postcode=draw(st.none() | st.sampled_from([one.postcode for one in town.postcodes])),
        municipality=draw(st.none() | st.just(town.code)),
        district=draw(st.none() | st.sampled_from([one.code for one in town.districts])),
        point=draw(st.none() | near),
    )


@st.composite
def entries(draw: st.DrawFn) -> SearchEntry:
    level = draw(st.none() | st.sampled_from(sorted(CODES)))
    return SearchEntry(
        id=UUID(int=draw(st.integers(0, 2**128 - 1))),
        name=draw(st.sampled_from(WORDS)),
        organization="Träger",
        service_type=draw(st.sampled_from(["A1", "B5", "D1"])),
        languages=draw(st.frozensets(st.sampled_from(["de", "tr", "ar"]))),
        interpreter=draw(st.none() | st.booleans()),
        cost=draw(st.none() | st.sampled_from(Cost)),
        home_visit=draw(st.none() | st.booleans()),
        open_access=draw(st.none() | st.booleans()),
        by_phone=draw(st.none() | st.booleans()),
        online=draw(st.none() | st.booleans()),
        anonymous=draw(st.none() | st.booleans()),
        barrier_free=draw(st.none() | st.booleans()),
        capacity=draw(st.none() | st.sampled_from(Capacity)),
        spots=tuple(draw(st.lists(spots(), max_size=3))),
        area_level=level,
        area_codes=draw(st.frozensets(st.sampled_from(CODES[level]), max_size=3)) if level else frozenset(),
        opening_hours=draw(st.none() | st.sampled_from(list(HOURS))),
    )


@st.composite
def queries(draw: st.DrawFn) -> Query:
    level = draw(st.sampled_from([AreaLevel.POSTCODE, AreaLevel.MUNICIPALITY, AreaLevel.DISTRICT]))
    point = draw(st.none() | st.just(CENTRE))
    return Query(
        text=draw(st.sampled_from(["", *WORDS])),
        types=draw(st.frozensets(st.sampled_from(["A1", "B5", "X9"]), max_size=2)),
        place=draw(st.none() | st.builds(PlaceWish, st.just(level), st.sampled_from(CODES[level]))),
        language=draw(st.none() | st.sampled_from(["de", "tr", "xx"])),
        costs=draw(st.frozensets(st.sampled_from(Cost), max_size=2)),
        home_visit=draw(st.none() | st.booleans()),
        ways=draw(st.frozensets(st.sampled_from(WAYS), max_size=2)),
        capacities=draw(st.frozensets(st.sampled_from(Capacity), max_size=2)),
        point=point,
        radius=draw(st.none() | st.sampled_from([5_000, 30_000])) if point else None,
        only_open=draw(st.booleans()),
        is_open=HOURS.get,
        limit=100,
    )


def made(directory: list[SearchEntry]) -> DirectorySnapshot:
    return build(directory, Synonyms(), TOWNS)


directories = st.lists(entries(), max_size=20, unique_by=lambda one: one.id)


def clear_of_the_edge(directory: list[SearchEntry], query: Query) -> bool:
    """Whether no spot lies so near the rim of the circle that the allowed error decides."""
    if query.point is None or query.radius is None:
        return True
    away = [
        reference.great_circle(spot.point, query.point)
        for one in directory
        for spot in one.spots
        if spot.point
    ]
    return all(abs(one - query.radius) > 0.005 * query.radius for one in away)


@Q
@given(directories, queries())
def test_filters_show_what_plain_python_would_show(directory: list[SearchEntry], query: Query) -> None:
    if not clear_of_the_edge(directory, query):
        return
    page = made(directory).search(query)
    matching = [one for one in directory if query.text in one.name]
    judged = {one.id: reference.states(one, query, TOWNS) for one in reference.shown(matching, query, TOWNS)}
    unclear = {
        service: {wish for wish, state in states.items() if state is None}
        for service, states in judged.items()
    }
    assert {hit.id: set(hit.unclear) for hit in page.hits} == unclear
    assert page.total == len(judged)
    assert page.not_stated == sum(map(bool, unclear.values()))
    groups = [bool(hit.unclear) for hit in page.hits]
    assert groups == sorted(groups)


@Q
@given(directories, queries())
def test_facets_count_what_each_choice_would_show(directory: list[SearchEntry], query: Query) -> None:
    if not clear_of_the_edge(directory, query):
        return
    page = made(directory).search(query)
    matching = [one for one in directory if query.text in one.name]
    for name, expected in reference.facets(directory, matching, query, TOWNS).items():
        counted = getattr(page.facets, name)
        assert (name, dict(counted.counts), counted.not_stated) == (
            name,
            expected.counts,
            expected.not_stated,
        )


@Q
@given(directories, queries())
def test_when_nothing_is_left_the_page_says_which_wish_to_drop(
    directory: list[SearchEntry], query: Query
) -> None:
    if not clear_of_the_edge(directory, query):
        return
    page = made(directory).search(query)
    matching = [one for one in directory if query.text in one.name]
    refused = [
        [wish for wish, state in reference.states(one, query, TOWNS).items() if state is False]
        for one in matching
    ]
    single = [wishes[0] for wishes in refused if len(wishes) == 1]
    if page.total or not single:
        assert page.nearly is None
        return
    best = max(single.count(wish) for wish in Filter)
    assert page.nearly is not None
    assert (page.nearly.total, single.count(page.nearly.drop)) == (best, best)


@Q
@given(directories, queries())
def test_the_order_does_not_depend_on_how_services_come(directory: list[SearchEntry], query: Query) -> None:
    first, second = made(directory), made(sorted(directory, key=lambda one: one.id))
    assert first.search(query) == second.search(query)
    assert [first.position(one.id) for one in directory] == [second.position(one.id) for one in directory]


@Q
@given(near, st.lists(st.lists(near, max_size=3), min_size=1, max_size=10))
def test_distances_are_exact_to_half_a_percent(here: Point, places: list[list[Point]]) -> None:
    directory = [
        SearchEntry(
            id=UUID(int=number),
            name="Hebamme",
            organization="",
            service_type="A1",
            spots=tuple(Spot(point=point) for point in points),
        )
        for number, points in enumerate(places)
    ]
    for hit in made(directory).search(Query("Hebamme", point=here)).hits:
        expected = reference.nearest(directory[hit.id.int], here)
        if expected is None:
            assert hit.distance is None
        else:
            assert hit.distance is not None
            assert abs(hit.distance - expected) <= 0.005 * expected + 1


def test_half_a_percent_holds_from_one_end_of_germany_to_the_other() -> None:
    corners = [Point(54.9, 8.3), Point(47.4, 10.2), Point(51.0, 15.0), Point(51.0, 5.9), Point(52.5, 13.4)]
    directory = [
        SearchEntry(
            id=UUID(int=number),
            name="Hebamme",
            organization="",
            service_type="A1",
            spots=(Spot(point=corner),),
        )
        for number, corner in enumerate(corners)
    ]
    for here in corners:
        for hit in made(directory).search(Query(point=here)).hits:
            expected = reference.nearest(directory[hit.id.int], here)
            assert expected is not None
            assert hit.distance is not None
            assert abs(hit.distance - expected) <= 0.005 * expected + 1
