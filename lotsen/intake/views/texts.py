"""Texts: what an institution tells its families, in its own words if it likes; and how long it keeps data."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, url_for

from lotsen.accounts.actions import list_institutions
from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.actions import HouseTexts
from lotsen.intake.consent_texts import consent_texts, own_reference, paragraphs_of, storage
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.domain.labels import PURPOSE_LABELS
from lotsen.intake.forms.texts import STORAGE_LANGUAGES, PublishForm, StorageForm, WordingForm
from lotsen.intake.tables import ConsentWording
from lotsen.intake.views.area import Answer
from lotsen.intake.views.cockpit import shown_texts
from lotsen.kernel import StaleRevision, gettext_noop
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.access import Area
from lotsen.web.i18n import current_language, gettext

area = Area("texts", "lotsen.intake", url_prefix="/texts", template_folder="templates")

REGIME_LABELS: dict[LegalRegime, str] = {
    LegalRegime.DSGVO: gettext_noop("General Data Protection Regulation (DSGVO)"),
    LegalRegime.KDG: gettext_noop("Law on church data protection, Catholic Church (KDG)"),
    LegalRegime.DSG_EKD: gettext_noop("Data protection act of the Protestant Church in Germany (DSG-EKD)"),
}
_HOUSE = "/<uuid:institution_id>"
_PURPOSE = f"<any({', '.join(repr(purpose.value) for purpose in ConsentPurpose)}):purpose>"
_LANGUAGE = f"<any({', '.join(repr(code) for code in vocabulary().languages)}):language>"


@dataclass(frozen=True)
class Version:
    """One own version: its reference, and whether it is told today."""

    row: ConsentWording
    reference: str
    is_told: bool


@area.page("/", needs=Permission.TEXTS_MANAGE)
def overview(desk: Desk) -> Answer:
    """List the institutions whose texts the reader looks after; with one there is nothing to choose."""
    rows = list_institutions(desk)
    if len(rows) == 1:
        return redirect(url_for(".house", institution_id=rows[0].id), 303)
    return render_template("intake/texts_overview.html", rows=rows, regimes=REGIME_LABELS)


@area.page(_HOUSE, needs=Permission.TEXTS_MANAGE, methods=("GET", "POST"))
def house(desk: Desk, institution_id: UUID) -> Answer:
    """Show every text of an institution with its version; change and confirm how long data are kept."""
    home = actions.managed_institution(desk, institution_id)
    told = actions.house_texts(desk, home.id)
    form = StorageForm(
        data={
            **_period_filling(told),
            "is_confirmed": told.storage.is_confirmed,
            "revision": str(actions.storage_version(desk, home.id)),
        }
    )
    stale = False
    if form.validate_on_submit():
        try:
            actions.save_storage_period(
                desk,
                home.id,
                seen=form.seen_revision,
                texts=form.texts,
                is_confirmed=bool(form.is_confirmed.data),
            )
        except StaleRevision:
            stale = True
            form.revision.data = str(actions.storage_version(desk, home.id))
        else:
            flash(gettext("Saved."), "success")
            return redirect(url_for(".house", institution_id=home.id), 303)
    drafts = {
        (row.purpose, row.language) for row in actions.own_wordings(desk, home.id) if row.published_at is None
    }
    return render_template(
        "intake/texts.html",
        home=home,
        told=told,
        form=form,
        stale=stale,
        drafts=drafts,
        purposes=PURPOSE_LABELS,
        regimes=REGIME_LABELS,
        languages=_languages(told),
        name_of=_language_name,
        is_alone=len(list_institutions(desk)) == 1,
    ), 409 if stale else 422 if form.is_submitted() else 200


@area.page(f"{_HOUSE}/{_PURPOSE}/{_LANGUAGE}", needs=Permission.TEXTS_MANAGE, methods=("GET", "POST"))
def text(desk: Desk, institution_id: UUID, purpose: str, language: str) -> Answer:
    """Write a text in one language; nothing is told to families before it is published."""
    home, about = actions.managed_institution(desk, institution_id), ConsentPurpose(purpose)
    draft = _draft_of(_own(desk, home, about, language))
    form = WordingForm(data=_filling(actions.house_texts(desk, home.id), about, language, draft))
    if form.validate_on_submit():
        actions.save_wording(
            desk,
            home.id,
            form.row_id,
            purpose=about,
            language=language,
            title=str(form.title.data),
            body=str(form.body.data),
        )
        flash(gettext("The draft is saved. Families are not told it yet."), "success")
        here = url_for(".text", institution_id=home.id, purpose=purpose, language=language)
        return redirect(here, 303)
    return _text_page(desk, home, about, language, form), 422 if form.is_submitted() else 200


@area.page(f"{_HOUSE}/<uuid:wording_id>/publish", needs=Permission.TEXTS_MANAGE, methods=("POST",))
def publish(desk: Desk, institution_id: UUID, wording_id: UUID) -> Answer:
    """Let families be told a draft from now on; it never changes again, and it is the one that was seen."""
    seen = PublishForm()
    title, body = str(seen.title.data or ""), str(seen.body.data or "")
    home = actions.managed_institution(desk, institution_id)
    try:
        row = actions.publish_wording(desk, home.id, wording_id, title=title, body=body)
    except StaleRevision as stale:
        row = next(one for one in actions.own_wordings(desk, home.id) if one.id == wording_id)
        stored = {"title": row.title, "body": row.body}
        form = WordingForm(formdata=None, data=stored)
        versions = ((title, *paragraphs_of(body)), (row.title, *paragraphs_of(row.body)))
        return _text_page(desk, home, row.purpose, row.language, form, versions), stale.status
    flash(gettext("The text is published. Families are told it from now on."), "success")
    here = url_for(".text", institution_id=institution_id, purpose=row.purpose.value, language=row.language)
    return redirect(here, 303)


def _own(desk: Desk, home: Institution, about: ConsentPurpose, language: str) -> list[ConsentWording]:
    rows = actions.own_wordings(desk, home.id)
    return [row for row in rows if row.purpose is about and row.language == language]


def _draft_of(rows: Sequence[ConsentWording]) -> ConsentWording | None:
    return next((row for row in rows if row.published_at is None), None)


def _text_page(
    desk: Desk,
    home: Institution,
    about: ConsentPurpose,
    language: str,
    form: WordingForm,
    conflict: tuple[Sequence[str], Sequence[str]] | None = None,
) -> str:
    """Show a text with its draft and versions; `conflict` is the draft that was seen, and the stored one."""
    told = actions.house_texts(desk, home.id)
    rows = _own(desk, home, about, language)
    draft = _draft_of(rows)
    is_german = draft is None and language not in told.texts[about].languages
    direction = "rtl" if vocabulary().languages[language].right_to_left else "ltr"
    return render_template(
        "intake/text.html",
        home=home,
        told=told,
        form=form,
        draft=draft,
        preview=_preview(told, draft) if draft else None,
        versions=_versions(told, rows),
        programs=shown_texts(consent_texts(told.regime)[about], institution=told.controller),
        purpose=about,
        language=language,
        purposes=PURPOSE_LABELS,
        language_name=_language_name(language),
        paragraphs_of=paragraphs_of,
        others=[(code, _language_name(code)) for code in vocabulary().languages if code != language],
        direction=direction,
        is_german=is_german,
        conflict=conflict,
    )


def _period_filling(told: HouseTexts) -> dict[str, str]:
    """Return the words the form begins with; what translates the default is no translation of other words."""
    kept, default = told.storage.text, storage().text
    own = {code: text for code, text in kept.items() if code in {"de", "en"} or text != default.get(code)}
    return {f"text_{code}": own.get(code, "") for code in STORAGE_LANGUAGES}


def _language_name(code: str) -> str:
    return vocabulary().languages[code].label.get(current_language())


def _languages(told: HouseTexts) -> dict[ConsentPurpose, list[tuple[str, str, str]]]:
    """Return for each purpose the languages of its text: code, name, and the version told in it."""
    return {
        purpose: [(code, _language_name(code), found.reference_in(code)) for code in found.languages]
        for purpose, found in told.texts.items()
    }


def _filling(
    told: HouseTexts, purpose: ConsentPurpose, language: str, draft: ConsentWording | None
) -> dict[str, str]:
    """Return what the form begins with: the draft, else the text that is told today, its places open."""
    if draft is not None:
        return {"title": draft.title, "body": draft.body}
    found = told.texts[purpose]
    code = found.spoken(language)
    whole = "\n".join((found.title[code], *found.body[code]))
    for place in ("institution", "address", "phone", "recipient", "storage"):
        whole = whole.replace(f"%({place})s", f"{{{place}}}")
    title, _, body = whole.partition("\n")
    return {"title": title, "body": body}


def _preview(told: HouseTexts, draft: ConsentWording) -> tuple[str, ...]:
    """Return a draft as families would be told it, its places filled."""
    return told.preview(draft.purpose, draft.language, draft.title, paragraphs_of(draft.body))


def _versions(told: HouseTexts, rows: Sequence[ConsentWording]) -> list[Version]:
    published = [row for row in rows if row.published_at is not None]
    found = []
    for row in reversed(published):
        reference = own_reference(row.purpose, row.regime, row.version)
        is_told = told.texts[row.purpose].references.get(row.language) == reference
        found.append(Version(row, reference, is_told))
    return found
