"""Drafts: which there are, one of them with its faults and examples, and its text as a whole."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.kernel import StaleRevision
from lotsen.policy import Permission
from lotsen.referral.actions import read_rulebook
from lotsen.referral.rules import (
    OF_THE_PLACE,
    CaseOutcome,
    LeftOut,
    RuleProblem,
    RuleSet,
    Severity,
    write_rules,
)
from lotsen.web.forms import RevisedForm
from lotsen.web.i18n import format_number, gettext
from lotsen.workbench import actions
from lotsen.workbench.domain import DraftClosed, DraftState
from lotsen.workbench.forms import BeginForm, HeadForm, TextForm
from lotsen.workbench.views import saying
from lotsen.workbench.views.area import MOST_COMPLAINTS, Answer, area, complaints, mend_first, names_of
from lotsen.workbench.views.listing import rules_listed

YAML = "application/yaml; charset=utf-8"
RED_SHOWN = 10
"""Examples that come out differently on the page of a draft; all of them are on the page of the examples."""
ONE = "/drafts/<uuid:draft_id>"


@area.page("/drafts", needs=Permission.RULES_WRITE, methods=("GET", "POST"), name="drafts")
def every(desk: Desk) -> Answer:
    """List the drafts and begin another one: from the rules in force, an earlier version, or a file."""
    form = BeginForm()
    if form.validate_on_submit():
        title = str(form.title.data)
        if form.text is not None:
            row = actions.import_draft(desk, form.row_id, title=title, text=form.text)
        elif form.is_shipped:
            row = actions.begin_shipped_draft(desk, form.row_id, title=title)
        else:
            row = actions.begin_draft(desk, form.row_id, title=title, version_id=form.version)
        flash(
            gettext("The draft is begun. The rules in force stay as they are until it is published."),
            "success",
        )
        return redirect(url_for(".draft", draft_id=row.id), 303)
    rows = actions.list_drafts(desk)
    return render_template(
        "workbench/drafts.html",
        form=form,
        rows=rows,
        names=names_of(desk, {row.begun_by for row in rows}),
        book=read_rulebook(desk),
    ), 422 if form.is_submitted() else 200


@area.page(ONE, needs=Permission.RULES_WRITE)
def draft(desk: Desk, draft_id: UUID) -> Answer:
    """Show a draft: what it says, what is wrong with it, how its examples come out, and what comes next."""
    return draft_page(desk, draft_id)


@area.page(f"{ONE}/head", needs=Permission.RULES_WRITE, methods=("GET", "POST"))
def head(desk: Desk, draft_id: UUID) -> Answer:
    """Change what a rule set says of itself."""
    view = actions.read_draft(desk, draft_id)
    if view.checked.rules is None:
        return mend_first(draft_id)
    form = HeadForm(data={"revision": str(view.row.revision)})
    status = 200
    if not form.is_submitted():
        form.show(view.row.title, view.checked.rules)
    elif form.validate():
        changed = write_rules(form.changed(view.checked.rules))
        answer = _saved(desk, draft_id, changed, form, title=str(form.change.data))
        if not isinstance(answer, int):
            return answer
        status = answer
        form.revision.data = str(view.row.revision)
    else:
        status = 422
    return render_template("workbench/head.html", view=view, form=form, is_stale=status == 409), status


@area.page(f"{ONE}/text", needs=Permission.RULES_WRITE, methods=("GET", "POST"))
def text(desk: Desk, draft_id: UUID) -> Answer:
    """Write the rule set as text; it is kept with its faults, which are listed with their lines."""
    view = actions.read_draft(desk, draft_id)
    form = TextForm(data={"revision": str(view.row.revision), "text": view.row.text})
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        written = "\n".join(str(form.text.data).splitlines()) + "\n"
        answer = _saved(desk, draft_id, written, form)
        if not isinstance(answer, int):
            return answer
        status = answer
        form.revision.data = str(view.row.revision)
    return render_template(
        "workbench/text.html",
        view=view,
        form=form,
        complaints=complaints(view.checked.problems),
        stored=view.row.text if status == 409 else None,
    ), status


@area.page(f"{ONE}/rules.yaml", needs=Permission.RULES_WRITE, name="draft_file")
def file(desk: Desk, draft_id: UUID) -> Response:
    """Hand out a draft as a file."""
    view = actions.read_draft(desk, draft_id)
    name = view.checked.rules.id if view.checked.rules else "rules"
    return as_file(view.row.text, f"{name}-draft.yaml")


def as_file(written: str, name: str) -> Response:
    """Answer with a text to be kept."""
    answer = Response(written, content_type=YAML)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def draft_page(desk: Desk, draft_id: UUID, refusal: str = "", status: int = 200) -> tuple[str, int]:
    """Render a draft, with the sentence of a refused step above it."""
    view = actions.read_draft(desk, draft_id)
    row, rules = view.row, view.checked.rules
    found = () if rules is None else actions.findings(desk, rules)
    misfit = actions.misfit(desk, draft_id)
    lacking = [it for it in found if misfit is not None and it.reason.message in OF_THE_PLACE]
    found = tuple(it for it in found if it not in lacking)
    return render_template(
        "workbench/draft.html",
        view=view,
        row=row,
        rules=rules,
        found=[
            (finding, saying.finding(finding.reason))
            for finding in sorted(found, key=_heaviest)[:MOST_COMPLAINTS]
        ],
        found_more=max(0, len(found) - MOST_COMPLAINTS),
        listed=rules_listed(desk, view, found),
        hard=sum(1 for finding in found if finding.severity is Severity.ERROR),
        misfit=misfit,
        lacking=[saying.finding(finding.reason) for finding in lacking],
        left_out=[] if misfit is None else _left_out(misfit.left_out),
        refusal=refusal,
        seen=RevisedForm(formdata=None, data={"revision": str(row.revision)}),
        complaints=complaints(view.checked.problems),
        red=[] if rules is None else _red(view, rules),
        may_publish=row.state is DraftState.SUBMITTED and actions.may_publish(desk, draft_id),
        names=names_of(desk, {row.begun_by, row.submitted_by, row.ended_by, *view.writers}),
    ), status


def _left_out(entries: Sequence[LeftOut]) -> list[tuple[str, list[str]]]:
    """Name the first entries of a file that do not fit here, with every reason."""
    shown = [(_named(one), complaints(one.problems)) for one in entries[:MOST_COMPLAINTS]]
    more = len(entries) - MOST_COMPLAINTS
    return shown + ([(gettext("… and %(count)s more.", count=format_number(more)), [])] if more > 0 else [])


def _named(entry: LeftOut) -> str:
    """Name what was left out; a rule may stay without one of the types of service it prefers."""
    if entry.kind == "prefer":
        return gettext("%(rule)s, which stays without a type of service", rule=entry.name)
    return entry.name


def _red(view: actions.DraftView, rules: RuleSet) -> list[tuple[CaseOutcome, list[str]]]:
    """Return the first examples that come out differently, with what is different."""
    red = [outcome for outcome in view.checked.outcomes if not outcome.is_green]
    return [
        (outcome, [saying.difference(reason, rules) for reason in outcome.differences])
        for outcome in red[:RED_SHOWN]
    ]


def _heaviest(finding: RuleProblem) -> bool:
    """Sort what keeps a draft from being published to the front."""
    return finding.severity is not Severity.ERROR


def _saved(
    desk: Desk, draft_id: UUID, written: str, form: RevisedForm, *, title: str | None = None
) -> Response | int:
    """Store a text and lead back to the draft; a status where somebody else was quicker."""
    try:
        actions.save_text(desk, draft_id, written, seen=form.seen_revision, title=title)
    except (StaleRevision, DraftClosed) as refused:
        if isinstance(refused, DraftClosed):
            flash(gettext(refused.message), "warning")
        return refused.status
    flash(gettext("The draft is saved."), "success")
    return redirect(url_for(".draft", draft_id=draft_id), 303)
