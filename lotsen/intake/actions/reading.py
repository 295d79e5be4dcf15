"""Finding families within the actor's institution, one at a time or as the list of the day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.opened import ConsentView, FamilyView, MemberView
from lotsen.intake.actions.refusals import CaseClosed
from lotsen.intake.documents import AssessmentState, FamilyOrigin
from lotsen.intake.domain import CaseStage
from lotsen.intake.tables import Assessment, Consent, Family, FamilyContact, Member
from lotsen.kernel import NotVisible, local_day

_HELD = "lotsen.intake.held"
_DISCREET = "lotsen.intake.discreet"
PAGE_SIZE = 50
_WAITING = (CaseStage.REGISTERED, CaseStage.INFORMED, CaseStage.ASSESSED, CaseStage.TALK_OFFERED)
_HANDED_OVER = (CaseStage.HANDED_OVER, CaseStage.FOLLOWED_UP)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; pages count from 1, and an empty list has one. `handed_over` is part of `total`."""

    items: tuple[Item, ...]
    page: int
    pages: int
    total: int
    handed_over: int = 0


@dataclass(frozen=True)
class FamilyCard:
    """A family as the list of the day shows it."""

    id: UUID
    code: str
    place: str
    name: str
    stage: CaseStage
    origin: FamilyOrigin
    due_on: date | None
    registered_on: date
    closed_on: date | None
    draft_id: UUID | None

    @property
    def is_handed_over(self) -> bool:
        """Say whether the family is in somebody else's hands by now."""
        return self.stage in _HANDED_OVER


def family_row(desk: Desk, family_id: UUID, *, lock: bool = False) -> Family:
    """Return a family of the actor's institution without opening anything; `lock` makes writers queue.

    A row that this unit of work has locked is its own until the end, so it is not asked for again.
    """
    held: dict[UUID, Family] = desk.db.info.setdefault(_HELD, {})
    if family_id in held:
        return held[family_id]
    query = select(Family).where(Family.id == family_id, Family.institution_id == desk.actor.institution_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    if lock:
        held[family_id] = row
    return row


def open_family_row(desk: Desk, family_id: UUID) -> Family:
    """Return a family to be written to. Raises CaseClosed."""
    row = family_row(desk, family_id, lock=True)
    if row.closed_on is not None:
        raise CaseClosed
    return row


def list_families(
    desk: Desk, *, page: int = 1, page_size: int = PAGE_SIZE, closed: bool = False
) -> Page[FamilyCard]:
    """Return one page of the institution's families: waiting ones first, by day, those handed over last.

    Within a day they stand by bed or appointment. A page past the last one is the last one.
    """
    mine = Family.institution_id == desk.actor.institution_id
    state = col(Family.closed_on).is_not(None) if closed else col(Family.closed_on).is_(None)
    is_handed_over = col(Family.stage).in_(_HANDED_OVER)
    total = desk.db.exec(select(func.count()).select_from(Family).where(mine, state)).one()
    handed = desk.db.exec(select(func.count()).select_from(Family).where(mine, state, is_handed_over)).one()
    pages = max(1, -(-total // page_size))
    page = min(max(1, page), pages)
    rank = sa.case((col(Family.stage).in_(_WAITING), 0), (is_handed_over, 2), else_=1)
    order = (
        (col(Family.closed_on).desc(), col(Family.id))
        if closed
        else (
            rank,
            col(Family.due_on).is_(None),
            col(Family.due_on),
            col(Family.registered_on).desc(),
            col(Family.id),
        )
    )
    rows = desk.db.exec(
        select(Family).where(mine, state).order_by(*order).offset((page - 1) * page_size).limit(page_size)
    ).all()
    cards = _cards(desk, rows)
    if not closed:
        cards.sort(key=_by_bed)
    return Page(tuple(cards), page, pages, total, handed)


def read_family(desk: Desk, family_id: UUID) -> FamilyView:
    """Open a family with its persons and consents; the contact only while it may be named."""
    family = family_row(desk, family_id)
    members = members_of(desk, family)
    consents = consents_of(desk, family)
    today = local_day(desk.clock)
    row = contact_row(desk, family)
    may_name = domain.may_record_name([view.statement.fact for view in consents], today)
    sheet = desk.vault.open(family, Family.sheet)
    if sheet.be_discreet:
        desk.db.info[_DISCREET] = True
    return FamilyView(
        family=family,
        sheet=sheet,
        contact=desk.vault.open(row, FamilyContact.contact) if row is not None and may_name else None,
        contact_revision=row.revision if row is not None else 0,
        contact_is_locked=row is not None and not may_name,
        members=members if may_name else tuple(view.nameless for view in members),
        consents=consents,
        as_of=today,
    )


def has_read_discreet(desk: Desk) -> bool:
    """Say whether this unit of work has read a family that somebody at home must not see open."""
    return bool(desk.db.info.get(_DISCREET))


def contact_row(desk: Desk, family: Family) -> FamilyContact | None:
    """Return the row with a family's name and contact, unopened."""
    return desk.db.exec(select(FamilyContact).where(FamilyContact.family_id == family.id)).one_or_none()


def members_of(desk: Desk, family: Family) -> tuple[MemberView, ...]:
    """Open a family's members in the order they were added."""
    rows = desk.db.exec(
        select(Member).where(Member.family_id == family.id).order_by(col(Member.position), col(Member.id))
    ).all()
    return tuple(MemberView(row.id, row.revision, desk.vault.open(row, Member.person)) for row in rows)


def consents_of(desk: Desk, family: Family) -> tuple[ConsentView, ...]:
    """Open a family's consents in the order they were recorded."""
    rows = desk.db.exec(
        select(Consent).where(Consent.family_id == family.id).order_by(col(Consent.position), col(Consent.id))
    ).all()
    return tuple(ConsentView(row.id, desk.vault.open(row, Consent.statement)) for row in rows)


def _cards(desk: Desk, rows: Sequence[Family]) -> list[FamilyCard]:
    desk.vault.prefetch(row.subject_id for row in rows)
    ids = [row.id for row in rows]
    contacts = {
        row.family_id: row
        for row in desk.db.exec(
            select(FamilyContact).where(
                col(FamilyContact.family_id).in_([row.id for row in rows if row.is_named])
            )
        )
    }
    drafts = {
        row.family_id: row.id
        for row in desk.db.exec(
            select(Assessment).where(
                col(Assessment.family_id).in_(ids), Assessment.state == AssessmentState.DRAFT
            )
        )
    }
    return [_card(desk, row, contacts.get(row.id), drafts.get(row.id)) for row in rows]


def _by_bed(card: FamilyCard) -> tuple[bool, bool, date, bool, list[tuple[int, str]]]:
    """Order cards by where they stand, by day, then by bed, where room 9 comes before room 12."""
    parts = re.findall(r"\d+|\D+", card.place.casefold())
    place = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
    is_waiting = card.stage in _WAITING
    return card.is_handed_over, not is_waiting, card.due_on or date.max, not place, place


def _card(desk: Desk, row: Family, contact: FamilyContact | None, draft: UUID | None) -> FamilyCard:
    return FamilyCard(
        id=row.id,
        code=row.code,
        place=desk.vault.open(row, Family.sheet).place,
        name=desk.vault.open(contact, FamilyContact.contact).full_name if contact is not None else "",
        stage=row.stage,
        origin=row.origin,
        due_on=row.due_on,
        registered_on=row.registered_on,
        closed_on=row.closed_on,
        draft_id=draft,
    )
