import time
import unicodedata

import pytest

from lotsen.vault import check_password, hash_password, needs_rehash

PASSWORD = "Vier Störche über Lindbrück"
PHC = hash_password(PASSWORD)


def seconds(phc: str | None) -> float:
    """Return the processor time of the quickest of five checks."""
    times = []
    for _ in range(5):
        start = time.process_time()
        check_password("falsch", phc)
        times.append(time.process_time() - start)
    return min(times)


def test_only_the_right_password_fits() -> None:
    assert check_password(PASSWORD, PHC)
    for other in ("", PASSWORD[:-1], PASSWORD + " ", PASSWORD.lower(), "\x00", "\ud800"):
        assert not check_password(other, PHC)


def test_a_hash_is_argon2id_with_the_recommended_parameters() -> None:
    assert PHC.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not needs_rehash(PHC)


def test_the_same_password_is_never_hashed_the_same_way_twice() -> None:
    assert hash_password(PASSWORD) != PHC


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    apart = unicodedata.normalize("NFD", PASSWORD)
    assert apart != PASSWORD
    assert check_password(apart, PHC)


def test_a_password_with_a_broken_character_can_be_set_and_checked() -> None:
    assert check_password("störche\ud800", hash_password("störche\ud800"))


@pytest.mark.parametrize(
    "phc",
    [
        "",
        "Vier Störche",
        PHC[:-1],
        PHC + "A",
        PHC.replace("argon2id", "argon2i"),
        PHC.replace("v=19", "v=16"),
        PHC.replace("t=2", "t=0"),
        PHC.replace("m=19456", "m=1"),
        PHC.replace("p=1", "p=x"),
        PHC[: PHC.rindex("$")],
    ],
    ids=range(10),
)
def test_a_malformed_hash_fits_no_password_and_is_replaced(phc: str) -> None:
    assert not check_password(PASSWORD, phc)
    assert needs_rehash(phc)


def test_a_hash_of_other_parameters_still_fits_and_is_replaced() -> None:
    weaker = "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$QbdDBcmQeOkHwYb1NFTkOzFysxXSNz06vbJYDstEPW4"
    assert check_password(PASSWORD, weaker)
    assert needs_rehash(weaker)


def test_nobody_has_no_password() -> None:
    for password in ("", PASSWORD, "A" * 43):
        assert not check_password(password, None)


def test_an_unknown_name_costs_as_much_as_a_wrong_password() -> None:
    assert 0.4 < seconds(None) / seconds(PHC) < 2.5
