"""The walk-in contact: four fields, no name, and a draft of its own before there is a family."""

from dataclasses import dataclass

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.actions import walk_in as kept_contact
from lotsen.intake.documents import FamilyOrigin, FamilySheet
from lotsen.intake.forms import Version
from lotsen.intake.views import drafting
from lotsen.intake.views.area import Answer, area
from lotsen.kernel import new_id
from lotsen.policy import Permission
from lotsen.web.forms import read_draft
from lotsen.web.i18n import gettext


@dataclass(frozen=True)
class Kept:
    """What the page shows of the actor's own draft; nobody else is ever at it."""

    revision: int
    is_filled: bool
    drafted_at: str
    autosave: str
    discard: str
    editors: tuple[str, ...] = ()


@area.page("/walk-in", needs=Permission.WALK_IN_WRITE, methods=("GET", "POST"))
def walk_in(desk: Desk) -> Answer:
    """Save a nameless contact in four fields."""
    writes = request.method == "POST"
    draft = kept_contact.hold_draft(desk) if writes else kept_contact.read_draft(desk)
    drafted = _filled(draft)
    form = forms.WalkInForm() if writes or drafted is None else drafted
    compares = writes and request.form.get("go") == "compare"
    conflict = _refuses(form, draft, drafted) if compares else None
    if not compares and form.validate_on_submit():
        conflict = _refuses(form, draft, drafted)
        if conflict is None:
            family = actions.register_family(
                desk, form.row_id, origin=FamilyOrigin.WALK_IN, sheet=_sheet(form)
            )
            kept_contact.settle(desk)
            flash(gettext("The contact was saved without a name, as %(code)s.", code=family.code), "success")
            return redirect(url_for(".today"), 303)
    status = 409 if conflict else 422 if form.errors else 200
    return render_template(
        "intake/walk_in.html", form=form, kept=_kept(desk, draft, is_filled=not writes), conflict=conflict
    ), status


@area.page("/walk-in/draft", needs=Permission.WALK_IN_WRITE, methods=("PUT",))
def keep_walk_in(desk: Desk) -> Response:
    """Keep what the page of a walk-in contact sends by itself."""
    sent = read_draft()
    sheet = forms.walk_in_sheet(sent.values).model_copy(update=sent.order)
    kept = kept_contact.keep_draft(desk, sent.revision, sheet)
    return jsonify(rev=kept.revision, saved_at=kept.saved_at.isoformat(), editing=[])


@area.page("/walk-in/draft/discard", needs=Permission.WALK_IN_WRITE, methods=("POST",))
def discard_walk_in(desk: Desk) -> Response:
    """Throw one's own draft of a walk-in contact away."""
    kept_contact.discard_draft(desk)
    return redirect(url_for(".walk_in"), 303)


def _filled(draft: actions.KeptDraft | None) -> forms.WalkInForm | None:
    """Build the form as the draft has it, for a page of its own."""
    if draft is None:
        return None
    values = forms.form_data(draft.sheet)
    values["form_id"], values["revision"] = str(new_id()), str(draft.revision)
    return forms.WalkInForm(formdata=values)


def _refuses(
    form: forms.WalkInForm, draft: actions.KeptDraft | None, drafted: forms.WalkInForm | None
) -> drafting.Conflict | None:
    """Refuse a page while another one of the same person keeps a draft that this one was not shown.

    The form then carries that draft's revision: sending it again is a decision.
    """
    if draft is None or drafted is None:
        return None
    is_own = draft.sheet.page == form.form_id.data or form.seen_revision == draft.revision
    if is_own and request.form.get("go") != "compare":
        return None
    form.revision.data = str(draft.revision)
    same = gettext("the same in both")
    rows = forms.versions(form, drafted) or (Version(gettext("All fields"), same, same),)
    return drafting.Conflict(rows)


def _kept(desk: Desk, draft: actions.KeptDraft | None, *, is_filled: bool) -> Kept:
    return Kept(
        revision=draft.revision if draft is not None else 0,
        is_filled=is_filled and draft is not None,
        drafted_at=drafting.moment(desk, draft.saved_at) if draft is not None else "",
        autosave=url_for(".keep_walk_in"),
        discard=url_for(".discard_walk_in"),
    )


def _sheet(form: forms.WalkInForm) -> FamilySheet:
    return FamilySheet(
        topics=tuple(form.topics.data),
        youngest=form.youngest.data,
        language=form.language.data,
        done=form.done.data or "",
    )
