"""What families are told by one institution: the program's texts, or what the institution wrote itself."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts.actions import institutions_of_kind, list_institutions, read_institution
from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake.consent_texts import (
    ConsentText,
    Controller,
    Storage,
    consent_texts,
    own_reference,
    paragraphs_of,
    storage,
)
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import ConsentPurpose, digest_of
from lotsen.intake.tables import ConsentWording, StoragePeriod
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.places.actions import names_of
from lotsen.policy import InstitutionKind

_HELD = "lotsen.intake.texts"
"""Where a session keeps the texts of an institution: one unit of work asks for them again and again."""


@dataclass(frozen=True)
class HouseTexts:
    """What families are told by one institution today: law, texts, and what stands in their places."""

    home: Institution
    controller: Controller
    storage: Storage
    texts: Mapping[ConsentPurpose, ConsentText]
    offices: frozenset[UUID]

    @property
    def digest(self) -> str:
        """Return a digest of all texts, so that a form knows whether they changed since it was shown."""
        shown = [[text.references, text.model_dump(mode="json")] for text in self.texts.values()]
        whole = json.dumps([shown, self.controller.model_dump(mode="json")], sort_keys=True)
        return hashlib.sha256(whole.encode("utf-8")).hexdigest()

    @property
    def regime(self) -> LegalRegime:
        """Return the data protection law the institution works under."""
        return self.home.legal_regime

    def names_office(self, recipient: UUID | None) -> bool:
        """Say whether the family should hear that a family office is part of the youth welfare office."""
        return (recipient or self.home.id) in self.offices

    def words(
        self, purpose: ConsentPurpose, language: str, recipient: UUID | None = None, name: str = ""
    ) -> tuple[str, ...]:
        """Return a text as it is read out, title first, in a language, else in German."""
        text = self.texts[purpose]
        return (
            text.heading(language, recipient=name),
            *text.paragraphs(
                language,
                institution=self.controller,
                recipient=name,
                to_family_office=self.names_office(recipient),
            ),
        )

    def preview(
        self, purpose: ConsentPurpose, language: str, title: str, body: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return a draft as families would be told it, title first, its places filled."""
        text = self.texts[purpose]
        found = ConsentText(
            purpose=purpose,
            version="draft",
            title={"de": title, language: title},
            body={"de": body, language: body},
            family_office=text.family_office,
        )
        drafted = replace(self, texts={purpose: found})
        return drafted.words(purpose, language, name="…" if purpose.names_recipient else "")

    def bind(self, statement: ConsentStatement) -> ConsentStatement:
        """Return a statement with the words it was given to; one about an older text stays as it is."""
        text, language = (
            self.texts[statement.purpose],
            self.texts[statement.purpose].spoken(statement.language),
        )
        version = text.reference_in(language)
        if statement.text_version != version:
            return statement
        recipient = statement.recipient_id
        words = self.words(statement.purpose, language, recipient, statement.recipient_name)
        digest = digest_of(statement.purpose, recipient, version, language, words)
        return statement.model_copy(update={"text_language": language, "words": words, "text_sha256": digest})


def house_texts(desk: Desk, institution_id: UUID | None = None) -> HouseTexts:
    """Return what the actor's institution, or another one, tells families today."""
    wanted = institution_id or desk.actor.home
    held: dict[UUID, HouseTexts] = desk.db.info.setdefault(_HELD, {})
    if wanted not in held:
        home = read_institution(desk, wanted)
        kept = storage_of(desk, wanted)
        offices = institutions_of_kind(desk, InstitutionKind.FAMILY_OFFICE)
        held[wanted] = HouseTexts(
            home=home,
            controller=_controller(desk, home, kept),
            storage=kept,
            texts=_texts_of(desk, home),
            offices=frozenset(office.id for office in offices),
        )
    return held[wanted]


def storage_of(desk: Desk, institution_id: UUID) -> Storage:
    """Return how long an institution keeps personal data; the program's default until it says otherwise.

    Where it keeps the default's German words, the default's translations into further languages hold, too.
    """
    row, default = _newest_period(desk, institution_id), storage()
    if row is None:
        return default
    further = default.text if row.text_de == default.text["de"] else {}
    return Storage(is_confirmed=row.is_confirmed, text=dict(further) | row.texts)


def managed_institution(desk: Desk, institution_id: UUID) -> Institution:
    """Return an institution whose texts the actor looks after. Raises NotVisible."""
    for institution in list_institutions(desk):
        if institution.id == institution_id:
            return institution
    raise NotVisible


def own_wordings(desk: Desk, institution_id: UUID) -> tuple[ConsentWording, ...]:
    """Return all that an institution has written under its present law, in the order of versions."""
    home = managed_institution(desk, institution_id)
    return _wordings(desk, home)


def save_wording(
    desk: Desk,
    institution_id: UUID,
    row_id: UUID,
    *,
    purpose: ConsentPurpose,
    language: str,
    title: str,
    body: str,
) -> ConsentWording:
    """Store a draft over the last one, or begin one; what is published stays as it is."""
    home = managed_institution(desk, institution_id)
    desk.db.exec(select(Institution.id).where(Institution.id == home.id).with_for_update(key_share=True))
    known = _wordings(desk, home)
    draft = _draft(known, purpose, language)
    if draft is None and any(row.id == row_id for row in known):
        return next(row for row in known if row.id == row_id)
    if draft is None:
        numbers = [row.version for row in known if row.purpose is purpose]
        draft = ConsentWording(
            id=row_id,
            institution_id=home.id,
            purpose=purpose,
            regime=home.legal_regime,
            language=language,
            version=max(numbers, default=0) + 1,
            title=title,
            body=body,
            saved_at=desk.clock.now(),
            saved_by=_person(desk),
        )
    draft.title, draft.body = title, body
    draft.saved_at, draft.saved_by = desk.clock.now(), _person(desk)
    desk.db.add(draft)
    desk.vault.note("consent_text_saved", record_class="consent-wording", row=draft.id)
    return draft


def publish_wording(
    desk: Desk, institution_id: UUID, wording_id: UUID, *, title: str, body: str
) -> ConsentWording:
    """Let families be told a draft from now on; it never changes again. A second tap changes nothing.

    `title` and `body` are the draft as it was seen; another one raises
    StaleRevision. A text in another language needs the German one first: all others fall back to it.
    """
    home = managed_institution(desk, institution_id)
    row = next((one for one in _wordings(desk, home) if one.id == wording_id), None)
    if row is None:
        raise NotVisible
    desk.db.exec(select(Institution.id).where(Institution.id == home.id).with_for_update(key_share=True))
    desk.db.refresh(row)
    if (row.title.strip(), paragraphs_of(row.body)) != (title.strip(), paragraphs_of(body)):
        raise StaleRevision
    if row.published_at is None:
        row.published_at, row.published_by = desk.clock.now(), _person(desk)
        desk.db.add(row)
        desk.db.info.pop(_HELD, None)
        desk.vault.note("consent_text_published", record_class="consent-wording", row=row.id)
    return row


def save_storage_period(
    desk: Desk, institution_id: UUID, *, seen: int, texts: Mapping[str, str], is_confirmed: bool
) -> None:
    """Store how long data are kept, by language, as a new version; the same words again change nothing.

    Raises StaleRevision where somebody else has stored another one since the page was shown.
    """
    home = managed_institution(desk, institution_id)
    desk.db.exec(select(Institution.id).where(Institution.id == home.id).with_for_update(key_share=True))
    last = _newest_period(desk, home.id)
    written = {code: text for code, text in texts.items() if text}
    if last and (last.texts, last.is_confirmed) == (written, is_confirmed):
        return
    if (last.version if last else 0) != seen:
        raise StaleRevision
    row = StoragePeriod(
        institution_id=home.id,
        version=seen + 1,
        text_de=written["de"],
        text_en=written.get("en", ""),
        text_ar=written.get("ar"),
        text_tr=written.get("tr"),
        text_uk=written.get("uk"),
        is_confirmed=is_confirmed,
        saved_at=desk.clock.now(),
        saved_by=_person(desk),
    )
    desk.db.add(row)
    desk.db.info.pop(_HELD, None)
    desk.vault.note("storage_period_saved", record_class="storage-period", row=row.id)


def storage_version(desk: Desk, institution_id: UUID) -> int:
    """Return the number of the storage period that counts; 0 for the program's default."""
    row = _newest_period(desk, managed_institution(desk, institution_id).id)
    return row.version if row else 0


def _person(desk: Desk) -> UUID:
    if desk.actor.person_id is None:
        raise NotVisible
    return desk.actor.person_id


def _draft(rows: Sequence[ConsentWording], purpose: ConsentPurpose, language: str) -> ConsentWording | None:
    about = [row for row in rows if row.purpose is purpose and row.language == language]
    return next((row for row in about if row.published_at is None), None)


def _wordings(desk: Desk, home: Institution) -> tuple[ConsentWording, ...]:
    query = select(ConsentWording).where(
        ConsentWording.institution_id == home.id, ConsentWording.regime == home.legal_regime
    )
    return tuple(desk.db.exec(query.order_by(col(ConsentWording.purpose), col(ConsentWording.version))).all())


def _newest_period(desk: Desk, institution_id: UUID) -> StoragePeriod | None:
    query = select(StoragePeriod).where(StoragePeriod.institution_id == institution_id)
    return desk.db.exec(query.order_by(col(StoragePeriod.version).desc()).limit(1)).first()


def _texts_of(desk: Desk, home: Institution) -> dict[ConsentPurpose, ConsentText]:
    """Return the program's texts with the institution's own in their place: these need a German one."""
    found = dict(consent_texts(home.legal_regime))
    own: dict[ConsentPurpose, dict[str, ConsentWording]] = {}
    for row in _wordings(desk, home):
        if row.published_at is not None:
            own.setdefault(row.purpose, {})[row.language] = row
    for purpose, rows in own.items():
        if "de" in rows:
            found[purpose] = ConsentText(
                purpose=purpose,
                version=f"own-{rows['de'].version}",
                regime=home.legal_regime,
                title={code: row.title for code, row in rows.items()},
                body={code: paragraphs_of(row.body) for code, row in rows.items()},
                family_office=found[purpose].family_office,
                references={
                    code: own_reference(purpose, home.legal_regime, row.version) for code, row in rows.items()
                },
            )
    return found


def _controller(desk: Desk, home: Institution, kept: Storage) -> Controller:
    """Return what the notice says of the institution: who it is and where it is reached."""
    town = names_of(desk, [home.municipality]).get(home.municipality, "")
    address = ", ".join(filter(None, (home.street, f"{home.postcode} {town}".strip())))
    return Controller(name=home.name, address=address, phone=home.phone, storage=kept)
