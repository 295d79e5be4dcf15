"""Sheets as the network coordination sees them: which there are, who uses them, bringing another one."""

import json

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.domain import THE_FAMILY, Instrument, Item, Question, Section
from lotsen.intake.domain.fhir import questionnaire_of
from lotsen.intake.domain.incoming import incoming_text
from lotsen.intake.views import asking
from lotsen.intake.views.area import Answer, sheets
from lotsen.kernel import NotVisible
from lotsen.policy import Permission
from lotsen.terms.marked import InvalidDocument
from lotsen.web.i18n import current_language, gettext, render_reason

FHIR_JSON = "application/fhir+json; charset=utf-8"


@sheets.page("", needs=Permission.INSTRUMENTS_MANAGE, methods=("GET", "POST"), name="all")
def every(desk: Desk) -> Answer:
    """List the sheets and take another one; a file with faults is refused with all of them."""
    form = forms.UploadForm()
    complaints: list[str] = []
    if form.validate_on_submit():
        name, content = form.upload
        try:
            text, _ = incoming_text(content.decode("utf-8"), name, form.wishes)
            added = actions.add_instrument(desk, form.row_id, text, name)
        except UnicodeDecodeError:
            complaints = [gettext("The file is no text in UTF-8.")]
        except InvalidDocument as refusal:
            complaints = [_complaint(problem) for problem in refusal.problems]
        else:
            flash(gettext("The sheet is kept. Now say who uses it."), "success")
            return redirect(url_for(".one", code=added.code, version=added.version), 303)
    return render_template(
        "intake/instruments.html",
        form=form,
        complaints=complaints,
        instruments=actions.latest_instruments(desk),
        used=_used(desk),
        language=current_language(),
    ), 422 if form.is_submitted() else 200


@sheets.page("/<path:code>/<int:version>", needs=Permission.INSTRUMENTS_MANAGE, methods=("GET", "POST"))
def one(desk: Desk, code: str, version: int) -> Answer:
    """Show a sheet as it is asked, and say which institutions use it with which threshold."""
    instrument = actions.instrument_named(desk, code, version)
    latest = actions.instrument_named(desk, code)
    uses = actions.uses_of(desk, latest)
    form = forms.uses_form(uses)
    if form.validate_on_submit() and _can_be_reached(instrument, form.rows(uses)):
        if latest.version != version:
            raise NotVisible
        for row in form.rows(uses):
            actions.set_use(
                desk,
                instrument,
                row.use.institution.id,
                is_enabled=bool(row.is_enabled.data),
                threshold=row.threshold.data,
            )
        flash(gettext("Saved."), "success")
        return redirect(url_for(".one", code=code, version=version), 303)
    return render_template(
        "intake/instrument.html",
        form=form,
        instrument=instrument,
        rows=form.rows(uses),
        is_latest=latest.version == version,
        versions=[other for other in actions.all_instruments(desk) if other.code == code],
        when=lambda section, item: _when(instrument, section, item),
        language=current_language(),
    ), 422 if form.is_submitted() else 200


def _can_be_reached(instrument: Instrument, rows: list[forms.UseFields]) -> bool:
    """Refuse a threshold that no answers can reach, as in a sheet that is brought."""
    highest = sum(item.highest_score for item in instrument.items)
    too_high = [row for row in rows if (row.threshold.data or 0) > highest]
    for row in too_high:
        sentence = gettext(
            "the threshold can never be reached; all weights together are %(highest)s",
            highest=f"{highest:g}",
        )
        row.threshold.errors = [*row.threshold.errors, sentence[:1].upper() + sentence[1:]]
    return not too_high


@sheets.page("/<path:code>/<int:version>/questionnaire.json", needs=Permission.INSTRUMENTS_MANAGE)
def questionnaire(desk: Desk, code: str, version: int) -> Response:
    """Hand out a sheet as a FHIR R4 Questionnaire."""
    instrument = actions.instrument_named(desk, code, version)
    text = json.dumps(questionnaire_of(instrument), ensure_ascii=False, indent=2)
    answer = Response(text, content_type=FHIR_JSON)
    answer.headers["Content-Disposition"] = f"attachment; filename={code}_{version}.json"
    return answer


def _used(desk: Desk) -> dict[str, list[str]]:
    return {
        one.code: [use.institution.name for use in actions.uses_of(desk, one) if use.is_enabled]
        for one in actions.latest_instruments(desk)
    }


def _complaint(problem: object) -> str:
    line, about, reason = (getattr(problem, name) for name in ("line", "about", "reason"))
    cause = render_reason(reason)
    if about:
        return gettext("Line %(line)s (%(about)s): %(cause)s", line=line, about=about, cause=cause)
    return gettext("Line %(line)s: %(cause)s", line=line, cause=cause)


def _when(instrument: Instrument, section: Section, item: Item) -> str:
    lines = {other.code: Question(section, other, THE_FAMILY) for other in instrument.items}
    return asking.in_words(lines[item.code], lines)
