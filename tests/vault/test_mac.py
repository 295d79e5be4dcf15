import random
import re
from itertools import pairwise
from uuid import uuid4

import pytest

from lotsen.vault import index, mac, new_key, pseudonym, same, token, token_hash
from lotsen.vault.framing import framed
from tests.scale import scaled
from tests.vault.shapes import flipped


def test_no_boundary_between_parts_can_be_moved() -> None:
    key = new_key()
    lists = ((b"ab", b"c"), (b"a", b"bc"), (b"abc",), (b"", b"abc"), (b"abc", b""), (b"a", b"b", b"c"), ())
    assert len({mac(key, *parts) for parts in lists}) == len(lists)


def test_different_lists_of_parts_are_framed_differently() -> None:
    chance = random.Random(6)
    seen: dict[bytes, list[bytes]] = {}
    for _ in range(scaled(50_000)):
        parts = [
            bytes(chance.choices(b"\x00\x01\x04", k=chance.randrange(6))) for _ in range(chance.randrange(5))
        ]
        assert seen.setdefault(framed(*parts), parts) == parts


def test_a_mac_depends_on_its_key_and_on_every_bit() -> None:
    key, text = new_key(), b"family-identity"
    macs = {mac(key, flipped(text, bit)) for bit in range(len(text) * 8)}
    assert len({mac(key, text), mac(new_key(), text)} | macs) == len(text) * 8 + 2


def test_a_short_key_makes_no_mac() -> None:
    for size in (0, 16, 31):
        with pytest.raises(ValueError, match="32 bytes"):
            mac(bytes(size), b"text")


def test_same_says_whether_two_values_are_equal() -> None:
    value = new_key()
    assert same(value, bytes(value))
    for other in (b"", value[:-1], value + b"\x00", flipped(value, 255)):
        assert not same(value, other)


def test_a_name_is_found_by_its_keyed_index_only() -> None:
    key = new_key()
    assert index(key, "lotse.weber") == index(key, "lotse.weber")
    assert len({index(key, "lotse.weber"), index(key, "lotse.webel"), index(new_key(), "lotse.weber")}) == 3


def test_a_broken_name_is_looked_up_like_any_other() -> None:
    assert index(new_key(), "\ud800") != b""
    assert token_hash("\ud800") != token_hash("?")


def test_an_index_is_not_a_mac_of_the_bare_text() -> None:
    key = new_key()
    assert index(key, "lotse.weber") != mac(key, b"lotse.weber")


def test_a_pseudonym_is_steady_under_one_key_and_new_under_another() -> None:
    key, id_ = new_key(), uuid4()
    assert re.fullmatch(r"[0-9a-f]{32}", pseudonym(key, id_))
    assert pseudonym(key, id_) == pseudonym(key, id_)
    assert len({id_.hex, pseudonym(key, id_), pseudonym(new_key(), id_), pseudonym(key, uuid4())}) == 4


def test_tokens_hold_256_random_bits_and_fit_into_an_address() -> None:
    tokens = {token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", text) for text in tokens)


def test_a_stored_hash_finds_its_token_and_no_other() -> None:
    tokens = [token() for _ in range(100)]
    hashes = [token_hash(text) for text in tokens]
    assert hashes == [token_hash(text) for text in tokens]
    assert all(one != other for one, other in pairwise(hashes))
    assert {len(value) for value in hashes} == {32}
