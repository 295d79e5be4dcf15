"""Several processes share one directory: what one changes, the others find with their next search."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from lotsen.config import Settings
from lotsen.directory import actions
from lotsen.directory.domain import ServiceStatus, ServiceWish
from lotsen.kernel import new_id, unseen
from lotsen.keys.office import KeyOffice
from lotsen.policy import Actor
from lotsen.store.engines import open_stores
from lotsen.vault import open_root
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE, load_town
from tests.world import World, desk_of

AT_MOST = 2.0
"""Seconds until a change is seen everywhere."""


def test_a_change_by_one_process_is_found_by_another_within_two_seconds(
    desk: OpenDesk, settings: Settings, world: World
) -> None:
    with desk("coordinator") as d:
        load_town(d)
    with _worker(settings, world.actor("navigator")) as ask:
        assert ask("Quittengarten") == []
        with desk("coordinator") as d:
            entry, revision = actions.read_entry(d, ELTERNCAFE)
            actions.save_service(d, entry.model_copy(update={"name": "Quittengarten"}), revision=revision)
        begun = time.perf_counter()
        assert ask("Quittengarten") == ["Quittengarten"]
        assert time.perf_counter() - begun < AT_MOST


def test_while_the_picture_is_long_in_the_making_a_search_goes_on_with_the_one_before(
    desk: OpenDesk, settings: Settings, world: World
) -> None:
    with desk("coordinator") as d:
        load_town(d)
        entry, revision = actions.read_entry(d, ELTERNCAFE)
    with _worker(settings, world.actor("navigator")) as ask, ExitStack() as reserved:
        assert entry.name in ask(entry.name)
        with desk("coordinator") as d:
            actions.add_service(d, entry.model_copy(update={"id": new_id(), "name": "Quittengarten"}))
            ended = entry.model_copy(update={"status": ServiceStatus.DEFUNCT})
            actions.save_service(d, ended, revision=revision)
            make = reserved.enter_context(actions.reserve_snapshot(d))
        begun = time.perf_counter()
        assert ask("Quittengarten") == []
        assert entry.name not in ask(entry.name)
        assert time.perf_counter() - begun < 2 * AT_MOST
        with desk("coordinator", writing=False) as d:
            make(d, unseen)
        assert ask("Quittengarten") == ["Quittengarten"]


def test_a_service_that_comes_while_the_picture_is_made_is_found_by_the_next_search(
    desk: OpenDesk, settings: Settings, world: World
) -> None:
    with desk("coordinator") as d:
        load_town(d)
        entry, _ = actions.read_entry(d, ELTERNCAFE)
    coming = ["Quittengarten"]

    def step(what: str, done: int, total: int) -> None:
        if coming:
            with desk("coordinator") as other:
                actions.add_service(other, entry.model_copy(update={"id": new_id(), "name": coming.pop()}))

    with desk("coordinator", writing=False) as d, actions.reserve_snapshot(d) as make:
        make(d, step)
    with _worker(settings, world.actor("navigator")) as ask:
        assert ask("Quittengarten") == ["Quittengarten"]


def test_what_a_stopped_builder_left_is_swept_away(desk: OpenDesk, settings: Settings) -> None:
    with desk("coordinator") as d:
        load_town(d)
    torn = Path(settings.home) / ".directory-0123.snapshot-torn"
    torn.touch()
    with desk("navigator", writing=False) as d:
        actions.find_services(d, ServiceWish(text="Hebamme"))
    assert not torn.exists()


@contextmanager
def _worker(settings: Settings, actor: Actor) -> Iterator["_Ask"]:
    """Start a process that lives as long as the block and keeps its picture between searches."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs, settings, actor))
    process.start()
    try:
        yield _Ask(ours)
    finally:
        ours.send(None)
        process.join()


class _Ask:
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def __call__(self, text: str) -> list[str]:
        self._pipe.send(text)
        found: list[str] = self._pipe.recv()
        return found


def _answer(pipe: Connection, settings: Settings, actor: Actor) -> None:
    stores = open_stores(settings, lasting=False)
    office = KeyOffice(stores, open_root("file", str(settings.root_path)))
    while (text := pipe.recv()) is not None:
        with desk_of(office, actor, writing=False) as d:
            found = actions.find_services(d, ServiceWish(text=text))
            pipe.send([one.service.name for one in found.stated])
    stores.dispose()
