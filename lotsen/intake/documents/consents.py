"""What is sealed about a consent: the statement, and what was signed under it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from lotsen.intake.domain import (
    CallBack,
    ConsentCustody,
    ConsentDecision,
    ConsentFact,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
)
from lotsen.vault import Document


class ConsentStatement(Document):
    """One decision about one purpose and at most one recipient, with all that proves it (Art. 7 DSGVO).

    `words` is the text as it was shown, title first; `text_language` its language, `language` the one it was
    explained in; `text_sha256` binds all of it (see `digest_of`). `form_reason` says why nothing was signed
    where the law of a church asks for writing; `note` is what a withdrawal by phone leaves to be done;
    `call_back` stands in a later record of the same withdrawal and says what calling back showed.
    """

    shape: ClassVar[int] = 1

    purpose: ConsentPurpose
    decision: ConsentDecision
    recipient_id: UUID | None = None
    recipient_name: str = ""
    recipient_is_outside: bool = False
    text_version: str
    language: str
    text_language: str = ""
    words: tuple[str, ...] = ()
    text_sha256: str = ""
    given_by: ConsentGiver | None = None
    custody: ConsentCustody | None = None
    form: ConsentForm
    form_reason: str = ""
    helped_by: str = ""
    given_on: date
    valid_until: date | None = None
    recorded_by: UUID | None = None
    by_phone: bool = False
    note: str = ""
    call_back: CallBack | None = None

    @property
    def fact(self) -> ConsentFact:
        """Return the part of the statement that rules look at."""
        return ConsentFact(
            self.purpose, self.decision, self.recipient_id, self.given_on, self.valid_until, self.given_by
        )


class ConsentSignature(Document):
    """What was written on the tablet, the digest of the text it was written under, and under which consent.

    `consent_id` is missing in signatures of before 2026-12: their digest proves the text, and nothing proves
    under which of several consents to the same text they were given. It is not added afterwards, since that
    would claim what nobody can know.
    """

    shape: ClassVar[int] = 1

    width: int
    height: int
    strokes: tuple[tuple[int, ...], ...]
    text_sha256: str
    consent_id: UUID | None = None
