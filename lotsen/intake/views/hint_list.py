"""What navigators do with hints: open one, take it, join it, lay it aside; and the ways hints come in."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.domain import HintState
from lotsen.intake.domain.hints import DISMISSAL_LABELS, KNOWN_LABELS, NOTICE_LABELS, URGENCY_LABELS
from lotsen.intake.views import papers, wording
from lotsen.intake.views.area import Answer, area
from lotsen.intake.views.hints import hint_words
from lotsen.kernel import local_day
from lotsen.policy import Permission
from lotsen.web.i18n import gettext

_KINDS = (DISMISSAL_LABELS, KNOWN_LABELS, NOTICE_LABELS, URGENCY_LABELS)
LABELS: dict[str, str] = {kind: label for labels in _KINDS for kind, label in labels.items()}
_USUAL_WAY = timedelta(days=365)


@area.page("/hints", needs=Permission.HINT_READ)
def hints(desk: Desk) -> str:
    """List the hints nobody has taken care of, and those laid aside in the last 30 days."""
    return render_template(
        "intake/hints.html",
        new=actions.list_hints(desk, limit=200),
        aside=actions.list_hints(desk, HintState.DISMISSED, limit=200),
        wording=wording,
        labels=LABELS,
    )


@area.page("/hints/<uuid:hint_id>", needs=Permission.HINT_READ)
def hint(desk: Desk, hint_id: UUID) -> str:
    """Open one hint."""
    return _hint(desk, hint_id, forms.JoinHintForm(), forms.DismissHintForm())


@area.page("/hints/<uuid:hint_id>/take", needs=Permission.HINT_READ, methods=("POST",))
def take_hint(desk: Desk, hint_id: UUID) -> Response:
    """Make a new family from a hint."""
    form = forms.TakeHintForm()
    if not form.validate_on_submit():
        actions.read_hint(desk, hint_id)
        flash(gettext("This page is out of date. Please reload it."), "warning")
        return redirect(url_for(".hint", hint_id=hint_id), 303)
    family = actions.take_hint(desk, hint_id, form.row_id, hint_words)
    flash(gettext("Family %(code)s was created from the hint.", code=family.code), "success")
    return redirect(url_for(".family", family_id=family.id), 303)


@area.page("/hints/<uuid:hint_id>/join", needs=Permission.HINT_READ, methods=("POST",))
def join_hint(desk: Desk, hint_id: UUID) -> Answer:
    """Join a hint to a family that is already here."""
    form = forms.JoinHintForm()
    if form.validate_on_submit():
        try:
            family = actions.join_hint(desk, hint_id, str(form.code.data), hint_words)
        except actions.UnknownCode as unknown:
            form.code.errors = [*form.code.errors, gettext(unknown.message)]
        else:
            flash(gettext("The hint now belongs to family %(code)s.", code=family.code), "success")
            return redirect(url_for(".family", family_id=family.id), 303)
    return _hint(desk, hint_id, form, forms.DismissHintForm(formdata=None)), 422


@area.page("/hints/<uuid:hint_id>/dismiss", needs=Permission.HINT_READ, methods=("POST",))
def dismiss_hint(desk: Desk, hint_id: UUID) -> Answer:
    """Lay a hint aside with a reason."""
    form = forms.DismissHintForm()
    if form.validate_on_submit():
        actions.dismiss_hint(desk, hint_id, form.chosen)
        flash(gettext("The hint was laid aside. For 30 days it can be taken up again."), "success")
        return redirect(url_for(".today"), 303)
    return _hint(desk, hint_id, forms.JoinHintForm(formdata=None), form), 422


@area.page("/hints/<uuid:hint_id>/again", needs=Permission.HINT_READ, methods=("POST",))
def hint_again(desk: Desk, hint_id: UUID) -> Response:
    """Put a hint that was laid aside back among the new ones."""
    actions.take_up_again(desk, hint_id)
    return redirect(url_for(".hint", hint_id=hint_id), 303)


@area.page("/<uuid:family_id>/tell-sender", needs=Permission.HINT_READ, methods=("POST",))
def tell_sender(desk: Desk, family_id: UUID) -> Response:
    """Let the sender of a family's hint learn "contact made"."""
    actions.tell_sender(desk, family_id)
    flash(gettext("Whoever gave the hint now learns “contact made”, and nothing else."), "success")
    return redirect(url_for(".family", family_id=family_id), 303)


@area.page("/hint-ways", needs=Permission.HINT_READ, methods=("GET", "POST"))
def hint_ways(desk: Desk) -> Answer:
    """List the links of the institution's wards, and make a new one."""
    today = local_day(desk.clock)
    form = forms.HintWayForm(today=today, data={"expires_on": today + _USUAL_WAY})
    if form.validate_on_submit():
        actions.open_hint_way(desk, form.row_id, place=form.place.data or "", expires_on=form.last_day)
        flash(gettext("The link is made. Print its poster and hang it where only staff see it."), "success")
        return redirect(url_for(".hint_ways"), 303)
    return render_template(
        "intake/hint_ways.html", form=form, ways=actions.list_hint_ways(desk), today=today
    ), 422 if form.is_submitted() else 200


@area.page("/hint-ways/<uuid:way_id>/poster", needs=Permission.HINT_READ)
def hint_poster(desk: Desk, way_id: UUID) -> Response:
    """Print the poster of a link."""
    token = actions.way_token(desk, way_id)
    address = url_for("hint.leave", token=token, _external=True)
    way = actions.hint_way(desk, way_id)
    return papers.hint_poster(address, actions.place_of_way(desk, way), way.expires_on)


@area.page("/hint-ways/<uuid:way_id>/close", needs=Permission.HINT_READ, methods=("POST",))
def close_hint_way(desk: Desk, way_id: UUID) -> Response:
    """End a link at once."""
    actions.close_hint_way(desk, way_id)
    flash(gettext("The link is ended. Please take its posters down."), "success")
    return redirect(url_for(".hint_ways"), 303)


def _hint(desk: Desk, hint_id: UUID, join: forms.JoinHintForm, dismiss: forms.DismissHintForm) -> str:
    return render_template(
        "intake/hint.html",
        view=actions.read_hint(desk, hint_id),
        take=forms.TakeHintForm(formdata=None),
        join=join,
        dismiss=dismiss,
        wording=wording,
        labels=LABELS,
    )
