"""What is sealed about a family, and the words of these documents."""

from datetime import date, time
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from lotsen.intake.domain import (
    Answers,
    CaseStage,
    ChildStatus,
    ConsentDecision,
    ConsentFact,
    ConsentForm,
    ConsentPurpose,
    GivenAnswer,
    HintDismissal,
    HintKnown,
    HintNotice,
    HintUrgency,
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


class MissedTalk(Document):
    """What one tap on "not reached" changed, so that another can restore it on the same day."""

    shape: ClassVar[int] = 1

    stage_before: CaseStage
    on: date
    fact_id: UUID


class FamilySheet(Document):
    """What is known of a family without its name.

    `place` is a bed or an appointment, `due_time` when the family leaves or comes on its day. `topics` (need
    groups), `youngest` (an age group) and `done` are the fields of a walk-in contact. `hint_text` is what
    staff noticed, `hint_id` the hint whose sender waits for "contact made", if the family agreed to that.
    `missed` remembers what a tap on "not reached" changed; `entered_later_on` marks what came from paper.
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
    due_time: time | None = None
    hint_text: str = ""
    hint_id: UUID | None = None
    missed: MissedTalk | None = None
    entered_later_on: date | None = None


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


class HintPoster(Document):
    """What is printed on a poster besides its code: the ward it hangs on."""

    shape: ClassVar[int] = 1

    place: str


class HintSheet(Document):
    """What somebody on a ward or in a practice noticed; lies here until a family was made of it."""

    shape: ClassVar[int] = 1

    ward: str = ""
    bed: str = ""
    noticed: tuple[HintNotice, ...] = ()
    text: str = ""
    urgency: HintUrgency = HintUrgency.TODAY
    initials: str = ""
    known: HintKnown = HintKnown.NOT_YET
    answer_agreed: bool = False
    language: str | None = None
    dismissed: HintDismissal | None = None
    dismissed_on: date | None = None


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
    entered_later_on: date | None = None

    @property
    def answers(self) -> Answers:
        """Return the answers as the domain reads them."""
        return Answers(self.given)
