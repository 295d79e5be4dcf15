"""The words of the intake's documents: how a family came, how it ended, who somebody is."""

from enum import StrEnum


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
