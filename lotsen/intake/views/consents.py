"""The consent cockpit: what stands, what is asked of the family, and how a consent ends."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from flask import current_app, flash, redirect, render_template, url_for

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
from lotsen.intake.views.area import WITHDRAWAL_LISTENERS, Answer, WithdrawalListener, area
from lotsen.kernel import NotVisible, local_day, new_id
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
            _record(desk, view, uuid5(form.row_id, statement.purpose.value), statement, form)
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
        **words(house, view, cockpit.OWN),
    ), 409 if conflict else 422 if form.is_submitted() else 200


def _refuses_decisions(
    view: FamilyView, form: forms.ConsentForm, kept: drafting.Keeping, mine: Sequence[ConsentStatement]
) -> drafting.Conflict | None:
    """Refuse statements while others were recorded in between; 0 is the revision of a form that saw none."""
    own = {uuid5(form.row_id, purpose.value) for purpose in ConsentPurpose}
    is_there = any(consent.id in own for consent in view.consents)
    current = form.seen_revision if is_there or form.seen_revision == 0 else len(view.consents) + 1
    said = {statement.purpose: statement for statement in mine}
    rows = []
    for purpose in cockpit.OWN:
        here, there = said.get(purpose), view.statement(purpose)
        if here or there:
            rows.append(
                Version(
                    gettext(PURPOSE_LABELS[purpose]),
                    wording.decision_label(here) if here else "",
                    wording.decision_label(there) if there else "",
                )
            )
    return kept.refuses(form, current, rows)


@area.page(f"{_PATH}/recipients/new", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def new_recipient(desk: Desk, family_id: UUID) -> Answer:
    """Ask for the separate statements about somebody outside this instance, named in the family's words."""
    view = actions.read_family(desk, family_id)
    return _ask(desk, view, None)


@area.page(f"{_PATH}/recipients/<uuid:recipient_id>", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def recipient(desk: Desk, family_id: UUID, recipient_id: UUID) -> Answer:
    """Ask for the separate statements about one recipient."""
    view = actions.read_family(desk, family_id)
    return _ask(desk, view, actions.find_recipient(desk, view.consents, recipient_id))


@area.page(
    f"{_PATH}/<uuid:consent_id>/withdraw",
    needs=Permission.FAMILY_WRITE,
    methods=("GET", "POST"),
)
def withdraw(desk: Desk, family_id: UUID, consent_id: UUID) -> Answer:
    """Let a consent end today; sharing stops in the same moment, nothing is deleted."""
    view = actions.read_family(desk, family_id)
    found = [consent.statement for consent in view.consents if consent.id == consent_id]
    if not found or found[0].purpose is ConsentPurpose.NOTICE:
        raise NotVisible
    statement = found[0]
    form = forms.WithdrawForm()
    if form.validate_on_submit():
        actions.withdraw_consent(
            desk,
            family_id,
            purpose=statement.purpose,
            recipient_id=statement.recipient_id,
            by_phone=form.by_phone,
            note=form.note.data or "",
            given_by=form.giver,
            row_id=form.row_id,
        )
        _tell(desk, family_id, statement, by_phone=form.by_phone)
        flash(gettext("The consent is withdrawn. Nothing is passed on any more."), "success")
        return redirect(url_for(".consents", family_id=family_id), 303)
    return render_template(
        "intake/withdraw.html",
        form=form,
        view=view,
        statement=statement,
        purposes=PURPOSE_LABELS,
        today=local_day(desk.clock),
    ), 422 if form.is_submitted() else 200


@area.page(f"{_PATH}/<uuid:consent_id>/call-back", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def call_back(desk: Desk, family_id: UUID, consent_id: UUID) -> Answer:
    """Record what calling back on the known number showed of a withdrawal by phone."""
    view = actions.read_family(desk, family_id)
    found = [consent.statement for consent in view.consents if consent.id == consent_id]
    if not found or not found[0].by_phone:
        raise NotVisible
    form = forms.CallBackForm()
    if form.validate_on_submit():
        actions.record_call_back(desk, family_id, consent_id, form.row_id, form.showed)
        flash(gettext("Saved."), "success")
        return redirect(url_for(".consents", family_id=family_id), 303)
    page = render_template(
        "intake/call_back.html", form=form, view=view, statement=found[0], purposes=PURPOSE_LABELS
    )
    return page, 422 if form.is_submitted() else 200


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


def _ask(desk: Desk, view: FamilyView, known: actions.Recipient | None) -> Answer:
    house = actions.house_texts(desk)
    stands = domain.is_given(view.consent_facts, ConsentPurpose.NOTICE, view.as_of)
    form = forms.RecipientForm(
        is_new=known is None,
        notice_stands=stands,
        today=view.as_of,
        texts=house.digest,
        regime=house.regime,
        asks_custody=not view.has_custody_record,
        data={"language": view.sheet.language or "de", "given_on": view.as_of, "shown": house.digest},
    )
    if form.validate_on_submit():
        who = known or actions.Recipient(form.row_id, str(form.name.data), is_outside=True)
        for statement in form.statements(house.texts, who.id, who.name, is_outside=who.is_outside):
            _record(desk, view, uuid5(form.row_id, statement.purpose.value), statement, form)
        flash(gettext("Saved."), "success")
        return redirect(url_for(".consents", family_id=view.family.id), 303)
    recipient_id, name = (known.id, known.name) if known else (None, "")
    page = words(house, view, forms.ASKED_OF_RECIPIENT)
    page["texts"] = {
        purpose.value: cockpit.shown_texts(
            house.texts[purpose],
            institution=house.controller,
            recipient=name,
            to_family_office=known is not None and house.names_office(recipient_id),
            first=view.sheet.language or "",
        )
        for purpose in forms.ASKED_OF_RECIPIENT
    }
    return render_template(
        "intake/recipient.html",
        form=form,
        view=view,
        recipient=known,
        notice_stands=stands,
        asked=[purpose.value for purpose in forms.ASKED_OF_RECIPIENT],
        **page,
    ), 422 if form.is_submitted() else 200


def _record(
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
        _tell(desk, view.family.id, statement, by_phone=statement.by_phone)


def _tell(desk: Desk, family_id: UUID, statement: ConsentStatement, *, by_phone: bool) -> None:
    listeners: list[WithdrawalListener] = current_app.extensions.get(WITHDRAWAL_LISTENERS, [])
    for listener in listeners:
        listener(desk, family_id, statement.purpose, statement.recipient_id, by_phone)
