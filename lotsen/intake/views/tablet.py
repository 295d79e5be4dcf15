"""The tablet handed over: staff choose the language, and the session becomes the family's."""

from uuid import UUID

from flask import redirect, render_template, url_for

from lotsen.accounts import unlocking
from lotsen.accounts.family_mode import FamilyMode, PrivatePart, enter_family_mode
from lotsen.desk import Desk
from lotsen.intake import actions, domain, forms
from lotsen.intake.actions import AssessmentView
from lotsen.intake.documents import AssessmentState
from lotsen.intake.views.area import Answer as Page
from lotsen.intake.views.area import area
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.forms import choices
from lotsen.web.i18n import current_language, family_languages, gettext


@area.page("/assessments/<uuid:assessment_id>/tablet", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def hand_tablet_over(desk: Desk, assessment_id: UUID) -> Page:
    """Lock the session into the pages for the family; what the browser kept of staff pages is cleared."""
    view = actions.read_assessment(desk, assessment_id)
    if view.row.state is AssessmentState.COMPLETED:
        return redirect(url_for(".result", assessment_id=assessment_id), 303)
    languages = family_languages()
    form = forms.HandOverForm(data={"language": _usual_language(desk, view)})
    form.language.choices = choices(list(languages.items()))
    if form.validate_on_submit():
        actions.hand_tablet_over(desk, assessment_id)
        private = PrivatePart.OFFERED if form.private.data else PrivatePart.LEFT_OUT
        enter_family_mode(FamilyMode(assessment_id, str(form.language.data), private))
        answer = redirect(url_for(".family_mode_start"), 303)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
    asked = domain.questions(view.instrument, view.persons)
    found = domain.questions_for_family(asked, view.sheet.answers)  # as handing over would find them now
    return render_template(
        "intake/hand_tablet_over.html",
        form=form,
        view=view,
        title=view.instrument.title.get(current_language()),
        plain=len(found.plain),
        has_private=bool(found.private),
        has_pin=unlocking.has_pin(desk),
        hints={code: _missing(code) for code in languages if not domain.speaks(view.instrument, code)},
    ), 422 if form.is_submitted() else 200


def _usual_language(desk: Desk, view: AssessmentView) -> str:
    """Return the family's language where pages for families speak it, else the reader's."""
    wished = actions.read_family(desk, view.family.id).sheet.language
    return wished if wished in family_languages() else current_language()


def _missing(code: str) -> str:
    known = vocabulary().languages.get(code)
    if known is None:
        return gettext("The questions of this sheet are not written in this language.")
    return gettext(
        "The questions of this sheet are not written in %(language)s; they stay German. Please read aloud.",
        language=known.label.get(current_language()),
    )
