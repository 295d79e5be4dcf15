"""The lists of an institution's families: what is due today, everything open, drafts, talks, closed files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, select

from lotsen.desk import Desk
from lotsen.intake.actions.assigning import mine
from lotsen.intake.documents import AssessmentState, FamilyOrigin
from lotsen.intake.domain import CaseStage
from lotsen.intake.tables import Assessment, Family, FamilyContact
from lotsen.kernel import PageOf, local_day, page_of
from lotsen.policy import InstitutionKind

PAGE_SIZE = 50
_WAITING = (CaseStage.REGISTERED, CaseStage.INFORMED, CaseStage.ASSESSED, CaseStage.TALK_OFFERED)
_OF_THE_DAY = (*_WAITING, CaseStage.TALK_HELD)
_HANDED_OVER = (CaseStage.HANDED_OVER, CaseStage.FOLLOWED_UP)
Item = TypeVar("Item")
Order = tuple[sa.ColumnElement[Any], ...]


class Show(StrEnum):
    """Which of the institution's families a list shows."""

    TODAY = "today"
    OPEN = "open"
    TALKS = "talks"
    DRAFTS = "drafts"
    CLOSED = "closed"


class Whose(StrEnum):
    """Whether a list keeps to what the actor is responsible for today, or shows the whole institution's."""

    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. `handed_over` is part of `total`."""

    items: tuple[Item, ...]
    page: PageOf
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
    due_time: time | None = None
    has_hint: bool = False

    @property
    def is_handed_over(self) -> bool:
        """Say whether the family is in somebody else's hands by now."""
        return self.stage in _HANDED_OVER

    @property
    def talk_is_due(self) -> bool:
        """Say whether a talk was offered and has not taken place."""
        return self.stage is CaseStage.TALK_OFFERED


def list_families(
    desk: Desk,
    *,
    page: int = 1,
    page_size: int = PAGE_SIZE,
    show: Show = Show.OPEN,
    whose: Whose = Whose.ALL,
) -> Page[FamilyCard]:
    """Return one page of the institution's families: offered talks first where the day is shown, then by day.

    Within a day they stand by bed or appointment; of all open ones those handed over come last. A page past
    the last one is the last one, and no more documents than a page shows are opened.
    """
    where = (*_where(desk, show), *_of(desk, whose))
    is_handed_over = col(Family.stage).in_(_HANDED_OVER)
    total = desk.db.exec(select(func.count()).select_from(Family).where(*where)).one()
    handed = desk.db.exec(select(func.count()).select_from(Family).where(*where, is_handed_over)).one()
    shown = page_of(page, total, page_size)
    rows = desk.db.exec(
        select(Family).where(*where).order_by(*_order(show)).offset(shown.offset).limit(shown.size)
    ).all()
    cards = cards_of(desk, rows)
    if show is not Show.CLOSED:
        by_time = desk.actor.institution_kind is not InstitutionKind.BIRTH_CLINIC
        cards.sort(key=lambda card: _by_place(card, talks_first=show is Show.TODAY, by_time=by_time))
    return Page(tuple(cards), shown, total, handed)


def count_families(desk: Desk, whose: Whose = Whose.ALL) -> dict[Show, int]:
    """Count what each list of open families holds, without opening anything."""
    of = _of(desk, whose)
    shown = (show for show in Show if show is not Show.CLOSED)
    return {
        show: desk.db.exec(select(func.count()).select_from(Family).where(*_where(desk, show), *of)).one()
        for show in shown
    }


def colleagues_have_some(desk: Desk, *, closed: bool = False) -> bool:
    """Say whether there are open (or closed) families here that are not the actor's to look after today."""
    where = _where(desk, Show.CLOSED if closed else Show.OPEN)
    return desk.db.exec(select(Family.id).where(*where, ~mine(desk)).limit(1)).first() is not None


def cards_of(desk: Desk, rows: Sequence[Family]) -> list[FamilyCard]:
    """Open what a list shows of some families, with three questions to the stores."""
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


def _where(desk: Desk, show: Show) -> tuple[sa.ColumnElement[bool], ...]:
    """Name the families of a list.

    Who leaves a ward later lies there today as well; an appointment of another day is of another day.
    """
    here = col(Family.institution_id) == desk.actor.institution_id
    is_closed = col(Family.closed_on).is_not(None)
    match show:
        case Show.CLOSED:
            return here, is_closed
        case Show.TODAY:
            of_the_day = col(Family.stage).in_(_OF_THE_DAY)
            if desk.actor.institution_kind is InstitutionKind.BIRTH_CLINIC:
                return here, ~is_closed, of_the_day
            due = sa.or_(col(Family.due_on).is_(None), col(Family.due_on) <= local_day(desk.clock))
            return here, ~is_closed, of_the_day, sa.or_(due, col(Family.stage) == CaseStage.TALK_OFFERED)
        case Show.TALKS:
            return here, ~is_closed, col(Family.stage) == CaseStage.TALK_OFFERED
        case Show.DRAFTS:
            drafts = select(Assessment.family_id).where(Assessment.state == AssessmentState.DRAFT)
            return here, ~is_closed, col(Family.id).in_(drafts)
    return here, ~is_closed


def _of(desk: Desk, whose: Whose) -> tuple[sa.ColumnElement[bool], ...]:
    return (mine(desk),) if whose is Whose.MINE else ()


def _order(show: Show) -> Order:
    if show is Show.CLOSED:
        return cast("Order", (col(Family.closed_on).desc(), col(Family.id)))
    stage = col(Family.stage)
    first = [(stage == CaseStage.TALK_OFFERED, 0)] if show is Show.TODAY else []
    rank = sa.case(*first, (stage.in_(_WAITING), 1), (stage.in_(_HANDED_OVER), 3), else_=2)
    order = (
        rank,
        col(Family.due_on).is_(None),
        col(Family.due_on),
        col(Family.registered_on).desc(),
        col(Family.id),
    )
    return cast("Order", order)


def _by_place(card: FamilyCard, *, talks_first: bool, by_time: bool) -> tuple[object, ...]:
    """Order cards by where they stand, by day, then by bed, where room 9 comes before room 12.

    A practice knows no beds: there the hour of the appointment goes first.
    """
    parts = re.findall(r"\d+|\D+", card.place.casefold())
    place = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
    is_waiting = card.stage in _WAITING
    hour = card.due_time or time.max
    is_talk = talks_first and card.talk_is_due
    first = hour if by_time or is_talk else time.min
    day = card.due_on or date.max
    return card.is_handed_over, not is_talk, not is_waiting, day, first, not place, place, hour


def _card(desk: Desk, row: Family, contact: FamilyContact | None, draft: UUID | None) -> FamilyCard:
    sheet = desk.vault.open(row, Family.sheet)
    return FamilyCard(
        id=row.id,
        code=row.code,
        place=sheet.place,
        name=desk.vault.open(contact, FamilyContact.contact).full_name if contact is not None else "",
        stage=row.stage,
        origin=row.origin,
        due_on=row.due_on,
        registered_on=row.registered_on,
        closed_on=row.closed_on,
        draft_id=draft,
        due_time=sheet.due_time,
        has_hint=bool(sheet.hint_text),
    )
