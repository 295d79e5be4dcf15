"""Institutions in an administrator's care: the list, founding, changing, closing."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.accounts import actions, domain, forms
from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution
from lotsen.accounts.views.area import Answer, area
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import INSTITUTION_LABELS, WITHOUT_FAMILIES, InstitutionKind, Permission
from lotsen.web.forms import choices
from lotsen.web.i18n import current_language, gettext


def kind_name(desk: Desk, row: Institution) -> str:
    """Return what kind an institution is, in the municipality's own word where it has one."""
    own = actions.kind_of(desk, row)
    return own.label(current_language()) if own is not None else gettext(INSTITUTION_LABELS[row.kind])


@area.page("/institutions", needs=Permission.PEOPLE_MANAGE)
def institutions(desk: Desk) -> str:
    """List the institutions in the actor's care."""
    found = actions.list_institutions(desk)
    rows = [(row, kind_name(desk, row), actions.carrier_name(desk, row)) for row in found]
    return render_template(
        "accounts/institutions.html",
        rows=rows,
        may_add=bool(actions.foundable_kinds(desk)),
        may_name_kinds=actions.is_municipal(desk),
    )


@area.page("/institutions/new", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def new_institution(desk: Desk) -> Answer:
    """Found an institution: a municipality any, a carrier one of its own in a municipality it names."""
    if not actions.foundable_kinds(desk):
        raise NotVisible
    form = forms.InstitutionForm()
    kinds = _offer(desk, form, None)
    if form.validate_on_submit():
        kind, own_kind_id = kinds[str(form.kind.data)]
        if _carrier_fits(form, kind):
            row = actions.found_institution(
                desk,
                Institution(
                    id=form.row_id,
                    name=form.name.data or "",
                    kind=kind,
                    municipality=form.town.data if form.town is not None else "",
                    postcode=form.postcode.data or "",
                    street=form.street.data or "",
                    phone=form.phone.data or "",
                    legal_regime=LegalRegime(str(form.legal_regime.data)),
                    own_kind_id=own_kind_id,
                    carrier_id=form.chosen_carrier,
                ),
            )
            flash(gettext("%(name)s was added.", name=row.name), "success")
            return redirect(url_for(".institutions"), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/new_institution.html", form=form), status


@area.page("/institutions/<uuid:institution_id>", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def institution(desk: Desk, institution_id: UUID) -> Answer:
    """Change name, address, telephone and legal regime; kind and carrier for the municipality."""
    row = actions.managed_institution(desk, institution_id)
    form = forms.InstitutionForm(
        data={
            "name": row.name,
            "street": row.street,
            "postcode": row.postcode,
            "phone": row.phone,
            "legal_regime": row.legal_regime.value,
            "kind": str(row.own_kind_id or row.kind.value),
            "carrier": str(row.carrier_id or ""),
        }
    )
    kinds = _offer(desk, form, row)
    if form.validate_on_submit():
        kind, own_kind_id = (
            kinds[str(form.kind.data)] if form.kind is not None else (row.kind, row.own_kind_id)
        )
        if _carrier_fits(form, kind) and _change(desk, form, row, (kind, own_kind_id)):
            flash(gettext("Saved."), "success")
            return redirect(url_for(".institutions"), 303)
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "accounts/institution.html",
        form=form,
        row=row,
        kind=kind_name(desk, row),
        carrier=actions.carrier_name(desk, row),
        is_own=row.id == desk.actor.institution_id,
    )
    return page, status


@area.page("/institutions/<uuid:institution_id>/access", needs=Permission.PEOPLE_MANAGE, methods=("POST",))
def institution_access(desk: Desk, institution_id: UUID) -> Response:
    """Close or reopen an institution."""
    row = actions.managed_institution(desk, institution_id)
    deed = request.form.get("deed", "")
    if deed not in {"close", "reopen"}:
        abort(400)
    try:
        actions.set_institution_open(desk, row.id, is_open=deed == "reopen")
    except domain.OwnInstitution as refusal:
        flash(gettext(refusal.message), "warning")
    else:
        sentence = gettext("%(name)s is open.") if deed == "reopen" else gettext("%(name)s is closed.")
        flash(sentence % {"name": row.name}, "success")
    return redirect(url_for(".institution", institution_id=row.id), 303)


Kinds = dict[str, tuple[InstitutionKind, UUID | None]]


def _offer(desk: Desk, form: forms.InstitutionForm, row: Institution | None) -> Kinds:
    """Fill in what can be chosen, take away what the actor does not decide; returns kinds by their choice."""
    form.legal_regime.choices = choices([(regime, gettext(label)) for regime, label in forms.REGIMES.items()])
    if form.legal_regime.data is None and not form.is_submitted():
        form.legal_regime.process_data(LegalRegime.DSGVO.value)
    municipal = actions.is_municipal(desk)
    if municipal or row is not None:
        del form.town
    else:
        form.town.choices = choices(actions.towns(desk))
    if not municipal or (row is not None and row.kind in WITHOUT_FAMILIES):
        del form.carrier
    else:
        form.carrier.choices = choices([(str(one.id), one.name) for one in actions.carriers(desk)])
    if row is not None and (not municipal or row.kind in WITHOUT_FAMILIES):
        del form.kind
        return {}
    kinds = _kinds(desk, row)
    form.kind.choices = choices({code: label for code, (_, _, label) in kinds.items()})
    return {code: (kind, own) for code, (kind, own, _) in kinds.items()}


def _kinds(desk: Desk, row: Institution | None) -> dict[str, tuple[InstitutionKind, UUID | None, str]]:
    allowed = actions.foundable_kinds(desk) - (WITHOUT_FAMILIES if row is not None else frozenset())
    found: dict[str, tuple[InstitutionKind, UUID | None, str]] = {
        kind.value: (kind, None, gettext(INSTITUTION_LABELS[kind]))
        for kind in InstitutionKind
        if kind in allowed
    }
    for own in actions.list_kinds(desk):
        is_kept = row is not None and row.own_kind_id == own.id
        if own.works_as in allowed and (own.is_active or is_kept):
            found[str(own.id)] = (own.works_as, own.id, own.label(current_language()))
    return found


def _carrier_fits(form: forms.InstitutionForm, kind: InstitutionKind) -> bool:
    if form.carrier is not None and form.carrier.data and kind in WITHOUT_FAMILIES:
        form.carrier.errors = [gettext("An office of a municipality or of a carrier has no carrier itself.")]
        return False
    return True


def _change(
    desk: Desk, form: forms.InstitutionForm, row: Institution, kind: tuple[InstitutionKind, UUID | None]
) -> bool:
    try:
        actions.change_institution(
            desk,
            row.id,
            actions.InstitutionSheet(
                name=form.name.data or "",
                street=form.street.data or "",
                postcode=form.postcode.data or "",
                phone=form.phone.data or "",
                legal_regime=LegalRegime(str(form.legal_regime.data)),
                kind=kind[0],
                own_kind_id=kind[1],
                carrier_id=form.chosen_carrier,
            ),
        )
    except domain.KindFixed as refusal:
        form.kind.errors = [gettext(refusal.message)]
        return False
    return True
