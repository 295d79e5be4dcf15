"""The key ring of one unit of work: seals, opens, and remembers every opening for the audit chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from lotsen.kernel import Clock, NotVisible, new_id
from lotsen.keys.domain import NIL, Purpose, RecipientType, SubjectKind
from lotsen.keys.office import KeyOffice, UnknownKeyVersion
from lotsen.keys.tables import Grant
from lotsen.policy import Actor
from lotsen.store.columns import SealedType, sealed_type, slot
from lotsen.store.record import SealedRecord, SystemSealedRecord
from lotsen.store.work import Work
from lotsen.vault import (
    Document,
    SealBroken,
    Sealed,
    Slot,
    WrapContext,
    Wrapped,
    derive,
    index,
    key_version_of,
    new_key,
    open_,
    pseudonym,
    seal,
    unwrap,
    wrap,
)

Doc = TypeVar("Doc", bound=Document)
SealedRow = SealedRecord | SystemSealedRecord
_SUBJECT_KEY_VERSION = 1
_UNNOTED = frozenset({Purpose.STAFF.value, Purpose.SESSION.value, Purpose.MAIL.value, Purpose.PROPOSAL.value})


@dataclass(frozen=True)
class Note:
    """One thing that must stand in the audit chain before the answer leaves.

    An opening stands even when the unit is rolled back; a deed only where `stays` says so. `page` names an
    opening after another page than the one that is answered.
    """

    action: str
    subject: UUID | None
    record_class: str
    row: UUID | None
    at: datetime
    coalesce: bool = False
    stays: bool = False
    page: str = ""


class KeyRing:
    """Holds the subject keys one actor was granted, for the length of one unit of work.

    The same box in the same place is opened once in that time: documents are frozen.
    """

    def __init__(self, office: KeyOffice, work: Work, actor: Actor, clock: Clock) -> None:
        self.office = office
        self._work = work
        self._actor = actor
        self._clock = clock
        self._subjects: dict[UUID, bytes] = {}
        self._opened: dict[tuple[Slot[Any], Sealed[Any]], Any] = {}
        self.notes: list[Note] = []
        self.quiet = False
        self.page = ""

    def new_subject(self, kind: SubjectKind, *institutions: UUID) -> UUID:
        """Make a subject and grant it to institutions; random key: a derived one could not be destroyed."""
        subject = new_id()
        self._subjects[subject] = new_key()
        for institution in institutions:
            self._grant(subject, kind, institution)
        return subject

    def grant(self, subject: UUID, kind: SubjectKind, institution: UUID) -> None:
        """Let a further institution open a subject that this actor can open."""
        self._key(subject)
        self._grant(subject, kind, institution)
        self.note("grant_added", subject=subject)

    def revoke(self, subject: UUID, institution: UUID) -> None:
        """Take an institution's grant on a subject away; what it sealed there it opens no more."""
        self._work.keys.exec(
            sa.delete(Grant).where(
                col(Grant.subject_id) == subject,
                col(Grant.recipient_type) == RecipientType.INSTITUTION,
                col(Grant.recipient_id) == institution,
            )
        )
        self.note("grant_removed", subject=subject)

    def prefetch(self, subjects: Iterable[UUID]) -> None:
        """Fetch the keys of many subjects in one question to the key store."""
        wanted = set(subjects) - set(self._subjects)
        if wanted:
            self._load(wanted)

    def seal(self, row: SealedRow, attribute: Sealed[Doc] | None, document: Doc) -> None:
        """Seal a document into its row: a new seal revision, under the row's subject or purpose."""
        kind = sealed_type(attribute)
        revision = (row.seal_revision or 0) + 1
        version, key, subject = self._key_for(row, kind, None)
        place = slot(attribute, row.id, subject, revision)
        box = seal(document, place, key, version, self.office.deployment)
        setattr(row, _name(attribute), box)
        row.seal_revision = revision

    def open(self, row: SealedRow, attribute: Sealed[Doc] | None) -> Doc:
        """Open a row's document and note it. Raises SealBroken where anything is wrong with it."""
        kind = sealed_type(attribute)
        box: Sealed[Doc] | None = getattr(row, _name(attribute))
        if box is None:
            raise SealBroken(row=row.id)
        subject = row.subject_id if isinstance(row, SealedRecord) and kind.purpose is None else NIL
        place = slot(attribute, row.id, subject, row.seal_revision)
        document = self._opened.get((place, box))
        if document is None:
            try:
                _, key, _ = self._key_for(row, kind, key_version_of(box, row.id))
                document = open_(box, place, key, self.office.deployment)
            except (SealBroken, UnknownKeyVersion):
                self._note("seal_broken", subject, kind.label, row.id, stays=True)
                raise SealBroken(row=row.id) from None
            self._opened[place, box] = document
        if not self.quiet and kind.purpose not in _UNNOTED:
            self._note("opened", subject, kind.label, row.id)
        return document

    def can_open(self, subject: UUID) -> bool:
        """Say whether the actor's institution holds a grant on a subject."""
        try:
            self._key(subject)
        except NotVisible:
            return False
        return True

    def note(
        self,
        action: str,
        *,
        subject: UUID | None = None,
        record_class: str = "",
        row: UUID | None = None,
        coalesce: bool = False,
        stays: bool = False,
    ) -> None:
        """Put a deed on the audit chain; `coalesce` joins repeats, such as autosaves of one draft."""
        self._note(action, subject, record_class, row, coalesce=coalesce, stays=stays)

    def _note(
        self,
        action: str,
        subject: UUID | None,
        record_class: str,
        row: UUID | None,
        *,
        coalesce: bool = False,
        stays: bool = False,
    ) -> None:
        named = None if subject == NIL else subject
        page = self.page if action == "opened" else ""
        self.notes.append(Note(action, named, record_class, row, self._clock.now(), coalesce, stays, page))

    def pseudonym(self, case: UUID) -> str:
        """Return the name a case has among the facts (vault.md, "Keys")."""
        return pseudonym(self.office.system_key(Purpose.FACTS)[1], case)

    def index(self, text: str, purpose: Purpose = Purpose.INDEX) -> bytes:
        """Return the keyed index of a text, of a sign-in name above all: no name lies in an open column."""
        return index(self.office.system_key(purpose)[1], text)

    def figures_keys(self, year: int) -> tuple[bytes, bytes]:
        """Return record key and cell key of a reporting year."""
        return self.office.figures_keys(year, self._clock.now())

    def add_institution_key(self, institution: UUID) -> None:
        """Give a new institution its first key, or an old one its next; usable once committed."""
        self.office.add_institution_key(self._work.keys, institution, self._clock.now())

    def _key_for(self, row: SealedRow, kind: SealedType, version: int | None) -> tuple[int, bytes, UUID]:
        if kind.purpose is not None:
            current, key = self.office.system_key(kind.purpose)
            if version is not None and version != current:
                key = self.office.purpose_key(version, kind.purpose)
            return version or current, derive(key, kind.label), NIL
        if not isinstance(row, SealedRecord):
            raise TypeError(f"{kind.label} needs a subject or a purpose")
        return _SUBJECT_KEY_VERSION, derive(self._key(row.subject_id), kind.label), row.subject_id

    def _key(self, subject: UUID) -> bytes:
        if subject not in self._subjects:
            self._load({subject})
        if subject not in self._subjects:
            raise NotVisible
        return self._subjects[subject]

    def _load(self, subjects: set[UUID]) -> None:
        institution = self._actor.institution_id
        if institution is None:
            return
        with Session(self._work.stores.keys) as db:
            grants = db.exec(
                select(Grant).where(
                    col(Grant.subject_id).in_(subjects),
                    Grant.recipient_type == RecipientType.INSTITUTION,
                    Grant.recipient_id == institution,
                )
            ).all()
        for grant in grants:
            _, wrapping = self.office.institution_key(institution, grant.institution_key_version)
            self._subjects[grant.subject_id] = unwrap(
                Wrapped(grant.wrapped, grant.commitment), wrapping, self._context(grant)
            )

    def _grant(self, subject: UUID, kind: SubjectKind, institution: UUID) -> None:
        version, wrapping = self.office.institution_key(institution)
        grant = Grant(
            subject_id=subject,
            subject_kind=kind,
            recipient_type=RecipientType.INSTITUTION,
            recipient_id=institution,
            institution_key_version=version,
            epoch=self.office.root.epoch,
            wrapped=b"",
            commitment=b"",
            created_at=self._clock.now(),
        )
        wrapped = wrap(self._subjects[subject], wrapping, self._context(grant))
        grant.wrapped, grant.commitment = wrapped.box, wrapped.commitment
        self._work.keys.add(grant)

    def _context(self, grant: Grant) -> WrapContext:
        return WrapContext(
            deployment=self.office.deployment,
            subject=grant.subject_id,
            recipient_type=str(grant.recipient_type),
            recipient=grant.recipient_id,
            key_version=_SUBJECT_KEY_VERSION,
            recipient_version=grant.institution_key_version,
            epoch=grant.epoch,
        )


def _name(attribute: object) -> str:
    return str(attribute.key)  # type: ignore[attr-defined]  # a mapped attribute, typed as its value
