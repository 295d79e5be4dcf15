"""What pages send by themselves while a form is filled in: its draft, and that somebody is at it."""

from uuid import UUID

from flask import jsonify, redirect, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.views.area import area
from lotsen.intake.views.drafting import editing_here
from lotsen.kernel import NotVisible
from lotsen.policy import Permission
from lotsen.web.forms import read_draft

_FORMS = ",".join(form.value for form in FormName)


@area.page(f"/<uuid:family_id>/drafts/<any({_FORMS}):form>", needs=Permission.FAMILY_WRITE, methods=("PUT",))
def keep_draft(desk: Desk, family_id: UUID, form: str) -> Response:
    """Keep what a form's page sends by itself; the audit trail joins these into one entry."""
    desk.vault.quiet = True
    place = _place(family_id, form)
    actions.family_row(desk, family_id)
    sent = read_draft()
    sheet = forms.draft_sheet(place.form, sent.values)
    if sheet is None:
        raise NotVisible
    kept = actions.keep_draft(desk, place, sent.revision, sheet.model_copy(update=sent.order))
    actions.show_presence(desk, place)
    return jsonify(rev=kept.revision, saved_at=kept.saved_at.isoformat(), editing=editing_here(desk, place))


@area.page(
    f"/<uuid:family_id>/drafts/<any({_FORMS}):form>/discard", needs=Permission.FAMILY_WRITE, methods=("POST",)
)
def discard_draft(desk: Desk, family_id: UUID, form: str) -> Response:
    """Throw one's own draft away and show what is stored."""
    place = _place(family_id, form)
    actions.discard_draft(desk, place)
    return redirect(page_of(place), 303)


@area.page(f"/<uuid:family_id>/editing/<any({_FORMS}):form>", needs=Permission.FAMILY_WRITE, methods=("PUT",))
def editing(desk: Desk, family_id: UUID, form: str) -> Response:
    """Take a sign that somebody has a form open, and say who else has."""
    desk.vault.quiet = True
    place = _place(family_id, form)
    actions.show_presence(desk, place)
    return jsonify(editing=editing_here(desk, place))


def _place(family_id: UUID, form: str) -> Place:
    return Place.of(family_id, FormName(form), request.args.get("row", type=UUID))


def page_of(place: Place) -> str:
    """Return the address of the page that holds a form."""
    here, row = place.family_id, place.row
    match place.form:
        case FormName.ASSESSMENT:
            return url_for("intake.assessment", assessment_id=row)
        case FormName.PERSON | FormName.BORN | FormName.CUSTODY:
            return url_for(f"intake.{place.form.value}", family_id=here, member_id=row)
        case FormName.CHILD:
            return url_for("intake.new_child", family_id=here, twin=None if row == here else row)
        case FormName.CAREGIVER:
            return url_for("intake.new_caregiver", family_id=here)
        case FormName.RECIPIENT if row == here:
            return url_for("intake.new_recipient", family_id=here)
        case FormName.RECIPIENT:
            return url_for("intake.recipient", family_id=here, recipient_id=row)
        case FormName.WITHDRAW:
            return url_for("intake.withdraw", family_id=here, consent_id=row)
    return url_for(f"intake.{place.form.value}", family_id=here)
