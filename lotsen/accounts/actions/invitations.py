"""Invitations: somebody of another home works here as well only once she has accepted it herself.

Whether anybody signs in with the name, and whether she declined, an administration does not learn.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, delete, select

from lotsen.accounts import domain
from lotsen.accounts.actions.attempts import forget_unknown
from lotsen.accounts.actions.colleagues import add_membership, works_here
from lotsen.accounts.actions.institutions import list_institutions, managed_institution
from lotsen.accounts.actions.persons import person_row
from lotsen.accounts.domain import InvitationState
from lotsen.accounts.tables import Institution, Invitation, InvitedLogin
from lotsen.desk import Desk
from lotsen.kernel import NotVisible, local_day
from lotsen.policy import ROLES_OF, Role

_LASTS = timedelta(days=30)
_STILL_SHOWN = (InvitationState.WAITING, InvitationState.DECLINED)
"""What the administration sees as not answered yet."""


@dataclass(frozen=True)
class Waiting:
    """An invitation that is not answered; `login` is what the administration entered, for itself alone."""

    id: UUID
    institution: str
    role: Role
    last_day: date
    login: str = ""


def invite_to_workplace(
    desk: Desk, row_id: UUID, *, login: str, institution_id: UUID, role: Role
) -> Invitation:
    """Keep an invitation for whoever signs in with a name; once per id, and once while one is waiting."""
    institution = managed_institution(desk, institution_id)
    known = desk.db.get(Invitation, row_id)
    if known is not None:
        managed_institution(desk, known.institution_id)
        return known
    if role not in ROLES_OF[institution.kind]:
        raise NotVisible
    found = desk.vault.index(domain.normal_login(login))
    today = local_day(desk.clock)
    same = desk.db.exec(
        select(Invitation).where(
            Invitation.login_index == found,
            Invitation.institution_id == institution.id,
            Invitation.role == role,
            Invitation.state == InvitationState.WAITING,
            col(Invitation.last_day) >= today,
        )
    ).first()
    if same is not None:
        return same
    row = Invitation(
        id=row_id, institution_id=institution.id, role=role, login_index=found, last_day=today + _LASTS
    )
    desk.vault.seal(row, Invitation.invited, InvitedLogin(login=login.strip()))
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("workplace_offered", row=row.id, record_class="invitation")
    return row


def list_offered(desk: Desk) -> list[Waiting]:
    """Return the invitations of the institutions the actor looks after that nobody accepted, by name."""
    places = {row.id: row.name for row in list_institutions(desk)}
    rows = desk.db.exec(
        select(Invitation).where(
            col(Invitation.institution_id).in_(places),
            col(Invitation.state).in_(_STILL_SHOWN),
            col(Invitation.last_day) >= local_day(desk.clock),
        )
    ).all()
    found = [
        Waiting(
            row.id,
            places[row.institution_id],
            row.role,
            row.last_day,
            desk.vault.open(row, Invitation.invited).login,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.institution, one.login.casefold(), one.role))


def withdraw_invitation(desk: Desk, invitation_id: UUID) -> None:
    """Take an invitation back; one that was accepted stays what it is, a second tap changes nothing."""
    row = _locked(desk, invitation_id)
    managed_institution(desk, row.institution_id)
    if row.state in _STILL_SHOWN:
        _answer(desk, row, InvitationState.WITHDRAWN, "workplace_offer_withdrawn")


def my_invitations(desk: Desk, person_id: UUID) -> list[Waiting]:
    """Return the invitations that wait for a person, by institution."""
    person = person_row(desk, person_id)
    rows = desk.db.exec(
        select(Invitation, Institution)
        .join(Institution, col(Institution.id) == col(Invitation.institution_id))
        .where(
            Invitation.login_index == person.login_index,
            Invitation.state == InvitationState.WAITING,
            col(Invitation.last_day) >= local_day(desk.clock),
            col(Institution.is_active).is_(True),
        )
        .order_by(col(Institution.name), col(Invitation.role))
    ).all()
    return [Waiting(row.id, at.name, row.role, row.last_day) for row, at in rows]


def accept_invitation(desk: Desk, invitation_id: UUID) -> None:
    """Work there as well from now on; a second tap changes nothing. Raises RolesApart."""
    row = _mine(desk, invitation_id)
    if row is None:
        return
    person_id = _self(desk)
    if not works_here(desk, person_id, row.institution_id, row.role):
        add_membership(desk, person_id, row.institution_id, row.role)
    _answer(desk, row, InvitationState.ACCEPTED, "workplace_accepted")


def decline_invitation(desk: Desk, invitation_id: UUID) -> None:
    """Lay an invitation aside; nobody else learns of it, a second tap changes nothing."""
    row = _mine(desk, invitation_id)
    if row is not None:
        _answer(desk, row, InvitationState.DECLINED, "workplace_declined")


def forget_what_is_over(desk: Desk) -> int:
    """Delete invitations whose last day has passed and tries under unknown names; returns how many."""
    past = delete(Invitation).where(col(Invitation.last_day) < local_day(desk.clock))
    return int(desk.db.exec(past).rowcount) + forget_unknown(desk)


def _mine(desk: Desk, invitation_id: UUID) -> Invitation | None:
    """Return an invitation for the actor; nothing where it was answered. Raises NotVisible."""
    row = _locked(desk, invitation_id)
    mine = person_row(desk, _self(desk)).login_index
    if row.login_index != mine or row.state is InvitationState.WITHDRAWN:
        raise NotVisible
    if row.state is not InvitationState.WAITING:
        return None
    if row.id not in {one.id for one in my_invitations(desk, _self(desk))}:
        raise NotVisible
    return row


def _locked(desk: Desk, invitation_id: UUID) -> Invitation:
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    row = desk.db.exec(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotVisible
    return row


def _answer(desk: Desk, row: Invitation, state: InvitationState, deed: str) -> None:
    row.state = state
    desk.db.add(row)
    desk.vault.note(deed, row=row.id, record_class="invitation")


def _self(desk: Desk) -> UUID:
    if desk.actor.person_id is None:
        raise NotVisible
    return desk.actor.person_id
