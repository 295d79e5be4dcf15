"""Which form of law an institution uses, and how long it keeps closed cases: for administrators."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import INSTITUTION_LABELS, WITHOUT_FAMILIES, Permission
from lotsen.protection import actions
from lotsen.protection.domain import LegalForm
from lotsen.protection.forms import RulesForm
from lotsen.protection.law import form_of_law
from lotsen.protection.views.area import Answer, area
from lotsen.web.forms import choices
from lotsen.web.i18n import current_language, gettext


@area.page("/settings", needs=Permission.CONTACTS_MANAGE)
def settings(desk: Desk) -> str:
    """List the institutions in one's care with the form each uses. Nothing here says whether cases exist."""
    language = current_language()
    rules = [
        (row, _kind(desk, row), _label(held.form, language), held.retention_years)
        for row, held in actions.managed_rules(desk)
    ]
    may_appoint = desk.actor.institution_kind not in WITHOUT_FAMILIES
    return render_template("protection/settings.html", rules=rules, may_appoint=may_appoint)


@area.page("/settings/<uuid:institution_id>", needs=Permission.CONTACTS_MANAGE, methods=("GET", "POST"))
def setting(desk: Desk, institution_id: UUID) -> Answer:
    """Change the form or the period of one institution."""
    managed = {row.id: (row, rules) for row, rules in actions.managed_rules(desk)}
    if institution_id not in managed:
        raise NotVisible
    row, rules = managed[institution_id]
    form = RulesForm(data={"law": rules.form.value, "years": rules.retention_years})
    language = current_language()
    offered = [one for one in LegalForm if one is not LegalForm.PREGNANCY]
    form.law.choices = choices([(one, _label(one, language)) for one in offered])
    if form.validate_on_submit():
        actions.keep_rules(desk, institution_id, form.chosen, form.years.data or rules.retention_years)
        flash(gettext("Saved."), "success")
        return redirect(url_for(".settings"), 303)
    page = render_template("protection/setting.html", form=form, institution=row)
    return page, 422 if form.is_submitted() else 200


def _kind(desk: Desk, row: Institution) -> str:
    own = accounts.kind_of(desk, row)
    return own.label(current_language()) if own is not None else gettext(INSTITUTION_LABELS[row.kind])


def _label(form: LegalForm, language: str) -> str:
    law = form_of_law(form, language)
    return law.title if law.reference in law.title else f"{law.reference}: {law.title}"
