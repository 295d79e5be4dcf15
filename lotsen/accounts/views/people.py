"""People in an administrator's care."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.accounts import actions, domain, forms
from lotsen.accounts.views.area import Answer, area
from lotsen.desk import Desk
from lotsen.kernel import gettext_noop
from lotsen.policy import ROLE_LABELS, ROLES_OF, Permission, Role
from lotsen.web.forms import choices
from lotsen.web.i18n import gettext, render_error_text

_ROLE_HINTS = {
    Role.NAVIGATOR: gettext_noop("Talks with families, finds services and hands over."),
    Role.TEAM_LEAD: gettext_noop("As the navigation service; also decides who looks after which family."),
    Role.HINT_GIVER: gettext_noop("Only gives hints, reads nothing. A whole ward can share one account."),
    Role.FAMILY_OFFICE: gettext_noop("Receives hand-overs and advises families who come by themselves."),
    Role.OFFICE_LEAD: gettext_noop("As the family office; also decides who looks after which family."),
    Role.COORDINATOR: gettext_noop(
        "Looks after directory, rules and sheets, reads the figures; sees no family."
    ),
    Role.ADMINISTRATOR: gettext_noop("Looks after people, institutions, texts and contacts; sees no family."),
    Role.DATA_PROTECTION: gettext_noop("Reads the audit trail; sees no content."),
}


@area.page("/people", needs=Permission.PEOPLE_MANAGE)
def people(desk: Desk) -> str:
    return render_template(
        "accounts/people.html",
        colleagues=actions.list_colleagues(desk),
        offered=actions.list_offered(desk),
        roles=ROLE_LABELS,
    )


@area.page("/people/new", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def new_colleague(desk: Desk) -> Answer:
    form = forms.ColleagueForm()
    institutions = {str(row.id): row for row in actions.list_institutions(desk)}
    form.institution.choices = choices([(key, row.name) for key, row in institutions.items()])
    if form.validate_on_submit():
        role, place = Role(str(form.role.data)), institutions[form.institution.data]
        if role not in ROLES_OF[place.kind]:
            form.role.errors = [gettext("This institution has no such role.")]
        else:
            try:
                _, secret = actions.invite(
                    desk,
                    name=form.name.data or "",
                    login=form.login.data or "",
                    institution_id=place.id,
                    role=role,
                )
            except domain.LoginTaken as refusal:
                form.login.errors = [gettext(refusal.message)]
            else:
                return _handed_out(str(form.name.data), str(form.login.data), secret)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/new_colleague.html", form=form, role_hints=_role_hints()), status


@area.page("/people/further", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def further_workplace(desk: Desk) -> Answer:
    """Give somebody who signs in already a workplace here as well: no second account for one human.

    Somebody of another home is invited; where nobody has the name, the answer is the same.
    """
    form = forms.FurtherWorkplaceForm()
    institutions = {str(row.id): row for row in actions.list_institutions(desk)}
    form.institution.choices = choices([(key, row.name) for key, row in institutions.items()])
    if form.validate_on_submit():
        role, place = Role(str(form.role.data)), institutions[form.institution.data]
        if role not in ROLES_OF[place.kind]:
            form.role.errors = [gettext("This institution has no such role.")]
        else:
            answer = _give_workplace(desk, form, place.id, role)
            if answer is not None:
                return answer
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/further_workplace.html", form=form, role_hints=_role_hints()), status


def _give_workplace(
    desk: Desk, form: forms.FurtherWorkplaceForm, institution_id: UUID, role: Role
) -> Response | None:
    login = form.login.data or ""
    try:
        member = actions.add_workplace(desk, login=login, institution_id=institution_id, role=role)
    except (domain.WorksHereAlready, domain.RolesApart) as refusal:
        form.role.errors = [render_error_text(refusal)]
        return None
    except domain.NotOfThisHouse:
        actions.invite_to_workplace(desk, form.row_id, login=login, institution_id=institution_id, role=role)
        flash(
            gettext(
                "An invitation is ready. Whoever signs in with this user name finds it at the next sign-in "
                "and decides herself."
            ),
            "success",
        )
        return redirect(url_for(".people"), 303)
    flash(gettext("The workplace was added."), "success")
    return redirect(url_for(".colleague", membership_id=member.id), 303)


@area.page("/people/<uuid:membership_id>", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def colleague(desk: Desk, membership_id: UUID) -> Answer:
    found = actions.read_colleague(desk, membership_id)
    deed = request.form.get("deed", "")
    refused = ""
    try:
        if deed == "reset":
            secret = actions.reset_password(desk, membership_id)
            return _handed_out(found.name, found.login, secret)
        if deed in {"close", "reopen"}:
            actions.set_active(desk, membership_id, active=deed == "reopen")
            flash(
                gettext("The access is open again.") if deed == "reopen" else gettext("The access is closed.")
            )
            return redirect(url_for(".people"), 303)
    except (domain.LastAdministrator, domain.HomeElsewhere, domain.RolesApart) as refusal:
        refused = gettext(refusal.message)
    if request.method == "POST" and not refused:
        abort(400)
    page = render_template("accounts/colleague.html", colleague=found, roles=ROLE_LABELS, refused=refused)
    return page, 409 if refused else 200


def _handed_out(name: str, login: str, secret: str) -> str:
    return render_template("accounts/starting_password.html", name=name, login=login, secret=secret)


def _role_hints() -> dict[str, str]:
    return {role.value: gettext(words) for role, words in _ROLE_HINTS.items()}
