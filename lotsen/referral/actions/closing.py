"""How a received referral ends: with an outcome, without one, taken back, or taken up again."""

from dataclasses import replace
from uuid import UUID

from lotsen.desk import Desk
from lotsen.kernel import local_day, new_id
from lotsen.referral import domain
from lotsen.referral.actions import telling
from lotsen.referral.actions.consenting import end_sharing
from lotsen.referral.actions.records import (
    Said,
    describe,
    find_casework,
    is_repeat,
    list_events,
    received_row,
    set_status,
    shares_feedback,
    write_event,
)
from lotsen.referral.actions.steps import (
    Step,
    begin_help,
    begin_step,
    keep_step,
    lead,
    make_contact,
    private_words,
    released_services,
)
from lotsen.referral.domain import (
    Deed,
    HandoverClosed,
    NeedState,
    Outcome,
    OutcomeMissing,
    Party,
    ReferralStatus,
    StatusReason,
)

_HELPED = frozenset({Outcome.HELP_RUNNING, Outcome.HELP_GIVEN})


def complete_referral(
    desk: Desk, referral_id: UUID, said: Said, *, outcome: Outcome | None, need_state: NeedState | None = None
) -> None:
    """Close with an outcome. Raises OutcomeMissing. An outcome means that the family was reached."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    if outcome is None:
        raise OutcomeMissing
    if step.row.status is not ReferralStatus.STARTED:
        make_contact(desk, step, None, new_id())
    if outcome in _HELPED:
        begin_help(desk, step, None)
    lead(desk, step, ReferralStatus.COMPLETED, outcome=outcome)
    _end(desk, step, outcome=outcome, need_state=need_state)


def fail_referral(desk: Desk, referral_id: UUID, said: Said, *, reason: StatusReason | None) -> None:
    """Close because nothing came about. Raises ReasonMissing. Never done by itself, only proposed."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    lead(desk, step, ReferralStatus.FAILED, reason=reason)
    _end(desk, step, reason=reason)


def reject_referral(desk: Desk, referral_id: UUID, said: Said, *, reason: StatusReason | None) -> None:
    """Refuse a referral. Raises ReasonMissing."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    lead(desk, step, ReferralStatus.REJECTED, reason=reason)
    _end(desk, step, reason=reason)


def mark_as_error(desk: Desk, referral_id: UUID, said: Said, *, reason: StatusReason | None) -> None:
    """Say that this was never meant. Raises ReasonMissing. It leaves every count."""
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    lead(desk, step, ReferralStatus.ENTERED_IN_ERROR, reason=reason)
    step.work.follow_up_on = None
    _bring_news(desk, step)
    keep_step(desk, step)


def withdraw_by_phone(
    desk: Desk,
    referral_id: UUID,
    said: Said,
    *,
    reason: StatusReason = StatusReason.CONSENT_WITHDRAWN,
) -> bool:
    """Write down that the family withdrew, as it said to the receiver; return whether it stays visible.

    Before acceptance the receiver loses the hand-over at once; afterwards its own file stays. The sender is
    told and keeps the proof of consent.
    """
    row = received_row(desk, referral_id, lock=True)
    if is_repeat(desk, row, said):
        return True
    end_sharing(desk, row, replace(said, on_behalf=Party.FAMILY), reason)
    row.told_sender = False
    row.shares_feedback = False
    desk.db.add(row)
    work = find_casework(desk, row)
    if work is not None:
        work.follow_up_on = None
        desk.db.add(work)
    return not row.recalled


def reopen_referral(desk: Desk, referral_id: UUID, said: Said, *, reason: StatusReason | None) -> None:
    """Take a closed referral up again within thirty days, where it was. Raises TransitionRefused.

    Where the consent has ended, a new consent and a new hand-over are needed.
    """
    step = begin_step(desk, referral_id, said)
    if step is None:
        return
    row = step.row
    endings = [view.event for view in list_events(desk, row) if view.event.target is row.status]
    if row.status is ReferralStatus.WITHDRAWN and (
        not endings or endings[-1].reason is StatusReason.CONSENT_WITHDRAWN
    ):
        raise HandoverClosed
    before = endings[-1].source if endings else None
    domain.check_reopening(
        row.status,
        before,
        by=Party.RECEIVER,
        reason=reason,
        closed_on=row.closed_on,
        today=local_day(desk.clock),
    )
    source = row.status
    set_status(desk, row, before or source)
    row.told_sender = row.told_sender or row.shares_feedback
    sheet = describe(desk, row, Deed.STATUS, private_words(desk, step)).model_copy(
        update={"source": source, "target": before, "reason": reason, "reopened": True}
    )
    known = before is not None and domain.sender_may_know(before, feedback=shares_feedback(desk, row))
    write_event(desk, row, said.row_id, sheet, row.subject_id if known else step.work.subject_id)
    step.sheet = step.sheet.model_copy(update={"outcome": None, "reason": None})
    desk.vault.note("referral_reopened", subject=row.subject_id, record_class="referral", row=row.id)
    keep_step(desk, step)


def _end(
    desk: Desk,
    step: Step,
    *,
    outcome: Outcome | None = None,
    reason: StatusReason | None = None,
    need_state: NeedState | None = None,
) -> None:
    update = {"outcome": outcome, "reason": reason, "need_state": need_state}
    step.sheet = step.sheet.model_copy(update=update)
    step.work.follow_up_on = None
    _bring_news(desk, step)
    keep_step(desk, step)
    counted = domain.counted_outcome(outcome, reason)
    telling.tell_outcome(desk, step.row.family_id, counted, released_services(desk, step.row))


def _bring_news(desk: Desk, step: Step) -> None:
    """Let the sender know that there is an ending to take note of, where the family agreed to feedback."""
    if shares_feedback(desk, step.row):
        step.row.told_sender = False
        desk.db.add(step.row)
