"""The order of proposals in a draft: what counts how much, tried on invented families before it is saved."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.kernel import StaleRevision
from lotsen.policy import Permission
from lotsen.referral.domain import RANKING_LABELS
from lotsen.referral.rules import NAMES, SHIPPED, in_points, write_rules
from lotsen.web.i18n import gettext
from lotsen.workbench import actions
from lotsen.workbench.actions.ranking import try_order
from lotsen.workbench.domain import DraftClosed
from lotsen.workbench.forms.ranking import ranking_form
from lotsen.workbench.views.area import Answer, area, mend_first, stale_sentence


@area.page("/drafts/<uuid:draft_id>/ranking", needs=Permission.RULES_WRITE, methods=("GET", "POST"))
def ranking(desk: Desk, draft_id: UUID) -> Answer:
    """Say what counts how much, and see what that changes."""
    view = actions.read_draft(desk, draft_id)
    rules = view.checked.rules
    if rules is None:
        return mend_first(draft_id)
    form = ranking_form(rules.ranking, view.row.revision)
    preview, refusal, status = None, "", 200
    if form.is_submitted():
        status = 422
        if form.validate():
            if request.form.get("step") == "try":
                preview, status = try_order(desk, rules, form.changed(rules)), 200
            else:
                try:
                    changed = write_rules(form.changed(rules))
                    actions.save_text(desk, draft_id, changed, seen=form.seen_revision)
                except (StaleRevision, DraftClosed) as refused:
                    refusal, status = stale_sentence(refused), refused.status
                    form.revision.data = str(view.row.revision)
                else:
                    flash(gettext("The draft is saved."), "success")
                    return redirect(url_for(".draft", draft_id=draft_id), 303)
    return render_template(
        "workbench/ranking.html",
        view=view,
        form=form,
        names=NAMES,
        labels=RANKING_LABELS,
        shipped={name: in_points(name, getattr(SHIPPED, name)) for name in NAMES},
        preview=preview,
        refusal=refusal,
    ), status
