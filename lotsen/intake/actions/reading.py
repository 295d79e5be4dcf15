"""Finding and opening one family within the actor's institution."""

from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.opened import ConsentView, FamilyView, MemberView
from lotsen.intake.actions.refusals import CaseClosed
from lotsen.intake.documents import FamilySheet
from lotsen.intake.tables import Consent, Family, FamilyContact, Member
from lotsen.kernel import NotVisible, local_day

_HELD = "lotsen.intake.held"
_SEEN = "lotsen.intake.seen"
_DISCREET = "lotsen.intake.discreet"


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
    desk.db.info.setdefault(_SEEN, {})[family_id] = row
    if lock:
        held[family_id] = row
    return row


def open_family_row(desk: Desk, family_id: UUID) -> Family:
    """Return a family to be written to. Raises CaseClosed."""
    row = family_row(desk, family_id, lock=True)
    if row.closed_on is not None:
        raise CaseClosed
    return row


def read_family(desk: Desk, family_id: UUID) -> FamilyView:
    """Open a family with its persons and consents; the contact only while it may be named."""
    family = family_row(desk, family_id)
    members = members_of(desk, family)
    consents = consents_of(desk, family)
    today = local_day(desk.clock)
    row = contact_row(desk, family)
    may_name = domain.may_record_name([view.statement.fact for view in consents], today)
    sheet = desk.vault.open(family, Family.sheet)
    _heed(desk, family_id, sheet)
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


def is_about_discreet(desk: Desk) -> bool:
    """Say whether this unit of work is about a family that somebody at home must not see open.

    A sheet that nothing else has opened so far is opened for it, and noted like every opening; once the
    unit has ended, as on an error page, only what was read counts.
    """
    known: dict[UUID, bool] = desk.db.info.setdefault(_DISCREET, {})
    seen: dict[UUID, Family] = desk.db.info.get(_SEEN, {})
    for family_id, row in seen.items():
        if family_id not in known and row in desk.db:
            _heed(desk, family_id, desk.vault.open(row, Family.sheet))
    return any(known.values())


def _heed(desk: Desk, family_id: UUID, sheet: FamilySheet) -> None:
    desk.db.info.setdefault(_DISCREET, {})[family_id] = sheet.be_discreet


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
