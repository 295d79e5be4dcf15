"""Days without Wi-Fi: sheets to print beforehand, and entering them later with their true date."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.documents import FamilySheet
from lotsen.intake.domain import Instrument
from lotsen.intake.views import papers
from lotsen.intake.views.area import Answer, area
from lotsen.intake.views.wording import list_title
from lotsen.kernel import NotVisible, local_day
from lotsen.policy import Permission
from lotsen.web.i18n import current_language, gettext


@area.page("/paper", needs=Permission.FAMILY_WRITE)
def paper(desk: Desk) -> Answer:
    """Show what can be printed beforehand, and the form for entering it later."""
    today = local_day(desk.clock)
    return _paper(desk, forms.PaperForm(data={"count": 5}), forms.LaterFamilyForm(today=today))


@area.page("/paper/sheets", needs=Permission.FAMILY_WRITE, methods=("POST",))
def reserve_sheets(desk: Desk) -> Answer:
    """Reserve fresh codes and print a sheet for each."""
    form = forms.PaperForm()
    if form.validate_on_submit():
        actions.reserve_codes(desk, form.row_id, form.wanted)
        chosen = _chosen(desk, request.form.get("sheet", ""))
        return redirect(url_for(".printed_sheets", batch_id=form.row_id, sheet=chosen.code), 303)
    return _paper(desk, form, forms.LaterFamilyForm(formdata=None, today=local_day(desk.clock))), 422


@area.page("/paper/sheets/<uuid:batch_id>", needs=Permission.FAMILY_WRITE)
def printed_sheets(desk: Desk, batch_id: UUID) -> Response:
    """Print the sheets of a batch whose codes nobody has used yet."""
    codes = actions.reserved_codes(desk, batch_id)
    return papers.coded_sheets(_chosen(desk, request.args.get("sheet", "")), codes)


@area.page("/paper/empty", needs=Permission.FAMILY_WRITE)
def empty_sheet(desk: Desk) -> Response:
    """Print one sheet with an empty box for a code, for the copier."""
    return papers.coded_sheets(_chosen(desk, request.args.get("sheet", "")), [""])


@area.page("/<uuid:family_id>/paper", needs=Permission.FAMILY_WRITE)
def own_sheet(desk: Desk, family_id: UUID) -> Response:
    """Print a sheet with a family's own code, and nothing else of it."""
    code = actions.family_row(desk, family_id).code
    return papers.coded_sheets(_chosen(desk, request.args.get("sheet", "")), [code])


@area.page("/paper/later", needs=Permission.FAMILY_WRITE, methods=("POST",))
def enter_later(desk: Desk) -> Answer:
    """Register a family from paper with its true date, under the code on the sheet where it has one."""
    form = forms.LaterFamilyForm(today=local_day(desk.clock))
    if form.validate_on_submit():
        try:
            family = actions.register_family(
                desk,
                form.row_id,
                origin=actions.usual_origin(desk),
                sheet=FamilySheet(place=form.place.data or ""),
                on=form.on.data,
                code=form.code.data or None,
            )
        except actions.CodeNotReserved as unknown:
            form.code.errors = [*form.code.errors, gettext(unknown.message)]
        else:
            flash(gettext("Family %(code)s was entered with its true date.", code=family.code), "success")
            return redirect(url_for(".assessments", family_id=family.id), 303)
    return _paper(desk, forms.PaperForm(formdata=None, data={"count": 5}), form), 422


def _paper(desk: Desk, sheets: forms.PaperForm, later: forms.LaterFamilyForm) -> str:
    offered: Sequence[Instrument] = actions.offered_instruments(desk)
    return render_template(
        "intake/paper.html",
        sheets=sheets,
        later=later,
        offered=offered,
        chosen=request.form.get("sheet", offered[0].code),
        language=current_language(),
        list_title=list_title(desk.actor.institution_kind),
    )


def _chosen(desk: Desk, code: str) -> Instrument:
    """Return the sheet that was named, the first one where none was. Raises NotVisible for an unknown one."""
    offered = actions.offered_instruments(desk)
    found = [one for one in offered if one.code == code] if code else list(offered)
    if not found:
        raise NotVisible
    return found[0]
