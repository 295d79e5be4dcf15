"""The facts: one sealed document per event, with nothing open but its quarter."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from lotsen.facts.domain import FactEvent, FactOutcome, NotReached
from lotsen.policy import InstitutionKind
from lotsen.store.record import SystemSealedRecord, column, sealed
from lotsen.vault import Document, Sealed


class FactDocument(Document):
    """One event of one family, who stands in it under a pseudonym.

    `recorded` is the day it was written down: what arrives after a quarter's freeze is late. `waited`
    counts the days from hand-over to contact, `agreed` answers a consent that was asked for.
    """

    shape: ClassVar[int] = 1

    case: str
    event: FactEvent
    day: date
    recorded: date
    institution: UUID | None = None
    institution_kind: InstitutionKind | None = None
    district: str | None = None
    age_group: str | None = None
    language_group: str | None = None
    need_groups: tuple[str, ...] = ()
    service_type: str | None = None
    outcome: FactOutcome | None = None
    agreed: bool | None = None
    reason: NotReached | None = None
    waited: int | None = None


class Fact(SystemSealedRecord, table=True):
    """A fact. On SQLite without row numbers, which would show in what order families came."""

    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}

    quarter: str = column(
        data_class="coarse-date",
        reason="the freeze finds the facts of a closed quarter by it",
        max_length=7,
        index=True,
    )
    document: Sealed[FactDocument] = sealed(FactDocument, label="fact", purpose="facts")
