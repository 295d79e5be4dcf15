"""Pages for a provider, without an account: confirm, say how full it is, propose changes.

The secret in the path is what a forger would need, so these pages check their forms themselves: who left the
page open for long keeps the entries and sends them again. Reading stores nothing: mail scanners may follow
the link.
"""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import Capacity
from lotsen.kernel import gettext_noop, local_day
from lotsen.links.domain import TooManyUses
from lotsen.policy import Permission
from lotsen.upkeep import actions, forms
from lotsen.upkeep.domain import NothingNew
from lotsen.upkeep.views.area import Answer, provider_door
from lotsen.web.forms import LotsenForm
from lotsen.web.i18n import current_language, family_languages, gettext, render_error_text

_LONG_OPEN = gettext_noop(
    "This page was open for a long time. Your entries are still here: please send them again."
)


@provider_door.before_app_request
def speak() -> None:
    """Speak the language of the address, else of the browser; providers have more of them than staff."""
    if _is_here():
        g.error_page = "upkeep/provider_error.html"
        offered = family_languages()
        wishes = (request.args.get("lang", ""), *request.accept_languages.values())
        found = (code for wish in wishes if (code := wish.lower().partition("-")[0]) in offered)
        g.language = next(found, None) or current_language()


@provider_door.url_defaults
def keep_the_language(_: str, values: dict[str, Any]) -> None:
    """Let links and forms stay in the language that was chosen."""
    if "lang" in request.args:
        values.setdefault("lang", current_language())


@provider_door.app_context_processor
def languages() -> dict[str, Any]:
    """Give the pages, the error page too, their languages to change to."""
    return {"family_languages": family_languages, "in_language_of": _in_language_of} if _is_here() else {}


@provider_door.page("/<path:entry_token>", needs=Permission.PUBLIC)
def entry(desk: Desk, entry_token: str) -> Answer:
    """Show the entry as families and professionals find it, and the two questions about it."""
    return _entry(desk, entry_token)


@provider_door.page("/<path:entry_token>/confirm", needs=Permission.PUBLIC, methods=("POST",))
def confirm(desk: Desk, entry_token: str) -> Answer:
    """Take the one tap that says: everything is still right."""
    form = forms.ConfirmForm()
    if not form.validate_on_submit():
        return _entry(desk, entry_token, _refusal(form), 400)
    try:
        actions.confirm_entry(desk, entry_token, form.row_id)
    except TooManyUses as many:
        return _entry(desk, entry_token, render_error_text(many), many.status)
    return _thanks(entry_token)


@provider_door.page("/<path:entry_token>/places", needs=Permission.PUBLIC, methods=("POST",))
def say_places(desk: Desk, entry_token: str) -> Answer:
    """Take how full the provider is today."""
    form = forms.PlacesForm()
    if not form.validate_on_submit():
        return _entry(desk, entry_token, _refusal(form), 400 if form.csrf_token.errors else 422, places=form)
    capacity, weeks = form.said()
    try:
        weeks = weeks if capacity is Capacity.WAITING_LIST else None
        actions.say_capacity(desk, entry_token, form.row_id, capacity, weeks=weeks)
    except TooManyUses as many:
        return _entry(desk, entry_token, render_error_text(many), many.status)
    return _thanks(entry_token)


@provider_door.page("/<path:entry_token>/change", needs=Permission.PUBLIC, methods=("GET", "POST"))
def change(desk: Desk, entry_token: str) -> Answer:
    """Take changes of the entry as a proposal."""
    provided = actions.entry_behind(desk, entry_token)
    form = forms.ChangeForm()
    form.offer()
    refusal, status = "", 200
    if not form.is_submitted():
        form.show(provided.entry)
    elif form.validate():
        try:
            changes = form.changes(provided.entry, local_day(desk.clock))
            actions.propose_over_link(desk, entry_token, form.row_id, changes, note=form.said_beside)
            return _thanks(entry_token, proposed=True)
        except (TooManyUses, NothingNew) as error:
            refusal, status = render_error_text(error), error.status
    else:
        refusal, status = _refusal(form), 400 if form.csrf_token.errors else 422
        form.csrf_token.errors = []
    return render_template(
        "upkeep/provider_change.html",
        form=form,
        token=entry_token,
        entry=provided.entry,
        proposed_at=provided.proposed_at,
        refusal=refusal,
    ), status


@provider_door.page("/<path:entry_token>/thanks", needs=Permission.PUBLIC)
def thanks(desk: Desk, entry_token: str) -> Answer:
    """Say thank you for what holds at once; the link stays good for corrections."""
    return _thank_you(desk, entry_token, proposed=False)


@provider_door.page("/<path:entry_token>/proposed", needs=Permission.PUBLIC)
def proposed(desk: Desk, entry_token: str) -> Answer:
    """Say thank you for a proposal, and what happens next."""
    return _thank_you(desk, entry_token, proposed=True)


def _is_here() -> bool:
    return request.path.startswith(f"{provider_door.url_prefix}/")


def _in_language_of(code: str) -> str:
    """Return the address of this page in another language; of an answer to a form, that of the entry."""
    if request.method == "GET" and request.endpoint:
        return url_for(request.endpoint, **{**(request.view_args or {}), "lang": code})
    if "entry_token" in (request.view_args or {}):
        return url_for(".entry", **{**(request.view_args or {}), "lang": code})
    return f"{request.path}?lang={code}"


def _entry(
    desk: Desk, token: str, refusal: str = "", status: int = 200, *, places: forms.PlacesForm | None = None
) -> Answer:
    provided = actions.entry_behind(desk, token)
    if places is None:
        places = forms.PlacesForm(formdata=None)
        places.show(provided.entry)
    return render_template(
        "upkeep/provider_entry.html",
        token=token,
        entry=provided.entry,
        link=provided.link,
        proposed_at=provided.proposed_at,
        names=actions.names_in(desk, (), provided.entry),
        organization=directory.read_organization(desk, provided.entry.organization_id)[0],
        today=local_day(desk.clock),
        confirm=forms.ConfirmForm(formdata=None),
        places=places,
        refusal=refusal,
    ), status


def _thank_you(desk: Desk, token: str, *, proposed: bool) -> str:
    provided = actions.entry_behind(desk, token)
    return render_template(
        "upkeep/provider_thanks.html",
        token=token,
        entry=provided.entry,
        link=provided.link,
        proposed=proposed,
    )


def _thanks(token: str, *, proposed: bool = False) -> Response:
    return redirect(url_for(".proposed" if proposed else ".thanks", entry_token=token), 303)


def _refusal(form: LotsenForm) -> str:
    return gettext(_LONG_OPEN) if form.csrf_token.errors else ""
