"""Pages of contacts: keep them, and the page for whoever needs a safe place, without any case."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug import Response

from lotsen.contacts import actions, forms
from lotsen.contacts.at_once import help_lines, national_or_last
from lotsen.contacts.discreet import AT_ONCE
from lotsen.contacts.domain import KIND_LABELS, MAIN_LANGUAGE, ContactKind
from lotsen.contacts.tables import KeptContact
from lotsen.desk import Desk
from lotsen.kernel import StaleRevision
from lotsen.policy import Permission
from lotsen.web.access import Area
from lotsen.web.i18n import gettext

area = Area("contacts", __name__, template_folder="templates")
Answer = str | Response | tuple[str, int]


@area.record_once
def _offer_help(state: BlueprintSetupState) -> None:
    """Let every template show help at once; no setting takes it away."""
    state.app.jinja_env.globals["help_lines"] = help_lines


@area.page("/contacts", needs=Permission.CONTACTS_MANAGE)
def contacts(desk: Desk) -> str:
    """List what the institution keeps, beside the numbers that hold everywhere."""
    return render_template(
        "contacts/contacts.html",
        kept=actions.kept_contacts(desk),
        towns=actions.towns_kept_for(desk),
        national=national_or_last(),
        kinds=KIND_LABELS,
        languages=forms.language_names(),
    )


@area.page("/contacts/new", needs=Permission.CONTACTS_MANAGE, methods=("GET", "POST"))
def new_contact(desk: Desk) -> Answer:
    """Keep a further contact."""
    form = forms.contact_form(actions.towns_kept_for(desk))
    if form.validate_on_submit():
        actions.add_contact(desk, form.row_id, form.contact)
        flash(gettext("Saved."), "success")
        return redirect(url_for(".contacts"), 303)
    return _page(form, url_for(".new_contact"), None), 422 if form.is_submitted() else 200


@area.page("/contacts/<uuid:contact_id>", needs=Permission.CONTACTS_MANAGE, methods=("GET", "POST"))
def contact(desk: Desk, contact_id: UUID) -> Answer:
    """Change a contact."""
    row = actions.kept_contact(desk, contact_id)
    form = _form_of(desk, row)
    here = url_for(".contact", contact_id=contact_id)
    if not form.validate_on_submit():
        return _page(form, here, row), 422 if form.is_submitted() else 200
    try:
        actions.change_contact(desk, contact_id, form.seen_revision, form.contact)
    except StaleRevision as stale:
        form.revision.data = str(row.revision)
        return _page(form, here, row, is_stale=True), stale.status
    flash(gettext("Saved."), "success")
    return redirect(url_for(".contacts"), 303)


@area.page("/contacts/<uuid:contact_id>/remove", needs=Permission.CONTACTS_MANAGE, methods=("POST",))
def remove_contact(desk: Desk, contact_id: UUID) -> Response:
    """Remove a contact that holds no longer."""
    actions.remove_contact(desk, contact_id)
    flash(gettext("The contact was removed."), "success")
    return redirect(url_for(".contacts"), 303)


@area.page("/help", needs=Permission.SIGNED_IN)
def safety(desk: Desk) -> str:
    """Show help for somebody who is not safe; opens no case, stores nothing, names nothing in its address."""
    shown = {ContactKind.WOMENS_SHELTER, ContactKind.HOUSE_EMERGENCY}
    return render_template(
        "contacts/safety.html",
        own=[found for found in actions.contacts_here(desk) if found.kind in shown],
        national=[number for number in national_or_last() if number.is_for_safety],
        may_search=desk.actor.may(Permission.DIRECTORY_READ),
        may_protect=desk.actor.may(Permission.PROTECTION_WORK),
    )


def _form_of(desk: Desk, row: KeptContact) -> forms.ContactForm:
    return forms.contact_form(actions.towns_kept_for(desk), row.contact, row.revision)


def _page(form: forms.ContactForm, here: str, row: KeptContact | None, *, is_stale: bool = False) -> str:
    return render_template(
        "contacts/contact.html",
        form=form,
        here=here,
        row=row,
        stored=_stored_words(row) if row and is_stale else (),
        is_stale=is_stale,
        seen_by_families="|".join(sorted(AT_ONCE)),
    )


def _stored_words(row: KeptContact) -> tuple[tuple[str, str], ...]:
    """Return (language, line) of what is stored, for somebody whose input came too late."""
    german = (MAIN_LANGUAGE, (row.name, row.hours, row.discreet or ""))
    others = ((code, tuple(words.values())) for code, words in (row.translations or {}).items())
    return tuple((code, " · ".join(filter(None, words))) for code, words in (german, *others))
