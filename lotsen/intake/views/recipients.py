"""What may go to one recipient, and what may come back: asked about each by itself."""

from uuid import UUID, uuid5

from flask import flash, redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.intake import actions, domain, forms
from lotsen.intake.actions import FamilyView
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.domain.editing import FormName
from lotsen.intake.forms import Version
from lotsen.intake.views import cockpit, consents, drafting
from lotsen.intake.views.area import Answer, area
from lotsen.policy import Permission
from lotsen.web.i18n import gettext, listed

_PATH = "/<uuid:family_id>/consents/recipients"


@area.page(f"{_PATH}/new", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def new_recipient(desk: Desk, family_id: UUID) -> Answer:
    """Ask for the separate statements about somebody outside this instance, named in the family's words."""
    return _ask(desk, family_id, None)


@area.page(f"{_PATH}/<uuid:recipient_id>", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def recipient(desk: Desk, family_id: UUID, recipient_id: UUID) -> Answer:
    """Ask for the separate statements about one recipient."""
    return _ask(desk, family_id, recipient_id)


def _ask(desk: Desk, family_id: UUID, recipient_id: UUID | None) -> Answer:
    kept = drafting.keeping(desk, family_id, FormName.RECIPIENT, recipient_id)
    view = actions.read_family(desk, family_id)
    known = actions.find_recipient(desk, view.consents, recipient_id) if recipient_id else None
    house = actions.house_texts(desk)
    stands = domain.is_given(view.consent_facts, ConsentPurpose.NOTICE, view.as_of)
    form = kept.fill(
        forms.RecipientForm,
        {
            "language": view.sheet.language or "de",
            "given_on": view.as_of,
            "revision": str(len(_said(view, known)) + 1),
            "shown": house.digest,
        },
        is_new=known is None,
        notice_stands=stands,
        today=view.as_of,
        texts=house.digest,
        regime=house.regime,
        asks_custody=not view.has_custody_record,
    )
    conflict = None
    if form.validate_on_submit():
        who = known or actions.Recipient(form.row_id, str(form.name.data), is_outside=True)
        statements = form.statements(house.texts, who.id, who.name, is_outside=who.is_outside)
        conflict = _refuses_decisions(view, known, form, kept, statements)
        if conflict is None:
            for statement in statements:
                consents.record(desk, view, uuid5(form.row_id, statement.purpose.value), statement, form)
            kept.settle(form)
            flash(gettext("Saved."), "success")
            return redirect(url_for(".consents", family_id=family_id), 303)
    page = consents.words(house, view, forms.ASKED_OF_RECIPIENT)
    page["texts"] = {
        purpose.value: cockpit.shown_texts(
            house.texts[purpose],
            institution=house.controller,
            recipient=known.name if known else "",
            to_family_office=known is not None and house.names_office(recipient_id),
            first=view.sheet.language or "",
        )
        for purpose in forms.ASKED_OF_RECIPIENT
    }
    return render_template(
        "intake/recipient.html",
        form=form,
        view=view,
        kept=kept,
        conflict=conflict,
        recipient=known,
        notice_stands=stands,
        asked=[purpose.value for purpose in forms.ASKED_OF_RECIPIENT],
        **page,
    ), 409 if conflict else 422 if form.is_submitted() else 200


def _said(view: FamilyView, known: actions.Recipient | None) -> list[ConsentStatement]:
    """Return what was said about a recipient; for a new one, about everybody outside this instance."""
    said = [consent.statement for consent in view.consents]
    if known is None:
        return [one for one in said if one.recipient_is_outside]
    return [one for one in said if one.recipient_id == known.id]


def _refuses_decisions(
    view: FamilyView,
    known: actions.Recipient | None,
    form: forms.RecipientForm,
    kept: drafting.Keeping,
    mine: list[ConsentStatement],
) -> drafting.Conflict | None:
    """Refuse statements while others about the same recipient, or another new one, came in between."""
    own = {uuid5(form.row_id, purpose.value) for purpose in forms.ASKED_OF_RECIPIENT}
    said = _said(view, known)
    is_there = any(consent.id in own for consent in view.consents)
    current = form.seen_revision if is_there else len(said) + 1
    if known is not None:
        rows = consents.decisions(view, mine, forms.ASKED_OF_RECIPIENT, known.id)
    else:
        names = dict.fromkeys(one.recipient_name for one in said)
        rows = [Version(str(form.name.label.text), str(form.name.data), listed(names))]
    return kept.refuses(form, current, rows)
