"""One rule of a draft as a form."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.policy import Permission
from lotsen.referral.rules import InvalidRules, Rule, RuleSet, load_floor
from lotsen.web.forms import RevisedForm
from lotsen.web.i18n import gettext, listed
from lotsen.workbench import actions
from lotsen.workbench.domain import DraftClosed, LastRule, RuleIdTaken
from lotsen.workbench.forms import RuleForm
from lotsen.workbench.views.area import Answer, area, complaint, mend_first, stale_sentence
from lotsen.workbench.views.drafts import ONE, draft_page

RULE = f"{ONE}/rule/<path:rule_id>"


@area.page(f"{ONE}/new-rule", needs=Permission.RULES_WRITE, methods=("GET", "POST"))
def new_rule(desk: Desk, draft_id: UUID) -> Answer:
    """Write a further rule."""
    return _page(desk, draft_id, None)


@area.page(RULE, needs=Permission.RULES_WRITE, methods=("GET", "POST"), name="rule")
def one(desk: Desk, draft_id: UUID, rule_id: str) -> Answer:
    """Change a rule; one that is nested too deeply for the form is shown with the way to the text."""
    return _page(desk, draft_id, rule_id)


@area.page(f"{RULE}/drop", needs=Permission.RULES_WRITE, methods=("POST",))
def drop(desk: Desk, draft_id: UUID, rule_id: str) -> Answer:
    """Take a rule out of the draft."""
    try:
        actions.drop_rule(desk, draft_id, rule_id, seen=RevisedForm().seen_revision)
    except (StaleRevision, DraftClosed, LastRule) as refused:
        return draft_page(desk, draft_id, gettext(refused.message), refused.status)
    flash(gettext("The rule is taken out of the draft."), "success")
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def _page(desk: Desk, draft_id: UUID, rule_id: str | None) -> Answer:
    view = actions.read_draft(desk, draft_id)
    rules = view.checked.rules
    if rules is None:
        return mend_first(draft_id)
    before = _known(rules, rule_id)
    form = RuleForm(data={"revision": str(view.row.revision), "rule_id": rule_id or ""})
    refusals: list[str] = []
    can_show, status = True, 200
    if not form.is_submitted():
        can_show = before is None or form.show(before)
        form.offer(rules, load_floor())
    else:
        form.offer(rules, load_floor())
        status, refusals = _sent(desk, draft_id, form, before)
        if status == 303:
            return redirect(url_for(".draft", draft_id=draft_id), 303)
    return render_template(
        "workbench/rule.html",
        view=view,
        form=form,
        before=before,
        can_show=can_show,
        refusals=refusals,
        is_stale=status == StaleRevision.status,
    ), status


def _known(rules: RuleSet, rule_id: str | None) -> Rule | None:
    if rule_id is None:
        return None
    found = next((rule for rule in rules.rules if rule.id == rule_id), None)
    if found is None:
        raise NotVisible
    return found


def _sent(desk: Desk, draft_id: UUID, form: RuleForm, before: Rule | None) -> tuple[int, list[str]]:
    """Add or take away a row, or store the rule: the status of the answer, and what was refused."""
    if _changed_rows(form, request.form):
        return 200, []
    if not form.validate():
        return 422, []
    replaces = None if before is None else before.id
    rule = form.rule(before)
    try:
        actions.save_rule(desk, draft_id, rule, replaces=replaces, seen=form.seen_revision)
    except InvalidRules as invalid:
        return 422, [complaint(problem) for problem in invalid.problems]
    except RuleIdTaken as taken:
        form.rule_id.errors = [gettext(taken.message)]
        return taken.status, []
    except (StaleRevision, DraftClosed) as refused:
        form.revision.data = str(actions.read_draft(desk, draft_id).row.revision)
        return refused.status, [stale_sentence(refused)]
    flash(gettext("The rule is saved in the draft."), "success")
    if before is not None and (left := form.left_behind(before, rule)):
        flash(
            gettext(
                "The German reason is new. Please look whether it is still right in: %(languages)s",
                languages=listed(left),
            ),
            "warning",
        )
    return 303, []


def _changed_rows(form: RuleForm, sent: Mapping[str, str]) -> bool:
    """Say whether only a row was asked for, or taken away; nothing is stored then."""
    at = sent.get("drop", "")
    if at.isascii() and at.isdigit():
        form.drop_row(int(at))
        return True
    if "add" in sent and form.add_fact.data:
        form.add_row(str(form.add_fact.data))
        return True
    return False
