"""Signing in and out, and the pages of an administrator."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug import Response

from lotsen.accounts import actions, domain, forms, unlocking
from lotsen.accounts.identity import begin_session, end_session
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.policy import ROLE_LABELS, ROLES_OF, InstitutionKind, Permission, Role
from lotsen.web.access import Area
from lotsen.web.forms import choices
from lotsen.web.i18n import available_languages, gettext

area = Area("accounts", __name__, template_folder="templates")
Answer = str | Response | tuple[str, int]


def local_path(target: str | None) -> str:
    """Return a path of this application to go on to, or the start page: never another site."""
    parts = urlsplit(target or "")
    fine = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not fine or parts.path.startswith("//") or "\\" in (target or ""):
        return url_for("start.home")
    return parts.path


@area.page("/sign-in", needs=Permission.PUBLIC, methods=("GET", "POST"))
def sign_in(desk: Desk) -> Answer:
    form = forms.SignInForm()
    onward = request.values.get("next", "")
    if form.validate_on_submit():
        try:
            person = actions.check_sign_in(desk, form.login.data or "", form.password.data or "")
        except domain.SignInRefused as refusal:
            _count_failure(desk, refusal)
            form.password.errors = [gettext(refusal.message)]
            return render_template("accounts/sign_in.html", form=form, onward=onward), 401
        except domain.SignInPaused as refusal:
            form.password.errors = [gettext(refusal.message, **refusal.params)]
            return render_template("accounts/sign_in.html", form=form, onward=onward), refusal.status
        places = actions.workplaces(desk, person.id)
        begin_session(person.id, places[0].membership_id if len(places) == 1 else None)
        desk.vault.note("signed_in", row=person.id, record_class="person")
        if len(places) != 1:
            return redirect(url_for(".workplace", next=local_path(onward)), 303)
        return redirect(local_path(onward), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/sign_in.html", form=form, onward=onward), status


def _count_failure(desk: Desk, refusal: domain.SignInRefused) -> None:
    person = refusal.params.get("person_id")
    if isinstance(person, UUID):
        actions.count_failure(desk, person)


@area.page("/workplace", needs=Permission.PUBLIC, methods=("GET", "POST"))
def workplace(desk: Desk) -> Answer:
    if not current_user.is_authenticated:
        return redirect(url_for(".sign_in"), 303)
    person = UUID(current_user.id)
    places = actions.workplaces(desk, person)
    form = forms.WorkplaceForm()
    form.membership.choices = choices(
        [
            (str(place.membership_id), f"{gettext(ROLE_LABELS[place.role])} – {place.institution.name}")
            for place in places
        ]
    )
    onward = request.values.get("next", "")
    if form.validate_on_submit():
        begin_session(person, UUID(form.membership.data))
        desk.vault.note("workplace_chosen", row=UUID(form.membership.data), record_class="membership")
        return redirect(local_path(onward), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/workplace.html", form=form, places=places, onward=onward), status


@area.page("/sign-out", needs=Permission.PUBLIC, methods=("POST",))
def sign_out(desk: Desk) -> Response:
    return _leave(desk, url_for(".sign_in"), "signed_out")


@area.page("/lock", needs=Permission.SIGNED_IN, methods=("POST",))
def lock(desk: Desk) -> Response:
    """End the session but remember the page, so that signing in again leads back to it."""
    came_from = urlsplit(request.referrer or "").path
    return _leave(desk, url_for(".sign_in", next=local_path(came_from)), "locked")


def _leave(desk: Desk, target: str, deed: str) -> Response:
    if desk.actor.person_id is not None:
        desk.vault.note(deed, row=desk.actor.person_id, record_class="person")
    end_session()
    answer = redirect(target, 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@area.page("/password", needs=Permission.SIGNED_IN, methods=("GET", "POST"))
def password(desk: Desk) -> Answer:
    form = forms.PasswordForm()
    if form.validate_on_submit():
        try:
            actions.change_password(desk, old=form.old.data or "", new=form.new.data or "")
        except domain.PasswordRefused as refusal:
            form.new.errors = [gettext(refusal.message, **refusal.params)]
        except domain.SignInRefused:
            form.old.errors = [gettext("This is not your present password.")]
        else:
            flash(gettext("Your password was changed."), "success")
            return redirect(url_for("start.home"), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/password.html", form=form, has_pin=unlocking.has_pin(desk)), status


@area.page("/password/pin", needs=Permission.SIGNED_IN, methods=("GET", "POST"))
def pin(desk: Desk) -> Answer:
    """Set the PIN that takes a tablet back from a family; it never signs anybody in."""
    form = forms.PinForm()
    if form.validate_on_submit():
        try:
            unlocking.set_pin(desk, password=form.password.data or "", pin=form.pin.data or "")
        except domain.PinRefused as refusal:
            form.pin.errors = [gettext(refusal.message, **refusal.params)]
        except domain.SignInRefused:
            form.password.errors = [gettext("This is not your present password.")]
        else:
            flash(gettext("Your PIN is set."), "success")
            return redirect(url_for(".password"), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/pin.html", form=form, has_pin=unlocking.has_pin(desk)), status


@area.page("/language", needs=Permission.PUBLIC, methods=("POST",))
def language(desk: Desk) -> Response:
    chosen = request.form.get("language", "")
    if chosen in available_languages():
        session["language"] = chosen
    return redirect(local_path(request.form.get("next")), 303)


@area.page("/people", needs=Permission.PEOPLE_MANAGE)
def people(desk: Desk) -> str:
    return render_template(
        "accounts/people.html", colleagues=actions.list_colleagues(desk), roles=ROLE_LABELS
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
                return render_template("accounts/starting_password.html", name=form.name.data, secret=secret)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/new_colleague.html", form=form), status


@area.page("/people/<uuid:membership_id>", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def colleague(desk: Desk, membership_id: UUID) -> Answer:
    found = actions.read_colleague(desk, membership_id)
    deed = request.form.get("deed", "")
    if deed == "reset":
        secret = actions.reset_password(desk, membership_id)
        return render_template("accounts/starting_password.html", name=found.name, secret=secret)
    if deed in {"close", "reopen"}:
        actions.set_active(desk, membership_id, active=deed == "reopen")
        return redirect(url_for(".people"), 303)
    if request.method == "POST":
        abort(400)
    return render_template("accounts/colleague.html", colleague=found, roles=ROLE_LABELS)


@area.page("/institutions", needs=Permission.PEOPLE_MANAGE)
def institutions(desk: Desk) -> str:
    may_add = desk.actor.institution_kind is InstitutionKind.MUNICIPALITY
    rows = actions.list_institutions(desk)
    return render_template("accounts/institutions.html", institutions=rows, may_add=may_add)


@area.page("/institutions/new", needs=Permission.PEOPLE_MANAGE, methods=("GET", "POST"))
def new_institution(desk: Desk) -> Answer:
    form = forms.InstitutionForm()
    if form.validate_on_submit():
        actions.found_institution(
            desk,
            Institution(
                id=form.row_id,
                name=form.name.data or "",
                kind=InstitutionKind(str(form.kind.data)),
                municipality="",
                postcode=form.postcode.data or "",
                street=form.street.data or "",
                phone=form.phone.data or "",
                carrier=form.carrier.data or "",
            ),
        )
        return redirect(url_for(".institutions"), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/new_institution.html", form=form), status
