"""The examples of a draft: the list of them, and each as a form."""

import re
from collections import Counter
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.policy import Permission
from lotsen.referral.rules import (
    InvalidRules,
    RuleSet,
    UnitCase,
    evaluate,
    load_floor,
    rules_without_case,
)
from lotsen.referral.rules.cases import case_outcome
from lotsen.web.forms import RevisedForm
from lotsen.web.i18n import gettext
from lotsen.workbench import actions
from lotsen.workbench.checking import as_it_comes_out
from lotsen.workbench.domain import DraftClosed, ExampleNameTaken
from lotsen.workbench.forms import ExampleForm
from lotsen.workbench.views import saying
from lotsen.workbench.views.area import Answer, area, complaint, mend_first, stale_sentence
from lotsen.workbench.views.drafts import ONE
from lotsen.workbench.views.listing import examples_listed

LIST = f"{ONE}/examples"
SHOWN = 200
"""Examples of a kind that one page lists; a file may bring far more."""


@area.page(LIST, needs=Permission.RULES_WRITE)
def examples(desk: Desk, draft_id: UUID) -> Answer:
    """List the examples, those that come out differently first, and the rules that none of them shows."""
    return _list(desk, draft_id)


def _list(desk: Desk, draft_id: UUID, refusal: str = "", status: int = 200) -> Answer:
    view = actions.read_draft(desk, draft_id)
    rules = view.checked.rules
    if rules is None:
        return redirect(url_for(".draft", draft_id=draft_id), 303)
    listed = examples_listed(view, rules)
    told: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    count = Counter(view.checked.outcomes[one.entry].is_green for one in listed.kept)
    for one in listed.kept:
        case, outcome = rules.cases[one.entry], view.checked.outcomes[one.entry]
        if len(told[outcome.is_green]) < SHOWN:
            told[outcome.is_green].append(
                {
                    "at": one.entry,
                    "need": one.need or "",
                    "name": case.name,
                    "known": saying.known(case.case),
                    "expected": saying.expected(case, rules),
                    "differences": [saying.difference(reason, rules) for reason in outcome.differences],
                }
            )
    bare = set(rules_without_case(rules))
    return render_template(
        "workbench/examples.html",
        view=view,
        listed=listed,
        red=told[False],
        green=told[True],
        reds=count[False],
        greens=count[True],
        bare=[rule for rule in rules.rules if rule.id in bare],
        refusal=refusal,
    ), status


@area.page(f"{LIST}/new", needs=Permission.RULES_WRITE, methods=("GET", "POST"))
def new_example(desk: Desk, draft_id: UUID) -> Answer:
    """Write a further example: an empty one, a copy, one from what comes out, or one for a rule."""
    return _page(desk, draft_id, None)


@area.page(f"{LIST}/<int:at>", needs=Permission.RULES_WRITE, methods=("GET", "POST"))
def example(desk: Desk, draft_id: UUID, at: int) -> Answer:
    """Change an example."""
    return _page(desk, draft_id, at)


@area.page(f"{LIST}/drop", needs=Permission.RULES_WRITE, methods=("POST",))
def drop_example(desk: Desk, draft_id: UUID) -> Answer:
    """Take an example out of the draft."""
    name = request.form.get("example", "")
    try:
        actions.drop_example(desk, draft_id, name, seen=RevisedForm().seen_revision)
    except (StaleRevision, DraftClosed) as refused:
        return _list(desk, draft_id, gettext(refused.message), refused.status)
    flash(gettext("The example is taken out of the draft."), "success")
    return redirect(url_for(".examples", draft_id=draft_id), 303)


def _page(desk: Desk, draft_id: UUID, at: int | None) -> Answer:
    view = actions.read_draft(desk, draft_id)
    rules = view.checked.rules
    if rules is None:
        return mend_first(draft_id)
    form = ExampleForm(data={"revision": str(view.row.revision)})
    refusals: list[str] = []
    before = _changed(rules, form, at)
    status, tried = 200, before
    if not form.is_submitted():
        _begin(form, rules, before)
        tried = form.case(rules.valid_from) if before is None and form.verdicts.entries else before
        form.offer(rules, load_floor())
    else:
        form.offer(rules, load_floor())
        status, refusals, tried = _sent(desk, draft_id, form, rules)
        if status == 303:
            return redirect(url_for(".examples", draft_id=draft_id), 303)
    return render_template(
        "workbench/example.html",
        view=view,
        form=form,
        at=at,
        before=before,
        refusals=refusals,
        labels={ref: label for ref, _, label in form.people},
        tried=None if tried is None else _tried(tried, rules),
    ), status


def _begin(form: ExampleForm, rules: RuleSet, before: UnitCase | None) -> None:
    """Fill the form with an example; a new one may begin as a copy, as what comes out, or for a rule."""
    like = request.args.get("like", "")
    if before is not None:
        form.show(before, rules.valid_from)
    elif re.fullmatch("[0-9]{1,5}", like):
        case = _at(rules, int(like))
        found = as_it_comes_out(case, rules) if request.args.get("found") == "1" else case
        form.show(found, rules.valid_from)
        form.name.data = gettext("%(name)s (copy)", name=case.name)[:200]
    else:
        rule = next((one for one in rules.rules if one.id == request.args.get("rule")), None)
        form.begin(rule, rules.valid_from)


def _changed(rules: RuleSet, form: ExampleForm, at: int | None) -> UnitCase | None:
    """Return the example that is changed; what is sent changes the one its page was opened for."""
    if form.is_submitted():
        return next((case for case in rules.cases if case.name == form.was.data), None)
    before = None if at is None else _at(rules, at)
    form.was.data = "" if before is None else before.name
    return before


def _at(rules: RuleSet, at: int) -> UnitCase:
    if not 0 <= at < len(rules.cases):
        raise NotVisible
    return rules.cases[at]


def _sent(
    desk: Desk, draft_id: UUID, form: ExampleForm, rules: RuleSet
) -> tuple[int, list[str], UnitCase | None]:
    """Move rows, try the example, or store it: the status, what was refused, and the example to show."""
    if _changed_rows(form):
        form.offer(rules, load_floor())
        return 200, [], None
    if not form.validate():
        return 422, [], None
    case = form.case(rules.valid_from)
    if "try" in request.form:
        return 200, [], case
    if "adopt" in request.form:
        case = as_it_comes_out(case, rules)
        form.expect(case.expect)
        form.offer(rules, load_floor())
        return 200, [], case
    try:
        actions.save_example(desk, draft_id, case, replaces=form.was.data or None, seen=form.seen_revision)
    except InvalidRules as invalid:
        return 422, [complaint(problem) for problem in invalid.problems], case
    except ExampleNameTaken as taken:
        form.name.errors = [gettext(taken.message)]
        return taken.status, [], case
    except (StaleRevision, DraftClosed) as refused:
        form.revision.data = str(actions.read_draft(desk, draft_id).row.revision)
        return refused.status, [stale_sentence(refused)], case
    except NotVisible:
        form.was.data = ""  # it is gone: saved again, this is a further one
        form.revision.data = str(actions.read_draft(desk, draft_id).row.revision)
        return 409, [stale_sentence(StaleRevision())], case
    is_green = not case_outcome(case, rules, load_floor()).differences
    said = gettext("The example is saved, and it comes out as expected.")
    red = gettext("The example is saved. It comes out differently, so nothing is published yet.")
    flash(said if is_green else red, "success" if is_green else "warning")
    return 303, [], case


def _changed_rows(form: ExampleForm) -> bool:
    """Say whether only a row or a person was asked for, or taken away; nothing is stored then."""
    match _asked_for():
        case ("add", (person,)) if person < len(form.persons):
            row = form.persons[person].form
            row.add_row(str(row.add_fact.data or ""))
        case ("drop", (person, at)) if person < len(form.persons):
            del form.persons[person].form.rows.entries[at : at + 1]
        case ("drop_person", (person,)):
            del form.persons.entries[person : person + 1]
        case ("add_person", _):
            form.add_somebody(str(form.add_person.data or ""))
        case ("add_rule", _):
            form.add_verdict(str(form.add_rule.data or ""))
        case ("drop_rule", (at,)):
            del form.verdicts.entries[at : at + 1]
        case _:
            return False
    return True


def _asked_for() -> tuple[str, tuple[int, ...]]:
    """Return which button was pressed, and the numbers it carries."""
    for name in ("add", "drop", "drop_person", "add_person_row", "add_rule_row", "drop_rule"):
        sent = request.form.get(name)
        if sent is not None:
            numbers = tuple(int(part) for part in sent.split("-") if re.fullmatch("[0-9]{1,3}", part))
            return name.removesuffix("_row"), numbers
    return "", ()


def _tried(case: UnitCase, rules: RuleSet) -> dict[str, object]:
    """Return what the rules say about an example, and what of it was not expected."""
    floor = load_floor()
    return {
        "found": saying.found(evaluate(rules, floor, case.case), case.case),
        "differences": [saying.difference(it, rules) for it in case_outcome(case, rules, floor).differences],
    }
