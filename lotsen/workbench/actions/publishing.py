"""Bring a draft into force: one person hands it in, another one looks at it and publishes it."""

from dataclasses import replace
from uuid import UUID

from lotsen.desk import Desk
from lotsen.kernel import StaleRevision
from lotsen.referral.actions import (
    current_version,
    next_version,
    publish_rule_set,
    published_version,
)
from lotsen.referral.rules import RuleSetStatus, write_rules
from lotsen.referral.tables import RuleSetVersion
from lotsen.workbench.actions.drafts import draft_row, person, read_draft
from lotsen.workbench.actions.trying import findings
from lotsen.workbench.checking import is_usable
from lotsen.workbench.domain import (
    DraftClosed,
    DraftNotReady,
    DraftState,
    RulesMovedOn,
    SecondPersonNeeded,
)
from lotsen.workbench.tables import RuleDraft


def submit_draft(desk: Desk, draft_id: UUID, *, seen: int) -> RuleDraft:
    """Hand a draft in; from now on it stays as it is. Raises DraftNotReady, DraftClosed, StaleRevision."""
    row = draft_row(desk, draft_id, lock=True)
    if row.state is DraftState.SUBMITTED:
        return row
    if row.state is not DraftState.OPEN:
        raise DraftClosed
    if row.revision != seen:
        raise StaleRevision
    if not _is_ready(desk, draft_id):
        raise DraftNotReady
    row.state = DraftState.SUBMITTED
    row.submitted_at, row.submitted_by = desk.clock.now(), person(desk)
    desk.db.add(row)
    desk.vault.note("rule_draft_submitted", record_class="rule-draft", row=row.id)
    return row


def take_draft_back(desk: Desk, draft_id: UUID) -> RuleDraft:
    """Open a draft that was handed in for changes again. Raises DraftClosed for an ended one."""
    row = draft_row(desk, draft_id, lock=True)
    if row.state is DraftState.OPEN:
        return row
    if row.state is not DraftState.SUBMITTED:
        raise DraftClosed
    row.state, row.submitted_at, row.submitted_by = DraftState.OPEN, None, None
    desk.db.add(row)
    desk.vault.note("rule_draft_taken_back", record_class="rule-draft", row=row.id)
    return row


def may_publish(desk: Desk, draft_id: UUID) -> bool:
    """Say whether somebody has not worked on a draft herself."""
    view = read_draft(desk, draft_id)
    return person(desk) not in view.writers | {view.row.begun_by, view.row.submitted_by}


def publish_draft(desk: Desk, draft_id: UUID, *, in_force: UUID | None, seen: int) -> RuleSetVersion:
    """Put a draft that was handed in in force, as the next version; a second tap does nothing.

    `in_force` is the version the reader compared it with, `seen` the revision of the draft she looked at:
    who takes a draft back and changes it has it looked at again. Raises SecondPersonNeeded, DraftClosed,
    StaleRevision, DraftNotReady, RulesMovedOn.
    """
    row = draft_row(desk, draft_id, lock=True)
    view = read_draft(desk, draft_id)
    if row.state is DraftState.PUBLISHED and row.version_id is not None:
        return published_version(desk, row.version_id)[0]
    if row.state is not DraftState.SUBMITTED:
        raise DraftClosed
    if not may_publish(desk, draft_id):
        raise SecondPersonNeeded
    if row.revision != seen:
        raise StaleRevision
    if view.checked.rules is None or not _is_ready(desk, draft_id):
        raise DraftNotReady
    present = current_version(desk)
    if (present.id if present else None) != in_force:
        raise RulesMovedOn
    rules = replace(view.checked.rules, version=next_version(desk, view.checked.rules.id))
    if rules.status is RuleSetStatus.DRAFT:
        rules = replace(rules, status=RuleSetStatus.NEEDS_SIGN_OFF)
    version = publish_rule_set(
        desk, write_rules(rules), drafted_by=row.submitted_by, published_by=person(desk)
    )
    row.state, row.ended_at, row.ended_by = DraftState.PUBLISHED, desk.clock.now(), person(desk)
    row.version_id = version.id
    desk.db.add(row)
    desk.vault.note("rule_draft_published", record_class="rule-draft", row=row.id)
    return version


def _is_ready(desk: Desk, draft_id: UUID) -> bool:
    """Say whether neither a fault, nor an example, nor a rule that can never fire stands in the way."""
    found = read_draft(desk, draft_id).checked
    return found.rules is not None and found.is_ready and is_usable(findings(desk, found.rules))
