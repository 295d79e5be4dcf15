"""What is sealed about a protection case: everything, and above all whom it is about."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from lotsen.protection.domain import Ending, LegalForm, StepKind
from lotsen.vault import Document


class Reader(Document):
    """Somebody who may read a case, and who named them; or who could until `removed_at`.

    `confirmed_by` and `reason` stand where two people appointed a reader because nobody else was left.
    """

    shape: ClassVar[int] = 1

    person_id: UUID
    added_by: UUID | None = None
    added_at: datetime
    confirmed_by: UUID | None = None
    reason: str = ""
    removed_by: UUID | None = None
    removed_at: datetime | None = None


class Appointment(Document):
    """Who is to read a case that nobody reads any more: proposed by one person, confirmed by another."""

    shape: ClassVar[int] = 1

    person_id: UUID
    reason: str
    proposed_by: UUID | None = None
    proposed_at: datetime


class CaseSheet(Document):
    """One case: which form of law leads, whom it is about, why a person opened it, who may read it.

    `family_id` ties a case to a family only here, under the case's own key. `about` names children as the
    opener chose them; `sheet_number` stands on nameless papers instead of any code of the family.
    """

    shape: ClassVar[int] = 1

    form: LegalForm
    opened_at: datetime
    opened_by: UUID | None = None
    family_id: UUID | None = None
    family_code: str = ""
    about: tuple[str, ...] = ()
    reason: str = ""
    sheet_number: str
    municipality: str = ""
    readers: tuple[Reader, ...] = ()
    appointment: Appointment | None = None
    ending: Ending | None = None
    closed_at: datetime | None = None

    def is_read_by(self, person_id: UUID | None) -> bool:
        """Say whether somebody is named as a reader, and was not taken off again."""
        return person_id is not None and any(
            reader.person_id == person_id and reader.removed_at is None for reader in self.readers
        )


class EntrySheet(Document):
    """One entry: when it happened, when and by whom it was recorded, and the answers of its step."""

    shape: ClassVar[int] = 1

    kind: StepKind
    happened_on: date
    happened_at: str = ""
    recorded_at: datetime
    recorded_by: UUID | None = None
    answers: dict[str, str] = {}
