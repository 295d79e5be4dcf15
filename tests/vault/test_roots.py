import base64
import os
import resource
from pathlib import Path

import pytest

from lotsen.vault import EnvRoot, FileRoot, RootFault, RootProvider, RootRefused, new_key, open_root

KEY = bytes(range(0x40, 0x60))


def written(path: Path, text: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(text)
    path.chmod(mode)
    return path


def refusal(root: RootProvider) -> RootFault:
    with pytest.raises(RootRefused) as refused:
        root.key()
    assert refused.value.params["reason"] == refused.value.reason.value
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return refused.value.reason


def test_a_created_key_is_random_and_only_its_owner_can_reach_it(tmp_path: Path) -> None:
    roots = [FileRoot.create(tmp_path / f"root-{number}.key") for number in range(20)]
    assert len({root.key() for root in roots}) == 20
    for root in roots:
        assert len(root.key()) == 32
        assert root.path.stat().st_mode & 0o777 == 0o600


def test_a_created_key_ignores_a_strange_umask(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        root = FileRoot.create(tmp_path / "root.key")
    finally:
        os.umask(before)
    assert root.path.stat().st_mode & 0o777 == 0o600


def test_a_key_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    root = FileRoot.create(tmp_path / "root.key")
    key = root.key()
    with pytest.raises(RootRefused) as refused:
        FileRoot.create(root.path)
    assert refused.value.reason is RootFault.EXISTS
    assert root.key() == key


def test_a_key_is_not_created_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "root.key").symlink_to(tmp_path / "elsewhere.key")
    with pytest.raises(RootRefused) as refused:
        FileRoot.create(tmp_path / "root.key")
    assert refused.value.reason is RootFault.EXISTS
    assert not (tmp_path / "elsewhere.key").exists()


def test_a_key_is_not_created_in_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(RootRefused) as refused:
        FileRoot.create(tmp_path / "nowhere" / "root.key")
    assert refused.value.reason is RootFault.UNREADABLE


def test_a_key_that_cannot_be_written_leaves_no_half_file(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(RootRefused) as refused:
            FileRoot.create(tmp_path / "root.key")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.reason is RootFault.UNREADABLE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        KEY.hex().encode(),
        KEY.hex().upper().encode() + b"\r\n",
        b"  " + KEY.hex().encode() + b"\n\n",
        base64.b64encode(KEY),
        base64.b64encode(KEY) + b"\n",
    ],
)
def test_a_key_may_be_hexadecimal_or_base64(tmp_path: Path, text: bytes) -> None:
    assert FileRoot(written(tmp_path / "root.key", text)).key() == KEY


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        KEY,
        KEY.hex().encode()[:-1],
        KEY.hex().encode()[:-2],
        KEY.hex().encode() + b"00",
        b"zz" + KEY.hex().encode()[2:],
        base64.b64encode(KEY)[:-1],
        base64.b64encode(KEY + b"0"),
        base64.b64encode(KEY[:31]),
        b"*" + base64.b64encode(KEY),
        KEY.hex().encode() * 100,
    ],
)
def test_a_key_of_another_length_or_spelling_is_refused(tmp_path: Path, text: bytes) -> None:
    assert refusal(FileRoot(written(tmp_path / "root.key", text))) is RootFault.LENGTH


def test_a_placeholder_is_no_key(tmp_path: Path) -> None:
    for placeholder in (bytes(32), b"\xff" * 32, b"ab" * 16):
        root = FileRoot(written(tmp_path / "root.key", placeholder.hex().encode()))
        assert refusal(root) is RootFault.NOT_RANDOM


@pytest.mark.parametrize("bit", [0o040, 0o020, 0o010, 0o004, 0o002, 0o001, 0o077])
def test_a_key_others_can_reach_is_refused(tmp_path: Path, bit: int) -> None:
    path = written(tmp_path / "root.key", KEY.hex().encode(), 0o600 | bit)
    assert refusal(FileRoot(path)) is RootFault.PERMISSIONS
    path.chmod(0o400)
    assert FileRoot(path).key() == KEY


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_a_key_of_another_user_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "root.key", KEY.hex().encode())
    os.chown(path, 12345, -1)
    assert refusal(FileRoot(path)) is RootFault.OWNER


def test_a_missing_key_is_refused(tmp_path: Path) -> None:
    assert refusal(FileRoot(tmp_path / "root.key")) is RootFault.MISSING


def test_a_link_to_a_key_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "real.key", KEY.hex().encode())
    (tmp_path / "root.key").symlink_to(tmp_path / "real.key")
    assert refusal(FileRoot(tmp_path / "root.key")) is RootFault.SYMLINK


def test_what_is_not_a_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(0o700)
    for name in ("pipe", "folder"):
        assert refusal(FileRoot(tmp_path / name)) is RootFault.NOT_A_FILE
    written(tmp_path / "file", b"")
    assert refusal(FileRoot(tmp_path / "file" / "root.key")) is RootFault.UNREADABLE


def test_a_key_is_read_again_each_time(tmp_path: Path) -> None:
    root = FileRoot.create(tmp_path / "root.key")
    root.key()
    root.path.chmod(0o644)
    assert refusal(root) is RootFault.PERMISSIONS


def test_a_key_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSEN_TEST_ROOT", KEY.hex())
    assert EnvRoot("LOTSEN_TEST_ROOT").key() == KEY
    for text, fault in (("", RootFault.MISSING), ("ab", RootFault.LENGTH), ("00" * 32, RootFault.NOT_RANDOM)):
        monkeypatch.setenv("LOTSEN_TEST_ROOT", text)
        assert refusal(EnvRoot("LOTSEN_TEST_ROOT")) is fault
    monkeypatch.delenv("LOTSEN_TEST_ROOT")
    assert refusal(EnvRoot("LOTSEN_TEST_ROOT")) is RootFault.MISSING


def test_a_provider_is_opened_by_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "root.key", KEY.hex().encode())
    monkeypatch.setenv("LOTSEN_TEST_ROOT", KEY.hex())
    for kind, source in (("file", path), ("file", str(path)), ("env", "LOTSEN_TEST_ROOT")):
        root = open_root(kind, source, epoch=3)
        assert (root.name, root.level, root.epoch, root.key()) == (kind, 0, 3, KEY)


def test_an_unknown_kind_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(RootRefused) as refused:
        open_root("cloud", "somewhere")
    assert str(refused.value) == "There is no root provider of the kind cloud; known kinds are: env, file."


def test_a_refusal_says_where_and_why_but_never_what_was_read(tmp_path: Path) -> None:
    secret = new_key().hex()[:-1]
    path = written(tmp_path / "root.key", secret.encode())
    with pytest.raises(RootRefused) as refused:
        FileRoot(path).key()
    assert str(path) in str(refused.value)
    assert secret not in f"{refused.value} {refused.value!r} {refused.value.params}"


def test_every_reason_has_a_sentence() -> None:
    for reason in RootFault:
        assert str(RootRefused(reason, "here", known="file")).endswith(".")
