"""The published test vectors of Project Wycheproof against the very primitives the vault uses."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from lotsen.vault.keys import aes_gcm, hkdf_sha256
from lotsen.vault.mac import hmac_sha256, same

VECTORS = Path(__file__).parents[2] / ".." / "shared" / "data" / "wycheproof"


def vectors(name: str) -> list[dict[str, Any]]:
    """Read one file of vectors, each test with the sizes of its group."""
    path = VECTORS / name
    if not path.is_file():
        pytest.skip(f"the Wycheproof vectors are not beside this checkout (../shared/data/wycheproof/{name})")
    groups = json.loads(path.read_text(encoding="utf-8"))["testGroups"]
    return [{**group, **test} for group in groups for test in group["tests"]]


def raw(test: dict[str, Any], *names: str) -> list[bytes]:
    return [bytes.fromhex(test[name]) for name in names]


def test_aes_256_gcm_agrees_with_every_vector() -> None:
    tests = [t for t in vectors("aes_gcm_test.json") if t["keySize"] == 256 and 64 <= t["ivSize"] <= 1024]
    assert {t["result"] for t in tests} == {"valid", "invalid"}
    for test in tests:
        key, iv, aad, text, box, tag = raw(test, "key", "iv", "aad", "msg", "ct", "tag")
        if test["result"] == "valid":
            assert aes_gcm(key).encrypt(iv, text, aad) == box + tag, test["tcId"]
            assert aes_gcm(key).decrypt(iv, box + tag, aad) == text, test["tcId"]
        else:
            with pytest.raises(InvalidTag):
                aes_gcm(key).decrypt(iv, box + tag, aad)


def test_aes_gcm_with_shorter_keys_is_not_for_us() -> None:
    tests = [t for t in vectors("aes_gcm_test.json") if t["keySize"] != 256]
    assert {t["keySize"] for t in tests} == {128, 192}
    for test in tests:
        with pytest.raises(ValueError, match="32 bytes"):
            aes_gcm(bytes.fromhex(test["key"]))


def test_hkdf_sha256_agrees_with_every_vector() -> None:
    tests = vectors("hkdf_sha256_test.json")
    assert {t["result"] for t in tests} == {"valid", "invalid"}
    for test in tests:
        key, salt, info, output = raw(test, "ikm", "salt", "info", "okm")
        if test["result"] == "valid":
            assert hkdf_sha256(key, info, test["size"], salt) == output, test["tcId"]
        else:
            with pytest.raises(ValueError, match="large"):
                hkdf_sha256(key, info, test["size"], salt)


def test_hmac_sha256_agrees_with_every_vector() -> None:
    tests = vectors("hmac_sha256_test.json")
    assert {t["result"] for t in tests} == {"valid", "invalid"}
    for test in tests:
        key, message, tag = raw(test, "key", "msg", "tag")
        found = hmac_sha256(key, message)[: test["tagSize"] // 8]
        assert same(found, tag) is (test["result"] == "valid"), test["tcId"]
