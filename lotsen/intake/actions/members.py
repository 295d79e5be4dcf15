"""Persons of a family: each child and each caregiver for themselves."""

from uuid import UUID

from sqlmodel import col, or_, select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.editing import forget_drafts_about
from lotsen.intake.actions.reading import consents_of, open_family_row
from lotsen.intake.actions.refusals import ConsentMissing
from lotsen.intake.documents import MemberPerson
from lotsen.intake.domain import ChildStatus
from lotsen.intake.tables import Family, Member
from lotsen.kernel import NotVisible, StaleRevision, local_day


def add_member(desk: Desk, family_id: UUID, row_id: UUID, person: MemberPerson) -> Member:
    """Add a child or caregiver; the same id again returns the same one.

    Raises ConsentMissing for a name or a contact.
    """
    family = open_family_row(desk, family_id)
    theirs_or_this = or_(col(Member.family_id) == family.id, col(Member.id) == row_id)
    rows = {row.id: row for row in desk.db.exec(select(Member).where(theirs_or_this))}
    known = rows.get(row_id)
    if known is not None:
        if known.family_id != family.id:
            raise NotVisible
        return known
    if _discloses(person) and not _may_name(desk, family):
        raise ConsentMissing
    row = Member(
        id=row_id,
        subject_id=family.subject_id,
        family_id=family.id,
        position=max((row.position for row in rows.values()), default=-1) + 1,
    )
    return keep_member(desk, row, person, "member_added")


def update_member(
    desk: Desk, family_id: UUID, member_id: UUID, revision: int, person: MemberPerson
) -> Member:
    """Store what is new about a person. Raises StaleRevision, ConsentMissing for a name or a contact.

    A name recorded before the consent was withdrawn is neither shown nor lost. A new expected date is that
    of the whole pregnancy.
    """
    family = open_family_row(desk, family_id)
    row = member_row(desk, family, member_id)
    if row.revision != revision:
        raise StaleRevision
    if not _may_name(desk, family):
        if _discloses(person):
            raise ConsentMissing
        hidden = desk.vault.open(row, Member.person)
        person = person.model_copy(update={"given_name": hidden.given_name, "reach": hidden.reach})
    if person.status is ChildStatus.UNBORN and person.expected_date is not None:
        for other, twin in same_birth(desk, family, member_id, person, ChildStatus.UNBORN):
            if twin.expected_date != person.expected_date:
                changed = twin.model_copy(update={"expected_date": person.expected_date})
                keep_member(desk, other, changed, "member_saved")
    return keep_member(desk, row, person, "member_saved")


def remove_member(desk: Desk, family_id: UUID, member_id: UUID) -> None:
    """Remove a person who was entered by mistake."""
    family = open_family_row(desk, family_id)
    row = member_row(desk, family, member_id)
    forget_drafts_about(desk, family, row.id)
    desk.vault.note("member_removed", subject=row.subject_id, record_class="family-member", row=row.id)
    desk.db.delete(row)


def member_row(desk: Desk, family: Family, member_id: UUID) -> Member:
    """Return a person of a family, unopened."""
    row = desk.db.exec(
        select(Member).where(Member.id == member_id, Member.family_id == family.id)
    ).one_or_none()
    if row is None:
        raise NotVisible
    return row


def same_birth(
    desk: Desk, family: Family, member_id: UUID, person: MemberPerson, status: ChildStatus
) -> list[tuple[Member, MemberPerson]]:
    """Return the other children of the same pregnancy that have a status, opened."""
    if person.birth_group is None:
        return []
    rows = desk.db.exec(
        select(Member).where(Member.family_id == family.id, Member.id != member_id).order_by(col(Member.id))
    ).all()
    opened = [(row, desk.vault.open(row, Member.person)) for row in rows]
    return [
        (row, other)
        for row, other in opened
        if other.birth_group == person.birth_group and other.status is status
    ]


def keep_member(desk: Desk, row: Member, person: MemberPerson, deed: str) -> Member:
    """Seal a person and note the deed."""
    desk.vault.seal(row, Member.person, person)
    row.revision += 1
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note(deed, subject=row.subject_id, record_class="family-member", row=row.id)
    return row


def _discloses(person: MemberPerson) -> bool:
    return bool(person.given_name) or person.reach is not None


def _may_name(desk: Desk, family: Family) -> bool:
    facts = [view.statement.fact for view in consents_of(desk, family)]
    return domain.may_record_name(facts, local_day(desk.clock))
