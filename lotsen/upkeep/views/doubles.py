"""Coordinators look at entries that seem to be one: tell them apart for good, or make them one."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.kernel import LotsenError, StaleRevision, page_of
from lotsen.policy import Permission
from lotsen.upkeep import actions, forms
from lotsen.upkeep.actions import Pair
from lotsen.upkeep.domain import DoNotGoTogether
from lotsen.upkeep.views.area import Answer, area
from lotsen.upkeep.wording import field_label
from lotsen.web.i18n import gettext, render_error_text
from lotsen.web.paging import page_asked

_PAIR = "/doubles/<uuid:kept_id>/<uuid:ended_id>"


@area.page("/doubles", needs=Permission.DIRECTORY_WRITE)
def doubles(desk: Desk) -> str:
    """Show the pairs to look at, and those that somebody found different."""
    page = page_of(page_asked(), directory.count_duplicates(desk))
    return render_template(
        "upkeep/doubles.html",
        doubles=directory.find_duplicates(desk, offset=page.offset, limit=page.size),
        apart=directory.kept_apart(desk),
        page=page,
        url_of=lambda number: url_for(".doubles", page=number),
    )


@area.page(_PAIR, needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def pair(desk: Desk, kept_id: UUID, ended_id: UUID) -> Answer:
    """Show both entries side by side; a POST makes them one."""
    done = redirect(url_for("directory.service", service_id=kept_id), 303)
    if kept_id != ended_id and directory.stands_for(desk, ended_id) == kept_id:
        return done
    shown = actions.read_pair(desk, kept_id, ended_id)
    form = forms.MergeForm()
    form.offer([(name, field_label(name)) for name in shown.leaders])
    if not form.is_submitted():
        form.show(shown.revisions, shown.gaps)
        return _page(desk, shown, form)
    if not form.validate():
        return _page(desk, shown, form), 422
    chosen = frozenset(form.fields_chosen.data or ())
    try:
        actions.merge(desk, kept_id, ended_id, chosen, revisions=form.revisions)
    except (StaleRevision, DoNotGoTogether) as error:
        form.show(shown.revisions)
        return _page(desk, shown, form, error), error.status
    flash(gettext("The two entries are one now. Whoever looks for the ended one is led here."), "success")
    return done


@area.page(f"{_PAIR}/different", needs=Permission.DIRECTORY_WRITE, methods=("POST",))
def keep_apart(desk: Desk, kept_id: UUID, ended_id: UUID) -> Response:
    """Write down that two entries are different services."""
    directory.mark_distinct(desk, kept_id, ended_id)
    flash(gettext("The two count as different services from now on."), "success")
    return redirect(url_for(".doubles"), 303)


@area.page(f"{_PAIR}/look-again", needs=Permission.DIRECTORY_WRITE, methods=("POST",))
def look_again(desk: Desk, kept_id: UUID, ended_id: UUID) -> Response:
    """Take it back that two entries are different services."""
    directory.unmark_distinct(desk, kept_id, ended_id)
    flash(gettext("It is taken back. If the two look alike, they stand in the list again."), "success")
    return redirect(url_for(".doubles"), 303)


def _page(desk: Desk, shown: Pair, form: forms.MergeForm, refusal: LotsenError | None = None) -> str:
    return render_template(
        "upkeep/pair.html",
        pair=shown,
        form=form,
        names=actions.names_in(desk, shown.changes, shown.kept, shown.ended),
        refusal=render_error_text(refusal) if refusal else "",
    )
