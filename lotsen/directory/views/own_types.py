"""Pages where coordinators keep their own types of service under the shipped ones."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.forms import TypeForm
from lotsen.directory.views.area import Answer, area
from lotsen.kernel import local_day
from lotsen.policy import Permission
from lotsen.web.i18n import gettext


@area.page("/types", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def types(desk: Desk) -> Answer:
    form = TypeForm()
    form.offer()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                actions.save_type(desk, form.new())
            except actions.TypeNameTaken as taken:
                form.refuse_name(taken.message)
                status = taken.status
            else:
                flash(gettext("The type is saved."), "success")
                return redirect(url_for(".types"), 303)
    return render_template("directory/types.html", form=form, rows=actions.list_types(desk)), status


@area.page("/types/<uuid:term_id>", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def own_type(desk: Desk, term_id: UUID) -> Answer:
    entry = actions.read_type(desk, term_id)
    form = TypeForm()
    form.offer()
    status = 422
    if not form.is_submitted():
        form.show(entry)
        status = 200
    elif form.validate():
        try:
            actions.save_type(desk, form.changed(entry, local_day(desk.clock)))
        except actions.TypeNameTaken as taken:
            form.refuse_name(taken.message)
            status = taken.status
        else:
            flash(gettext("The type is saved."), "success")
            return redirect(url_for(".types"), 303)
    return render_template("directory/own_type.html", form=form, entry=entry), status
