"""What the sender may know, what figures count, and where in the work list a referral stands. Pure."""

from datetime import date

from lotsen.facts.domain import FactOutcome
from lotsen.referral.domain.words import FINAL, Outcome, ReferralStatus, StatusReason, WorkTab

_ALWAYS_KNOWN = frozenset(
    {
        ReferralStatus.DRAFT,
        ReferralStatus.AWAITING_CONSENT,
        ReferralStatus.REQUESTED,
        ReferralStatus.RECEIVED,
        ReferralStatus.WITHDRAWN,
    }
)

_OF_OUTCOME = {
    Outcome.HELP_RUNNING: FactOutcome.GOT_HELP,
    Outcome.HELP_GIVEN: FactOutcome.GOT_HELP,
    Outcome.ADVICE_ENOUGH: FactOutcome.ADVICE_ENOUGH,
    Outcome.SUPPORTED_ELSEWHERE: FactOutcome.ELSEWHERE,
    Outcome.PASSED_ON: FactOutcome.ELSEWHERE,
    Outcome.DECLINED: FactOutcome.DECLINED,
    Outcome.NO_NEED: FactOutcome.NO_NEED,
}
_OF_REASON = {
    StatusReason.NOT_ELIGIBLE: FactOutcome.NOT_ELIGIBLE,
    StatusReason.NOT_RESPONSIBLE: FactOutcome.NOT_ELIGIBLE,
    StatusReason.NOT_OFFERED: FactOutcome.NOT_ELIGIBLE,
    StatusReason.NO_PLACE: FactOutcome.NO_CAPACITY,
    StatusReason.ALREADY_SUPPORTED: FactOutcome.ELSEWHERE,
    StatusReason.BETTER_SERVICE: FactOutcome.ELSEWHERE,
    StatusReason.FAMILY_DECLINED: FactOutcome.DECLINED,
    StatusReason.CONSENT_WITHDRAWN: FactOutcome.DECLINED,
    StatusReason.NEED_GONE: FactOutcome.NO_NEED,
    StatusReason.NOT_REACHED: FactOutcome.NOT_REACHED,
    StatusReason.APPOINTMENT_MISSED: FactOutcome.NOT_REACHED,
}


def shown_status(status: ReferralStatus, *, feedback: bool, received: bool = True) -> ReferralStatus:
    """Return the status as the sender may see it: without consent to feedback never more than "received".

    A withdrawal is always told. A question that came before anything was received says "received" as well.
    """
    if feedback or status in _ALWAYS_KNOWN:
        return status
    return ReferralStatus.RECEIVED if received else ReferralStatus.REQUESTED


def sender_may_know(status: ReferralStatus, *, feedback: bool) -> bool:
    """Say whether a change to this status may be told to the sender."""
    return feedback or status in _ALWAYS_KNOWN


def counted_outcome(outcome: Outcome | None, reason: StatusReason | None) -> FactOutcome:
    """Return the coarse word under which figures count an ending."""
    if outcome is not None:
        return _OF_OUTCOME[outcome]
    return _OF_REASON.get(reason, FactOutcome.OTHER) if reason is not None else FactOutcome.OTHER


def tab_of(status: ReferralStatus, follow_up_on: date | None, today: date) -> WorkTab:
    """Return the one part of the work list a referral stands in."""
    if status in FINAL:
        return WorkTab.CLOSED
    if status is ReferralStatus.REQUESTED:
        return WorkTab.NEW
    return WorkTab.DUE if follow_up_on is not None and follow_up_on <= today else WorkTab.IN_PROGRESS
