import random
import struct
import threading
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from lotsen.directory.search import DirectorySnapshot, Query, SnapshotDamaged, Synonyms, build, load, save
from tests.directory.search.services import services, towns

SYNONYMS = Synonyms(meanings={"ebe": ("Hebamme",)})
QUERIES = [Query("Hebame"), Query("ebe"), Query(""), Query("Elterncafé Lindelbrück"), Query("Familienheb")]


def small(number: int = 40, version: int = 7, seed: int = 1) -> DirectorySnapshot:
    return build((one.entry for one in services(number, seed)), SYNONYMS, towns()[:2], version=version)


def test_a_snapshot_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    snapshot = small(400)
    save(snapshot, tmp_path / "directory")
    again = load(tmp_path / "directory")
    assert (len(again), again.version) == (400, 7)
    assert [again.search(query) for query in QUERIES] == [snapshot.search(query) for query in QUERIES]
    assert again.suggest("Fam") == snapshot.suggest("Fam") != ()
    assert [path.name for path in tmp_path.iterdir()] == ["directory"]


def test_an_empty_directory_can_be_saved_and_searched(tmp_path: Path) -> None:
    save(small(0), tmp_path / "directory")
    page = load(tmp_path / "directory").search(Query("Hebamme"))
    assert (page.hits, page.total) == ((), 0)


def test_the_same_directory_makes_the_same_file(tmp_path: Path) -> None:
    made = [one.entry for one in services(60)]
    save(build(made, SYNONYMS, towns()[:2]), tmp_path / "one")
    save(build(reversed(made), SYNONYMS, towns()[:2]), tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_damage_at_any_byte_is_an_error_and_never_a_wrong_answer(tmp_path: Path) -> None:
    path = tmp_path / "directory"
    save(small(), path)
    whole = bytearray(path.read_bytes())
    chance = random.Random(5)
    with path.open("r+b") as file:
        for at, byte in enumerate(whole):
            file.seek(at)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))
            file.flush()
            with pytest.raises(SnapshotDamaged):
                load(path)
            file.seek(at)
            file.write(bytes([byte]))
            file.flush()
    assert len(load(path)) == 40


def test_a_file_cut_short_or_added_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "directory"
    save(small(), path)
    whole = path.read_bytes()
    for length in [0, 1, 63, 64, 65, len(whole) // 2, len(whole) - 1]:
        path.write_bytes(whole[:length])
        with pytest.raises(SnapshotDamaged, match="cut short"):
            load(path)
    path.write_bytes(whole + b"\0")
    with pytest.raises(SnapshotDamaged, match="added to"):
        load(path)


def test_a_foreign_file_and_another_format_are_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "directory"
    path.write_bytes(b"SQLite format 3\0" * 10)
    with pytest.raises(SnapshotDamaged, match="something else"):
        load(path)
    save(small(), path)
    whole = bytearray(path.read_bytes())
    whole[8:12] = struct.pack("<I", 99)
    path.write_bytes(whole)
    with pytest.raises(SnapshotDamaged, match="another release"):
        load(path)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nothing")


def test_a_loaded_snapshot_cannot_be_written_to(tmp_path: Path) -> None:
    save(small(), tmp_path / "directory")
    loaded = load(tmp_path / "directory")
    with pytest.raises(ValueError, match="read-only"):
        loaded.column("cost")[0] = 1


def test_a_reader_keeps_its_snapshot_while_a_new_one_takes_the_place(tmp_path: Path) -> None:
    path = tmp_path / "directory"
    save(small(version=1), path)
    old = load(path)
    before = [old.search(query) for query in QUERIES]
    save(small(300, version=2, seed=2), path)
    assert [old.search(query) for query in QUERIES] == before
    assert load(path).version == 2


def test_readers_beside_a_writer_always_see_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "directory"
    snapshots = {1: small(30, 1), 2: small(90, 2)}
    save(snapshots[1], path)
    done = threading.Event()

    def write() -> None:
        for turn in count():
            if done.is_set():
                return
            save(snapshots[1 + turn % 2], path)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen = {(one.version, len(one)) for one in (load(path) for _ in range(200))}
    finally:
        done.set()
        writer.join()
    assert seen <= {(1, 30), (2, 90)}


def test_another_part_may_keep_its_arrays_in_the_same_file(tmp_path: Path) -> None:
    snapshot = small()
    postings = np.arange(12, dtype=np.uint32).reshape(3, 4)
    save(snapshot.extended("match", {"postings": postings}), tmp_path / "directory")
    loaded = load(tmp_path / "directory")
    assert loaded.section("match")["postings"].tolist() == postings.tolist()
    assert loaded.section("other") == {}
    assert loaded.search(QUERIES[0]) == snapshot.search(QUERIES[0])
