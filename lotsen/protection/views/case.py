"""The page of a case, a page for each of its steps, its readers and its end."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.kernel import local_day
from lotsen.policy import Permission
from lotsen.protection import actions, forms
from lotsen.protection.domain import STEP_LABELS, CaseIsClosed, NotAReader, StepKind
from lotsen.protection.law import form_of_law
from lotsen.protection.views import prefill, shown
from lotsen.protection.views.area import Answer, area
from lotsen.protection.views.start import help_for_a_child
from lotsen.web.forms import choices
from lotsen.web.i18n import current_language, gettext

_WORK = Permission.PROTECTION_WORK
_BOTH = ("GET", "POST")
_OWN_PAGES = frozenset({StepKind.ADVICE_SHEET, StepKind.CLOSING})


@area.page("/<uuid:case_id>", needs=_WORK)
def case(desk: Desk, case_id: UUID) -> str:
    """Show a case: what the law's order asks, what is there, what is missing."""
    view = actions.read_case(desk, case_id)
    law = form_of_law(view.sheet.form, current_language())
    danger = view.last(StepKind.DANGER)
    return render_template(
        "protection/case.html",
        view=view,
        law=law,
        tasks=shown.tasks(view, law),
        missing=shown.open_steps(view, law) if view.is_open else [],
        entries=[shown.entry(view, one) for one in view.entries],
        readers=shown.readers(view),
        is_danger=danger is not None and danger.answers.get("danger") == "yes" and view.is_open,
        may_change=actions.may_change_readers(desk, view.sheet),
        **help_for_a_child(desk, view.sheet.municipality),
    )


def _step_page(kind: StepKind) -> Callable[..., Answer]:
    def view(desk: Desk, case_id: UUID) -> Answer:
        return _step(desk, case_id, kind)

    return view


for _kind in StepKind:
    if _kind not in _OWN_PAGES:
        _address = f"/<uuid:case_id>/{_kind.value.replace('_', '-')}"
        area.page(_address, needs=_WORK, methods=_BOTH, name=_kind.value)(_step_page(_kind))


def _step(desk: Desk, case_id: UUID, kind: StepKind) -> Answer:
    """Show the form of a step, or add the entry; what was typed is kept where something is missing."""
    view = actions.read_case(desk, case_id)
    start = _start(desk, prefill.answers(desk, view, kind) if request.method == "GET" else {})
    form = forms.step_form(kind)(local_day(desk.clock), data=start)
    refusal = ""
    if form.validate_on_submit():
        try:
            actions.record_entry(desk, case_id, form.row_id, kind, form.happened)
        except CaseIsClosed as closed:
            refusal = gettext(closed.message)
        else:
            flash(gettext("Saved."), "success")
            return redirect(url_for(".case", case_id=case_id), 303)
    law = form_of_law(view.sheet.form, current_language())
    page = render_template(
        "protection/step.html",
        form=form,
        view=view,
        title=STEP_LABELS[kind],
        here=url_for(f".{kind.value}", case_id=case_id),
        questions=shown.questions(kind),
        hint=next((step.hint for step in law.steps if step.kind is kind), ""),
        law=law,
        refusal=refusal,
        **help_for_a_child(desk, view.sheet.municipality),
    )
    return page, 409 if refusal else 422 if form.is_submitted() else 200


def _start(desk: Desk, answers: dict[str, str]) -> dict[str, object]:
    return {"happened_on": local_day(desk.clock), **answers}


@area.page("/<uuid:case_id>/close", needs=_WORK, methods=_BOTH)
def close_case(desk: Desk, case_id: UUID) -> Answer:
    """Close a case with its ending; from then on its period of keeping runs."""
    view = actions.read_case(desk, case_id)
    if not view.is_open:
        return redirect(url_for(".case", case_id=case_id), 303)
    form = forms.CloseForm(local_day(desk.clock), data=_start(desk, {}))
    if form.validate_on_submit():
        actions.close_case(desk, case_id, form.row_id, form.chosen, form.happened)
        flash(gettext("The case is closed."), "success")
        return redirect(url_for(".case", case_id=case_id), 303)
    law = form_of_law(view.sheet.form, current_language())
    page = render_template(
        "protection/close.html",
        form=form,
        view=view,
        missing=shown.open_steps(view, law),
        years=actions.rules_of(desk).retention_years,
    )
    return page, 422 if form.is_submitted() else 200


@area.page("/<uuid:case_id>/readers", needs=_WORK, methods=_BOTH)
def readers(desk: Desk, case_id: UUID) -> Answer:
    """Show who may read a case, and let a further colleague read it."""
    view = actions.read_case(desk, case_id)
    form = forms.ReaderForm()
    others = [one for one in actions.possible_readers(desk) if not view.sheet.is_read_by(one.person_id)]
    form.person.choices = choices([(str(one.person_id), one.name) for one in others])
    if form.validate_on_submit():
        try:
            actions.add_reader(desk, case_id, UUID(form.person.data))
        except NotAReader as refusal:
            form.person.errors = [gettext(refusal.message)]
        else:
            flash(gettext("Saved."), "success")
            return redirect(url_for(".case", case_id=case_id), 303)
    page = render_template(
        "protection/readers.html",
        form=form,
        view=view,
        readers=shown.readers(view),
        others=others,
        may_change=actions.may_change_readers(desk, view.sheet),
        me=desk.actor.person_id,
    )
    return page, 422 if form.is_submitted() else 200


@area.page("/<uuid:case_id>/readers/<uuid:person_id>/remove", needs=_WORK, methods=("POST",))
def remove_reader(desk: Desk, case_id: UUID, person_id: UUID) -> Answer:
    """Take a reader off, or step back oneself."""
    actions.remove_reader(desk, case_id, person_id)
    if person_id == desk.actor.person_id:
        flash(gettext("You do not read this case any more."), "success")
        return redirect(url_for(".cases"), 303)
    flash(gettext("The reader was taken off."), "success")
    return redirect(url_for(".readers", case_id=case_id), 303)
