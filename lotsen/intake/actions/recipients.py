"""Whom a consent can name: the family offices of the town first, further institutions, and others by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts.actions import read_institution
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake.actions.opened import ConsentView
from lotsen.kernel import NotVisible
from lotsen.policy import InstitutionKind

_RECEIVING = frozenset(InstitutionKind) - {InstitutionKind.CARRIER, InstitutionKind.MUNICIPALITY}


@dataclass(frozen=True)
class Recipient:
    """Whom a consent names. One outside this instance has a name that lies sealed in the consent."""

    id: UUID
    name: str
    is_office: bool = False
    is_outside: bool = False


def possible_recipients(desk: Desk, consents: Iterable[ConsentView]) -> tuple[Recipient, ...]:
    """Return everybody a family can consent to: offices of the town, other offices, the rest, outsiders."""
    home = read_institution(desk, desk.actor.home)
    rows = desk.db.exec(
        select(Institution).where(
            col(Institution.is_active).is_(True),
            col(Institution.kind).in_(_RECEIVING),
            Institution.id != home.id,
        )
    ).all()

    def order(row: Institution) -> tuple[bool, bool, str]:
        return row.kind is not InstitutionKind.FAMILY_OFFICE, row.municipality != home.municipality, row.name

    found = {
        row.id: Recipient(row.id, row.name, is_office=row.kind is InstitutionKind.FAMILY_OFFICE)
        for row in sorted(rows, key=order)
    }
    for view in consents:
        said = view.statement
        if said.recipient_id is not None and said.recipient_id not in found:
            name, outside = said.recipient_name, said.recipient_is_outside
            found[said.recipient_id] = Recipient(said.recipient_id, name, is_outside=outside)
    return tuple(found.values())


def find_recipient(desk: Desk, consents: Iterable[ConsentView], recipient_id: UUID) -> Recipient:
    """Return one of them. Raises NotVisible."""
    for recipient in possible_recipients(desk, consents):
        if recipient.id == recipient_id:
            return recipient
    raise NotVisible
