"""The words of the closed loop: status, parties, reasons, outcomes, need states. Four facts, never one list.

Codes of the status are those of Gravity's referral Task value set, made finer (FHIR `Task.businessStatus`).
"""

from enum import StrEnum


class ReferralStatus(StrEnum):
    """Where a referral is."""

    DRAFT = "draft"
    AWAITING_CONSENT = "awaiting_consent"
    REQUESTED = "requested"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    NEEDS_INPUT = "needs_input"
    STARTED = "started"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"
    ENTERED_IN_ERROR = "entered_in_error"

    @property
    def is_final(self) -> bool:
        """Say whether the referral has ended."""
        return self in FINAL

    @property
    def is_sent(self) -> bool:
        """Say whether anything has gone to the receiver."""
        return self not in UNSENT


UNSENT = frozenset({ReferralStatus.DRAFT, ReferralStatus.AWAITING_CONSENT})
FINAL = frozenset(
    {
        ReferralStatus.COMPLETED,
        ReferralStatus.REJECTED,
        ReferralStatus.WITHDRAWN,
        ReferralStatus.FAILED,
        ReferralStatus.ENTERED_IN_ERROR,
    }
)


class Party(StrEnum):
    """Whose deed a change is; staff may write down what the service or the family said."""

    SENDER = "sender"
    RECEIVER = "receiver"
    SERVICE = "service"
    FAMILY = "family"


class StatusReason(StrEnum):
    """Why a referral left the normal path."""

    NOT_ELIGIBLE = "not_eligible"
    NO_PLACE = "no_place"
    NOT_OFFERED = "not_offered"
    NOT_RESPONSIBLE = "not_responsible"
    ALREADY_SUPPORTED = "already_supported"
    FAMILY_DECLINED = "family_declined"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NEED_GONE = "need_gone"
    BETTER_SERVICE = "better_service"
    MOVED = "moved"
    NOT_REACHED = "not_reached"
    APPOINTMENT_MISSED = "appointment_missed"
    DEADLINE_PASSED = "deadline_passed"
    LATER_START = "later_start"
    INFORMATION_MISSING = "information_missing"
    FAMILY_MUST_ACT = "family_must_act"
    CONTACT_AGAIN = "contact_again"
    CLOSED_BY_MISTAKE = "closed_by_mistake"
    WRONG_FAMILY = "wrong_family"
    DUPLICATE = "duplicate"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a referral."""

    HELP_RUNNING = "help_running"
    HELP_GIVEN = "help_given"
    ADVICE_ENOUGH = "advice_enough"
    SUPPORTED_ELSEWHERE = "supported_elsewhere"
    DECLINED = "declined"
    PASSED_ON = "passed_on"
    NO_NEED = "no_need"


class NeedState(StrEnum):
    """Whether the family's need is met; the last one is a gap in the network's services."""

    OPEN = "open"
    PARTLY_MET = "partly_met"
    MET = "met"
    NOT_WANTED = "not_wanted"
    GAP = "gap"


class Channel(StrEnum):
    """How something reaches the receiver."""

    DIGITAL = "digital"
    PHONE = "phone"
    FAX = "fax"
    LETTER = "letter"
    SELF = "self"


class ReleasePart(StrEnum):
    """What a family can let go to a receiver, each part for itself."""

    CONTACT = "contact"
    CHILDREN = "children"
    LANGUAGE = "language"
    NEEDS = "needs"
    RESOURCES = "resources"
    SERVICES = "services"
    MESSAGE = "message"


class WorkTab(StrEnum):
    """The parts of a receiver's work list; every referral it can see stands in exactly one."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    DUE = "due"
    CLOSED = "closed"


class Deed(StrEnum):
    """What was written down about a referral."""

    STATUS = "status"
    ATTEMPT = "attempt"
    FOLLOW_UP = "follow_up"
    NOTE = "note"
    HELP_BEGUN = "help_begun"
