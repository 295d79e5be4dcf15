"""The directory's search beside others: the time of a whole results page, and how right it is."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import Any

from lotsen.directory.search import DirectorySnapshot, OpenNow, Query, build, default_synonyms, load, save
from lotsen.places.domain import Point
from tests.bench.rivals import SHOWN, Rival, Wanted
from tests.bench.rivals.postgres import PostgresText, has_trigrams
from tests.bench.rivals.sqlite import Fts5
from tests.directory.search.queries import Asked, asked
from tests.directory.search.services import Made, services, towns
from tests.directory.search.typos import typos
from tests.postgres import running_postgres

SLIPS = 100
RADIUS = 15_000
BUDGET = 20.0
"""Seconds for each engine's pages; a slow one answers fewer questions, the same first ones."""
TEN = 10
LANGUAGES = (None, "tr", None, "ar")


@dataclass(frozen=True)
class EngineTime:
    """One engine: seconds, megabytes, and pages in seconds; `right` is P@10 over text alone."""

    name: str
    build: float
    megabytes: float
    load: float | None
    p50: float
    p95: float
    right: float
    pages: int


@dataclass(frozen=True)
class DirectoryTimes:
    """All engines over one directory; `load` is the machine's (averages over 1, 5 and 15 minutes)."""

    services: int
    load: tuple[float, float, float]
    engines: tuple[EngineTime, ...]
    asked: int
    """Pages that an engine answers which is quick enough; a slow one answers the first of them."""
    missing: tuple[str, ...] = ()
    """Engines that are not available here."""


def directory_times(count: int, *, rivals: bool, tell: Callable[[str], object]) -> DirectoryTimes:
    """Measure everything over so many services; `tell` hears what is going on."""
    tell(f"making {count} services")
    made = list(services(count))
    questions = _shuffled([*asked(), *typos(SLIPS)])
    truth = _Truth(made, questions)
    entries = [one.entry for one in made]
    found: list[EngineTime] = []
    missing: list[str] = []
    with tempfile.TemporaryDirectory(prefix="lotsen-bench-") as folder, ExitStack() as stack:
        tell("measuring Lotsen")
        own = Own(Path(folder))
        found.append(_measure(own, entries, truth))
        own.close()
        for name, start in _rivals(Path(folder), stack) if rivals else ():
            if start is None:
                missing.append(name)
                continue
            tell(f"measuring {name}")
            with start() as rival:
                found.append(_measure(rival, entries, truth))
    asked_pages = len(questions) * len(_pages("", 0, towns()[0].postcodes[0].point))
    return DirectoryTimes(count, os.getloadavg(), tuple(found), asked_pages, tuple(missing))


class Own:
    """Lotsen's own search, built, saved and loaded again before it answers."""

    name = "Lotsen"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "directory"
        self._snapshot: DirectorySnapshot | None = None
        self._numbers: dict[Any, int] = {}
        self._open: OpenNow | None = None
        self.load = 0.0

    def fill(self, entries: Sequence[Any]) -> None:
        """Build and save."""
        save(build(entries, default_synonyms(), towns()), self._path)

    def open(self, entries: Sequence[Any]) -> None:
        """Load the file, as every process would."""
        begun = time.perf_counter()
        self._snapshot = load(self._path)
        self.load = time.perf_counter() - begun
        self._numbers = {entry.id: number for number, entry in enumerate(entries, 1)}
        self._open = self._snapshot.opened(lambda text: text.startswith("Mo"))

    def megabytes(self) -> float:
        """Return the size of the file."""
        return self._path.stat().st_size / 1e6

    def page(self, wanted: Wanted) -> list[int]:
        """Find a page with all facets."""
        assert self._snapshot is not None
        page = self._snapshot.search(
            Query(
                wanted.text,
                language=wanted.language,
                point=wanted.point,
                radius=wanted.radius,
                is_open=self._open,
                limit=SHOWN,
            )
        )
        return [self._numbers[hit.id] for hit in page.hits]

    def close(self) -> None:
        """Forget the snapshot."""
        self._snapshot = None


class _Truth:
    """The questions with the services that are right for each."""

    def __init__(self, made: Sequence[Made], questions: Sequence[Asked]) -> None:
        self.questions = questions
        self._made = made
        by_concept: dict[str, list[Made]] = {}
        for one in made:
            by_concept.setdefault(one.concept, []).append(one)
        self.most = [
            min(
                TEN,
                sum(
                    question.is_right(one)
                    for concept in question.concepts
                    for one in by_concept.get(concept, ())
                ),
            )
            for question in questions
        ]

    def share(self, number: int, shown: Sequence[int]) -> float | None:
        """Return P@10 of an answer; None where nothing is right, so nothing can be told."""
        if not self.most[number]:
            return None
        question = self.questions[number]
        right = sum(question.is_right(self._made[service - 1]) for service in shown[:TEN])
        return min(1.0, right / self.most[number])


def _measure(engine: Rival, entries: Sequence[Any], truth: _Truth) -> EngineTime:
    begun = time.perf_counter()
    engine.fill(entries)
    built = time.perf_counter() - begun
    if isinstance(engine, Own):
        engine.open(entries)
    took: list[float] = []
    right: list[float] = []
    end = time.perf_counter() + BUDGET
    centres = cycle([town.postcodes[0].point for town in towns()[::7]])
    for number, question in enumerate(truth.questions):
        if time.perf_counter() > end:
            break
        share = truth.share(number, engine.page(Wanted(question.text)))
        if share is not None:
            right.append(share)
        for wanted in _pages(question.text, number, next(centres)):
            begun = time.perf_counter()
            engine.page(wanted)
            took.append(time.perf_counter() - begun)
    steps = statistics.quantiles(took, n=20, method="inclusive")
    return EngineTime(
        engine.name,
        built,
        engine.megabytes(),
        engine.load if isinstance(engine, Own) else None,
        statistics.median(took),
        steps[-1],
        sum(right) / len(right),
        len(took),
    )


def _pages(text: str, number: int, centre: Point) -> list[Wanted]:
    """Ask each question twice: with a circle around a town, and without."""
    language = LANGUAGES[number % len(LANGUAGES)]
    return [Wanted(text, language, centre, RADIUS), Wanted(text, language)]


def _shuffled(questions: list[Asked]) -> list[Asked]:
    """Mix the classes, so that whoever answers only the first ones has met all of them."""
    return [questions[at] for start in range(7) for at in range(start, len(questions), 7)]


def _rivals(
    folder: Path, stack: ExitStack
) -> Iterator[tuple[str, Callable[[], AbstractContextManager[Rival]] | None]]:
    """Yield each engine with what opens it; None where it is not available here."""
    for trigram in (False, True):
        place = folder / f"sqlite-{trigram}"
        place.mkdir()
        yield (
            f"FTS5 {'trigram' if trigram else 'unicode61'}",
            partial(_opened, partial(Fts5, place, trigram=trigram)),
        )
    if find_spec("tantivy"):
        from tests.bench.rivals.tantivy import Tantivy

        yield "tantivy German", partial(_opened, partial(Tantivy, folder))
    else:
        yield "tantivy German", None
    address = stack.enter_context(running_postgres()).fresh().data.replace("+psycopg", "")
    yield "PostgreSQL german", partial(_opened, partial(PostgresText, address, trigram=False))
    similar = partial(_opened, partial(PostgresText, address, trigram=True))
    yield "PostgreSQL pg_trgm", similar if has_trigrams(address) else None


@contextmanager
def _opened(make: Callable[[], Any]) -> Iterator[Rival]:
    with closing(make()) as rival:
        yield rival
