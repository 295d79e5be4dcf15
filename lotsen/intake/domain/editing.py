"""Who edits which form, what counts as being there, and how long an unsaved draft is kept."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

STAYS = timedelta(seconds=60)
"""How long after the last sign somebody still counts as editing; pages give one every 20 seconds."""

KEPT = timedelta(days=14)
"""How long a draft is kept that nobody saves: a proposal, to be confirmed with the storage periods."""


ONLY_NAMED = frozenset(
    {
        *("given_name", "phone", "email", "lives_apart", "street", "postcode", "town"),
        *("ways", "times", "reach_note", "do_not_write", "is_protected"),
    }
)
"""The fields of a person's form that are there only while the family may be named."""


class FormName(StrEnum):
    """The forms of the intake that keep drafts and show who edits them.

    A form with nothing to type but one choice or one button keeps none: what a call-back showed, that a child
    has died. Nor does a hint: who gives hints reads nothing, and a draft that comes back would be reading.
    """

    SHEET = "sheet"
    CONTACT = "contact"
    CHILD = "child"
    CAREGIVER = "caregiver"
    PERSON = "person"
    CONSENTS = "consents"
    TALK = "talk"
    CLOSE = "close"
    ASSESSMENT = "assessment"
    BORN = "born"
    CUSTODY = "custody"
    RECIPIENT = "recipient"
    WITHDRAW = "withdraw"


ABOUT_ONE = frozenset(
    {FormName.PERSON, FormName.ASSESSMENT, FormName.BORN, FormName.CUSTODY, FormName.WITHDRAW}
)
"""The forms about one person, one assessment or one consent.

That of a new child may be about its twin, that of a recipient is about one or names a new one.
"""


@dataclass(frozen=True)
class Place:
    """One form about one family; `row` is what it is about, a person for example, else the family itself."""

    family_id: UUID
    form: FormName
    row: UUID

    @classmethod
    def of(cls, family_id: UUID, form: FormName, row: UUID | None = None) -> "Place":
        """Return the place of a form."""
        return cls(family_id, form, row or family_id)
