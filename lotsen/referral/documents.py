"""What is sealed about referrals: the plan, the hand-over, what happened, and the receiver's own work."""

from datetime import date
from hashlib import sha256
from typing import ClassVar
from uuid import UUID

from pydantic import JsonValue

from lotsen.intake.documents import Relation, address_line
from lotsen.intake.domain import ChildPlace, ChildStatus, ConsentForm, ConsentGiver
from lotsen.kernel import Reason
from lotsen.policy import Role
from lotsen.referral.domain import Deed, NeedState, Outcome, Party, ReferralStatus, ReleasePart, StatusReason
from lotsen.terms import Scope
from lotsen.vault import Document


class ReasonLine(Document):
    """One sentence of the trace, kept as message id and parameters so that it reads in any language."""

    message: str
    params: tuple[tuple[str, str | int], ...] = ()

    @classmethod
    def of(cls, reason: Reason) -> "ReasonLine":
        """Keep a reason."""
        return cls(message=reason.message, params=tuple(sorted(reason.params.items())))

    @property
    def reason(self) -> Reason:
        """Return the reason again."""
        return Reason(self.message, dict(self.params))


class NeedTrace(Document):
    """A need that was found, whose it is, the rules that found it, and which of their grounds held."""

    code: str
    weight: int
    person_ref: str
    rules: tuple[str, ...] = ()
    held: tuple[tuple[int, ...], ...] = ()


class ServiceTrace(Document):
    """What matching said about one service when the plan was made."""

    service_id: UUID
    fits: bool
    score: int | None = None
    needs: tuple[str, ...] = ()
    reasons: tuple[ReasonLine, ...] = ()
    to_clarify: tuple[ReasonLine, ...] = ()


class ChosenService(Document):
    """A service of the plan; without an id it is a free-text target that the directory does not know."""

    service_id: UUID | None = None
    service_type: str | None = None
    name: str
    organization: str = ""
    phone: str = ""
    needs: tuple[str, ...] = ()
    comment: str = ""
    against_rules: bool = False


class Trace(Document):
    """How a plan came about: what was found, what was proposed, what was chosen, and why.

    Of many services the first are kept in `proposed`; `fitting` (by need) and `missing` count them all.
    """

    shape: ClassVar[int] = 1

    floor: str
    needs: tuple[NeedTrace, ...] = ()
    paths: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    proposed: tuple[ServiceTrace, ...] = ()
    fitting: dict[str, int] = {}
    missing: int = 0
    chosen: tuple[ChosenService, ...] = ()
    chosen_by: UUID | None = None


class ContactPart(Document):
    """How to reach the family. A protected address is empty unless it was released for this hand-over."""

    surname: str = ""
    given_name: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    may_write: bool = False
    reach_note: str = ""
    caregiver: Relation | None = None
    do_not_write: bool = False
    is_protected: bool = False

    @property
    def address(self) -> str:
        """Return street and town in one line; empty where the address was not released."""
        return address_line(self.street, self.postcode, self.town)

    @property
    def full_name(self) -> str:
        """Return given name and surname as they are said."""
        return f"{self.given_name} {self.surname}".strip()


class ChildPart(Document):
    """One living child."""

    number: int
    given_name: str = ""
    status: ChildStatus | None = None
    birth_date: date | None = None
    expected_date: date | None = None
    weeks_at_birth: int | None = None
    birth_about: date | None = None
    place: ChildPlace | None = None


class LanguagePart(Document):
    """What the family speaks."""

    language: str | None = None
    interpreter: bool | None = None


class NeedPart(Document):
    """A need; whose it is stands there only where the children are handed over as well."""

    code: str
    scope: Scope
    child: int | None = None


class ServicePart(Document):
    """A service the family would like."""

    service_id: UUID | None = None
    service_type: str | None = None
    name: str
    organization: str = ""


class ConsentProof(Document):
    """What the receiver has to know of the consent it works on."""

    text_version: str
    language: str
    given_on: date
    form: ConsentForm
    given_by: ConsentGiver | None = None
    valid_until: date | None = None


class Handover(Document):
    """The hand-over sheet: exactly what the family released, nothing that lies behind it.

    `code` is what sender and family say instead of a name. Parts that were not released are absent. Whether
    the sender may call later on is between sender and family; the first shape told it to the receiver.
    """

    shape: ClassVar[int] = 2

    code: str
    sender: str
    sender_phone: str = ""
    receiver: str
    released: tuple[ReleasePart, ...] = ()
    contact: ContactPart | None = None
    children: tuple[ChildPart, ...] = ()
    language: LanguagePart | None = None
    needs: tuple[NeedPart, ...] = ()
    resources: tuple[str, ...] = ()
    services: tuple[ServicePart, ...] = ()
    message: str = ""
    feedback: bool = False
    consent: ConsentProof | None = None

    @classmethod
    def upgrade(cls, shape: int, data: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Leave out what the first shape said of a later call."""
        if shape != 1:
            return super().upgrade(shape, data)
        return {name: value for name, value in data.items() if name != "later_call"}

    @property
    def digest(self) -> str:
        """Return a fingerprint of the content, to notice that it is no longer what somebody has seen."""
        return sha256(self.model_dump_json().encode()).hexdigest()


class EventSheet(Document):
    """One thing that happened: who, from where to where, why, and for whom it was written down."""

    shape: ClassVar[int] = 1

    deed: Deed
    person_id: UUID | None = None
    institution_id: UUID | None = None
    institution: str = ""
    role: Role | None = None
    party: Party
    on_behalf: Party | None = None
    by_phone: bool = False
    source: ReferralStatus | None = None
    target: ReferralStatus | None = None
    reason: StatusReason | None = None
    outcome: Outcome | None = None
    reopened: bool = False
    note: str = ""
    said_by: str = ""
    on: date | None = None


class Attempt(Document):
    """A try to reach the family."""

    on: date
    by_phone: bool = True
    note: str = ""


class WorkNote(Document):
    """A note of the receiver's own."""

    on: date
    text: str


class WorkSheet(Document):
    """The receiver's own file: attempts, notes, what came of it. Nobody else can open it.

    From acceptance on it holds its own copy of the contact and stands on the receiver's own legal basis.
    """

    shape: ClassVar[int] = 1

    code: str = ""
    contact: ContactPart | None = None
    attempts: tuple[Attempt, ...] = ()
    notes: tuple[WorkNote, ...] = ()
    contact_on: date | None = None
    help_begun_on: date | None = None
    outcome: Outcome | None = None
    reason: StatusReason | None = None
    need_state: NeedState | None = None
    waiting_for: str = ""
    waiting_until: date | None = None
