from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lotsen.vault import WrapBroken, WrapContext, Wrapped, derive, new_key, unwrap, wrap
from lotsen.vault.framing import framed
from lotsen.vault.keys import hkdf_sha256
from lotsen.vault.mac import hmac_sha256
from tests.scale import scaled
from tests.vault.shapes import flipped

CONTEXT = WrapContext(
    deployment=UUID(int=1),
    subject=UUID(int=2),
    recipient_type="institution",
    recipient=UUID(int=3),
    key_version=1,
    recipient_version=1,
    epoch=1,
)
_R = 0xE1 << 120


def times(a: int, b: int) -> int:
    """Multiply in the field of GHASH (NIST SP 800-38D, algorithm 1)."""
    product = 0
    for place in range(127, -1, -1):
        if a >> place & 1:
            product ^= b
        b = b >> 1 ^ (_R if b & 1 else 0)
    return product


def inverse(a: int) -> int:
    """Invert in the field of GHASH: a to the power of 2^128 - 2."""
    result = 1 << 127
    for _ in range(127):
        a = times(a, a)
        result = times(result, a)
    return result


def number(block: bytes) -> int:
    return int.from_bytes(block)


def aes_block(key: bytes, block: bytes) -> int:
    cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305  # one block: the core of GCM, not a mode
    return number(cipher.encryptor().update(block))


def bound_to(context: WrapContext) -> bytes:
    """Write the associated data of a context out by hand."""
    return framed(
        b"lotsen/wrap/1",
        context.deployment.bytes,
        context.subject.bytes,
        context.recipient_type.encode(),
        context.recipient.bytes,
        context.key_version.to_bytes(4),
        context.recipient_version.to_bytes(4),
        context.epoch.to_bytes(4),
    )


def opening_under_both(one: bytes, other: bytes, nonce: bytes, bound: bytes) -> bytes:
    """Make two blocks of ciphertext and a tag that AES-GCM accepts under two keys."""
    lengths = number((len(bound) * 8).to_bytes(8) + (256).to_bytes(8))
    first = number(b"any first block!")
    squares, known = [], []
    for key in (one, other):
        point = aes_block(key, bytes(16))
        state = 0
        for start in range(0, len(bound), 16):
            state = times(state ^ number(bound[start : start + 16].ljust(16, b"\x00")), point)
        squares.append(times(point, point))
        mask = aes_block(key, nonce + b"\x00\x00\x00\x01")
        known.append(times(times(state ^ first, point), squares[-1]) ^ times(lengths, point) ^ mask)
    second = times(known[0] ^ known[1], inverse(squares[0] ^ squares[1]))
    tag = known[0] ^ times(second, squares[0])
    return b"".join(part.to_bytes(16) for part in (first, second, tag))


def test_new_keys_are_256_random_bits() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert {len(key) for key in keys} == {32}


def test_each_purpose_has_its_own_key() -> None:
    key = new_key()
    assert len({key, *(derive(key, info) for info in ("facts", "session", "totp", "staff", "index"))}) == 6
    assert derive(key, "facts") == derive(key, "facts") != derive(new_key(), "facts")


def test_a_derived_key_needs_a_purpose_and_a_whole_key() -> None:
    with pytest.raises(ValueError, match="purpose"):
        derive(new_key(), "")
    for size in (0, 16, 31, 33):
        with pytest.raises(ValueError, match="32 bytes"):
            derive(bytes(size), "facts")


def test_a_wrapped_key_comes_back() -> None:
    key, wrapping_key = new_key(), new_key()
    wrapped = wrap(key, wrapping_key, CONTEXT)
    assert unwrap(wrapped, wrapping_key, CONTEXT) == key
    assert (len(wrapped.box), len(wrapped.commitment)) == (60, 16)
    assert key not in wrapped.box


def test_a_wrapped_key_prints_without_its_bytes() -> None:
    assert repr(wrap(new_key(), new_key(), CONTEXT)) == "<wrapped key>"


def test_the_same_key_is_never_wrapped_the_same_way_twice() -> None:
    key, wrapping_key = new_key(), new_key()
    assert len({wrap(key, wrapping_key, CONTEXT).box for _ in range(100)}) == 100


def test_only_whole_keys_are_wrapped_and_wrap() -> None:
    for key, wrapping_key in ((bytes(16), new_key()), (new_key(), bytes(16)), (b"", b"")):
        with pytest.raises(ValueError, match="32 bytes"):
            wrap(key, wrapping_key, CONTEXT)


def test_a_wrapped_key_opens_only_in_its_context() -> None:
    wrapping_key = new_key()
    wrapped = wrap(new_key(), wrapping_key, CONTEXT)
    elsewhere = (
        replace(CONTEXT, deployment=uuid4()),
        replace(CONTEXT, subject=uuid4()),
        replace(CONTEXT, subject=CONTEXT.recipient, recipient=CONTEXT.subject),
        replace(CONTEXT, recipient_type="person"),
        replace(CONTEXT, recipient=uuid4()),
        replace(CONTEXT, key_version=2),
        replace(CONTEXT, recipient_version=2),
        replace(CONTEXT, epoch=2),
        replace(CONTEXT, epoch=-1),
    )
    for other in elsewhere:
        with pytest.raises(WrapBroken) as refused:
            unwrap(wrapped, wrapping_key, other)
        assert refused.value.params == {"subject": other.subject, "recipient": other.recipient}
        assert refused.value.__cause__ is None
        assert refused.value.__context__ is None
    with pytest.raises(WrapBroken):
        unwrap(wrapped, new_key(), CONTEXT)


def test_no_bit_of_a_wrapped_key_can_be_flipped() -> None:
    for _ in range(scaled(50)):
        wrapping_key = new_key()
        wrapped = wrap(new_key(), wrapping_key, CONTEXT)
        boxes = (replace(wrapped, box=flipped(wrapped.box, bit)) for bit in range(60 * 8))
        marks = (replace(wrapped, commitment=flipped(wrapped.commitment, bit)) for bit in range(16 * 8))
        for other in (*boxes, *marks):
            with pytest.raises(WrapBroken):
                unwrap(other, wrapping_key, CONTEXT)


def test_a_wrapped_key_of_another_length_is_refused() -> None:
    wrapping_key = new_key()
    wrapped = wrap(new_key(), wrapping_key, CONTEXT)
    for box in (b"", wrapped.box[:11], wrapped.box[:-1], wrapped.box + b"\x00"):
        with pytest.raises(WrapBroken):
            unwrap(replace(wrapped, box=box), wrapping_key, CONTEXT)
    for commitment in (b"", wrapped.commitment[:8], wrapped.commitment + b"\x00"):
        with pytest.raises(WrapBroken):
            unwrap(replace(wrapped, commitment=commitment), wrapping_key, CONTEXT)


def test_what_is_wrapped_properly_but_is_no_whole_key_is_refused() -> None:
    wrapping_key, nonce, bound = new_key(), new_key()[:12], bound_to(CONTEXT)
    both = hkdf_sha256(wrapping_key, b"lotsen/1/wrap", 64)
    commitment = hmac_sha256(both[32:], framed(b"lotsen/commit/1", nonce, bound))[:16]
    for size in (0, 16, 31, 33, 64):
        box = nonce + AESGCM(both[:32]).encrypt(nonce, bytes(size), bound)
        with pytest.raises(WrapBroken):
            unwrap(Wrapped(box, commitment), wrapping_key, CONTEXT)
    whole = nonce + AESGCM(both[:32]).encrypt(nonce, bytes(32), bound)
    assert unwrap(Wrapped(whole, commitment), wrapping_key, CONTEXT) == bytes(32)


def test_a_box_made_to_open_under_two_keys_opens_under_the_committed_one_only() -> None:
    bound = bound_to(CONTEXT)
    for _ in range(scaled(20)):
        keys, nonce = (new_key(), new_key()), new_key()[:12]
        (one, committing), (other, _other) = (
            (both[:32], both[32:]) for both in (hkdf_sha256(key, b"lotsen/1/wrap", 64) for key in keys)
        )
        body = opening_under_both(one, other, nonce, bound)
        inside = AESGCM(one).decrypt(nonce, body, bound)
        assert inside != AESGCM(other).decrypt(nonce, body, bound)  # AES-GCM alone accepts both

        commitment = hmac_sha256(committing, framed(b"lotsen/commit/1", nonce, bound))[:16]
        wrapped = Wrapped(nonce + body, commitment)
        assert unwrap(wrapped, keys[0], CONTEXT) == inside
        with pytest.raises(WrapBroken):
            unwrap(wrapped, keys[1], CONTEXT)
