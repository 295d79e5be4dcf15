"""Giving a hint, with an account or by a ward's link: one form, one thank-you, nothing of any family."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.documents import HintSheet
from lotsen.intake.domain.hints import NOTICE_LABELS
from lotsen.intake.views.area import Answer, area, ward_door
from lotsen.policy import Permission
from lotsen.web.i18n import gettext


@area.page("/hints/new", needs=Permission.HINT_WRITE, methods=("GET", "POST"))
def new_hint(desk: Desk) -> Answer:
    """Take a hint from somebody who is signed in to write hints and nothing else."""
    form = forms.HintForm()
    if form.validate_on_submit():
        actions.give_hint(desk, form.row_id, form.sheet)
        return redirect(url_for(".hint_sent", hint_id=form.row_id), 303)
    return _page(form, here=url_for(".new_hint"), ask=url_for(".ask_hint"))


@area.page("/hints/sent/<uuid:hint_id>", needs=Permission.HINT_WRITE)
def hint_sent(desk: Desk, hint_id: UUID) -> Answer:
    """Say thank you and show the receipt code; nothing is looked up for it."""
    receipt = actions.receipt_of(desk, hint_id)
    return render_template(
        "intake/hint_sent.html", receipt=receipt, again=url_for(".new_hint"), ask=url_for(".ask_hint")
    )


@area.page("/hints/ask", needs=Permission.HINT_WRITE, methods=("GET", "POST"))
def ask_hint(desk: Desk) -> Answer:
    """Answer a receipt code with "contact made" or "not yet"."""
    return _ask(
        lambda typed: actions.contact_was_made(desk, typed),
        here=url_for(".ask_hint"),
        back=url_for(".new_hint"),
    )


@ward_door.page("/<path:token>", needs=Permission.PUBLIC, methods=("GET", "POST"))
def leave(desk: Desk, token: str) -> Answer:
    """Take a hint through a ward's link; whatever is sent, no family is shown."""
    actions.find_hint_way(desk, token)
    form = forms.HintForm(asks_ward=False)
    here, ask = url_for(".leave", token=token), url_for(".ask", token=token)
    if form.validate_on_submit():
        try:
            actions.give_hint_by_link(desk, token, form.row_id, form.sheet)
        except actions.TooManyHints as many:
            return _page(form, here=here, ask=ask, refusal=gettext(many.message), status=many.status)
        return redirect(url_for(".sent", token=token, hint_id=form.row_id), 303)
    if form.csrf_token.errors:
        form.csrf_token.errors = []
        refusal = gettext(
            "This page was open for a long time. Your entries are still here: please send them again."
        )
        return _page(form, here=here, ask=ask, refusal=refusal, status=400)
    return _page(form, here=here, ask=ask)


@ward_door.page("/<path:token>/sent/<uuid:hint_id>", needs=Permission.PUBLIC)
def sent(desk: Desk, token: str, hint_id: UUID) -> Answer:
    """Say thank you on a ward and show the receipt code; nothing is looked up for it."""
    actions.find_hint_way(desk, token)
    return render_template(
        "intake/hint_sent.html",
        receipt=actions.receipt_of(desk, hint_id),
        again=url_for(".leave", token=token),
        ask=url_for(".ask", token=token),
    )


@ward_door.page("/<path:token>/ask", needs=Permission.PUBLIC, methods=("GET", "POST"))
def ask(desk: Desk, token: str) -> Answer:
    """Answer a receipt code of this link's institution."""
    actions.find_hint_way(desk, token)
    return _ask(
        lambda typed: actions.contact_was_made(desk, typed, token=token),
        here=url_for(".ask", token=token),
        back=url_for(".leave", token=token),
    )


def hint_words(sheet: HintSheet) -> str:
    """Put what was noticed into the words an assessment begins with."""
    noticed = [gettext(NOTICE_LABELS[kind]) for kind in sheet.noticed]
    said = " · ".join(filter(None, (*noticed, sheet.text)))
    return gettext("%(said)s (%(initials)s)", said=said, initials=sheet.initials) if sheet.initials else said


def _page(form: forms.HintForm, *, here: str, ask: str, refusal: str = "", status: int = 0) -> Answer:
    return render_template("intake/hint_new.html", form=form, here=here, ask=ask, refusal=refusal), (
        status or (422 if form.is_submitted() else 200)
    )


def _ask(contact_was_made: Callable[[str], bool], *, here: str, back: str) -> Answer:
    form = forms.ReceiptForm()
    made: bool | None = None
    if form.validate_on_submit():
        made = contact_was_made(str(form.receipt.data))
    status = 422 if request.method == "POST" and made is None else 200
    return render_template("intake/hint_ask.html", form=form, here=here, back=back, made=made), status
