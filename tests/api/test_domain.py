from datetime import timedelta

import pytest

from lotsen.api.domain import Asked, BadParameter, Kept, page_of, public_node, read_asked
from lotsen.web.turns import Turns, prefix_of
from tests.world import NOW


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_client_is_known_by_its_network_only(address: str, prefix: str) -> None:
    assert prefix_of(address) == prefix


def test_a_turn_comes_back_with_time_and_never_more_than_a_minutes_worth() -> None:
    turns = Turns(per_minute=6)
    assert [turns.take("a", NOW) for _ in range(7)] == [0] * 6 + [10]
    assert turns.take("a", NOW + timedelta(seconds=9)) == 1
    assert turns.take("a", NOW + timedelta(seconds=10)) == 0
    late = NOW + timedelta(days=1)
    assert [turns.take("a", late) for _ in range(7)] == [0] * 6 + [10]


def test_a_clock_that_goes_back_gives_and_takes_nothing() -> None:
    turns = Turns(per_minute=1)
    assert turns.take("a", NOW) == 0
    assert turns.take("a", NOW - timedelta(hours=1)) == 60
    assert turns.take("a", NOW - timedelta(hours=1) + timedelta(seconds=60)) == 0


def test_what_is_kept_is_bounded_and_what_was_asked_for_last_stays() -> None:
    kept = Kept(most=32)
    for key in range(16):
        kept.put(key, b"12")
    kept.put(3, b"34")
    assert kept.get(0) == b"12"
    kept.put(16, b"12")
    kept.put(17, b"123")
    assert [key for key in range(18) if kept.get(key) is None] == [1, 17]
    assert kept.get(3) == b"34"


def test_a_parameter_is_read_only_where_it_belongs() -> None:
    assert read_asked([("full", "True")], frozenset({"full"})) == Asked(full=True)
    with pytest.raises(BadParameter, match="no such parameter"):
        read_asked([("full", "true")], frozenset())


@pytest.mark.parametrize(
    ("total", "per_page", "page", "said"),
    [
        (0, 5, 1, (1, True, True)),
        (5, 5, 1, (1, True, True)),
        (6, 5, 2, (2, False, True)),
        (6, 5, 1, (2, True, False)),
    ],
)
def test_an_envelope_says_where_its_page_stands(
    total: int, per_page: int, page: int, said: tuple[int, bool, bool]
) -> None:
    found = page_of(Asked(page=page, per_page=per_page), total, [])
    assert (found["total_pages"], found["first_page"], found["last_page"]) == said


def test_a_part_names_nothing_it_hangs_on_and_is_left_out_where_it_says_too_little() -> None:
    phones = [{"id": "p", "number": "1", "location_id": "secret"}, {"id": "q", "location_id": "secret"}]
    service = {"id": "s", "name": "n", "status": "active", "phones": phones, "x_secret": "secret"}
    shown = public_node("service", service, {})
    assert shown is not None
    assert [one["number"] for one in shown["phones"]] == ["1"]
    assert "secret" not in str(shown)
    assert "phones" not in (public_node("service", service) or {"phones": []})
