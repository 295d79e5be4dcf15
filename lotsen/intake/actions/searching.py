"""Finding a family by name, birth date or case code, and families that look alike.

Names lie sealed, so they are compared in memory: one index for each institution, built on its first search,
refreshed where something changed, and dropped after ten idle minutes. Nothing of it is ever stored.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.listing import FamilyCard, cards_of
from lotsen.intake.actions.stamps import stamps_of, whole_stamp
from lotsen.intake.domain import ConsentFact
from lotsen.intake.domain.names import ENOUGH, SHORTEST, likeness, tokens, trigrams
from lotsen.intake.tables import Consent, Family, FamilyContact, Member
from lotsen.kernel import local_day
from lotsen.keys.office import KeyOffice

IDLE = timedelta(minutes=10)
MOST_HITS = 20
_LOOKS_ALIKE = 0.75
_LOOKS_ALIKE_ON_THE_SAME_DAY = 0.5


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words of a name, a birth date, a case code; at least one of them."""

    name: str = ""
    birth_date: date | None = None
    code: str = ""


@dataclass
class _Entry:
    """One family as the index knows it."""

    stamp: int
    surname: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    born: frozenset[date] = frozenset()
    consents: tuple[ConsentFact, ...] = ()


@dataclass
class _Index:
    """The names of one institution's families."""

    used_at: datetime
    entries: dict[UUID, _Entry] = field(default_factory=dict)
    grams: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    born: dict[date, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    total: int = 0

    @property
    def stamp(self) -> tuple[int, int]:
        """Return what the store says as well while nothing has changed: how many families, and their sum."""
        return len(self.entries), self.total

    def put(self, family: UUID, entry: _Entry) -> None:
        """Take a family in, in place of what was known of it."""
        self.drop(family)
        self.entries[family] = entry
        self.total += entry.stamp
        for gram in _grams(entry.words):
            self.grams[gram].add(family)
        for day in entry.born:
            self.born[day].add(family)

    def drop(self, family: UUID) -> None:
        """Forget a family."""
        known = self.entries.pop(family, None)
        if known is not None:
            self.total -= known.stamp
            for gram in _grams(known.words):
                self.grams[gram].discard(family)
            for day in known.born:
                self.born[day].discard(family)

    def near(self, words: Iterable[str]) -> set[UUID]:
        """Return the families that share a group of letters with a word."""
        return set().union(*(self.grams.get(gram, ()) for gram in _grams(words)))


class _Memory:
    """The indexes of one process; a timer empties them when nobody searches."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.indexes: dict[UUID, _Index] = {}
        self._timer: threading.Timer | None = None

    def forget_idle(self, now: datetime) -> None:
        """Drop what nobody has searched for ten minutes."""
        for home in [home for home, index in self.indexes.items() if now - index.used_at >= IDLE]:
            del self.indexes[home]

    def wind_up(self) -> None:
        """Empty everything ten minutes after the last search, even if no further one comes."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(IDLE.total_seconds(), self._empty)
        self._timer.daemon = True
        self._timer.start()

    def _empty(self) -> None:
        with self.lock:
            self.indexes.clear()


_MEMORIES: WeakKeyDictionary[KeyOffice, _Memory] = WeakKeyDictionary()


def search_families(desk: Desk, wanted: Wanted) -> tuple[FamilyCard, ...]:
    """Return the best hits among the institution's families, closed ones included; audited as one event."""
    code = domain.read_case_code(wanted.code) if wanted.code else None
    with _index(desk) as index:
        ids = _by_code(desk, code) if code else _best(index, wanted, local_day(desk.clock))
    rows = {row.id: row for row in desk.db.exec(select(Family).where(col(Family.id).in_(ids)))}
    desk.vault.note("families_searched", record_class=f"hits-{len(rows)}", coalesce=True)
    cards = {card.id: card for card in cards_of(desk, list(rows.values()))}
    return tuple(cards[family] for family in ids if family in cards)


def look_alikes(
    desk: Desk, family_id: UUID, *, surname: str = "", given_name: str = "", birth_date: date | None = None
) -> tuple[tuple[UUID, str], ...]:
    """Return (id, case code) of other families here with a like name, or an alike one and the same birth day.

    Without a surname it is the family's own that is compared.
    """
    today = local_day(desk.clock)
    with _index(desk) as index:
        own = index.entries.get(family_id)
        known = own if own is not None and domain.may_record_name(own.consents, today) else None
        words = frozenset(tokens(surname)) or (known.surname if known else frozenset())
        born = frozenset({birth_date} if birth_date else ()) | (own.born if own else frozenset())
        given = frozenset(tokens(given_name)) - words
        found = []
        for other in index.near(words) - {family_id}:
            entry = index.entries[other]
            if not entry.surname or not domain.may_record_name(entry.consents, today):
                continue
            alike = likeness(words, entry.surname)
            same_day = bool(born & entry.born)
            same_given = not given or likeness(given, entry.words) >= _LOOKS_ALIKE
            if (alike >= _LOOKS_ALIKE and same_given) or (same_day and alike >= _LOOKS_ALIKE_ON_THE_SAME_DAY):
                found.append((alike + same_day, other))
    ids = [other for _, other in sorted(found, key=lambda hit: (-hit[0], str(hit[1])))][:3]
    codes = {row.id: row.code for row in desk.db.exec(select(Family).where(col(Family.id).in_(ids)))}
    desk.vault.note("look_alikes_searched", record_class=f"hits-{len(ids)}", coalesce=True)
    return tuple((other, codes[other]) for other in ids if other in codes)


@contextmanager
def _index(desk: Desk) -> Iterator[_Index]:
    """Bring the index of the actor's institution up to date and keep others out while it is read."""
    memory = _MEMORIES.setdefault(desk.vault.office, _Memory())
    now = desk.clock.now()
    with memory.lock:
        memory.forget_idle(now)
        index = memory.indexes.setdefault(desk.actor.home, _Index(now))
        index.used_at = now
        before, desk.vault.quiet = desk.vault.quiet, True
        try:
            _refresh(desk, index)
        finally:
            desk.vault.quiet = before
        yield index
        memory.wind_up()


def _refresh(desk: Desk, index: _Index) -> None:
    """Read again what changed since the last search; the stamps say whether, and which families that are."""
    if whole_stamp(desk) == index.stamp:
        return
    stamps = stamps_of(desk)
    for gone in set(index.entries) - set(stamps):
        index.drop(gone)
    changed = [
        family
        for family, stamp in stamps.items()
        if family not in index.entries or index.entries[family].stamp != stamp
    ]
    for start in range(0, len(changed), 500):
        for family, entry in _read(desk, changed[start : start + 500], stamps):
            index.put(family, entry)


def _read(desk: Desk, families: list[UUID], stamps: dict[UUID, int]) -> Iterator[tuple[UUID, _Entry]]:
    rows = desk.db.exec(select(Family).where(col(Family.id).in_(families))).all()
    desk.vault.prefetch(row.subject_id for row in rows)
    entries = {row.id: _Entry(stamps[row.id]) for row in rows}
    for contact in desk.db.exec(select(FamilyContact).where(col(FamilyContact.family_id).in_(families))):
        sheet, entry = desk.vault.open(contact, FamilyContact.contact), entries[contact.family_id]
        entry.surname = frozenset(tokens(sheet.surname))
        entry.words |= entry.surname | frozenset(tokens(sheet.given_name))
    for member in desk.db.exec(select(Member).where(col(Member.family_id).in_(families))):
        person, entry = desk.vault.open(member, Member.person), entries[member.family_id]
        entry.words |= frozenset(tokens(person.given_name))
        entry.born |= frozenset({person.birth_date} if person.birth_date else ())
    consents = select(Consent).where(col(Consent.family_id).in_(families)).order_by(col(Consent.position))
    for consent in desk.db.exec(consents):
        entry = entries[consent.family_id]
        entry.consents = (*entry.consents, desk.vault.open(consent, Consent.statement).fact)
    yield from entries.items()


def _by_code(desk: Desk, code: str) -> list[UUID]:
    return list(
        desk.db.exec(
            select(Family.id).where(Family.code == code, Family.institution_id == desk.actor.institution_id)
        )
    )


def _best(index: _Index, wanted: Wanted, today: date) -> list[UUID]:
    """Return the families that fit best; a name counts only while the family may be named."""
    words = tokens(wanted.name)
    long_enough = sum(map(len, words)) >= SHORTEST
    day = wanted.birth_date
    if not long_enough:
        return sorted(index.born.get(day, ()), key=str)[:MOST_HITS] if day and not words else []
    candidates = index.near(words) if day is None else index.born.get(day, set())
    hits = []
    for family in candidates:
        entry = index.entries[family]
        alike = likeness(words, entry.words)
        if alike >= ENOUGH and domain.may_record_name(entry.consents, today):
            hits.append((-alike, str(family), family))
    return [family for _, _, family in sorted(hits)[:MOST_HITS]]


def _grams(words: Iterable[str]) -> set[str]:
    return set().union(*(trigrams(word) for word in words))
