"""The steps of a draft: hand in, take back, publish, discard."""

from uuid import UUID

from flask import flash, redirect, request, url_for

from lotsen.desk import Desk
from lotsen.kernel import LotsenError
from lotsen.policy import Permission
from lotsen.web.forms import RevisedForm
from lotsen.web.i18n import gettext, render_error_text
from lotsen.workbench import actions
from lotsen.workbench.views.area import Answer, area
from lotsen.workbench.views.compare import compare_page
from lotsen.workbench.views.drafts import ONE, draft_page


@area.page(f"{ONE}/submit", needs=Permission.RULES_WRITE, methods=("POST",))
def submit(desk: Desk, draft_id: UUID) -> Answer:
    """Hand a draft in."""
    try:
        actions.submit_draft(desk, draft_id, seen=RevisedForm().seen_revision)
    except LotsenError as refused:
        return _refused(desk, draft_id, refused)
    flash(gettext("The draft is handed in. A second person can publish it now."), "success")
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@area.page(f"{ONE}/take-back", needs=Permission.RULES_WRITE, methods=("POST",))
def take_back(desk: Desk, draft_id: UUID) -> Answer:
    """Open a draft for changes again."""
    try:
        actions.take_draft_back(desk, draft_id)
    except LotsenError as refused:
        return _refused(desk, draft_id, refused)
    flash(gettext("The draft can be changed again."), "success")
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@area.page(f"{ONE}/publish", needs=Permission.RULES_WRITE, methods=("POST",))
def publish(desk: Desk, draft_id: UUID) -> Answer:
    """Put a draft in force, as it was compared with the rules that hold now."""
    sent = request.form.get("in_force", "")
    try:
        compared = UUID(sent) if sent else None
    except ValueError:
        compared = draft_id
    try:
        version = actions.publish_draft(desk, draft_id, in_force=compared, seen=RevisedForm().seen_revision)
    except LotsenError as refused:
        return compare_page(desk, draft_id, render_error_text(refused), refused.status)
    flash(gettext("Version %(number)s is published.", number=version.version), "success")
    return redirect(url_for("referral.rule_set"), 303)


@area.page(f"{ONE}/discard", needs=Permission.RULES_WRITE, methods=("POST",))
def discard(desk: Desk, draft_id: UUID) -> Answer:
    """Give a draft up."""
    try:
        actions.discard_draft(desk, draft_id)
    except LotsenError as refused:
        return _refused(desk, draft_id, refused)
    flash(gettext("The draft is discarded. It stays in the list."), "success")
    return redirect(url_for(".drafts"), 303)


def _refused(desk: Desk, draft_id: UUID, refused: LotsenError) -> Answer:
    """Show the draft as it is now, with the reason why the step was not taken."""
    return draft_page(desk, draft_id, render_error_text(refused), refused.status)
