"""Words of the key store. Pure."""

from enum import StrEnum
from uuid import UUID

NIL = UUID(int=0)


class SubjectKind(StrEnum):
    """What has a key of its own.

    A family, a hint about one, a hand-over with its answers, a receiver's own work, a protection case.
    """

    FAMILY = "family"
    HINT = "hint"
    REFERRAL = "referral"
    CASEWORK = "casework"
    PROTECTION = "protection"


class RecipientType(StrEnum):
    """Whom a grant is for; leaves room for keys per person."""

    INSTITUTION = "institution"


class Purpose(StrEnum):
    """What a key derived from the system key is good for (vault.md, "Keys")."""

    AUDIT = "audit-mac"
    FACTS = "facts"
    SESSION = "session"
    STAFF = "staff"
    INDEX = "index"
    LINK = "link"
    MAIL = "mail"
    PROPOSAL = "proposal"
