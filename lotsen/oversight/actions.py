"""What data protection can look up: the audit trail, never a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session, col, func, select

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.kernel import LOCAL_ZONE, PageOf, page_of
from lotsen.keys import audit
from lotsen.keys.domain import NIL
from lotsen.keys.tables import AuditEntry, AuditItem
from lotsen.vault import ChainReport

PAGE_SIZE = 25


@dataclass(frozen=True)
class Line:
    """One entry of the trail as it is shown: no content, only who, when, what and how many records."""

    at: datetime
    who: str
    institution: str
    action: str
    subjects: tuple[UUID, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """One chain and whether it is whole."""

    id: UUID
    name: str
    entries: int
    report: ChainReport


def trail(
    desk: Desk, *, page: int, subject: UUID | None = None, until: date | None = None
) -> tuple[list[Line], PageOf]:
    """Return one page of entries, newest first, and which one it is.

    Of one subject if named; from the end of the day `until` backwards, if it is given. A page after the last
    one is the last one.
    """
    query = select(AuditEntry)
    if until is not None:
        query = query.where(col(AuditEntry.at) < datetime.combine(until, time.max, LOCAL_ZONE))
    if subject is not None:
        named = select(AuditItem.entry_id).where(AuditItem.subject_id == subject)
        query = query.where(col(AuditEntry.id).in_(named))
    count = desk.db.exec(select(func.count()).select_from(query.subquery())).one()
    shown = page_of(page, count, PAGE_SIZE)
    entries = desk.db.exec(
        query.order_by(col(AuditEntry.at).desc(), col(AuditEntry.sequence).desc())
        .offset(shown.offset)
        .limit(shown.size)
    ).all()
    items: dict[UUID, list[AuditItem]] = {}
    found = desk.db.exec(select(AuditItem).where(col(AuditItem.entry_id).in_([e.id for e in entries])))
    for item in found:
        items.setdefault(item.entry_id, []).append(item)
    people = {entry.id: entry.actor_id or _person_of(items.get(entry.id, [])) for entry in entries}
    names = accounts.names_of(desk, {person for person in people.values() if person is not None})
    places = _institution_names(desk)
    lines = [
        Line(
            at=entry.at,
            who=_name(names, people[entry.id]),
            institution=places.get(entry.chain_id, ""),
            action=entry.action,
            subjects=tuple(
                dict.fromkeys(i.subject_id for i in items.get(entry.id, []) if i.subject_id is not None)
            ),
            classes=tuple(i.record_class for i in items.get(entry.id, [])),
        )
        for entry in entries
    ]
    return lines, shown


def _person_of(items: Sequence[AuditItem]) -> UUID | None:
    """Signing in is noted before anybody is at work: the person is the record itself."""
    return next((item.row_id for item in items if item.record_class == "person"), None)


def _name(names: dict[UUID, str], person: UUID | None) -> str:
    return names.get(person, "") if person is not None else ""


def chains(desk: Desk, keys: Session) -> list[Chain]:
    """Verify every chain against the head that the key store keeps."""
    places = _institution_names(desk)
    office = desk.vault.office
    return [
        Chain(
            id=head.id,
            name=places.get(head.id, ""),
            entries=head.sequence,
            report=audit.verify(desk.db, office, head.id, audit.newest_copy(keys, head.id)),
        )
        for head in audit.heads(desk.db)
    ]


def _institution_names(desk: Desk) -> dict[UUID, str]:
    names = {row.id: row.name for row in desk.db.exec(select(Institution)).all()}
    return {NIL: "", **names}
