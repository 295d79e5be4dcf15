"""What a family has agreed to: a tick per purpose and recipient, the later record decides (Art. 7 DSGVO)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class ConsentPurpose(StrEnum):
    """What a consent is for; the notice (Art. 13 DSGVO) is given, not agreed to, but gates the rest."""

    NOTICE = "notice"
    DOCUMENTATION = "documentation"
    HANDOVER = "handover"
    SECRECY_RELEASE = "secrecy_release"
    FEEDBACK = "feedback"
    LATER_CALL = "later_call"

    @property
    def names_recipient(self) -> bool:
        """Tell whether this purpose holds for one recipient only, and for nobody without one."""
        return self in {ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE, ConsentPurpose.FEEDBACK}


class ConsentDecision(StrEnum):
    """What the family decided."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentForm(StrEnum):
    """How the decision was expressed."""

    SIGNED_PAPER = "signed_paper"
    SIGNED_TABLET = "signed_tablet"
    SPOKEN = "spoken"
    READ_ALOUD = "read_aloud"
    INTERPRETED = "interpreted"
    MARK = "mark"
    PHONE = "phone"


@dataclass(frozen=True)
class ConsentFact:
    """One recorded decision; `recipient` is the institution it names, `valid_until` its last day."""

    purpose: ConsentPurpose
    decision: ConsentDecision
    recipient: UUID | None
    on: date
    valid_until: date | None = None


HAND_OVER_NEEDS = (ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE)


def deciding(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, recipient: UUID | None = None
) -> ConsentFact | None:
    """Return the record that decides for a purpose and recipient: the latest, of one day the last recorded.

    The sequence is in the order of recording: a withdrawal in the afternoon ends the morning's consent.
    """
    about = [fact for fact in consents if fact.purpose is purpose and fact.recipient == recipient]
    return max(enumerate(about), key=lambda numbered: (numbered[1].on, numbered[0]))[1] if about else None


def is_given(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, as_of: date, recipient: UUID | None = None
) -> bool:
    """Tell whether a consent stands on a day: given, begun, not expired, and for this recipient."""
    if purpose.names_recipient and recipient is None:
        return False
    fact = deciding(consents, purpose, recipient)
    return (
        fact is not None
        and fact.decision is ConsentDecision.GIVEN
        and fact.on <= as_of
        and (fact.valid_until is None or as_of <= fact.valid_until)
    )


def may_record_name(consents: Sequence[ConsentFact], as_of: date) -> bool:
    """Tell whether name and contact may be recorded: after the notice and with the documentation consent."""
    return is_given(consents, ConsentPurpose.NOTICE, as_of) and is_given(
        consents, ConsentPurpose.DOCUMENTATION, as_of
    )


def missing_for_hand_over(
    consents: Sequence[ConsentFact], recipient: UUID, as_of: date
) -> tuple[ConsentPurpose, ...]:
    """Return the consents still missing before anything may go to this recipient; empty means it may."""
    return tuple(purpose for purpose in HAND_OVER_NEEDS if not is_given(consents, purpose, as_of, recipient))


def may_hand_over(consents: Sequence[ConsentFact], recipient: UUID, as_of: date) -> bool:
    """Tell whether data may go to this recipient."""
    return not missing_for_hand_over(consents, recipient, as_of)


def feedback_allowed(consents: Sequence[ConsentFact], recipient: UUID, as_of: date) -> bool:
    """Tell whether this recipient may tell the sender more than that the hand-over was received."""
    return is_given(consents, ConsentPurpose.FEEDBACK, as_of, recipient)


def later_call_allowed(consents: Sequence[ConsentFact], as_of: date) -> bool:
    """Tell whether the family may be called later."""
    return is_given(consents, ConsentPurpose.LATER_CALL, as_of)
