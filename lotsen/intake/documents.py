"""What is sealed about a family, and the words of these documents."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from lotsen.intake.domain import (
    Answers,
    ChildStatus,
    ConsentDecision,
    ConsentFact,
    ConsentForm,
    ConsentPurpose,
    GivenAnswer,
    MemberKind,
    NotReachedReason,
)
from lotsen.vault import Document


class FamilyOrigin(StrEnum):
    """How a family came: from a ward, from a practice, or by itself."""

    WARD = "ward"
    PRACTICE = "practice"
    WALK_IN = "walk_in"


class FamilyEnding(StrEnum):
    """What had become of a family when its file was closed."""

    NO_NEED = "no_need"
    INFORMATION_ENOUGH = "information_enough"
    ADVICE_ENOUGH = "advice_enough"
    ARRIVED = "arrived"
    PARTLY_ARRIVED = "partly_arrived"
    NOT_ARRIVED = "not_arrived"
    DECLINED = "declined"
    MOVED = "moved"
    CONTACT_LOST = "contact_lost"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    TO_SOCIAL_SERVICE = "to_social_service"


class Relation(StrEnum):
    """What a caregiver is to the children, or a child to the family."""

    MOTHER = "mother"
    FATHER = "father"
    PARTNER = "partner"
    GRANDPARENT = "grandparent"
    FOSTER_PARENT = "foster_parent"
    OTHER = "other"


class ConsentGiver(StrEnum):
    """Who decided; the consent about a child's data touches everybody with custody."""

    MOTHER = "mother"
    FATHER = "father"
    BOTH_PARENTS = "both_parents"
    GUARDIAN = "guardian"


class AssessmentState(StrEnum):
    """Whether an assessment is still being filled in."""

    DRAFT = "draft"
    COMPLETED = "completed"


class FamilySheet(Document):
    """What is known of a family without its name.

    `place` is a bed or an appointment. `topics` (need groups), `youngest` (an age group) and `done` are the
    fields of a walk-in contact.
    """

    shape: ClassVar[int] = 1

    place: str = ""
    language: str | None = None
    interpreter: bool | None = None
    postcode: str | None = None
    municipality: str | None = None
    remark: str = ""
    topics: tuple[str, ...] = ()
    youngest: str | None = None
    done: str = ""
    not_reached: NotReachedReason | None = None
    ending: FamilyEnding | None = None
    ending_note: str = ""


class ContactSheet(Document):
    """Name and contact; exists only after notice and documentation consent."""

    shape: ClassVar[int] = 1

    surname: str = ""
    given_name: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    may_write: bool = False
    reach_note: str = ""

    @property
    def full_name(self) -> str:
        """Return given name and surname as they are said."""
        return f"{self.given_name} {self.surname}".strip()


class MemberPerson(Document):
    """One child or caregiver. A name only once the family may be named."""

    shape: ClassVar[int] = 1

    kind: MemberKind
    given_name: str = ""
    relation: Relation | None = None
    status: ChildStatus | None = None
    birth_date: date | None = None
    expected_date: date | None = None
    weeks_at_birth: int | None = None
    age_years: int | None = None


class ConsentStatement(Document):
    """One decision about one purpose and at most one recipient, with all that proves it (Art. 7 DSGVO)."""

    shape: ClassVar[int] = 1

    purpose: ConsentPurpose
    decision: ConsentDecision
    recipient_id: UUID | None = None
    recipient_name: str = ""
    text_version: str
    language: str
    given_by: ConsentGiver | None = None
    form: ConsentForm
    helped_by: str = ""
    given_on: date
    valid_until: date | None = None
    recorded_by: UUID | None = None
    by_phone: bool = False

    @property
    def fact(self) -> ConsentFact:
        """Return the part of the statement that rules look at."""
        return ConsentFact(self.purpose, self.decision, self.recipient_id, self.given_on, self.valid_until)


class AssessmentSheet(Document):
    """Answers to an instrument, with the two triggers that need no item.

    `page` names the page that saved last: what that page sends again is a repeat, not a conflict.
    """

    shape: ClassVar[int] = 1

    given: tuple[GivenAnswer, ...] = ()
    staff_hint: bool = False
    staff_hint_text: str = ""
    own_wish: bool = False
    own_wish_text: str = ""
    page: str = ""

    @property
    def answers(self) -> Answers:
        """Return the answers as the domain reads them."""
        return Answers(self.given)


class DraftSheet(Document):
    """Form data as they were typed, unchecked; `page` names the page that sent them."""

    shape: ClassVar[int] = 1

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: str = ""
