"""Learn from another municipality: its rule set opens as a draft, with a list of what does not fit here."""

from functools import lru_cache
from uuid import UUID

from lotsen.desk import Desk
from lotsen.referral.rules import InvalidRules, LeftOut, adopt, load_floor, write_rules
from lotsen.workbench.actions.drafts import begin, draft_row
from lotsen.workbench.domain import DraftOrigin
from lotsen.workbench.tables import RuleDraft


def import_draft(desk: Desk, row_id: UUID, *, title: str, text: str) -> RuleDraft:
    """Begin a draft from a file. Rules and examples that cannot be read here are left out and listed.

    A file that is no rule set at all becomes a draft as it is, faults and all.
    """
    try:
        adopted = adopt(text, floor=load_floor())
    except InvalidRules:
        return begin(desk, row_id, title, text, DraftOrigin.IMPORTED)
    return begin(desk, row_id, title, write_rules(adopted.draft), DraftOrigin.IMPORTED, brought=text)


def left_out(desk: Desk, draft_id: UUID) -> tuple[LeftOut, ...]:
    """Return what a draft from a file does without, because it does not fit here. Raises NotVisible."""
    row = draft_row(desk, draft_id)
    return () if row.brought is None else _left_out(row.brought)


@lru_cache(maxsize=8)
def _left_out(text: str) -> tuple[LeftOut, ...]:
    return adopt(text, floor=load_floor()).left_out
