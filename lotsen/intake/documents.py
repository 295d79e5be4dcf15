"""What is sealed about a family, and the words of these documents."""

from datetime import date, time
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from lotsen.intake.domain import (
    Answers,
    CaseStage,
    ChildPlace,
    ChildStatus,
    ConsentCustody,
    ConsentDecision,
    ConsentFact,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    Custody,
    GivenAnswer,
    Guardian,
    HintDismissal,
    HintKnown,
    HintNotice,
    HintUrgency,
    Household,
    ItemAt,
    MemberKind,
    NotReachedReason,
    ReachTime,
    ReachWay,
    age_years,
)
from lotsen.vault import Document


class FamilyOrigin(StrEnum):
    """How a family came: from a ward, a practice, a school or a day care, or by itself."""

    WARD = "ward"
    PRACTICE = "practice"
    SCHOOL = "school"
    DAY_CARE = "day_care"
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


class AssessmentState(StrEnum):
    """Whether an assessment is still being filled in."""

    DRAFT = "draft"
    COMPLETED = "completed"


def address_line(street: str, postcode: str, town: str) -> str:
    """Write an address in one line; empty where nothing is known."""
    return ", ".join(filter(None, (street, f"{postcode} {town}".strip())))


class MissedTalk(Document):
    """What one tap on "not reached" changed, so that another can restore it on the same day."""

    shape: ClassVar[int] = 1

    stage_before: CaseStage
    on: date
    fact_id: UUID


class FamilySheet(Document):
    """What is known of a family without its name.

    `be_discreet` stands where somebody at home must not learn of the contact.
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
    people_at_home: int | None = None
    be_discreet: bool = False
    due_time: time | None = None
    hint_text: str = ""
    hint_id: UUID | None = None
    missed: MissedTalk | None = None
    entered_later_on: date | None = None


class ContactSheet(Document):
    """Name and contact; exists only after notice and documentation consent.

    `do_not_write`: no letters, no messages, no calls from a number that can be recognised. `is_protected`:
    the address is never printed nor passed on, unless it is released for one hand-over.
    """

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
    do_not_write: bool = False
    is_protected: bool = False

    @property
    def address(self) -> str:
        """Return street and town in one line; empty where nothing is known."""
        return address_line(self.street, self.postcode, self.town)

    @property
    def full_name(self) -> str:
        """Return given name and surname as they are said."""
        return f"{self.given_name} {self.surname}".strip()


class ReachSheet(Document):
    """How and when to reach one caregiver, who may live at another address than the family."""

    lives_apart: bool = False
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    ways: tuple[ReachWay, ...] = ()
    times: tuple[ReachTime, ...] = ()
    note: str = ""
    do_not_write: bool = False
    is_protected: bool = False

    @property
    def address(self) -> str:
        """Return street and town in one line; empty where nothing is known."""
        return address_line(self.street, self.postcode, self.town)


class CustodyOf(Document):
    """What one caregiver has a say in, for the child it stands with."""

    caregiver_id: UUID
    custody: Custody


class MemberPerson(Document):
    """One child or caregiver. Name and contact only once the family may be named.

    `birth_about` is the first of a month that an age in years and months was turned into. `birth_group` is
    the same for children of one pregnancy. `status_before` is what was true before a child died.
    """

    shape: ClassVar[int] = 1

    kind: MemberKind
    given_name: str = ""
    relation: Relation | None = None
    status: ChildStatus | None = None
    birth_date: date | None = None
    expected_date: date | None = None
    weeks_at_birth: int | None = None
    age_years: int | None = None
    birth_about: date | None = None
    birth_group: UUID | None = None
    status_before: ChildStatus | None = None
    place: ChildPlace | None = None
    household: Household | None = None
    custody: tuple[CustodyOf, ...] = ()
    guardian: Guardian | None = None
    language: str | None = None
    interpreter: bool | None = None
    reach: ReachSheet | None = None

    @property
    def born_on(self) -> date | None:
        """Return the birth date, or the month it is put at; ages follow from it."""
        return self.birth_date or self.birth_about

    def years_on(self, day: date) -> int | None:
        """Return completed years on a day: from the birth date, else as they were said."""
        return age_years(self.birth_date, day) if self.birth_date else self.age_years

    def custody_of(self, caregiver: UUID) -> Custody | None:
        """Return what a caregiver has a say in; nothing where nobody recorded it."""
        return next((kept.custody for kept in self.custody if kept.caregiver_id == caregiver), None)


class ConsentStatement(Document):
    """One decision about one purpose and at most one recipient, with all that proves it (Art. 7 DSGVO).

    `words` is the text as it was shown, title first; `text_language` its language, `language` the one it was
    explained in; `text_sha256` binds all of it (see `digest_of`). `form_reason` says why nothing was signed
    where the law of a church asks for writing; `note` is what a withdrawal by phone leaves to be done.
    """

    shape: ClassVar[int] = 1

    purpose: ConsentPurpose
    decision: ConsentDecision
    recipient_id: UUID | None = None
    recipient_name: str = ""
    recipient_is_outside: bool = False
    text_version: str
    language: str
    text_language: str = ""
    words: tuple[str, ...] = ()
    text_sha256: str = ""
    given_by: ConsentGiver | None = None
    custody: ConsentCustody | None = None
    form: ConsentForm
    form_reason: str = ""
    helped_by: str = ""
    given_on: date
    valid_until: date | None = None
    recorded_by: UUID | None = None
    by_phone: bool = False
    note: str = ""

    @property
    def fact(self) -> ConsentFact:
        """Return the part of the statement that rules look at."""
        return ConsentFact(
            self.purpose, self.decision, self.recipient_id, self.given_on, self.valid_until, self.given_by
        )


class ConsentSignature(Document):
    """What was written on the tablet, and the digest of the text it was written under."""

    shape: ClassVar[int] = 1

    width: int
    height: int
    strokes: tuple[tuple[int, ...], ...]
    text_sha256: str


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
    `handed_over` lists what was open when the tablet was given to the family: what it is asked there.
    """

    shape: ClassVar[int] = 1

    given: tuple[GivenAnswer, ...] = ()
    staff_hint: bool = False
    staff_hint_text: str = ""
    own_wish: bool = False
    own_wish_text: str = ""
    page: str = ""
    handed_over: tuple[ItemAt, ...] = ()
    entered_later_on: date | None = None

    @property
    def answers(self) -> Answers:
        """Return the answers as the domain reads them."""
        return Answers(self.given)


class DraftSheet(Document):
    """Form data as they were typed, unchecked; `page` names the page that sent them."""

    shape: ClassVar[int] = 1

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: str = ""
