"""The administrator's page of the outbox: how it stands, what did not leave, and once more."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.outbox import actions
from lotsen.outbox.domain import FAULT_LABELS, STATE_LABELS
from lotsen.outbox.letters import LETTERS
from lotsen.outbox.post import post_of
from lotsen.policy import Permission
from lotsen.web.access import Area
from lotsen.web.i18n import gettext

area = Area("outbox", __name__, url_prefix="/outbox", template_folder="templates")


@area.page("/", needs=Permission.MAIL_MANAGE)
def outbox(desk: Desk) -> str:
    """Show how the outbox stands; no address is opened for it."""
    return render_template(
        "outbox/outbox.html",
        outbox=actions.read_outbox(desk),
        is_set_up=post_of(current_app.extensions["lotsen.settings"]) is not None,
        states=STATE_LABELS,
        faults=FAULT_LABELS,
        letters=LETTERS,
    )


@area.page("/<uuid:mail_id>/retry", needs=Permission.MAIL_MANAGE, methods=("POST",))
def retry(desk: Desk, mail_id: UUID) -> Response:
    """Let one mail be sent again."""
    actions.retry_mail(desk, mail_id)
    flash(gettext("The mail will be sent again within minutes."), "success")
    return redirect(url_for(".outbox"), 303)
