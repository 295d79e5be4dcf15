"""What a family has agreed to: a tick per purpose and recipient, the later record decides (Art. 7 DSGVO)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


class ConsentGiver(StrEnum):
    """Who decided; the consent about a child's data touches everybody with custody."""

    MOTHER = "mother"
    FATHER = "father"
    BOTH_PARENTS = "both_parents"
    GUARDIAN = "guardian"


class ConsentCustody(StrEnum):
    """Who has custody of the child that the data speak of (§ 1626 ff. BGB)."""

    ALONE = "alone"
    BOTH = "both"
    UNKNOWN = "unknown"


class CallBack(StrEnum):
    """What calling back on the known number showed of a withdrawal by phone."""

    CONFIRMED = "confirmed"
    SOMEBODY_ELSE = "somebody_else"


class ConsentState(StrEnum):
    """What a consent is worth on a day."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


PARENTS = (ConsentGiver.MOTHER, ConsentGiver.FATHER)
REMIND_DAYS = 14


@dataclass(frozen=True)
class ConsentFact:
    """One recorded decision; `recipient` is whom it names, `valid_until` its last day, `giver` who spoke."""

    purpose: ConsentPurpose
    decision: ConsentDecision
    recipient: UUID | None
    on: date
    valid_until: date | None = None
    giver: ConsentGiver | None = None


HAND_OVER_NEEDS = (ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE)


def voices(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, recipient: UUID | None = None
) -> tuple[ConsentFact, ...]:
    """Return the last word of everybody who decided about a purpose and recipient, in the order of saying.

    A parent speaks for one; both together, a guardian, or a record without a name speak for all, and end what
    was said before. The sequence is in the order of recording: of one day the last recorded counts, so a
    withdrawal in the afternoon ends the morning's consent.
    """
    about = [fact for fact in consents if fact.purpose is purpose and fact.recipient == recipient]
    last: dict[ConsentGiver | None, tuple[int, ConsentFact]] = {}
    for number, fact in sorted(enumerate(about), key=lambda numbered: (numbered[1].on, numbered[0])):
        if fact.giver in PARENTS:
            last.pop(None, None)
            last[fact.giver] = (number, fact)
        else:
            is_both = fact.giver is ConsentGiver.BOTH_PARENTS
            last = dict.fromkeys(PARENTS if is_both else (fact.giver,), (number, fact))
    found = dict(last.values())
    return tuple(sorted(found.values(), key=lambda fact: (fact.on, about.index(fact))))


def deciding(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, recipient: UUID | None = None
) -> ConsentFact | None:
    """Return the record that decides for a purpose and recipient: the last one, or the last that says no.

    Where several have custody each has a voice, and one no is enough.
    """
    said = voices(consents, purpose, recipient)
    against = [fact for fact in said if fact.decision is not ConsentDecision.GIVEN]
    if against:
        return against[-1]
    return said[-1] if said else None


def documentation_ended(consents: Iterable[ConsentFact]) -> bool:
    """Say whether the family has taken back its consent to the documentation."""
    last = deciding(tuple(consents), ConsentPurpose.DOCUMENTATION)
    return last is not None and last.decision is ConsentDecision.WITHDRAWN


def is_given(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, as_of: date, recipient: UUID | None = None
) -> bool:
    """Tell whether a consent stands on a day: given by everybody who spoke, begun, not expired."""
    if purpose.names_recipient and recipient is None:
        return False
    said = voices(consents, purpose, recipient)
    return bool(said) and all(
        fact.decision is ConsentDecision.GIVEN
        and fact.on <= as_of
        and (fact.valid_until is None or as_of <= fact.valid_until)
        for fact in said
    )


def last_day(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, recipient: UUID | None = None
) -> date | None:
    """Return the last day a consent is good for; None where nobody set one."""
    ends = [fact.valid_until for fact in voices(consents, purpose, recipient) if fact.valid_until]
    return min(ends, default=None)


def state_of(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, as_of: date, recipient: UUID | None = None
) -> ConsentState:
    """Return what a consent is worth on a day; in its last two weeks it is about to end."""
    fact = deciding(consents, purpose, recipient)
    if fact is None:
        return ConsentState.NOT_ASKED
    if fact.decision is not ConsentDecision.GIVEN:
        return ConsentState(fact.decision.value)
    ends = last_day(consents, purpose, recipient)
    if ends is None or (ends - as_of).days > REMIND_DAYS:
        return ConsentState.GIVEN
    return ConsentState.ENDS_SOON if ends >= as_of else ConsentState.EXPIRED


def missing_voice(
    consents: Sequence[ConsentFact], purpose: ConsentPurpose, recipient: UUID | None = None
) -> ConsentGiver | None:
    """Return the parent who has said nothing yet where the other one alone agreed, else None."""
    said = voices(consents, purpose, recipient)
    if len(said) != 1 or said[0].decision is not ConsentDecision.GIVEN or said[0].giver not in PARENTS:
        return None
    return next(parent for parent in PARENTS if parent is not said[0].giver)


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
