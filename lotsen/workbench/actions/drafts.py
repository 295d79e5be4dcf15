"""Write a draft of the rules: begin it, read it with all that is wrong with it, change it, give it up."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.referral.actions import current_rules, current_version, published_version
from lotsen.referral.rules import (
    Rule,
    RuleSet,
    default_rules,
    write_rules,
)
from lotsen.workbench.checking import Checked, checked, rules_of, written
from lotsen.workbench.domain import DraftClosed, DraftOrigin, DraftState, LastRule, RuleIdTaken
from lotsen.workbench.tables import RuleDraft, RuleDraftWriter


@dataclass(frozen=True)
class DraftView:
    """A draft with what is known about its text, and who has worked on it."""

    row: RuleDraft
    checked: Checked
    writers: frozenset[UUID]

    @property
    def is_open(self) -> bool:
        """Say whether it may be changed."""
        return self.row.state is DraftState.OPEN


def begin_draft(desk: Desk, row_id: UUID, *, title: str, version_id: UUID | None = None) -> RuleDraft:
    """Begin a draft from the rules in force or an earlier version; the same id again is the same draft."""
    in_force = current_version(desk)
    if version_id is None or (in_force is not None and in_force.id == version_id):
        text = write_rules(current_rules(desk))
        return begin(desk, row_id, title, text, DraftOrigin.IN_FORCE, in_force.id if in_force else None)
    _, earlier = published_version(desk, version_id)
    return begin(desk, row_id, title, write_rules(earlier), DraftOrigin.EARLIER, version_id)


def begin_shipped_draft(desk: Desk, row_id: UUID, *, title: str) -> RuleDraft:
    """Begin a draft from the rules that came with the release; the same id again is the same draft."""
    return begin(desk, row_id, title, write_rules(default_rules()), DraftOrigin.SHIPPED)


def list_drafts(desk: Desk) -> tuple[RuleDraft, ...]:
    """Return all drafts: those that are being written first, the newest first among them."""
    rows = desk.db.exec(select(RuleDraft).order_by(col(RuleDraft.begun_at).desc(), col(RuleDraft.id))).all()
    going = (DraftState.OPEN, DraftState.SUBMITTED)
    return tuple(sorted(rows, key=lambda row: row.state not in going))


def read_draft(desk: Desk, draft_id: UUID) -> DraftView:
    """Return a draft with its faults and examples. Raises NotVisible."""
    return _view(desk, draft_row(desk, draft_id))


def save_text(desk: Desk, draft_id: UUID, text: str, *, seen: int, title: str | None = None) -> RuleDraft:
    """Store the whole text of a draft, faults and all: a draft may be wrong until it is handed in.

    The same text again changes nothing. Raises DraftClosed, StaleRevision.
    """
    row = draft_row(desk, draft_id, lock=True)
    if row.text == text and title in (None, row.title):
        return row
    if row.state is not DraftState.OPEN:
        raise DraftClosed
    if row.revision != seen:
        raise StaleRevision
    row.text, row.title = text, row.title if title is None else title
    return _stored(desk, row)


def save_rule(desk: Desk, draft_id: UUID, rule: Rule, *, replaces: str | None, seen: int) -> RuleDraft:
    """Put a rule in the place of another, or at the end. Raises InvalidRules, RuleIdTaken, StaleRevision."""
    rules = readable(desk, draft_id)
    taken = {one.id for one in rules.rules} - {replaces}
    if rule.id in taken:
        if replaces is None and rule in rules.rules:
            return draft_row(desk, draft_id)
        raise RuleIdTaken
    if replaces is None:
        changed = (*rules.rules, rule)
    else:
        if replaces not in {one.id for one in rules.rules}:
            raise NotVisible
        changed = tuple(rule if one.id == replaces else one for one in rules.rules)
    return save_text(desk, draft_id, written(replace(rules, rules=changed)), seen=seen)


def drop_rule(desk: Desk, draft_id: UUID, rule_id: str, *, seen: int) -> RuleDraft:
    """Take a rule out, and out of what the examples expect; a second tap finds it gone.

    Raises LastRule, StaleRevision, NotVisible.
    """
    revision = draft_row(desk, draft_id).revision
    rules = readable(desk, draft_id)
    kept = tuple(rule for rule in rules.rules if rule.id != rule_id)
    if len(kept) == len(rules.rules):
        if not 0 <= seen < revision:
            raise NotVisible
        return draft_row(desk, draft_id)
    if not kept:
        raise LastRule
    cases = tuple(
        replace(
            case,
            expect=replace(
                case.expect,
                fires=case.expect.fires - {rule_id},
                open=case.expect.open - {rule_id},
                silent=case.expect.silent - {rule_id},
            ),
        )
        for case in rules.cases
    )
    return save_text(desk, draft_id, written(replace(rules, rules=kept, cases=cases)), seen=seen)


def discard_draft(desk: Desk, draft_id: UUID) -> None:
    """Give a draft up; it stays in the list of ended ones. Raises DraftClosed for a published one."""
    row = draft_row(desk, draft_id, lock=True)
    if row.state is DraftState.DISCARDED:
        return
    if row.state is DraftState.PUBLISHED:
        raise DraftClosed
    row.state, row.ended_at, row.ended_by = DraftState.DISCARDED, desk.clock.now(), person(desk)
    desk.db.add(row)
    desk.vault.note("rule_draft_discarded", record_class="rule-draft", row=row.id)


def draft_row(desk: Desk, draft_id: UUID, *, lock: bool = False) -> RuleDraft:
    """Return a draft as it lies in the store. Raises NotVisible."""
    query = select(RuleDraft).where(RuleDraft.id == draft_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    return row


def person(desk: Desk) -> UUID:
    """Return who is at work. Raises NotVisible for nobody."""
    if desk.actor.person_id is None:
        raise NotVisible
    return desk.actor.person_id


def begin(
    desk: Desk,
    row_id: UUID,
    title: str,
    text: str,
    origin: DraftOrigin,
    based_on: UUID | None = None,
    *,
    brought: str | None = None,
) -> RuleDraft:
    """Store a new draft, or return the one that has this id; `brought` is the file it came from."""
    known = desk.db.get(RuleDraft, row_id)
    if known is not None:
        return known
    now = desk.clock.now()
    row = RuleDraft(
        id=row_id,
        title=title,
        origin=origin,
        based_on=based_on,
        text=text,
        brought=brought,
        begun_at=now,
        begun_by=person(desk),
        saved_at=now,
    )
    desk.db.add(row)
    desk.db.flush()
    _remember_writer(desk, row)
    desk.vault.note("rule_draft_begun", record_class="rule-draft", row=row.id)
    return row


def _stored(desk: Desk, row: RuleDraft) -> RuleDraft:
    row.revision += 1
    row.saved_at = desk.clock.now()
    desk.db.add(row)
    _remember_writer(desk, row)
    desk.vault.note("rule_draft_saved", record_class="rule-draft", row=row.id)
    return row


def _remember_writer(desk: Desk, row: RuleDraft) -> None:
    if person(desk) not in _writers(desk, row.id):
        desk.db.add(RuleDraftWriter(draft_id=row.id, person_id=person(desk)))
        desk.db.flush()


def _writers(desk: Desk, draft_id: UUID) -> frozenset[UUID]:
    query = select(RuleDraftWriter.person_id).where(RuleDraftWriter.draft_id == draft_id)
    return frozenset(desk.db.exec(query).all())


def _view(desk: Desk, row: RuleDraft) -> DraftView:
    return DraftView(row, checked(row.text), _writers(desk, row.id))


def readable(desk: Desk, draft_id: UUID) -> RuleSet:
    """Return the rule set of a draft. Raises InvalidRules where its text cannot be read, NotVisible."""
    return rules_of(draft_row(desk, draft_id).text)
