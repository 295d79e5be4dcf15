"""Pages where coordinators enter services and keep them true."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import AreaLevel
from lotsen.directory.entries import LocationEntry, ServiceEntry
from lotsen.directory.forms import (
    CapacityForm,
    Lists,
    ServiceForm,
    differences,
    entry_form,
    usual_needs,
    usual_of,
)
from lotsen.directory.views.area import Answer, area
from lotsen.directory.views.versions import is_comparing, revision_of, undecided, with_what_was_taken
from lotsen.kernel import StaleRevision, local_day
from lotsen.places import actions as places
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, gettext


@area.page("/<uuid:service_id>/capacity", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def capacity(desk: Desk, service_id: UUID) -> Answer:
    sheet = actions.read_service(desk, service_id)
    form = CapacityForm()
    if not form.is_submitted():
        form.show(sheet.service.capacity, sheet.service.waiting_weeks, sheet.service.revision)
    elif form.validate():
        try:
            actions.set_capacity(
                desk,
                service_id,
                form.said(),
                weeks=form.waiting_weeks.data,
                source=form.source.data or "",
                revision=revision_of(form.revision.data),
            )
        except StaleRevision as stale:
            return render_template(
                "directory/capacity.html", form=form, sheet=sheet, stale=True
            ), stale.status
        flash(gettext("The places are up to date."), "success")
        return redirect(url_for(".service", service_id=service_id), 303)
    status = 422 if form.errors else 200
    return render_template("directory/capacity.html", form=form, sheet=sheet, stale=False), status


@area.page("/new", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def new(desk: Desk) -> Answer:
    """Enter a service; the page of an organization leads here with it chosen."""
    form = _form(desk, None, request.form if request.method == "POST" else None)
    if not form.is_submitted() or _only_looks():
        return _page(form, None)
    if not form.validate():
        return _page(form, None), 422
    blank = ServiceEntry(
        id=form.row_id,
        organization_id=form.organization_id.data,
        service_type=form.service_type.data,
        name=form.name.data,
    )
    place = _new_place(form)
    entry = form.changed(blank, place_id=place.id if place else None)
    alike = actions.find_similar(desk, entry)
    if not {str(row.id) for row, _ in alike} <= set(request.form.getlist("seen")):
        return _page(form, None, alike=alike), 409
    added = actions.add_service(desk, entry, place=place)
    for row, _ in alike:
        actions.mark_distinct(desk, added.id, row.id)
    _say_saved(entry, had_places=False)
    return redirect(url_for(".service", service_id=added.id), 303)


@area.page("/<uuid:service_id>/edit", needs=Permission.DIRECTORY_WRITE, methods=("GET", "POST"))
def edit(desk: Desk, service_id: UUID) -> Answer:
    entry, revision = actions.read_entry(desk, service_id)
    saved = _form(desk, entry, None)
    saved.show(entry, revision)
    if request.method != "POST":
        return _page(saved, entry)
    form = _form(desk, entry, with_what_was_taken(saved))
    if _only_looks():
        return _page(form, entry)
    if not form.validate():
        return _page(form, entry, saved=saved if is_comparing() else None), 422
    place = _new_place(form)
    changed = form.changed(entry, place_id=place.id if place else None)
    try:
        if undecided():
            raise StaleRevision
        actions.save_service(desk, changed, revision=revision_of(form.revision.data), place=place)
    except StaleRevision as stale:
        return _page(form, entry, saved=saved), stale.status
    _say_saved(changed, had_places=bool(entry.location_ids))
    return redirect(url_for(".service", service_id=service_id), 303)


def _page(
    form: ServiceForm,
    entry: ServiceEntry | None,
    *,
    saved: ServiceForm | None = None,
    alike: Sequence[Any] = (),
) -> str:
    if saved is not None:
        form.revision.data = saved.revision.data
    return render_template(
        "directory/edit.html",
        form=form,
        service_id=entry.id if entry else None,
        name=entry.name if entry else None,
        usual=usual_of(form.service_type.data),
        usual_needs=usual_needs(form.service_type.data),
        conflict=differences(form, saved) if saved is not None else None,
        alike=alike,
        seen=[str(row.id) for row, _ in alike] or request.form.getlist("seen"),
    )


def _only_looks() -> bool:
    """Say whether the page is only to be shown anew, with the lists that belong to what was chosen."""
    return request.form.get("step") == "show"


def _new_place(form: ServiceForm) -> LocationEntry | None:
    """Return the location that was entered with a service; sent twice, it is the same one."""
    if not form.has_address():
        return None
    return form.location(uuid5(form.row_id, "location"), UUID(form.organization_id.data))


def _say_saved(entry: ServiceEntry, *, had_places: bool) -> None:
    flash(gettext("The entry is saved."), "success")
    if entry.protected_address and had_places:
        sentence = gettext("The address is protected: its locations were taken off this entry and not kept.")
        flash(sentence, "info")


def _form(desk: Desk, entry: ServiceEntry | None, said: MultiDict[str, str] | None) -> ServiceForm:
    form = entry_form(said)
    if said is None:
        form.organization_text.data = request.args.get("organization_text", "")
        form.organization_id.data = str(entry.organization_id) if entry else request.args.get("organization")
    kept = entry.area_codes if entry else ()
    owners = [form.organization_id.data, *([entry.organization_id] if entry else [])]
    offer = actions.offer_organizations(desk, form.organization_text.data or "", owners)
    form.offer(
        Lists(
            organizations=offer,
            terms=_own_types(desk, entry),
            locations=_locations(desk, entry, offer.id_of(form.organization_id.data)),
            kreise=_kreise(desk, entry),
            municipalities=_with_kept(
                {row.code: row.name for row in places.nearby_municipalities(desk, also=kept)},
                entry,
                AreaLevel.MUNICIPALITY,
            ),
            districts=_with_kept(
                {row.code: row.name for row in places.districts(desk)}, entry, AreaLevel.DISTRICT
            ),
            today=local_day(desk.clock),
        )
    )
    postcode = form.postcode.data or ""
    form.offer_places(places.find_postcode(desk, postcode), places.names_around(desk, postcode))
    return form


def _with_kept(
    names: Mapping[str, str], entry: ServiceEntry | None, level: AreaLevel
) -> list[tuple[str, str]]:
    """Offer areas by name, and by its code what the entry has and nobody here knows: saving keeps it."""
    kept = entry.area_codes if entry and entry.area_level is level else frozenset()
    return [*names.items(), *((code, code) for code in sorted(kept - names.keys()))]


def _own_types(desk: Desk, entry: ServiceEntry | None) -> dict[str, tuple[str, str]]:
    """Return (shipped type, label) of the own types to choose from: a retired one only where it is kept."""
    kept = entry.term_id if entry else None
    types, language = vocabulary().service_types, current_language()
    return {
        str(row.id): (code, f"{row.name} ({types[code].label.get(language)})")
        for row in actions.list_types(desk)
        if (code := row.service_type or "") in types and (row.retired_on is None or row.id == kept)
    }


def _locations(desk: Desk, entry: ServiceEntry | None, organization: UUID | None) -> list[tuple[str, str]]:
    """Offer the organization's locations, and those that the service has already."""
    rows = [*actions.locations_of(desk, entry.location_ids)] if entry else []
    if organization is not None:
        rows += actions.list_locations(desk, organization)
    return list({str(row.id): ", ".join(filter(None, (row.name, row.address))) for row in rows}.items())


def _kreise(desk: Desk, entry: ServiceEntry | None) -> list[str]:
    kept = entry.area_codes if entry and entry.area_level is AreaLevel.KREIS else frozenset()
    return sorted({*places.kreise(desk), *kept})
