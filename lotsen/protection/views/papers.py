"""Papers: the nameless sheet for the experienced professional, and the notice to the youth office."""

from pathlib import Path
from uuid import UUID

import typst
from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.kernel import NotVisible, local_day
from lotsen.policy import Permission
from lotsen.protection import actions
from lotsen.protection.actions import CaseView
from lotsen.protection.documents import EntrySheet
from lotsen.protection.domain import QUESTIONS, CaseIsClosed, NamesLeft, PaperRefused, StepKind
from lotsen.protection.forms import AdviceSheetForm
from lotsen.protection.views import prefill, shown
from lotsen.protection.views.area import Answer, area
from lotsen.web.i18n import format_date, gettext
from lotsen.web.pdf import pdf_answer, render_pdf

_WORK = Permission.PROTECTION_WORK
_PAPERS = Path(__file__).parent.parent / "papers"


@area.page("/<uuid:case_id>/advice-sheet", needs=_WORK, methods=("GET", "POST"))
def advice_sheet(desk: Desk, case_id: UUID) -> Answer:
    """Write the nameless sheet; it is made only once nothing in it could name the family."""
    view = actions.read_case(desk, case_id)
    today = local_day(desk.clock)
    start = prefill.answers(desk, view, StepKind.ADVICE_SHEET) if request.method == "GET" else {}
    form = AdviceSheetForm(today, data={"happened_on": today, **start})
    refusal, has_traces = "", False
    if form.validate_on_submit():
        try:
            entry = actions.write_advice_sheet(
                desk, case_id, form.row_id, form.happened, is_false_alarm=bool(form.is_false_alarm.data)
            )
        except NamesLeft as left:
            has_traces = True
            form.show_traces(left.fields)
        except CaseIsClosed as closed:
            refusal = gettext(closed.message)
        else:
            flash(gettext("The sheet is ready."), "success")
            return redirect(url_for(".case", case_id=case_id, _anchor=f"entry-{entry.id}"), 303)
    page = render_template(
        "protection/advice_sheet.html",
        form=form,
        view=view,
        questions=shown.questions(StepKind.ADVICE_SHEET),
        has_traces=has_traces,
        refusal=refusal,
    )
    return page, 409 if refusal else 422 if form.is_submitted() else 200


@area.page("/<uuid:case_id>/papers/<uuid:entry_id>", needs=_WORK)
def paper(desk: Desk, case_id: UUID, entry_id: UUID) -> Response:
    """Print an entry that goes to somebody else."""
    view = actions.read_case(desk, case_id)
    found = next((one.sheet for one in view.entries if one.id == entry_id), None)
    if found is None or found.kind not in _TEMPLATES:
        raise NotVisible
    template, name, data = _TEMPLATES[found.kind]
    home = accounts.read_institution(desk, desk.actor.home)
    sender = [home.name, home.street, home.postcode, home.phone]
    content = {**data(view, found), "sender": [line for line in sender if line]}
    try:
        return pdf_answer(render_pdf(_PAPERS / template, content), name)
    except typst.TypstError as refused:
        raise PaperRefused from refused


def _nameless(view: CaseView, sheet: EntrySheet) -> dict[str, object]:
    """Return the content of the nameless sheet: the texts that were checked, and a random number."""
    return {
        "title": gettext("Sheet for advice by an experienced professional"),
        "footer": gettext(
            "Sheet %(number)s. Pseudonymised: no names, no dates of birth.", number=view.sheet.sheet_number
        ),
        "facts": [
            [gettext("Sheet number"), view.sheet.sheet_number],
            [gettext("Made on"), format_date(sheet.happened_on)],
        ],
        "sections": _sections(sheet),
        "by": gettext("Asked by"),
        "lines": [gettext("Result of the advice"), gettext("Date, name of the professional")],
    }


def _notice(view: CaseView, sheet: EntrySheet) -> dict[str, object]:
    """Return the content of the notice: what was passed on, and what was done before it."""
    told = view.last(StepKind.PARENTS_TOLD)
    facts = [[gettext("Date and time"), shown.happened(format_date(sheet.happened_on), sheet.happened_at)]]
    facts += _rows(sheet, ("recipient", "channel"))
    by = view.names.get(sheet.recorded_by, "") if sheet.recorded_by else ""
    facts.append([gettext("Given by"), by])
    sections = _sections(sheet, leave=("recipient", "channel"))
    if told is not None:
        sections += _sections(told)
    return {
        "title": gettext("Notice to the youth office"),
        "footer": gettext("Confidential. For the youth office only."),
        "facts": facts,
        "sections": sections,
        "by": gettext("From"),
        "lines": [gettext("Signature")],
    }


def _rows(sheet: EntrySheet, names: tuple[str, ...]) -> list[list[str]]:
    return [
        [gettext(question.label), shown.answer_words(question, sheet.answers[question.name])]
        for question in QUESTIONS[sheet.kind]
        if question.name in names and sheet.answers.get(question.name)
    ]


def _sections(sheet: EntrySheet, leave: tuple[str, ...] = ()) -> list[list[str]]:
    names = tuple(question.name for question in QUESTIONS[sheet.kind] if question.name not in leave)
    return _rows(sheet, names)


_TEMPLATES = {
    StepKind.ADVICE_SHEET: ("sheet.typ", "beratungsbogen", _nameless),
    StepKind.NOTICE: ("sheet.typ", "mitteilung", _notice),
    StepKind.IN_HOUSE: ("sheet.typ", "uebergabe", _notice),
}
