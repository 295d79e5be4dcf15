"""Coordinators decide how old entries of a type may become before somebody is reminded."""

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.upkeep import actions, forms
from lotsen.upkeep.ages import ages
from lotsen.upkeep.views.area import Answer, area
from lotsen.web.i18n import gettext

_TYPE = f"<any({', '.join(map(repr, vocabulary().service_types))}):service_type>"


@area.page("/ages", needs=Permission.DIRECTORY_WRITE)
def age_list(desk: Desk) -> str:
    """Show every type with its days."""
    return render_template("upkeep/ages.html", rows=actions.list_ages(desk), remind_every=ages().remind_every)


@area.page(f"/ages/{_TYPE}", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def age(desk: Desk, service_type: str) -> Answer:
    """Ask for the days of one type."""
    row = actions.read_age(desk, service_type)
    form = forms.AgeForm()
    if not form.is_submitted():
        form.show(row.age)
    elif form.validate():
        actions.set_age(desk, service_type, form.said())
        flash(gettext("The days are saved. The list of entries to check follows them at once."), "success")
        return redirect(url_for(".age_list"), 303)
    return render_template("upkeep/age.html", form=form, row=row), 422 if form.errors else 200


@area.page(f"/ages/{_TYPE}/reset", needs=Permission.DIRECTORY_WRITE, methods=("POST",))
def reset_age(desk: Desk, service_type: str) -> Response:
    """Go back to the shipped days of one type."""
    actions.read_age(desk, service_type)
    actions.reset_age(desk, service_type)
    flash(gettext("The shipped days hold again."), "success")
    return redirect(url_for(".age_list"), 303)
