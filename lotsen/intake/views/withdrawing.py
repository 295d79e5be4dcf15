"""How a consent ends, who hears of it, and what calling back showed."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.actions import FamilyView
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import ConsentDecision, ConsentPurpose
from lotsen.intake.domain.editing import FormName
from lotsen.intake.domain.labels import PURPOSE_LABELS
from lotsen.intake.views import drafting
from lotsen.intake.views.area import WITHDRAWAL_LISTENERS, Answer, WithdrawalListener, area
from lotsen.kernel import NotVisible, local_day
from lotsen.policy import Permission
from lotsen.web.i18n import gettext

_PATH = "/<uuid:family_id>/consents/<uuid:consent_id>"


@area.page(f"{_PATH}/withdraw", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def withdraw(desk: Desk, family_id: UUID, consent_id: UUID) -> Answer:
    """Let a consent end today; sharing stops in the same moment, nothing is deleted."""
    kept = drafting.keeping(desk, family_id, FormName.WITHDRAW, consent_id)
    view = actions.read_family(desk, family_id)
    found = [consent.statement for consent in view.consents if consent.id == consent_id]
    if not found or found[0].purpose is ConsentPurpose.NOTICE:
        raise NotVisible
    statement = found[0]
    form = kept.fill(forms.WithdrawForm, {"revision": _revision(view, statement)})
    conflict = None
    if form.validate_on_submit():
        conflict = _refuses_withdrawal(view, statement, form, kept)
        if conflict is None:
            actions.withdraw_consent(
                desk,
                family_id,
                purpose=statement.purpose,
                recipient_id=statement.recipient_id,
                by_phone=form.by_phone,
                note=form.note.data or "",
                given_by=form.giver,
                row_id=form.row_id,
            )
            kept.settle(form)
            tell(desk, family_id, statement, by_phone=form.by_phone)
            flash(gettext("The consent is withdrawn. Nothing is passed on any more."), "success")
            return redirect(url_for(".consents", family_id=family_id), 303)
    return render_template(
        "intake/withdraw.html",
        form=form,
        view=view,
        kept=kept,
        conflict=conflict,
        statement=statement,
        purposes=PURPOSE_LABELS,
        today=local_day(desk.clock),
    ), 409 if conflict else 422 if form.is_submitted() else 200


def _revision(view: FamilyView, about: ConsentStatement) -> str:
    """Count what was said about the same purpose and recipient."""
    here = (about.purpose, about.recipient_id)
    said = [one.statement for one in view.consents]
    return str(sum((one.purpose, one.recipient_id) == here for one in said))


def _refuses_withdrawal(
    view: FamilyView, statement: ConsentStatement, form: forms.WithdrawForm, kept: drafting.Keeping
) -> drafting.Conflict | None:
    """Refuse a withdrawal while another word on the same consent was recorded in between.

    A consent ends once: where it has ended, both versions are shown and only the stored one can stay, and no
    note is lost silently. One tap on the row types nothing that could be lost: it carries the revision 0.
    """
    is_own = any(consent.id == form.row_id for consent in view.consents)
    current = form.seen_revision if is_own or form.seen_revision == 0 else int(_revision(view, statement))
    last = view.statement(statement.purpose, statement.recipient_id)
    if is_own or last is None or last.decision is not ConsentDecision.WITHDRAWN:
        return kept.refuses(form, current)
    said = {"how": "phone" if last.by_phone else "in_person", "given_by": last.given_by, "note": last.note}
    stored = forms.WithdrawForm(formdata=None, data=said)
    rows = forms.versions(form, stored)
    conflict = kept.refuses(form, current, rows, may_keep=False)
    is_lost = (form.note.data or "") not in {"", last.note}
    return kept.conflict(rows, may_keep=False) if conflict is None and is_lost else conflict


@area.page(f"{_PATH}/call-back", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def call_back(desk: Desk, family_id: UUID, consent_id: UUID) -> Answer:
    """Record what calling back on the known number showed of a withdrawal by phone."""
    view = actions.read_family(desk, family_id)
    found = [consent.statement for consent in view.consents if consent.id == consent_id]
    if not found or not found[0].by_phone:
        raise NotVisible
    form = forms.CallBackForm()
    if form.validate_on_submit():
        actions.record_call_back(desk, family_id, consent_id, form.row_id, form.showed)
        flash(gettext("Saved."), "success")
        return redirect(url_for(".consents", family_id=family_id), 303)
    page = render_template(
        "intake/call_back.html", form=form, view=view, statement=found[0], purposes=PURPOSE_LABELS
    )
    return page, 422 if form.is_submitted() else 200


def tell(desk: Desk, family_id: UUID, statement: ConsentStatement, *, by_phone: bool) -> None:
    """Tell whoever shares that a consent has ended."""
    listeners: list[WithdrawalListener] = current_app.extensions.get(WITHDRAWAL_LISTENERS, [])
    for listener in listeners:
        listener(desk, family_id, statement.purpose, statement.recipient_id, by_phone)
