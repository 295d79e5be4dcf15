"""The consent cockpit: what stands, and what is asked of the family."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from flask import flash, redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.intake import actions, domain, forms
from lotsen.intake.actions import FamilyView, HouseTexts
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import ConsentDecision, ConsentPurpose
from lotsen.intake.domain.editing import FormName
from lotsen.intake.domain.labels import (
    CALL_BACK_LABELS,
    CONSENT_CUSTODY_LABELS,
    FORM_LABELS,
    PURPOSE_LABELS,
    STATE_LABELS,
)
from lotsen.intake.forms import Version
from lotsen.intake.labels import GIVER_LABELS
from lotsen.intake.views import cockpit, drafting, wording
from lotsen.intake.views.area import Answer, area
from lotsen.intake.views.consent_list import has_easy_list
from lotsen.intake.views.withdrawing import tell
from lotsen.kernel import new_id
from lotsen.policy import Permission
from lotsen.web.i18n import gettext

_PATH = "/<uuid:family_id>/consents"


@area.page(_PATH, needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def consents(desk: Desk, family_id: UUID) -> Answer:
    """Show what stands; record that the notice was given, and what the family decided."""
    kept = drafting.keeping(desk, family_id, FormName.CONSENTS)
    view = actions.read_family(desk, family_id)
    house = actions.house_texts(desk)
    stands = domain.is_given(view.consent_facts, ConsentPurpose.NOTICE, view.as_of)
    form = kept.fill(
        forms.ConsentForm,
        {
            "language": view.sheet.language or "de",
            "given_on": view.as_of,
            "revision": str(len(view.consents) + 1),
            "shown": house.digest,
        },
        notice_stands=stands,
        today=view.as_of,
        texts=house.digest,
        regime=house.regime,
        asks_custody=not view.has_custody_record,
    )
    statements = form.statements(house.texts) if form.validate_on_submit() else []
    conflict = _refuses_decisions(view, form, kept, statements) if statements else None
    if statements and conflict is None:
        for statement in statements:
            record(desk, view, uuid5(form.row_id, statement.purpose.value), statement, form)
        kept.settle(form)
        flash(gettext("Saved."), "success")
        return redirect(url_for(".family", family_id=family_id), 303)
    return render_template(
        "intake/consents.html",
        form=form,
        view=view,
        cockpit=cockpit.cockpit_of(desk, view),
        kept=kept,
        conflict=conflict,
        notice_stands=stands,
        is_open=form.is_submitted() or kept.is_filled or not stands or not view.may_name,
        new_id=lambda: str(new_id()),
        has_easy_list=has_easy_list(view.sheet.language or ""),
        **words(house, view, cockpit.OWN),
    ), 409 if conflict else 422 if form.is_submitted() else 200


def _refuses_decisions(
    view: FamilyView, form: forms.ConsentForm, kept: drafting.Keeping, mine: Sequence[ConsentStatement]
) -> drafting.Conflict | None:
    """Refuse statements while others were recorded in between; 0 is the revision of a form that saw none."""
    own = {uuid5(form.row_id, purpose.value) for purpose in ConsentPurpose}
    is_there = any(consent.id in own for consent in view.consents)
    current = form.seen_revision if is_there or form.seen_revision == 0 else len(view.consents) + 1
    return kept.refuses(form, current, decisions(view, mine, cockpit.OWN))


def decisions(
    view: FamilyView,
    mine: Sequence[ConsentStatement],
    purposes: Sequence[ConsentPurpose],
    recipient: UUID | None = None,
) -> list[Version]:
    """Return what one's own page says for each purpose, and what stands."""
    said = {statement.purpose: statement for statement in mine}
    rows = []
    for purpose in purposes:
        here, there = said.get(purpose), view.statement(purpose, recipient)
        if here or there:
            rows.append(
                Version(
                    gettext(PURPOSE_LABELS[purpose]),
                    wording.decision_label(here) if here else "",
                    wording.decision_label(there) if there else "",
                )
            )
    return rows


@area.page(f"{_PATH}/<uuid:consent_id>/signature", needs=Permission.FAMILY_WRITE)
def signature(desk: Desk, family_id: UUID, consent_id: UUID) -> str:
    """Show what was signed on the tablet; every look is noted."""
    view = actions.read_family(desk, family_id)
    statement, signed, proof = actions.read_signature(desk, family_id, consent_id)
    return render_template(
        "intake/signature.html",
        view=view,
        statement=statement,
        signed=signed,
        proof=proof,
        text=cockpit.agreed_texts(desk, view).get(consent_id),
        purposes=PURPOSE_LABELS,
        givers=GIVER_LABELS,
    )


def words(house: HouseTexts, view: FamilyView, purposes: tuple[ConsentPurpose, ...]) -> dict[str, object]:
    """Return what every page with consents needs for its words."""
    first = view.sheet.language or ""
    return {
        "texts": {
            purpose.value: cockpit.shown_texts(
                house.texts[purpose],
                institution=house.controller,
                to_family_office=house.names_office(None),
                first=first,
            )
            for purpose in purposes
        },
        "references": {one.value: house.texts[one].reference_in(first) for one in purposes},
        "only_german": bool(first) and any(first not in house.texts[one].languages for one in purposes),
        "family_language": wording.language_name(first),
        "house": house,
        "storage_is_confirmed": house.storage.is_confirmed,
        "hows": FORM_LABELS,
        "call_backs": CALL_BACK_LABELS,
        "purposes": PURPOSE_LABELS,
        "givers": GIVER_LABELS,
        "custodies": CONSENT_CUSTODY_LABELS,
        "states": STATE_LABELS,
        "state_kinds": cockpit.STATE_KINDS,
        "wording": wording,
    }


def record(
    desk: Desk,
    view: FamilyView,
    row_id: UUID,
    statement: ConsentStatement,
    form: forms.ConsentForm | forms.RecipientForm,
) -> None:
    """Record a statement; a no after a yes ends what rested on it, as a withdrawal does."""
    stood = domain.is_given(view.consent_facts, statement.purpose, view.as_of, statement.recipient_id)
    signed = form.signature_of(statement.form)
    actions.record_consent(desk, view.family.id, row_id, statement, signature=signed)
    if stood and statement.decision is ConsentDecision.REFUSED:
        tell(desk, view.family.id, statement, by_phone=statement.by_phone)
