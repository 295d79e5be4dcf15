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
    """The forms of the intake that keep drafts and show who edits them."""

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


ABOUT_ONE = frozenset({FormName.PERSON, FormName.ASSESSMENT, FormName.BORN, FormName.CUSTODY})
"""The forms about one person or one assessment; that of a new child may be about its twin."""


@dataclass(frozen=True)
class Place:
    """One form about one family; `row` is the person or assessment it is about, else the family itself."""

    family_id: UUID
    form: FormName
    row: UUID

    @classmethod
    def of(cls, family_id: UUID, form: FormName, row: UUID | None = None) -> "Place":
        """Return the place of a form."""
        return cls(family_id, form, row or family_id)
