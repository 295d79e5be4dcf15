"""Opening a case: only ever by a person who sends the form."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from lotsen.accounts import actions as accounts
from lotsen.accounts.actions import Colleague
from lotsen.desk import Desk
from lotsen.kernel import NotAllowed, NotVisible
from lotsen.keys.domain import SubjectKind
from lotsen.policy import GRANTS, Permission, Role
from lotsen.protection.actions.families import glimpse_family
from lotsen.protection.actions.settings import rules_of
from lotsen.protection.documents import CaseSheet, Reader
from lotsen.protection.domain import LegalForm, NotAReader
from lotsen.protection.tables import Case

LEADS = frozenset({Role.TEAM_LEAD, Role.OFFICE_LEAD})
_NUMBER_LETTERS = "23456789"
_NUMBER_LENGTH = 8


@dataclass(frozen=True)
class Opening:
    """What the opener said: whom it is about, why, and who else may read the case."""

    reason: str
    about: tuple[str, ...] = ()
    is_unborn: bool = False
    readers: frozenset[UUID] = frozenset()


def possible_readers(desk: Desk) -> tuple[Colleague, ...]:
    """Return the colleagues of the actor's institution who work on cases, leads first, without the actor."""
    found = [
        one
        for one in people_here(desk)
        if Permission.PROTECTION_WORK in GRANTS[one.membership.role] and one.person_id != desk.actor.person_id
    ]
    unique = {one.person_id: one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.membership.role not in LEADS, one.name)))


def people_here(desk: Desk) -> tuple[Colleague, ...]:
    """Return everybody at work in the actor's institution, whatever their role."""
    return tuple(
        one
        for one in accounts.list_colleagues(desk)
        if one.is_active and one.institution.id == desk.actor.institution_id
    )


def open_case(desk: Desk, row_id: UUID, opening: Opening, *, family_id: UUID | None = None) -> Case:
    """Open a case under a key of its own; the same form again leads to the same case.

    Raises NotAllowed where nobody is at work: no rule and no job may do this.
    """
    person = desk.actor.person_id
    if person is None or not desk.actor.may(Permission.PROTECTION_WORK):
        raise NotAllowed
    known = desk.db.get(Case, row_id)
    if known is not None:
        return _own(desk, known)
    check_readers(desk, opening.readers)
    family = glimpse_family(desk, family_id) if family_id is not None else None
    now = desk.clock.now()
    case = Case(
        id=row_id,
        subject_id=desk.vault.new_subject(SubjectKind.PROTECTION, desk.actor.home),
        institution_id=desk.actor.home,
    )
    sheet = CaseSheet(
        form=LegalForm.PREGNANCY if opening.is_unborn else rules_of(desk).form,
        opened_at=now,
        opened_by=person,
        family_id=family_id,
        family_code=family.code if family else "",
        municipality=family.municipality if family else "",
        about=opening.about,
        reason=opening.reason,
        sheet_number="".join(secrets.choice(_NUMBER_LETTERS) for _ in range(_NUMBER_LENGTH)),
        readers=tuple(
            Reader(person_id=reader, added_by=person, added_at=now)
            for reader in (person, *sorted(opening.readers - {person}))
        ),
    )
    desk.vault.seal(case, Case.sheet, sheet)
    desk.db.add(case)
    desk.db.flush()
    desk.vault.note("protection_opened", subject=case.subject_id, record_class="protection-case", row=case.id)
    return case


def check_readers(desk: Desk, readers: Collection[UUID]) -> None:
    """Refuse whoever does not work on cases in this institution. Raises NotAReader."""
    allowed = {one.person_id for one in possible_readers(desk)} | {desk.actor.person_id}
    if set(readers) - allowed:
        raise NotAReader


def _own(desk: Desk, case: Case) -> Case:
    if case.institution_id != desk.actor.institution_id:
        raise NotVisible
    return case
