"""Signing in and out, choosing and switching the workplace, one's own password and language."""

from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug import Response

from lotsen.accounts import actions, domain, forms, unlocking
from lotsen.accounts.identity import begin_session, end_session, renew_session, session_row
from lotsen.accounts.views.area import Answer, area
from lotsen.desk import Desk
from lotsen.policy import ROLE_LABELS, Permission
from lotsen.web.access import way_back
from lotsen.web.addresses import parts_of
from lotsen.web.forms import choices
from lotsen.web.i18n import available_languages, gettext, render_error_text


def local_path(target: str | None) -> str:
    """Return a path of this application to go on to, or the start page: never another site."""
    parts = parts_of(target)
    fine = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not fine or parts.path.startswith("//") or "\\" in (target or ""):
        return url_for("start.home")
    return way_back(parts.path, parts.query)


@area.page("/sign-in", needs=Permission.PUBLIC, methods=("GET", "POST"))
def sign_in(desk: Desk) -> Answer:
    form = forms.SignInForm()
    onward = request.values.get("next", "")
    if form.validate_on_submit():
        try:
            person = actions.check_sign_in(desk, form.login.data or "", form.password.data or "")
        except (domain.SignInRefused, domain.SignInPaused) as refusal:
            form.password.errors = [render_error_text(refusal)]
            return render_template("accounts/sign_in.html", form=form, onward=onward), refusal.status
        places = actions.workplaces(desk, person.id)
        begin_session(person.id, places[0].membership_id if len(places) == 1 else None)
        desk.vault.note("signed_in", row=person.id, record_class="person")
        if actions.my_invitations(desk, person.id):
            return redirect(url_for(".invitations", next=local_path(onward)), 303)
        if len(places) != 1:
            return redirect(url_for(".workplace", next=local_path(onward)), 303)
        return redirect(local_path(onward), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/sign_in.html", form=form, onward=onward), status


@area.page("/workplace", needs=Permission.PUBLIC, methods=("GET", "POST"))
def workplace(desk: Desk) -> Answer:
    if not current_user.is_authenticated:
        return redirect(url_for(".sign_in"), 303)
    person = UUID(current_user.id)
    places = actions.workplaces(desk, person)
    form = forms.WorkplaceForm()
    here = desk.actor.membership_id
    form.membership.choices = choices([(str(place.membership_id), _words(place, here)) for place in places])
    others = [place for place in places if place.membership_id != here]
    if here is not None and len(others) == 1 and not form.is_submitted():
        form.membership.process_data(str(others[0].membership_id))
    onward = request.values.get("next", "")
    if form.validate_on_submit():
        chosen = UUID(form.membership.data)
        if chosen == here:
            return redirect(local_path(onward), 303)
        begin_session(person, chosen, keeps_end=True)
        desk.vault.note("workplace_chosen", row=chosen, record_class="membership")
        answer = redirect(local_path(onward), 303)
        if here is not None:
            place = next(one.institution.name for one in places if one.membership_id == chosen)
            flash(gettext("You now work for %(institution)s.", institution=place), "success")
            answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
    status = 422 if form.is_submitted() else 200
    return (
        render_template(
            "accounts/workplace.html",
            form=form,
            places=places,
            onward=onward,
            is_switch=here is not None,
            invitations=len(actions.my_invitations(desk, person)),
        ),
        status,
    )


def _words(place: actions.Workplace, here: UUID | None) -> str:
    words = f"{gettext(ROLE_LABELS[place.role])} – {place.institution.name}"
    return f"{words} ({gettext('now')})" if place.membership_id == here else words


@area.page("/sign-out", needs=Permission.PUBLIC, methods=("POST",))
def sign_out(desk: Desk) -> Response:
    return _leave(desk, url_for(".sign_in"), "signed_out")


@area.page("/leave", needs=Permission.PUBLIC, methods=("POST",))
def leave(desk: Desk) -> Response:
    """End the session at once and lead to a page that says nothing of a family."""
    return _leave(desk, url_for("start.calendar"), "locked")


@area.page("/lock", needs=Permission.SIGNED_IN, methods=("POST",))
def lock(desk: Desk) -> Response:
    """End the session but remember the page, so that signing in again leads back to it."""
    came_from = parts_of(request.referrer)._replace(scheme="", netloc="")
    return _leave(desk, url_for(".sign_in", next=local_path(came_from.geturl())), "locked")


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
            actions.change_password(
                desk, old=form.old.data or "", new=form.new.data or "", session=session_row()
            )
        except (domain.PasswordRefused, domain.PasswordKept) as refusal:
            form.new.errors = [render_error_text(refusal)]
        except domain.SignInPaused as refusal:
            form.old.errors = [render_error_text(refusal)]
        except domain.SignInRefused:
            form.old.errors = [gettext("This is not your present password.")]
        else:
            renew_session()
            flash(gettext("Your password was changed. You are signed out everywhere else."), "success")
            return redirect(url_for("start.home"), 303)
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "accounts/password.html",
        form=form,
        has_pin=unlocking.has_pin(desk),
        invitations=len(actions.my_invitations(desk, UUID(current_user.id))),
    )
    return page, status


@area.page("/password/pin", needs=Permission.SIGNED_IN, methods=("GET", "POST"))
def pin(desk: Desk) -> Answer:
    """Set the PIN that takes a tablet back from a family; it never signs anybody in."""
    form = forms.PinForm()
    if form.validate_on_submit():
        try:
            unlocking.set_pin(desk, password=form.password.data or "", pin=form.pin.data or "")
        except domain.PinRefused as refusal:
            form.pin.errors = [gettext(refusal.message, **refusal.params)]
        except domain.SignInPaused as refusal:
            form.password.errors = [render_error_text(refusal)]
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
