"""Custody: who has it for a child, and who of them has not been asked about the family's data yet."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Custody(StrEnum):
    """What somebody has a say in, for one child (§§ 1626a, 1671, 1773 BGB)."""

    SOLE = "sole"
    JOINT = "joint"
    GUARDIAN = "guardian"
    NONE = "none"
    NOT_KNOWN = "not_known"

    @property
    def has_a_say(self) -> bool:
        """Say whether this person decides about the child's data."""
        return self in {Custody.SOLE, Custody.JOINT, Custody.GUARDIAN}


class Guardian(StrEnum):
    """Who has custody besides the caregivers of the family."""

    NOBODY = "nobody"
    PERSON = "person"
    YOUTH_OFFICE = "youth_office"


class Household(StrEnum):
    """In which of two households somebody lives."""

    FIRST = "a"
    SECOND = "b"
    BOTH = "both"


class ChildPlace(StrEnum):
    """Where a child is at present."""

    WITH_PARENT = "with_parent"
    NEONATAL_WARD = "neonatal_ward"
    FOSTER_CARE = "foster_care"
    ELSEWHERE = "elsewhere"


class ReachWay(StrEnum):
    """A way by which somebody wants to be reached."""

    CALL = "call"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    THROUGH = "through"


class ReachTime(StrEnum):
    """A time of day at which somebody can be reached."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def not_asked_yet(with_custody: Mapping[str, Collection[str]], asked: Collection[str]) -> tuple[str, ...]:
    """Return who has custody but has given no statement.

    `with_custody` names for each person under which givers its statement can be recorded, `asked` the givers
    of the statements there are.
    """
    heard = set(asked)
    return tuple(who for who, givers in with_custody.items() if not heard & set(givers))
