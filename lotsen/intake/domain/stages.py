"""Where a family stands on its way, and why a talk did not take place."""

from enum import StrEnum


class CaseStage(StrEnum):
    """The stations of a family, from its code to the closed file."""

    REGISTERED = "registered"
    INFORMED = "informed"
    ASSESSED = "assessed"
    TALK_OFFERED = "talk_offered"
    TALK_HELD = "talk_held"
    NOT_REACHED = "not_reached"
    AGREED = "agreed"
    HANDED_OVER = "handed_over"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"


class NotReachedReason(StrEnum):
    """Why an offered talk did not take place; demand that could not be met is counted, not hidden."""

    DISCHARGED = "discharged"
    NO_CAPACITY = "no_capacity"
    LANGUAGE = "language"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
