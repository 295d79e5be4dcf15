"""The list of the day, a new family, and the walk-in contact."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.documents import FamilyOrigin, FamilySheet
from lotsen.intake.domain import CaseStage, NotReachedReason
from lotsen.intake.labels import ORIGIN_LABELS
from lotsen.intake.views import wording
from lotsen.intake.views.area import Answer, area, families_with_news
from lotsen.kernel import local_day
from lotsen.policy import InstitutionKind, Permission
from lotsen.web.i18n import gettext


@area.page("/today", needs=Permission.TODAY_READ)
def today(desk: Desk) -> str:
    """Show the institution's families, those handed over apart; or those whose file is closed."""
    closed = request.args.get("closed") == "yes"
    page = actions.list_families(desk, page=request.args.get("page", 1, type=int), closed=closed)
    cards = page.items
    return render_template(
        "intake/today.html",
        page=page,
        here=[card for card in cards if closed or not card.is_handed_over],
        handed_over=[card for card in cards if not closed and card.is_handed_over],
        title=gettext("Closed families") if closed else wording.list_title(desk.actor.institution_kind),
        is_office=desk.actor.institution_kind is InstitutionKind.FAMILY_OFFICE,
        news=families_with_news(desk),
        closed=closed,
        form=forms.RegisterForm(),
        as_of=local_day(desk.clock),
        wording=wording,
        may_walk_in=desk.actor.may(Permission.WALK_IN_WRITE),
        reachable=actions.BEFORE_TALK - {CaseStage.NOT_REACHED},
        origins=ORIGIN_LABELS,
        url_of=lambda number: url_for(".today", page=number, closed="yes" if closed else None),
    )


@area.page("/families", needs=Permission.FAMILY_WRITE, methods=("POST",))
def register(desk: Desk) -> Response:
    """Create a family: a code, nothing else. The second tap leads to the same family."""
    form = forms.RegisterForm()
    if not form.validate_on_submit():
        flash(gettext("This page is out of date. Please reload it."), "warning")
        return redirect(url_for(".today"), 303)
    origin = actions.usual_origin(desk)
    family = actions.register_family(desk, form.row_id, origin=origin, sheet=FamilySheet())
    flash(gettext("Family %(code)s was created.", code=family.code), "success")
    return redirect(url_for(".family", family_id=family.id), 303)


@area.page("/<uuid:family_id>/discharged", needs=Permission.FAMILY_WRITE, methods=("POST",))
def discharged(desk: Desk, family_id: UUID) -> Response:
    """Record with one tap that the family left before the talk."""
    actions.mark_not_reached(desk, family_id, NotReachedReason.DISCHARGED)
    family = actions.family_row(desk, family_id)
    flash(gettext("%(code)s: discharged, not reached.", code=family.code), "success")
    return redirect(url_for(".today"), 303)


@area.page("/walk-in", needs=Permission.WALK_IN_WRITE, methods=("GET", "POST"))
def walk_in(desk: Desk) -> Answer:
    """Save a nameless contact in four fields."""
    form = forms.WalkInForm()
    if form.validate_on_submit():
        sheet = FamilySheet(
            topics=tuple(form.topics.data),
            youngest=form.youngest.data,
            language=form.language.data,
            done=form.done.data or "",
        )
        family = actions.register_family(desk, form.row_id, origin=FamilyOrigin.WALK_IN, sheet=sheet)
        flash(gettext("The contact was saved without a name, as %(code)s.", code=family.code), "success")
        return redirect(url_for(".today"), 303)
    return render_template("intake/walk_in.html", form=form), 422 if form.is_submitted() else 200
