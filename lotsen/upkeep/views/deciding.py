"""Coordinators decide: what is proposed beside what stands there, field by field."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.kernel import LotsenError
from lotsen.policy import Permission
from lotsen.upkeep import actions, forms
from lotsen.upkeep.domain import AlreadyDecided, DoNotGoTogether, NothingChosen, ProposalState
from lotsen.upkeep.opened import Opened
from lotsen.upkeep.views.area import Answer, area
from lotsen.upkeep.wording import field_label
from lotsen.web.i18n import gettext, render_error_text


@area.page("/proposals/<uuid:proposal_id>", needs=Permission.DIRECTORY_WRITE)
def proposal(desk: Desk, proposal_id: UUID) -> Answer:
    """Show one proposal with every difference."""
    return _page(desk, actions.read_proposal(desk, proposal_id))


@area.page("/proposals/<uuid:proposal_id>/take-over", needs=Permission.DIRECTORY_WRITE, methods=("POST",))
def take_over(desk: Desk, proposal_id: UUID) -> Answer:
    """Take over the ticked fields, or a missing service as a whole."""
    opened = actions.read_proposal(desk, proposal_id)
    form = _take_over_form(desk, opened)
    if request.form.get("step") == "show":
        return _page(desk, opened, form=form)
    if not form.validate_on_submit():
        return _page(desk, opened, form=form, status=422)
    try:
        service_id = actions.take_over(
            desk,
            proposal_id,
            frozenset(form.fields_chosen.data or ()),
            organization_id=form.organization,
            protected=bool(form.protected_address.data),
        )
    except (NothingChosen, DoNotGoTogether, AlreadyDecided) as error:
        return _page(desk, opened, form=form, refusal=error, status=max(error.status, 409))
    flash(gettext("The entry is saved."), "success")
    if opened.proposal.service_id is None:
        return redirect(url_for(".proposal", proposal_id=proposal_id), 303)
    return redirect(url_for("directory.service", service_id=service_id), 303)


@area.page("/proposals/<uuid:proposal_id>/refuse", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def refuse(desk: Desk, proposal_id: UUID) -> Answer:
    """Refuse a proposal with a reason, which whoever proposed it reads."""
    opened = actions.read_proposal(desk, proposal_id)
    form = forms.RefuseForm()
    if form.validate_on_submit():
        actions.refuse_proposal(desk, proposal_id, form.said)
        flash(gettext("The proposal is not taken over. The entry stays as it was."), "success")
        return redirect(url_for(".overview"), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("upkeep/refuse.html", form=form, opened=opened), status


def _take_over_form(desk: Desk, opened: Opened) -> forms.TakeOverForm:
    form, offer = forms.TakeOverForm(), None
    leaders = dict.fromkeys(change.leader for change in opened.changes)
    if opened.proposal.service_id is None:
        if not form.is_submitted():
            form.organization_text.data = request.args.get("organization_text", "")
            form.choose_organization(actions.alike_organization(desk, opened))
        offer = directory.offer_organizations(
            desk, form.organization_text.data or "", [form.organization_id.data]
        )
    form.offer([(name, field_label(name)) for name in leaders], offer)
    return form


def _page(
    desk: Desk,
    opened: Opened,
    *,
    form: forms.TakeOverForm | None = None,
    refusal: LotsenError | None = None,
    status: int = 200,
) -> Answer:
    if form is None:
        form = _take_over_form(desk, opened)
        form.fields_chosen.data = [c.leader for c in opened.changes if not c.is_contested and not c.is_done]
        form.protected_address.data = opened.is_protected
    is_new, is_open = opened.proposal.service_id is None, opened.proposal.state is ProposalState.OPEN
    return render_template(
        "upkeep/proposal.html",
        opened=opened,
        form=form,
        is_new=is_new,
        is_open=is_open,
        look_alikes=actions.look_alikes(desk, opened) if is_new and is_open else (),
        names=actions.names_in(desk, opened.changes),
        refusal=render_error_text(refusal) if refusal else "",
    ), status
