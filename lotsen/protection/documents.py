"""What is sealed about a protection case: everything, and above all whom it is about."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from lotsen.protection.domain import Ending, LegalForm, StepKind
from lotsen.vault import Document


class Reader(Document):
    """Somebody who may read a case, and who named them."""

    shape: ClassVar[int] = 1

    person_id: UUID
    added_by: UUID | None = None
    added_at: datetime


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
    ending: Ending | None = None
    closed_at: datetime | None = None

    def is_read_by(self, person_id: UUID | None) -> bool:
        """Say whether somebody is named as a reader."""
        return person_id is not None and any(reader.person_id == person_id for reader in self.readers)


class EntrySheet(Document):
    """One entry: when it happened, when and by whom it was recorded, and the answers of its step."""

    shape: ClassVar[int] = 1

    kind: StepKind
    happened_on: date
    happened_at: str = ""
    recorded_at: datetime
    recorded_by: UUID | None = None
    answers: dict[str, str] = {}
