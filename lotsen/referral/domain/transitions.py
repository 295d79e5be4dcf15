"""The one table of transitions: from where to where, whose deed it is, and what it needs. Pure.

Everything that is not in the table is refused. A final status is final: the receiver alone may reopen it to
the status before, for thirty days, with a reason.

Beyond the base: after the first contact a family may still wait for a place, be asked, or be refused, and
from the waiting list contact follows without a second acceptance. People call the family first and find out
about the place afterwards; "started" therefore says that there was contact, not that help has begun.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lotsen.referral.domain.refusals import (
    AnswerMissing,
    ConsentMissing,
    OutcomeMissing,
    ReasonMissing,
    TransitionRefused,
)
from lotsen.referral.domain.words import FINAL, Outcome, Party, ReferralStatus, StatusReason

REOPEN_FOR = timedelta(days=30)

_S = ReferralStatus
_WHY = StatusReason
_SENDING = frozenset({Party.SENDER})
_RECEIVING = frozenset({Party.RECEIVER, Party.SERVICE})
_OFFICE = frozenset({Party.RECEIVER})
_BOTH = _SENDING | _RECEIVING
_ENDING = frozenset({Party.SENDER, Party.RECEIVER, Party.FAMILY})
_ANSWERING = frozenset({Party.SENDER, Party.RECEIVER})
_OPEN = tuple(status for status in _S if status not in FINAL)
_BEFORE_SENDING = (_S.DRAFT, _S.AWAITING_CONSENT)
_UNANSWERED = (_S.REQUESTED, _S.RECEIVED)


class Requirement(StrEnum):
    """What a transition cannot do without."""

    NOTHING = "nothing"
    CONSENT = "consent"
    ANSWER = "answer"
    REASON = "reason"
    OUTCOME = "outcome"
    REOPENING = "reopening"


REASONS: dict[ReferralStatus, tuple[StatusReason, ...]] = {
    _S.REJECTED: (
        _WHY.NOT_ELIGIBLE,
        _WHY.NO_PLACE,
        _WHY.NOT_OFFERED,
        _WHY.NOT_RESPONSIBLE,
        _WHY.ALREADY_SUPPORTED,
        _WHY.OTHER,
    ),
    _S.WITHDRAWN: (
        _WHY.FAMILY_DECLINED,
        _WHY.CONSENT_WITHDRAWN,
        _WHY.NEED_GONE,
        _WHY.BETTER_SERVICE,
        _WHY.MOVED,
        _WHY.OTHER,
    ),
    _S.FAILED: (
        _WHY.NOT_REACHED,
        _WHY.APPOINTMENT_MISSED,
        _WHY.DEADLINE_PASSED,
        _WHY.MOVED,
        _WHY.OTHER,
    ),
    _S.WAITING_LIST: (_WHY.NO_PLACE, _WHY.LATER_START, _WHY.OTHER),
    _S.NEEDS_INPUT: (_WHY.INFORMATION_MISSING, _WHY.FAMILY_MUST_ACT, _WHY.OTHER),
    _S.ENTERED_IN_ERROR: (_WHY.WRONG_FAMILY, _WHY.DUPLICATE, _WHY.OTHER),
}
"""The reasons offered for a status."""

REOPENING_REASONS = (_WHY.CONTACT_AGAIN, _WHY.CLOSED_BY_MISTAKE, _WHY.OTHER)
UNREACHED = (_WHY.NOT_REACHED, _WHY.DEADLINE_PASSED)


@dataclass(frozen=True)
class Transition:
    """One line of the table."""

    source: ReferralStatus
    target: ReferralStatus
    parties: frozenset[Party]
    requires: Requirement = Requirement.NOTHING
    reasons: tuple[StatusReason, ...] = ()


def _lines(
    sources: Iterable[ReferralStatus],
    targets: Iterable[ReferralStatus],
    parties: frozenset[Party],
    requires: Requirement = Requirement.NOTHING,
    reasons: tuple[StatusReason, ...] | None = None,
) -> tuple[Transition, ...]:
    named = requires is Requirement.REASON
    return tuple(
        Transition(source, target, parties, requires, (reasons or REASONS[target]) if named else ())
        for source in sources
        for target in targets
        if source is not target
    )


_R = Requirement
_FORWARD = (
    *_lines((_S.DRAFT,), (_S.AWAITING_CONSENT,), _SENDING),
    *_lines(_BEFORE_SENDING, (_S.REQUESTED,), _SENDING, _R.CONSENT),
    *_lines((_S.REQUESTED,), (_S.RECEIVED,), _RECEIVING),
    *_lines(_UNANSWERED, (_S.ACCEPTED,), _RECEIVING),
    *_lines(_UNANSWERED, (_S.REJECTED, _S.WAITING_LIST, _S.NEEDS_INPUT), _RECEIVING, _R.REASON),
    *_lines((_S.NEEDS_INPUT,), (_S.REQUESTED, _S.RECEIVED, _S.ACCEPTED), _ANSWERING, _R.ANSWER),
    *_lines((_S.WAITING_LIST,), (_S.ACCEPTED, _S.STARTED), _RECEIVING),
    *_lines((_S.WAITING_LIST,), (_S.REJECTED, _S.FAILED), _RECEIVING, _R.REASON),
    *_lines((_S.ACCEPTED,), (_S.STARTED, _S.WAITING_LIST, _S.NEEDS_INPUT), _RECEIVING),
    *_lines((_S.ACCEPTED,), (_S.FAILED, _S.REJECTED), _RECEIVING, _R.REASON),
    *_lines((_S.STARTED,), (_S.WAITING_LIST, _S.NEEDS_INPUT, _S.REJECTED), _RECEIVING, _R.REASON),
    *_lines((_S.STARTED,), (_S.COMPLETED,), _BOTH, _R.OUTCOME),
    *_lines((_S.STARTED,), (_S.FAILED,), _BOTH, _R.REASON),
    *_lines(_UNANSWERED, (_S.FAILED,), _OFFICE, _R.REASON, UNREACHED),
    *_lines(_OPEN, (_S.WITHDRAWN,), _ENDING, _R.REASON),
    *_lines(_S, (_S.ENTERED_IN_ERROR,), _OFFICE, _R.REASON),
)

TRANSITIONS: tuple[Transition, ...] = (
    *_FORWARD,
    *(
        Transition(line.target, line.source, _OFFICE, _R.REOPENING, REOPENING_REASONS)
        for line in _FORWARD
        if line.target in FINAL
        if line.target is not _S.ENTERED_IN_ERROR and line.source not in _BEFORE_SENDING
    ),
)
_BY_PLACES = {(line.source, line.target): line for line in TRANSITIONS}


@dataclass(frozen=True)
class Move:
    """What somebody wants to happen to a referral, with what they say about it."""

    target: ReferralStatus
    by: Party
    reason: StatusReason | None = None
    outcome: Outcome | None = None
    answer: str = ""
    consent_stands: bool = False


def find_transition(source: ReferralStatus, target: ReferralStatus) -> Transition | None:
    """Return the line of the table, or None where there is none."""
    return _BY_PLACES.get((source, target))


def targets_of(source: ReferralStatus, by: Party) -> tuple[ReferralStatus, ...]:
    """Return where somebody may lead a referral from here, reopening left out."""
    return tuple(
        line.target
        for line in TRANSITIONS
        if line.source is source and by in line.parties and line.requires is not Requirement.REOPENING
    )


def check_move(source: ReferralStatus, move: Move) -> Transition:
    """Return the transition a move makes. Raises TransitionRefused, or what exactly is missing."""
    line = find_transition(source, move.target)
    if line is None or move.by not in line.parties or line.requires is Requirement.REOPENING:
        raise TransitionRefused
    if line.requires is Requirement.CONSENT and not move.consent_stands:
        raise ConsentMissing
    if line.requires is Requirement.REASON and move.reason not in line.reasons:
        raise ReasonMissing
    if line.requires is Requirement.OUTCOME and move.outcome is None:
        raise OutcomeMissing
    if line.requires is Requirement.ANSWER and not move.answer.strip():
        raise AnswerMissing
    return line


def check_reopening(
    source: ReferralStatus,
    before: ReferralStatus | None,
    *,
    by: Party,
    reason: StatusReason | None,
    closed_on: date | None,
    today: date,
) -> Transition:
    """Return the transition back to the status before. Raises TransitionRefused, ReasonMissing."""
    line = find_transition(source, before) if before is not None else None
    if line is None or line.requires is not Requirement.REOPENING or by not in line.parties:
        raise TransitionRefused
    if closed_on is None or today > closed_on + REOPEN_FOR:
        raise TransitionRefused
    if reason not in line.reasons:
        raise ReasonMissing
    return line
