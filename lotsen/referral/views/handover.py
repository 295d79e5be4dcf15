"""Handing a family over: consent and release, the preview, sending; and what became of it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.accounts.actions import read_institution
from lotsen.desk import Desk
from lotsen.intake import domain as intake_domain
from lotsen.intake.actions import house_texts
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.domain.labels import PURPOSE_LABELS
from lotsen.intake.views.cockpit import shown_texts
from lotsen.kernel import LotsenError, NotVisible, StaleRevision, local_day, new_id
from lotsen.policy import Permission
from lotsen.referral import actions, forms
from lotsen.referral.actions import ASKED, Said
from lotsen.referral.domain import (
    ConsentMissing,
    ContentChanged,
    NothingReleased,
    ReferralStatus,
    StatusReason,
    TransitionRefused,
    UnknownRecipient,
)
from lotsen.referral.views import wording
from lotsen.referral.views.area import Answer, area
from lotsen.web.i18n import gettext, render_error_text
from lotsen.web.paging import page_asked


@area.page("/families/<uuid:family_id>/hand-over", needs=Permission.REFERRAL_SEND, methods=("GET", "POST"))
def hand_over(desk: Desk, family_id: UUID) -> Answer:
    """Record the consent for one recipient and what may go to it."""
    offer = actions.offer_handover(desk, family_id)
    today = local_day(desk.clock)
    language = offer.material.sheet.language or "de"
    house = house_texts(desk)
    form = forms.HandoverForm(
        today=today,
        parts=offer.parts,
        asks_later_call=_undecided_later_call(offer),
        has_protected_address=offer.material.contact is not None and offer.material.contact.is_protected,
        texts=house.digest,
        regime=house.regime,
        data={"language": language, "given_on": today, "shown": house.digest},
    )
    recipient = form.recipient_id if form.is_submitted() else _asked_recipient(offer)
    if not form.is_submitted():
        _fill(form, offer, recipient)
        return _ask(desk, offer, form, recipient)
    if recipient is None:
        raise UnknownRecipient
    if not form.validate():
        return _ask(desk, offer, form, recipient), 422
    try:
        prepared = actions.prepare_handover(
            desk,
            family_id,
            form.row_id,
            recipient_id=recipient,
            release=form.release,
            answers=form.answers,
        )
    except NothingReleased as refusal:
        form.parts.errors = [render_error_text(refusal)]
        return _ask(desk, offer, form, recipient), refusal.status
    if prepared.referral is None:
        form.form_id.data = str(new_id())
        form.leave_out_later_call()
        return _ask(desk, offer, form, recipient, prepared.missing), 422
    return redirect(url_for(".preview", referral_id=prepared.referral.id), 303)


@area.page("/sent/<uuid:referral_id>/preview", needs=Permission.REFERRAL_SEND, methods=("GET", "POST"))
def preview(desk: Desk, referral_id: UUID) -> Answer:
    """Show exactly what the recipient will see, and send it as it was seen."""
    form = forms.TapForm()
    refusal: LotsenError | None = None
    if form.validate_on_submit():
        try:
            actions.send_handover(desk, referral_id, form.said, digest=request.form.get("digest", ""))
        except (ContentChanged, ConsentMissing) as refused:
            refusal = refused
        else:
            flash(gettext("The family was handed over."), "success")
            return redirect(url_for(".referral", referral_id=referral_id), 303)
    shown = actions.preview_handover(desk, referral_id)
    status = refusal.status if refusal else 422 if form.errors else 200
    page = render_template(
        "referral/preview.html",
        form=form,
        shown=shown,
        handover=shown.handover,
        refusal=refusal,
        purposes=PURPOSE_LABELS,
        wording=wording,
    )
    return page, status


@area.page("/sent", needs=Permission.REFERRAL_SEND)
def sent(desk: Desk) -> str:
    """List what was handed over, each with the state its sender may see."""
    found = actions.list_sent(desk, page=page_asked())
    return render_template(
        "referral/sent.html", found=found, url_of=lambda number: url_for(".sent", page=number)
    )


@area.page("/sent/<uuid:referral_id>", needs=Permission.REFERRAL_SEND, methods=("GET", "POST"))
def referral(desk: Desk, referral_id: UUID) -> Answer:
    """Show one hand-over at its sender's, and take note of what came of it."""
    form = forms.TapForm()
    if form.is_submitted():
        actions.sent_row(desk, referral_id)
        if not form.validate():
            raise StaleRevision
        actions.note_outcome(desk, referral_id)
        flash(gettext("You have taken note of the feedback."), "success")
        return redirect(url_for(".referral", referral_id=referral_id), 303)
    view = actions.read_sent(desk, referral_id)
    if not view.row.status.is_sent:
        return redirect(url_for(".preview", referral_id=referral_id), 303)
    return render_template("referral/referral.html", view=view, handover=view.handover, wording=wording)


@area.page("/sent/<uuid:referral_id>/withdraw", needs=Permission.REFERRAL_SEND, methods=("GET", "POST"))
def withdraw(desk: Desk, referral_id: UUID) -> Answer:
    """Take a hand-over back, for oneself or because the family wishes it."""
    row = actions.sent_row(desk, referral_id)
    form = forms.TakeBackForm(data={"revision": str(row.revision)})
    refusal: LotsenError | None = None
    if form.validate_on_submit() and form.chosen_reason is not None:
        try:
            actions.withdraw_referral(desk, referral_id, form.said, form.chosen_reason)
        except (StaleRevision, TransitionRefused) as refused:
            refusal = refused
            form.revision.data = str(row.revision)
        else:
            flash(gettext("The hand-over was taken back. Nothing is passed on any more."), "success")
            return redirect(url_for(".referrals_of", family_id=row.family_id), 303)
    status = refusal.status if refusal else 422 if form.is_submitted() else 200
    page = render_template(
        "referral/withdraw.html",
        form=form,
        row=row,
        recipient=read_institution(desk, row.receiver_id),
        refusal=refusal,
    )
    return page, status


@area.page("/sent/<uuid:referral_id>/discard", needs=Permission.REFERRAL_SEND, methods=("POST",))
def discard(desk: Desk, referral_id: UUID) -> Answer:
    """Throw a draft away; nothing was sent."""
    row = actions.sent_row(desk, referral_id)
    if row.status.is_sent and row.status is not ReferralStatus.WITHDRAWN:
        raise NotVisible
    if not row.status.is_sent:
        said = Said(new_id(), row.revision)
        actions.withdraw_referral(desk, referral_id, said, StatusReason.OTHER)
        flash(gettext("The draft was discarded. Nothing was sent."), "success")
    return redirect(url_for(".referrals_of", family_id=row.family_id), 303)


@area.page("/sent/<uuid:referral_id>/note-withdrawal", needs=Permission.REFERRAL_SEND, methods=("POST",))
def note_withdrawal(desk: Desk, referral_id: UUID) -> Answer:
    """Record at the sender's that the family withdrew towards the recipient."""
    actions.take_note(desk, referral_id)
    flash(gettext("The withdrawal is recorded. The proof of the consent stays."), "success")
    return redirect(url_for(".referral", referral_id=referral_id), 303)


def _asked_recipient(offer: actions.HandoverOffer) -> UUID | None:
    asked = request.args.get("recipient", "")
    known = {str(office.id): office.id for office in offer.recipients}
    if asked in known:
        return known[asked]
    return offer.responsible or (offer.recipients[0].id if len(offer.recipients) == 1 else None)


def _undecided_later_call(offer: actions.HandoverOffer) -> bool:
    """Say whether the family has yet to decide about a later call; a consent that has run out is none."""
    facts, today = offer.material.consent_facts, offer.material.as_of
    decided = intake_domain.deciding(facts, ConsentPurpose.LATER_CALL)
    return decided is None or (decided.valid_until is not None and decided.valid_until < today)


def _fill(form: forms.HandoverForm, offer: actions.HandoverOffer, recipient: UUID | None) -> None:
    """Put in what the family has already said for this recipient."""
    form.recipient.data = str(recipient or "")
    facts = offer.material.consent_facts
    for purpose in ASKED:
        if purpose.value not in form:
            continue
        about = recipient if purpose.names_recipient else None
        if intake_domain.is_given(facts, purpose, offer.material.as_of, about):
            form[purpose.value].data = forms.YES


def _ask(
    desk: Desk,
    offer: actions.HandoverOffer,
    form: forms.HandoverForm,
    recipient_id: UUID | None,
    missing: tuple[intake_domain.ConsentPurpose, ...] = (),
) -> str:
    recipient = next((office for office in offer.recipients if office.id == recipient_id), None)
    if recipient is None and recipient_id is not None:
        raise UnknownRecipient
    house = house_texts(desk)
    language = offer.material.sheet.language or ""
    return render_template(
        "referral/hand_over.html",
        form=form,
        offer=offer,
        material=offer.material,
        recipient=recipient,
        missing=missing,
        purposes=PURPOSE_LABELS,
        asked=[purpose.value for purpose in ASKED if purpose.value in form],
        texts={
            purpose.value: shown_texts(
                house.texts[purpose],
                institution=house.controller,
                recipient=recipient.name if recipient else "",
                to_family_office=purpose is not ConsentPurpose.LATER_CALL,
                first=language,
            )
            for purpose in ASKED
        },
        references={purpose.value: house.texts[purpose].reference_in(language) for purpose in ASKED},
        wording=wording,
    )
