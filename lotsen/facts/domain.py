"""What a fact can say. Coarse codes only: no name, no free text, no exact place."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from lotsen.terms import vocabulary

_MONTHS_IN_QUARTER = 3


class FactEvent(StrEnum):
    """What happened to a family."""

    REGISTERED = "registered"
    WALK_IN = "walk_in"
    INFORMED = "informed"
    ASSESSED = "assessed"
    TRIGGER = "trigger"
    TALK_HELD = "talk_held"
    NOT_REACHED = "not_reached"
    NEED_FOUND = "need_found"
    GAP = "gap"
    CONSENT_DECIDED = "consent_decided"
    REFERRED = "referred"
    SELF_CONTACT = "self_contact"
    RECEIVED = "received"
    CONTACT_MADE = "contact_made"
    STARTED = "started"
    OUTCOME = "outcome"


class FactOutcome(StrEnum):
    """What became of a referral, in the coarse groups that figures count."""

    GOT_HELP = "got_help"
    ADVICE_ENOUGH = "advice_enough"
    ELSEWHERE = "elsewhere"
    NO_NEED = "no_need"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    OTHER = "other_outcome"


class NotReached(StrEnum):
    """Why an offered talk did not take place."""

    DISCHARGED = "discharged"
    NO_CAPACITY = "no_capacity"
    DECLINED = "declined"
    LANGUAGE = "language"
    OTHER = "other_reason"


def quarter_of(day: date) -> str:
    """Name the quarter of a day (2026-Q3): the only date of a fact that lies open."""
    return f"{day.year}-Q{(day.month - 1) // _MONTHS_IN_QUARTER + 1}"


def need_groups_of(needs: Iterable[str]) -> tuple[str, ...]:
    """Return the coarse groups of some needs (N1 to N14), each once, in the vocabulary's order."""
    words = vocabulary()
    found = {words.needs[need].group for need in needs}
    return tuple(group for group in words.need_groups if group in found)


def language_group_of(language: str | None) -> str | None:
    """Return the coarse group of a household's language; None where the language is not known."""
    known = vocabulary().languages.get(language or "")
    return known.group if known else None
