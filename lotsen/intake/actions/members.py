"""Persons of a family: each child and each caregiver for themselves."""

from uuid import UUID

from sqlmodel import col, or_, select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.reading import consents_of, open_family_row
from lotsen.intake.actions.refusals import ConsentMissing
from lotsen.intake.documents import MemberPerson
from lotsen.intake.tables import Family, Member
from lotsen.kernel import NotVisible, StaleRevision, local_day


def add_member(desk: Desk, family_id: UUID, row_id: UUID, person: MemberPerson) -> Member:
    """Add a child or caregiver; the same id again returns the same one. Raises ConsentMissing for a name."""
    family = open_family_row(desk, family_id)
    theirs_or_this = or_(col(Member.family_id) == family.id, col(Member.id) == row_id)
    rows = {row.id: row for row in desk.db.exec(select(Member).where(theirs_or_this))}
    known = rows.get(row_id)
    if known is not None:
        if known.family_id != family.id:
            raise NotVisible
        return known
    if person.given_name and not _may_name(desk, family):
        raise ConsentMissing
    row = Member(
        id=row_id,
        subject_id=family.subject_id,
        family_id=family.id,
        position=max((row.position for row in rows.values()), default=-1) + 1,
    )
    return _keep(desk, row, person, "member_added")


def update_member(
    desk: Desk, family_id: UUID, member_id: UUID, revision: int, person: MemberPerson
) -> Member:
    """Store what is new about a person. Raises StaleRevision, ConsentMissing for a name.

    A name recorded before the consent was withdrawn is neither shown nor lost.
    """
    family = open_family_row(desk, family_id)
    row = _row(desk, family, member_id)
    if row.revision != revision:
        raise StaleRevision
    if not _may_name(desk, family):
        if person.given_name:
            raise ConsentMissing
        hidden = desk.vault.open(row, Member.person).given_name
        person = person.model_copy(update={"given_name": hidden})
    return _keep(desk, row, person, "member_saved")


def remove_member(desk: Desk, family_id: UUID, member_id: UUID) -> None:
    """Remove a person who was entered by mistake."""
    row = _row(desk, open_family_row(desk, family_id), member_id)
    desk.vault.note("member_removed", subject=row.subject_id, record_class="family-member", row=row.id)
    desk.db.delete(row)


def _row(desk: Desk, family: Family, member_id: UUID) -> Member:
    row = desk.db.exec(
        select(Member).where(Member.id == member_id, Member.family_id == family.id)
    ).one_or_none()
    if row is None:
        raise NotVisible
    return row


def _may_name(desk: Desk, family: Family) -> bool:
    facts = [view.statement.fact for view in consents_of(desk, family)]
    return domain.may_record_name(facts, local_day(desk.clock))


def _keep(desk: Desk, row: Member, person: MemberPerson, deed: str) -> Member:
    desk.vault.seal(row, Member.person, person)
    row.revision += 1
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note(deed, subject=row.subject_id, record_class="family-member", row=row.id)
    return row
