"""Write the examples of a draft one by one: each is an invented family and what has to come out for it."""

from dataclasses import replace
from uuid import UUID

from lotsen.desk import Desk
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.referral.rules import UnitCase
from lotsen.workbench.actions.drafts import draft_row, readable, save_text
from lotsen.workbench.checking import written
from lotsen.workbench.domain import ExampleNameTaken
from lotsen.workbench.tables import RuleDraft


def save_example(desk: Desk, draft_id: UUID, case: UnitCase, *, replaces: str | None, seen: int) -> RuleDraft:
    """Put an example in the place of the one of that name, or at the end; red ones are stored as well.

    Raises InvalidRules, ExampleNameTaken, DraftClosed, StaleRevision, NotVisible.
    """
    rules = readable(desk, draft_id)
    if case.name in {one.name for one in rules.cases} - {replaces}:
        if replaces is None and case in rules.cases:
            return draft_row(desk, draft_id)
        raise ExampleNameTaken
    if replaces is None:
        cases = (*rules.cases, case)
    elif replaces in {one.name for one in rules.cases}:
        cases = tuple(case if one.name == replaces else one for one in rules.cases)
    elif case in rules.cases:
        return draft_row(desk, draft_id)
    else:
        raise NotVisible
    return save_text(desk, draft_id, written(replace(rules, cases=cases)), seen=seen)


def drop_example(desk: Desk, draft_id: UUID, name: str, *, seen: int) -> RuleDraft:
    """Take an example out; a second tap finds it gone. Raises DraftClosed, StaleRevision, InvalidRules."""
    revision = draft_row(desk, draft_id).revision
    rules = readable(desk, draft_id)
    kept = tuple(case for case in rules.cases if case.name != name)
    if len(kept) == len(rules.cases):
        if not 0 <= seen < revision:
            raise StaleRevision
        return draft_row(desk, draft_id)
    return save_text(desk, draft_id, written(replace(rules, cases=kept)), seen=seen)
