"""Every sealed value of a walked town, found in the metadata; the right key ring for each; forgeries."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from lotsen.keys.ring import KeyRing, SealedRow
from lotsen.keys.tables import Grant
from lotsen.policy import ANONYMOUS
from lotsen.schema import METADATA
from lotsen.store.columns import SealedType
from lotsen.store.record import DataRecord, SealedRecord
from lotsen.store.work import Work, unit_of_work
from lotsen.vault import Document, SealBroken, Sealed

if TYPE_CHECKING:
    from tests.attack.sites import Site


@dataclass(frozen=True)
class Kept:
    """One sealed value as it is stored, with all that its seal is bound to."""

    model: type[SealedRow]
    column: str
    row: UUID
    subject: UUID | None
    revision: int
    box: bytes

    @property
    def attribute(self) -> Any:
        """Return the mapped attribute that the value is stored under."""
        return getattr(self.model, self.column)

    @property
    def kind(self) -> SealedType:
        """Return the sealed type: shape, label, purpose."""
        found: SealedType = self.attribute.type
        return found

    def stand_in(self) -> SealedRow:
        """Return a row that was never stored and holds this value at this place."""
        more = {} if self.subject is None else {"subject_id": self.subject}
        row: SealedRow = self.model(id=self.row, seal_revision=self.revision, **more)
        setattr(row, self.column, Sealed(self.box))
        return row

    def flipped(self, bit: int) -> "Kept":
        """Return the value with one bit turned over."""
        box = bytearray(self.box)
        box[bit // 8] ^= 1 << bit % 8
        return replace(self, box=bytes(box))

    def in_place_of(self, other: "Kept") -> "Kept":
        """Return this value's box at another value's place."""
        return replace(other, box=self.box)


def sealed_columns() -> list[tuple[type[SealedRow], str]]:
    """Find every sealed column by the metadata; one without a class of its own would be a hole here."""
    mapped = {str(mapper.class_.__tablename__): mapper.class_ for mapper in DataRecord._sa_registry.mappers}
    return [
        (mapped[table.name], column.name)
        for table in METADATA["data"].sorted_tables
        for column in table.columns
        if isinstance(column.type, SealedType)
    ]


def every_kept(site: "Site") -> list[Kept]:
    """Load every sealed value of a town."""
    found = []
    with Session(site.office.stores.data) as db:
        for model, column in sealed_columns():
            for row in cast("Sequence[SealedRow]", db.exec(select(model)).all()):
                box: Sealed[Document] | None = getattr(row, column)
                if box is None:
                    continue  # a document that was erased while its row stays
                subject = row.subject_id if isinstance(row, SealedRecord) else None
                found.append(Kept(model, column, row.id, subject, row.seal_revision, box.box))
    return sorted(found, key=lambda kept: (kept.kind.label, kept.row.bytes))


def kept_of(site: "Site", model: type[SealedRow], row: UUID) -> Kept:
    """Return the sealed value of one row."""
    return next(kept for kept in every_kept(site) if (kept.model, kept.row) == (model, row))


class Rings:
    """The key rings of everybody in a town, so that each value meets one that has its key."""

    def __init__(self, site: "Site", work: Work) -> None:
        self._site = site
        self._work = work
        self._rings: dict[UUID, KeyRing] = {}
        with Session(site.office.stores.keys) as db:
            grants = db.exec(select(Grant.subject_id, Grant.recipient_id).order_by(col(Grant.id))).all()
        self.readers: dict[UUID, list[UUID]] = {}
        for subject, institution in grants:
            self.readers.setdefault(subject, []).append(institution)

    def of(self, institution: UUID) -> KeyRing:
        """Return the ring of somebody in an institution."""
        if institution not in self._rings:
            actor, clock = self._site.actor_of(institution), self._site.clock
            self._rings[institution] = KeyRing(self._site.office, self._work, actor, clock)
        return self._rings[institution]

    def open(self, kept: Kept) -> Document:
        """Open a value as one who may: this is what must fail wherever anything is wrong."""
        found: Document = self._ring_for(kept.subject).open(kept.stand_in(), kept.attribute)
        return found

    def _ring_for(self, subject: UUID | None) -> KeyRing:
        if subject is None:
            return KeyRing(self._site.office, self._work, ANONYMOUS, self._site.clock)
        return self.of(self.readers[subject][0])

    def accepted(self, forged: list[Kept]) -> list[str]:
        """Return those forgeries that were not refused as a broken seal."""
        return [where for kept in forged if (where := self._accepts(kept))]

    def _accepts(self, kept: Kept) -> str:
        try:
            self.open(kept)
        except SealBroken:
            return ""
        except Exception as error:  # whatever else comes out is a finding to name
            return f"{kept.kind.label}: {type(error).__name__}"
        return f"{kept.kind.label}: opened"


@contextmanager
def rings_of(site: "Site") -> Iterator[Rings]:
    """Hold the rings of a town for the length of one reading unit of work."""
    with unit_of_work(site.office.stores, writing=False) as work:
        yield Rings(site, work)


def some_bits(values: list[Kept], count: int, seed: int) -> list[Kept]:
    """Return values with one random bit turned over, each kind of record as often as the others."""
    random = Random(seed)
    by_kind: dict[str, list[Kept]] = {}
    for kept in values:
        by_kind.setdefault(kept.kind.label, []).append(kept)
    kinds = sorted(by_kind)
    picked = [random.choice(by_kind[kinds[number % len(kinds)]]) for number in range(count)]
    return [kept.flipped(random.randrange(len(kept.box) * 8)) for kept in picked]


def pairs(values: list[Kept], fits: Callable[[Kept, Kept], bool], count: int, seed: int) -> list[Kept]:
    """Return boxes put in the place of others, for random pairs of values that fit each other."""
    random = Random(seed)
    found: list[Kept] = []
    for _ in range(count * 50):
        one, two = random.sample(values, 2)
        if fits(one, two):
            found.append(one.in_place_of(two))
        if len(found) == count:
            break
    return found


@contextmanager
def altered(site: "Site", kept: Kept, box: bytes) -> Iterator[None]:
    """Write bytes over a stored value, past every guard of the code, and put the old ones back."""
    name = str(kept.model.__tablename__)
    table = sa.table(name, sa.column("id", sa.Uuid()), sa.column(kept.column, sa.LargeBinary()))
    here = table.c.id == kept.row

    def write(content: bytes) -> None:
        with site.office.stores.writing("data").begin() as connection:
            written = connection.execute(sa.update(table).where(here).values({kept.column: content}))
            assert written.rowcount == 1

    write(box)
    try:
        yield
    finally:
        write(kept.box)
