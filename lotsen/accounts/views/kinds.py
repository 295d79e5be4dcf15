"""The municipality's own kinds of institution."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for

from lotsen.accounts import actions, domain, forms
from lotsen.accounts.views.area import Answer, area
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import INSTITUTION_LABELS, WITHOUT_FAMILIES, InstitutionKind, Permission
from lotsen.web.forms import choices
from lotsen.web.i18n import gettext


@area.page("/kinds", needs=Permission.PEOPLE_MANAGE)
def kinds(desk: Desk) -> str:
    """List the own kinds beside those the program knows."""
    if not actions.is_municipal(desk):
        raise NotVisible
    return render_template("accounts/kinds.html", kinds=actions.list_kinds(desk), labels=INSTITUTION_LABELS)


@area.page("/kinds/new", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def new_kind(desk: Desk) -> Answer:
    """Name a kind, and say as which known one it works."""
    if not actions.is_municipal(desk):
        raise NotVisible
    form = forms.KindForm()
    form.works_as.choices = choices(
        [
            (kind, gettext(INSTITUTION_LABELS[kind]))
            for kind in InstitutionKind
            if kind not in WITHOUT_FAMILIES
        ]
    )
    if form.validate_on_submit():
        try:
            actions.add_kind(
                desk,
                form.row_id,
                label_de=form.label_de.data or "",
                label_en=form.label_en.data or form.label_de.data or "",
                label_ar=form.label_ar.data or "",
                works_as=InstitutionKind(str(form.works_as.data)),
            )
        except domain.KindTaken as refusal:
            form.label_de.errors = [gettext(refusal.message)]
        else:
            flash(gettext("Saved."), "success")
            return redirect(url_for(".kinds"), 303)
    return render_template("accounts/new_kind.html", form=form), 422 if form.is_submitted() else 200


@area.page("/kinds/<uuid:kind_id>", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def kind(desk: Desk, kind_id: UUID) -> Answer:
    """Rename a kind, or offer it no longer."""
    row = actions.read_kind(desk, kind_id)
    form = forms.KindNameForm(
        data={
            "label_de": row.label_de,
            "label_en": row.label_en,
            "label_ar": row.label_ar,
            "is_offered": row.is_active,
        }
    )
    if form.validate_on_submit():
        actions.change_kind(
            desk,
            kind_id,
            label_de=form.label_de.data or "",
            label_en=form.label_en.data or form.label_de.data or "",
            label_ar=form.label_ar.data or "",
            is_offered=bool(form.is_offered.data),
        )
        flash(gettext("Saved."), "success")
        return redirect(url_for(".kinds"), 303)
    status = 422 if form.is_submitted() else 200
    works_as = gettext(INSTITUTION_LABELS[row.works_as])
    return render_template("accounts/kind.html", form=form, kind=row, works_as=works_as), status
