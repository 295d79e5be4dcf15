import random
from dataclasses import replace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lotsen.vault import SealBroken, Sealed, key_version_of, new_key, open_, seal
from lotsen.vault.format import bucket
from lotsen.vault.framing import framed
from tests.scale import scaled
from tests.vault.shapes import DEPLOYMENT, KEY, LABEL, ROW, SLOT, SOMEBODY, SUBJECT, Identity, flipped, opened

HEADER = b"\x01\x01\x00\x00\x00\x01"
OVERHEAD = 34
K = 1024
BUCKETS = (256, 512, K, 2 * K, 4 * K, 8 * K, 16 * K, 32 * K, 64 * K, 128 * K, 192 * K)
GOOD = b'{"data":{"born":null,"name":"Otto","phones":[],"portrait":""},"shape":1}'


def boxed(padded: bytes) -> bytes:
    """Encrypt any padded text properly for the shared slot, as only a holder of the key could."""
    bound = framed(
        b"lotsen/rec/1",
        HEADER,
        DEPLOYMENT.bytes,
        LABEL.encode(),
        ROW.bytes,
        SUBJECT.bytes,
        (3).to_bytes(8),
    )
    nonce = bytes(12)
    return HEADER + nonce + AESGCM(KEY).encrypt(nonce, padded, bound)


def padded(text: bytes, size: int = 256) -> bytes:
    return (len(text).to_bytes(4) + text).ljust(size, b"\x00")


def any_document(chance: random.Random) -> Identity:
    letters = 'abcäöüßéğışŁ漢字عربي😀 \u0000\n"\\'
    name = "".join(chance.choices(letters, k=int(chance.paretovariate(0.6)) % 5000))
    portrait = chance.randbytes(chance.randrange(40))
    return Identity(name=name, portrait=portrait, phones=tuple(chance.choices(("02999 555011", ""), k=2)))


def test_every_document_comes_back_as_it_was() -> None:
    chance = random.Random(1)
    for _ in range(scaled(20_000)):
        document = any_document(chance)
        slot = replace(SLOT, row=uuid4(), revision=chance.getrandbits(63))
        assert open_(seal(document, slot, KEY, 1, DEPLOYMENT), slot, KEY, DEPLOYMENT) == document


def test_a_box_is_34_bytes_longer_than_a_bucket_and_tells_nothing_else_of_its_length() -> None:
    chance = random.Random(2)
    for _ in range(scaled(5_000)):
        document = any_document(chance)
        box = seal(document, SLOT, KEY, 1, DEPLOYMENT).box
        text = 4 + len(f'{{"data":{document.model_dump_json()},"shape":1}}'.encode())
        assert len(box) - OVERHEAD == min(size for size in BUCKETS if size >= text)


def test_buckets_are_powers_of_two_up_to_64_k_and_then_steps_of_64_k() -> None:
    for low, high in zip((0, *BUCKETS), BUCKETS, strict=False):
        assert {bucket(size) for size in (low + 1, (low + 1 + high) // 2, high)} == {high}


def test_the_same_document_never_gives_the_same_box() -> None:
    assert len({seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT).box for _ in range(100)}) == 100


def test_the_plain_text_is_nowhere_in_the_box() -> None:
    box = seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT).box
    assert b"bermoor" not in box
    assert LABEL.encode() not in box


def test_the_header_names_the_key_version() -> None:
    for version in (0, 1, 7, 2**32 - 1):
        assert key_version_of(seal(SOMEBODY, SLOT, KEY, version, DEPLOYMENT)) == version


def test_a_key_version_beyond_four_bytes_is_refused() -> None:
    for version in (-1, 2**32):
        with pytest.raises(OverflowError):
            seal(SOMEBODY, SLOT, KEY, version, DEPLOYMENT)


def test_shorter_aes_keys_are_refused() -> None:
    for size in (0, 16, 24, 31, 33):
        with pytest.raises(ValueError, match="32 bytes"):
            seal(SOMEBODY, SLOT, bytes(size), 1, DEPLOYMENT)
        with pytest.raises(ValueError, match="32 bytes"):
            open_(seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT), SLOT, bytes(size), DEPLOYMENT)


def test_no_bit_of_a_box_can_be_flipped() -> None:
    for revision in range(scaled(20)):
        slot = replace(SLOT, revision=revision)
        box = seal(SOMEBODY, slot, KEY, revision, DEPLOYMENT).box
        for bit in range(len(box) * 8):
            with pytest.raises(SealBroken):
                open_(Sealed[Identity](flipped(box, bit)), slot, KEY, DEPLOYMENT)


def test_no_bit_of_a_long_box_can_be_flipped() -> None:
    chance = random.Random(3)
    box = seal(Identity(name="ä" * 40_000), SLOT, KEY, 1, DEPLOYMENT).box
    for bit in chance.sample(range(len(box) * 8), scaled(5_000)):
        with pytest.raises(SealBroken):
            opened(flipped(box, bit))


def test_a_box_cannot_be_cut_or_lengthened() -> None:
    box = seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT).box
    shorter = [box[:size] for size in range(len(box))]
    longer = [box + bytes(more) for more in (1, 16, 222, 256, 512)]
    for other in (*shorter, *longer, box[1:], box * 2):
        with pytest.raises(SealBroken):
            opened(other)


def test_a_box_opens_only_in_its_place() -> None:
    chance = random.Random(4)
    for _ in range(scaled(2_000)):
        slot = replace(SLOT, row=uuid4(), subject=uuid4(), revision=chance.randrange(100))
        sealed = seal(SOMEBODY, slot, KEY, 1, DEPLOYMENT)
        elsewhere = (
            replace(slot, row=uuid4()),
            replace(slot, subject=uuid4()),
            replace(slot, row=slot.subject, subject=slot.row),
            replace(slot, label="family-contact"),
            replace(slot, label=LABEL[:-1]),
            replace(slot, label=""),
            replace(slot, revision=slot.revision + 1),
            replace(slot, revision=-1),
            replace(slot, revision=2**64),
        )
        for other in elsewhere:
            with pytest.raises(SealBroken):
                open_(sealed, other, KEY, DEPLOYMENT)
        with pytest.raises(SealBroken):
            open_(sealed, slot, new_key(), DEPLOYMENT)
        with pytest.raises(SealBroken):
            open_(sealed, slot, KEY, uuid4())
        assert open_(sealed, slot, KEY, DEPLOYMENT) == SOMEBODY


def test_a_box_does_not_open_under_another_key_version() -> None:
    box = seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT).box
    with pytest.raises(SealBroken):
        opened(box[:2] + (2).to_bytes(4) + box[6:])


def test_a_properly_made_box_opens() -> None:
    assert opened(boxed(padded(GOOD))) == Identity(name="Otto")


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(padded(b""), id="nothing"),
        pytest.param(padded(b"Otto"), id="no JSON"),
        pytest.param(padded(GOOD[:-1]), id="JSON cut"),
        pytest.param(padded(GOOD + b"x"), id="JSON and more"),
        pytest.param(padded(GOOD.replace(b"Otto", b"\xff\xfe")), id="no UTF-8"),
        pytest.param(padded(b"[" * 251), id="nested without end"),
        pytest.param(padded(b"null"), id="null"),
        pytest.param(padded(b'["data","shape"]'), id="a list"),
        pytest.param(padded(GOOD[8:-11]), id="no envelope"),
        pytest.param(padded(GOOD.replace(b',"shape":1', b"")), id="no shape"),
        pytest.param(padded(GOOD.replace(b'"shape":1', b'"shape":2')), id="shape of the future"),
        pytest.param(padded(GOOD.replace(b'"shape":1', b'"shape":0')), id="shape of the past"),
        pytest.param(padded(GOOD.replace(b'"shape":1', b'"shape":true')), id="shape not a number"),
        pytest.param(padded(GOOD.replace(b'"shape":1', b'"shape":1,"more":1')), id="envelope with more"),
        pytest.param(padded(b'{"data":[],"shape":1}'), id="data not an object"),
        pytest.param(padded(GOOD.replace(b'"name":"Otto",', b"")), id="field missing"),
        pytest.param(padded(GOOD.replace(b'"born"', b'"gone":1,"born"')), id="field unknown"),
        pytest.param(padded(GOOD.replace(b"null", b'"Otto"')), id="field malformed"),
        pytest.param(padded(GOOD.replace(b"null", b"NaN")), id="not a number"),
        pytest.param(padded(GOOD)[:-1] + b"\x01", id="padding not zero at the end"),
        pytest.param(padded(GOOD + b"\x00"), id="length too great by one"),
        pytest.param((2**32 - 1).to_bytes(4) + padded(GOOD)[4:], id="length beyond the box"),
        pytest.param((len(GOOD) - 1).to_bytes(4) + padded(GOOD)[4:], id="length too small by one"),
        pytest.param(padded(GOOD, 512), id="bucket too large"),
        pytest.param(padded(GOOD, 128), id="bucket too small"),
        pytest.param(padded(GOOD, 300), id="no bucket"),
        pytest.param(b"", id="empty"),
    ],
)
def test_whatever_is_wrong_inside_is_the_same_error_without_a_trace_of_the_content(inside: bytes) -> None:
    with pytest.raises(SealBroken) as refused:
        opened(boxed(inside))
    error = refused.value
    assert error.status == 500
    assert error.params == {"row": ROW}
    assert str(error) == "A stored record cannot be opened."
    assert error.__cause__ is None
    assert error.__context__ is None


def test_a_broken_header_has_no_key_version() -> None:
    box = seal(SOMEBODY, SLOT, KEY, 1, DEPLOYMENT).box
    for other in (
        b"",
        box[:17],
        box[:-1],
        box + b"\x00",
        b"\x02" + box[1:],
        b"\x01\x02" + box[2:],
        b'{"name": "Otto"}',
    ):
        with pytest.raises(SealBroken) as refused:
            key_version_of(Sealed[Identity](other), ROW)
        assert refused.value.params == {"row": ROW}
