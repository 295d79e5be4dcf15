"""Pages where coordinators keep words that mean the same."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.forms import SynonymsForm
from lotsen.directory.views.area import Answer, area
from lotsen.policy import Permission
from lotsen.web.i18n import gettext, render_error_text


@area.page("/synonyms", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def synonyms(desk: Desk) -> Answer:
    form = SynonymsForm()
    answer = _save(desk, form, form.row_id) if form.validate_on_submit() else 422
    if not isinstance(answer, int):
        return answer
    page = render_template("directory/synonyms.html", form=form, groups=actions.list_synonyms(desk))
    return page, answer if form.is_submitted() else 200


@area.page("/synonyms/<uuid:group_id>", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def synonym_group(desk: Desk, group_id: UUID) -> Answer:
    group = actions.read_synonyms(desk, group_id)
    form = SynonymsForm()
    if not form.is_submitted():
        form.show(group.words)
    answer = _save(desk, form, group_id) if form.validate_on_submit() else 422
    if not isinstance(answer, int):
        return answer
    page = render_template("directory/synonym_group.html", form=form, group=group)
    return page, answer if form.is_submitted() else 200


@area.page("/synonyms/<uuid:group_id>/remove", needs=Permission.DIRECTORY_WRITE, methods=("POST",))
def withdraw_synonyms(desk: Desk, group_id: UUID) -> Response:
    actions.remove_synonyms(desk, group_id)
    flash(gettext("The group was removed."), "success")
    return redirect(url_for(".synonyms"), 303)


def _save(desk: Desk, form: SynonymsForm, group_id: UUID) -> Response | int:
    """Store the group and lead back to the list; return the status of a refusal, told at the field."""
    try:
        actions.save_synonyms(desk, group_id, form.said())
    except (actions.NoGroupOfWords, actions.WordTaken) as refusal:
        form.refuse(render_error_text(refusal))
        return refusal.status
    flash(gettext("The words are saved."), "success")
    return redirect(url_for(".synonyms"), 303)
