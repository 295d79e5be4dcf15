"""The receiver's pages: the work list, one hand-over, and a page for each step."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.kernel import LotsenError, StaleRevision, local_day
from lotsen.policy import Permission
from lotsen.referral import actions, domain, forms
from lotsen.referral.domain import HandoverClosed, ReferralStatus, TransitionRefused, WorkTab
from lotsen.referral.tables import Referral
from lotsen.referral.views import wording
from lotsen.referral.views.area import Answer, area
from lotsen.referral.views.next_steps import next_steps
from lotsen.web.i18n import gettext
from lotsen.web.paging import page_asked

Form = TypeVar("Form", bound=forms.StepForm)
_RECEIVE = Permission.REFERRAL_RECEIVE
_BOTH = ("GET", "POST")
_NOT_TAKEN_ON = frozenset({ReferralStatus.REQUESTED, ReferralStatus.RECEIVED})


@area.page("/work-list", needs=_RECEIVE)
def work_list(desk: Desk) -> str:
    """Show one part of the work list; every part with the count of its rows."""
    asked = request.args.get("tab", "")
    tab = WorkTab(asked) if asked in set(WorkTab) else WorkTab.NEW
    found = actions.list_work(desk, tab, page=page_asked())
    return render_template(
        "referral/work_list.html",
        found=found,
        tabs=list(WorkTab),
        url_of=lambda number: url_for(".work_list", tab=tab.value, page=number),
    )


@area.page("/received/<uuid:referral_id>", needs=_RECEIVE)
def received(desk: Desk, referral_id: UUID) -> str:
    """Show what was released, the own file, and the steps that are possible now."""
    view = actions.read_received(desk, referral_id)
    status = view.row.status
    primary, steps = next_steps(view)
    return render_template(
        "referral/received.html",
        view=view,
        handover=view.handover,
        primary=primary,
        steps=steps,
        may_reopen=_may_reopen(desk, view),
        many_attempts=len(view.work.attempts) >= domain.LAST_ATTEMPTS and not status.is_final,
        wording=wording,
    )


@area.page("/received/<uuid:referral_id>/confirm", needs=_RECEIVE, methods=("POST",))
def confirm(desk: Desk, referral_id: UUID) -> Answer:
    """Confirm receipt with one tap."""
    return _tap(desk, referral_id, actions.confirm_receipt, gettext("Receipt is confirmed."))


@area.page("/received/<uuid:referral_id>/accept", needs=_RECEIVE, methods=("POST",))
def accept(desk: Desk, referral_id: UUID) -> Answer:
    """Take the family on with one tap."""
    return _tap(desk, referral_id, actions.accept_referral, gettext("The family was taken on."))


@area.page("/received/<uuid:referral_id>/attempt", needs=_RECEIVE, methods=_BOTH)
def attempt(desk: Desk, referral_id: UUID) -> Answer:
    """Record that the family was not reached; the next date is proposed."""
    today = local_day(desk.clock)
    start: dict[str, object] = {}
    if request.method == "GET":
        tried = len(actions.read_received(desk, referral_id).work.attempts) + 1
        start = {"on": today, "by_phone": True, "next_on": domain.next_attempt(today, tried)}
    form = forms.AttemptForm(today, data=start)
    return _step(
        desk,
        referral_id,
        form,
        gettext("Not reached"),
        lambda: actions.record_attempt(
            desk, referral_id, form.said, on=form.on.data, next_on=form.next_on.data
        ),
    )


@area.page("/received/<uuid:referral_id>/contact", needs=_RECEIVE, methods=_BOTH)
def contact(desk: Desk, referral_id: UUID) -> Answer:
    """Record that the family was reached; after that, that help has begun."""
    today = local_day(desk.clock)
    if actions.received_row(desk, referral_id).status is ReferralStatus.STARTED:
        begun = forms.BegunForm(today, data={"on": today})
        return _step(
            desk,
            referral_id,
            begun,
            gettext("Help has begun"),
            lambda: actions.record_help(desk, referral_id, begun.said, on=begun.on.data),
        )
    form = forms.ContactForm(today, data={"on": today})
    return _step(
        desk,
        referral_id,
        form,
        gettext("Contact made"),
        lambda: actions.record_contact(
            desk, referral_id, form.said, on=form.on.data, help_begun=bool(form.help_begun.data)
        ),
    )


@area.page("/received/<uuid:referral_id>/waiting-list", needs=_RECEIVE, methods=_BOTH)
def waiting_list(desk: Desk, referral_id: UUID) -> Answer:
    """Record a waiting list, as a service said it."""
    form = forms.WaitingForm(local_day(desk.clock))

    def act() -> None:
        if form.chosen_reason is not None:
            actions.put_on_waiting_list(
                desk,
                referral_id,
                form.said,
                reason=form.chosen_reason,
                waiting_for=form.waiting_for.data or "",
                until=form.until.data,
            )

    return _step(desk, referral_id, form, gettext("Waiting list"), act)


@area.page("/received/<uuid:referral_id>/follow-up", needs=_RECEIVE, methods=_BOTH)
def follow_up(desk: Desk, referral_id: UUID) -> Answer:
    """Set the day to look again."""
    form = forms.FollowUpForm(local_day(desk.clock))
    return _step(
        desk,
        referral_id,
        form,
        gettext("Follow-up date"),
        lambda: actions.set_follow_up(desk, referral_id, form.said, on=form.on.data),
    )


@area.page("/received/<uuid:referral_id>/note", needs=_RECEIVE, methods=_BOTH)
def note(desk: Desk, referral_id: UUID) -> Answer:
    """Write a note into the own file."""
    form = forms.NoteForm()
    return _step(
        desk, referral_id, form, gettext("Note"), lambda: actions.add_note(desk, referral_id, form.said)
    )


@area.page("/received/<uuid:referral_id>/complete", needs=_RECEIVE, methods=_BOTH)
def complete(desk: Desk, referral_id: UUID) -> Answer:
    """Close with an outcome."""
    form = forms.CompleteForm()
    return _step(
        desk,
        referral_id,
        form,
        gettext("Close with an outcome"),
        lambda: actions.complete_referral(
            desk, referral_id, form.said, outcome=form.chosen_outcome, need_state=form.chosen_need_state
        ),
    )


@area.page("/received/<uuid:referral_id>/fail", needs=_RECEIVE, methods=_BOTH)
def fail(desk: Desk, referral_id: UUID) -> Answer:
    """Close because nothing came about."""
    form = forms.FailForm()
    if actions.received_row(desk, referral_id).status in _NOT_TAKEN_ON:
        form.before_contact()
    return _step(
        desk,
        referral_id,
        form,
        gettext("It did not come about"),
        lambda: actions.fail_referral(desk, referral_id, form.said, reason=form.chosen_reason),
    )


@area.page("/received/<uuid:referral_id>/reject", needs=_RECEIVE, methods=_BOTH)
def reject(desk: Desk, referral_id: UUID) -> Answer:
    """Refuse the referral with a reason."""
    form = forms.RejectForm()
    return _step(
        desk,
        referral_id,
        form,
        gettext("Reject the hand-over"),
        lambda: actions.reject_referral(desk, referral_id, form.said, reason=form.chosen_reason),
    )


@area.page("/received/<uuid:referral_id>/error", needs=_RECEIVE, methods=_BOTH)
def error(desk: Desk, referral_id: UUID) -> Answer:
    """Say that the hand-over was a mistake."""
    form = forms.ErrorForm()
    return _step(
        desk,
        referral_id,
        form,
        gettext("Entered by mistake"),
        lambda: actions.mark_as_error(desk, referral_id, form.said, reason=form.chosen_reason),
        gettext("For what was never meant: the hand-over is closed and leaves every count."),
    )


@area.page("/received/<uuid:referral_id>/reopen", needs=_RECEIVE, methods=_BOTH)
def reopen(desk: Desk, referral_id: UUID) -> Answer:
    """Take a closed referral up again."""
    form = forms.ReopenForm()
    return _step(
        desk,
        referral_id,
        form,
        gettext("Take up again"),
        lambda: actions.reopen_referral(desk, referral_id, form.said, reason=form.chosen_reason),
    )


@area.page("/received/<uuid:referral_id>/withdrawal", needs=_RECEIVE, methods=_BOTH)
def withdrawal(desk: Desk, referral_id: UUID) -> Answer:
    """Record that the family withdraws, also by phone; before acceptance the hand-over is gone at once."""
    form = forms.WithdrawalForm()
    stays = [True]

    def act() -> None:
        if form.chosen_reason is not None:
            stays[0] = actions.withdraw_by_phone(desk, referral_id, form.said, reason=form.chosen_reason)

    words = gettext("If you have not taken it on yet, it disappears here; otherwise your own file stays.")
    answer = _step(desk, referral_id, form, gettext("The family withdraws"), act, words)
    return answer if stays[0] else redirect(url_for(".work_list"), 303)


def _step(
    desk: Desk, referral_id: UUID, form: Form, title: str, act: Callable[[], None], words: str = ""
) -> Answer:
    """Show a step's form, or take the step; what was typed is kept where something is missing or stale."""
    row = actions.received_row(desk, referral_id)
    if not form.is_submitted():
        form.revision.data = str(row.revision)
        return _step_page(desk, row, form, title, words, None)
    if not form.validate():
        return _step_page(desk, row, form, title, words, None), 422
    try:
        act()
    except (StaleRevision, TransitionRefused, HandoverClosed) as refusal:
        form.revision.data = str(row.revision)
        return _step_page(desk, row, form, title, words, refusal), refusal.status
    flash(gettext("Saved."), "success")
    return redirect(url_for(".received", referral_id=referral_id), 303)


def _step_page(
    desk: Desk, row: Referral, form: forms.StepForm, title: str, words: str, refusal: LotsenError | None
) -> str:
    code, name = actions.name_received(desk, row)
    return render_template(
        "referral/step.html",
        form=form,
        title=title,
        words=words,
        referral_id=row.id,
        refusal=refusal,
        code=code,
        name=name,
    )


def _tap(
    desk: Desk, referral_id: UUID, act: Callable[[Desk, UUID, actions.Said], None], done: str
) -> Response:
    actions.received_row(desk, referral_id)
    form = forms.TapForm()
    if not form.validate():
        raise StaleRevision
    act(desk, referral_id, form.said)
    flash(done, "success")
    return redirect(url_for(".received", referral_id=referral_id), 303)


def _may_reopen(desk: Desk, view: actions.ReceivedView) -> bool:
    row = view.row
    if not row.status.is_final or row.status is ReferralStatus.ENTERED_IN_ERROR or row.closed_on is None:
        return False
    endings = [seen.event for seen in view.events if seen.event.target is row.status]
    if not endings or endings[-1].reason is domain.StatusReason.CONSENT_WITHDRAWN:
        return False
    return local_day(desk.clock) <= row.closed_on + domain.REOPEN_FOR
