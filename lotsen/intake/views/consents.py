"""Information and consent: what the family was told, and each decision by itself."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from flask import current_app, flash, redirect, render_template, url_for

from lotsen.accounts.actions import institutions_of_kind, read_institution
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import actions, domain, forms
from lotsen.intake.actions import FamilyView
from lotsen.intake.consent_texts import ConsentText, Controller, consent_text, consent_texts, storage
from lotsen.intake.domain import ConsentDecision, ConsentPurpose
from lotsen.intake.domain.editing import FormName
from lotsen.intake.domain.labels import FORM_LABELS, PURPOSE_LABELS
from lotsen.intake.forms import Version
from lotsen.intake.views import drafting, wording
from lotsen.intake.views.area import WITHDRAWAL_LISTENERS, Answer, WithdrawalListener, area
from lotsen.kernel import NotVisible, local_day
from lotsen.places.actions import municipalities
from lotsen.policy import InstitutionKind, Permission
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, gettext

SHOWN = (ConsentPurpose.NOTICE, ConsentPurpose.DOCUMENTATION, ConsentPurpose.LATER_CALL)


@dataclass(frozen=True)
class ShownText:
    """A consent text in one language, as a page shows it."""

    language: str
    own_name: str
    direction: str
    title: str
    paragraphs: tuple[str, ...]


def controller_of(desk: Desk, home: Institution) -> Controller:
    """Return what the notice says of the institution: who it is and where it is reached."""
    town = next((town.name for town in municipalities(desk) if town.code == home.municipality), "")
    address = ", ".join(filter(None, (home.street, f"{home.postcode} {town}".strip())))
    return Controller(name=home.name, address=address, phone=home.phone)


def agreed_texts(desk: Desk, view: FamilyView) -> dict[UUID, ShownText]:
    """Return what each consent was given to: its text in its version and language."""
    home = read_institution(desk, view.family.institution_id)
    controller = controller_of(desk, home)
    offices = {office.id for office in institutions_of_kind(desk, InstitutionKind.FAMILY_OFFICE)}
    found = {}
    for consent in view.consents:
        said = consent.statement
        text = consent_text(said.text_version)
        if text is not None:
            shown = shown_texts(
                text,
                institution=controller,
                recipient=said.recipient_name,
                to_family_office=(said.recipient_id or home.id) in offices,
            )
            found[consent.id] = next((one for one in shown if one.language == said.language), shown[0])
    return found


def shown_texts(
    text: ConsentText, *, institution: str | Controller, recipient: str = "", to_family_office: bool = False
) -> list[ShownText]:
    """Return a text in all its languages, the reader's first."""
    order = sorted(text.languages, key=lambda code: code != current_language())
    return [
        ShownText(
            language=code,
            own_name=vocabulary().languages[code].own_name,
            direction="rtl" if vocabulary().languages[code].right_to_left else "ltr",
            title=text.heading(code, recipient=recipient),
            paragraphs=text.paragraphs(
                code, institution=institution, recipient=recipient, to_family_office=to_family_office
            ),
        )
        for code in order
    ]


@area.page("/<uuid:family_id>/consents", needs=Permission.FAMILY_WRITE, methods=("GET", "POST"))
def consents(desk: Desk, family_id: UUID) -> Answer:
    """Record that the notice was given, and what the family decided."""
    kept = drafting.keeping(desk, family_id, FormName.CONSENTS)
    view = actions.read_family(desk, family_id)
    stands = domain.is_given(view.consent_facts, ConsentPurpose.NOTICE, view.as_of)
    form = kept.fill(
        forms.ConsentForm,
        {
            "language": view.sheet.language or "de",
            "given_on": view.as_of,
            "revision": str(len(view.consents) + 1),
        },
        notice_stands=stands,
        today=view.as_of,
    )
    texts = consent_texts()
    is_valid = form.validate_on_submit()
    conflict = _refuses_decisions(view, form, kept) if is_valid else None
    if is_valid and conflict is None:
        references = {purpose: text.reference for purpose, text in texts.items()}
        for statement in form.statements(references):
            row_id = uuid5(form.row_id, statement.purpose.value)
            actions.record_consent(desk, family_id, row_id, statement)
        kept.settle(form)
        flash(gettext("Saved."), "success")
        return redirect(url_for(".family", family_id=family_id), 303)
    home = read_institution(desk, desk.actor.home)
    is_office, controller = home.kind is InstitutionKind.FAMILY_OFFICE, controller_of(desk, home)
    return render_template(
        "intake/consents.html",
        form=form,
        view=view,
        kept=kept,
        conflict=conflict,
        notice_stands=stands,
        standing={purpose: view.statement(purpose) for purpose in SHOWN},
        given=ConsentDecision.GIVEN,
        texts={
            purpose.value: shown_texts(texts[purpose], institution=controller, to_family_office=is_office)
            for purpose in SHOWN
        },
        references={purpose.value: texts[purpose].reference for purpose in SHOWN},
        storage_is_confirmed=storage().is_confirmed,
        hows=FORM_LABELS,
        wording=wording,
    ), 409 if conflict else 422 if form.is_submitted() else 200


def _refuses_decisions(
    view: FamilyView, form: forms.ConsentForm, kept: drafting.Keeping
) -> drafting.Conflict | None:
    """Refuse statements while others were recorded in between; 0 is the revision of a form that saw none."""
    own = {uuid5(form.row_id, purpose.value) for purpose in ConsentPurpose}
    is_there = any(consent.id in own for consent in view.consents)
    current = form.seen_revision if is_there or form.seen_revision == 0 else len(view.consents) + 1
    mine = {statement.purpose: statement for statement in form.statements(dict.fromkeys(SHOWN, ""))}
    rows = []
    for purpose in SHOWN:
        here, there = mine.get(purpose), view.statement(purpose)
        if here or there:
            rows.append(
                Version(
                    gettext(PURPOSE_LABELS[purpose]),
                    wording.decision_label(here) if here else "",
                    wording.decision_label(there) if there else "",
                )
            )
    return kept.refuses(form, current, rows)


@area.page(
    "/<uuid:family_id>/consents/<uuid:consent_id>/withdraw",
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
            row_id=form.row_id,
        )
        listeners: list[WithdrawalListener] = current_app.extensions.get(WITHDRAWAL_LISTENERS, [])
        for listener in listeners:
            listener(desk, family_id, statement.purpose, statement.recipient_id, form.by_phone)
        flash(gettext("The consent is withdrawn. Nothing is passed on any more."), "success")
        return redirect(url_for(".family", family_id=family_id), 303)
    return render_template(
        "intake/withdraw.html",
        form=form,
        view=view,
        statement=statement,
        purposes=PURPOSE_LABELS,
        today=local_day(desk.clock),
    ), 422 if form.is_submitted() else 200
