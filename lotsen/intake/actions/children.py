"""What happens to a child: a twin is added, it is born, it dies; and who has custody of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.members import add_member, keep_member, member_row, same_birth
from lotsen.intake.actions.reading import members_of, open_family_row
from lotsen.intake.documents import CustodyOf, MemberPerson
from lotsen.intake.domain import ChildStatus, Guardian, MemberKind
from lotsen.intake.tables import Family, Member
from lotsen.kernel import NotVisible, StaleRevision

_SHARED = ("status", "birth_date", "birth_about", "expected_date", "weeks_at_birth", "household")
_OF_A_TWIN = (*_SHARED, "place", "custody", "guardian", "birth_group")


@dataclass(frozen=True)
class Birth:
    """A birth as it is recorded; `for_all` children of the same pregnancy."""

    on: date
    weeks: int | None = None
    for_all: bool = False


def add_twin(
    desk: Desk, family_id: UUID, row_id: UUID, *, of: UUID, person: MemberPerson | None = None
) -> Member:
    """Add another child of the same pregnancy, with the same dates unless others were entered.

    The same id again returns the same child.
    """
    family = open_family_row(desk, family_id)
    row, first = _child(desk, family, of)
    if first.status is ChildStatus.DIED:
        raise NotVisible
    if first.birth_group is None:
        first = first.model_copy(update={"birth_group": row.id})
        keep_member(desk, row, first, "member_saved")
    shared = {name: getattr(first, name) for name in _OF_A_TWIN}
    twin = person or MemberPerson(kind=MemberKind.CHILD)
    if person is not None:
        shared = {name: shared[name] for name in ("custody", "guardian", "birth_group")}
    return add_member(desk, family_id, row_id, twin.model_copy(update=shared))


def record_birth(desk: Desk, family_id: UUID, member_id: UUID, revision: int, birth: Birth) -> None:
    """Record that an expected child was born: it stays the same person, with its answers and needs.

    The weeks follow from the expected date where nobody enters them. A second tap changes nothing. Raises
    StaleRevision.
    """
    family = open_family_row(desk, family_id)
    row, person = _child(desk, family, member_id)
    if person.status is ChildStatus.BORN and person.birth_date == birth.on:
        return
    if row.revision != revision or person.status is not ChildStatus.UNBORN:
        raise StaleRevision
    born = [(row, person)]
    if birth.for_all:
        born += same_birth(desk, family, member_id, person, ChildStatus.UNBORN)
    for one, child in born:
        keep_member(desk, one, _born(child, birth), "child_born")


def record_death(desk: Desk, family_id: UUID, member_id: UUID) -> None:
    """Record that a child, born or not, has died. From now on nothing asks or reminds of it. Once."""
    family = open_family_row(desk, family_id)
    row, person = _child(desk, family, member_id)
    if person.status is ChildStatus.DIED:
        return
    died = person.model_copy(update={"status": ChildStatus.DIED, "status_before": person.status})
    keep_member(desk, row, died, "member_saved")


def undo_death(desk: Desk, family_id: UUID, member_id: UUID) -> None:
    """Take back a death that was entered by mistake; what was known before is there again."""
    family = open_family_row(desk, family_id)
    row, person = _child(desk, family, member_id)
    if person.status is not ChildStatus.DIED:
        return
    before = person.status_before or (ChildStatus.BORN if person.born_on else ChildStatus.UNBORN)
    lives = person.model_copy(update={"status": before, "status_before": None})
    keep_member(desk, row, lives, "member_saved")


def save_custody(
    desk: Desk,
    family_id: UUID,
    member_id: UUID,
    revision: int,
    *,
    custody: Collection[CustodyOf],
    guardian: Guardian | None,
    for_all: bool = False,
) -> None:
    """Record who has custody of a child, or of all living children. Raises StaleRevision."""
    family = open_family_row(desk, family_id)
    row, person = _child(desk, family, member_id)
    if row.revision != revision:
        raise StaleRevision
    caregivers = {view.id for view in members_of(desk, family) if view.person.kind is MemberKind.CAREGIVER}
    if {one.caregiver_id for one in custody} - caregivers:
        raise NotVisible
    said = {"custody": tuple(custody), "guardian": guardian}
    keep_member(desk, row, person.model_copy(update=said), "member_saved")
    if not for_all:
        return
    for view in members_of(desk, family):
        child = view.person
        if view.id != member_id and child.kind is MemberKind.CHILD and child.status is not ChildStatus.DIED:
            other = member_row(desk, family, view.id)
            keep_member(desk, other, child.model_copy(update=said), "member_saved")


def _born(child: MemberPerson, birth: Birth) -> MemberPerson:
    weeks = birth.weeks
    if weeks is None and child.expected_date is not None:
        weeks = domain.weeks_at_birth(child.expected_date, birth.on)
    known = {"status": ChildStatus.BORN, "birth_date": birth.on, "weeks_at_birth": weeks}
    return child.model_copy(update=known)


def _child(desk: Desk, family: Family, member_id: UUID) -> tuple[Member, MemberPerson]:
    row = member_row(desk, family, member_id)
    person = desk.vault.open(row, Member.person)
    if person.kind is not MemberKind.CHILD:
        raise NotVisible
    return row, person
