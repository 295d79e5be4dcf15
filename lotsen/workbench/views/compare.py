"""What a draft changes, seen before it is published, and what is different between two published versions."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.policy import Permission
from lotsen.referral.actions import read_rulebook
from lotsen.web.forms import RevisedForm
from lotsen.workbench import actions
from lotsen.workbench.domain import DraftState
from lotsen.workbench.views.area import Answer, area
from lotsen.workbench.views.changes import changes_of
from lotsen.workbench.views.drafts import ONE


@area.page(f"{ONE}/compare", needs=Permission.RULES_WRITE)
def compare(desk: Desk, draft_id: UUID) -> Answer:
    """Show what is different from the rules in force, and for how many invented families that matters.

    Here, and only here, the second person publishes what she has seen.
    """
    return compare_page(desk, draft_id)


def compare_page(desk: Desk, draft_id: UUID, refusal: str = "", status: int = 200) -> Answer:
    """Render the comparison, with the sentence of a refused publication above it."""
    view = actions.read_draft(desk, draft_id)
    found = actions.compare_draft(desk, draft_id)
    if found is None:
        if refusal:
            flash(refusal, "warning")
        return redirect(url_for(".draft", draft_id=draft_id), 303)
    return render_template(
        "workbench/compare.html",
        view=view,
        refusal=refusal,
        is_handed_in=view.row.state is DraftState.SUBMITTED,
        may_publish=view.row.state is DraftState.SUBMITTED and actions.may_publish(desk, draft_id),
        in_force=read_rulebook(desk).in_force,
        seen=RevisedForm(formdata=None, data={"revision": str(view.row.revision)}),
        **changes_of(found),
    ), status
