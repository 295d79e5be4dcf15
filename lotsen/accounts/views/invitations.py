"""Invitations to a further workplace: who is invited answers them herself."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from lotsen.accounts import actions, domain
from lotsen.accounts.views.area import Answer, area
from lotsen.accounts.views.signing_in import local_path
from lotsen.desk import Desk
from lotsen.policy import ROLE_LABELS, Permission
from lotsen.web.i18n import gettext, render_error_text


@area.page("/invitations", needs=Permission.PUBLIC, methods=("GET", "POST"))
def invitations(desk: Desk) -> Answer:
    """Show what waits for whoever signed in, also without a workplace; accept or decline."""
    if not current_user.is_authenticated:
        return redirect(url_for(".sign_in"), 303)
    onward = local_path(request.values.get("next"))
    refused = ""
    if request.method == "POST":
        try:
            _answer(desk)
        except domain.RolesApart as refusal:
            refused = render_error_text(refusal)
        else:
            left = actions.my_invitations(desk, UUID(current_user.id))
            return redirect(url_for(".invitations", next=onward) if left else onward, 303)
    page = render_template(
        "accounts/invitations.html",
        waiting=actions.my_invitations(desk, UUID(current_user.id)),
        roles=ROLE_LABELS,
        refused=refused,
        onward=onward,
    )
    return page, 409 if refused else 200


def _answer(desk: Desk) -> None:
    if "accept" in request.form:
        actions.accept_invitation(desk, _sent("accept"))
        flash(gettext("You can work there from now on: switch the workplace."), "success")
    else:
        actions.decline_invitation(desk, _sent("decline"))
        flash(gettext("The invitation was declined."), "success")


@area.page("/people/invitations", needs=Permission.PEOPLE_MANAGE, methods=("POST",))
def withdraw_invitation(desk: Desk) -> Response:
    """Take back an invitation of an institution in the actor's care."""
    actions.withdraw_invitation(desk, _sent("withdraw"))
    flash(gettext("The invitation was taken back."), "success")
    return redirect(url_for(".people"), 303)


def _sent(name: str) -> UUID:
    """Return the id a button carries."""
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        abort(400)
