"""Searching for a family, and families that look alike. POST only: no name stands in an address."""

from datetime import date
from uuid import UUID

from flask import jsonify, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.views import wording
from lotsen.intake.views.area import Answer, area
from lotsen.policy import Permission
from lotsen.web.i18n import format_date, gettext, listed, ngettext
from lotsen.web.notices import flash_links

_LONGEST = 120


@area.page("/search", needs=Permission.FAMILY_READ, methods=("GET", "POST"))
def search(desk: Desk) -> Answer | Response:
    """Find families of this institution; a script gets the same hits while somebody types."""
    form = forms.SearchForm()
    hits: tuple[actions.FamilyCard, ...] | None = None
    if form.validate_on_submit():
        hits = actions.search_families(
            desk,
            actions.Wanted(
                name=form.name.data or "", birth_date=form.birth_date.data, code=form.code.data or ""
            ),
        )
    if request.headers.get("X-Lotsen-Live"):
        return _as_data(hits or ())
    status = 422 if form.is_submitted() and hits is None else 200
    return render_template(
        "intake/search.html",
        form=form,
        hits=hits,
        said=_said(hits or ()),
        wording=wording,
        list_title=wording.list_title(desk.actor.institution_kind),
    ), status


@area.page("/<uuid:family_id>/look-alikes", needs=Permission.FAMILY_WRITE, methods=("POST",))
def look_alikes(desk: Desk, family_id: UUID) -> Response:
    """Tell a form while somebody types whether another family here looks alike: codes, no names."""
    actions.family_row(desk, family_id)
    found = actions.look_alikes(
        desk,
        family_id,
        surname=request.form.get("surname", "")[:_LONGEST],
        given_name=request.form.get("given_name", "")[:_LONGEST],
        birth_date=_day(request.form.get("birth_date", "")),
    )
    hits = [{"code": code, "url": url_for(".family", family_id=other)} for other, code in found]
    return jsonify(text=alike_words([code for _, code in found]) if found else "", hits=hits)


def warn_of_look_alikes(desk: Desk, family_id: UUID, *, surname: str = "", born: date | None = None) -> None:
    """Say after a save whether another family here looks alike: the same without a script."""
    found = actions.look_alikes(desk, family_id, surname=surname, birth_date=born)
    if found:
        words = alike_words([code for _, code in found])
        flash_links(words, [(code, url_for(".family", family_id=other)) for other, code in found])


def alike_words(codes: list[str]) -> str:
    """Say which families look alike."""
    return ngettext(
        "Another family looks alike: %(codes)s. Please check whether it is the same.",
        "%(num)s other families look alike: %(codes)s. Please check whether they are the same.",
        len(codes),
        codes=listed(codes),
    )


def _said(hits: tuple[actions.FamilyCard, ...]) -> str:
    if not hits:
        return gettext("No family found. A family without a name is found by its code only.")
    return ngettext("%(num)s family found", "%(num)s families found", len(hits))


def _as_data(hits: tuple[actions.FamilyCard, ...]) -> Response:
    rows = [
        {
            "code": card.code,
            "url": url_for(".family", family_id=card.id),
            "name": card.name,
            "place": card.place,
            "stage": wording.stage_label(card.stage),
            "since": format_date(card.registered_on),
        }
        for card in hits
    ]
    return jsonify(text=_said(hits), hits=rows)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
