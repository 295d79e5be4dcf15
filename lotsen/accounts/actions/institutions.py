"""Institutions: who looks after which, founding and changing them."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts import domain
from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution, Membership
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import ROLES_OF, WITHOUT_FAMILIES, InstitutionKind

OF_A_CARRIER = frozenset(InstitutionKind) - WITHOUT_FAMILIES - {InstitutionKind.FAMILY_OFFICE}
"""Kinds a carrier may found: hand-overs of a town go to its family office, which the municipality names."""


@dataclass(frozen=True)
class InstitutionSheet:
    """What an administrator may change about an institution; kind and carrier only for a municipality."""

    name: str
    street: str
    postcode: str
    phone: str
    legal_regime: LegalRegime
    kind: InstitutionKind
    own_kind_id: UUID | None = None
    carrier_id: UUID | None = None


def add_institution(desk: Desk, institution: Institution) -> Institution:
    """Store an institution and give it a key; it can seal and open from the next unit of work on."""
    desk.db.add(institution)
    desk.db.flush()
    desk.vault.add_institution_key(institution.id)
    desk.vault.note("institution_added", row=institution.id, record_class="institution")
    return institution


def is_municipal(desk: Desk) -> bool:
    """Say whether the actor administers for the municipality."""
    return desk.actor.institution_kind is InstitutionKind.MUNICIPALITY


def foundable_kinds(desk: Desk) -> frozenset[InstitutionKind]:
    """Return the kinds of institution the actor may found; none for an institution's own administrator."""
    if is_municipal(desk):
        return frozenset(InstitutionKind)
    return OF_A_CARRIER if desk.actor.institution_kind is InstitutionKind.CARRIER else frozenset()


def towns(desk: Desk) -> dict[str, str]:
    """Return the municipalities that take part, by code, with the name of the office that stands for each."""
    query = select(Institution).where(Institution.kind == InstitutionKind.MUNICIPALITY)
    rows = desk.db.exec(query.order_by(col(Institution.name))).all()
    return {row.municipality: row.name for row in rows}


def found_institution(desk: Desk, institution: Institution) -> Institution:
    """Add an institution, once per id: a municipality one in its town, a carrier one of its own.

    A carrier names the town. Raises NotVisible for who may found none, and for a kind or town beyond reach.
    """
    if institution.kind not in foundable_kinds(desk):
        raise NotVisible
    known = desk.db.get(Institution, institution.id)
    if known is not None:
        return managed_institution(desk, known.id)
    if is_municipal(desk):
        institution.municipality = read_institution(desk, desk.actor.home).municipality
        _check_carrier(desk, institution.kind, institution.carrier_id)
    else:
        institution.carrier_id = desk.actor.home
        if institution.municipality not in towns(desk):
            raise NotVisible
    return add_institution(desk, institution)


def change_institution(desk: Desk, institution_id: UUID, sheet: InstitutionSheet) -> Institution:
    """Store what an administrator changed. Raises KindFixed where somebody's role would no longer fit."""
    row = managed_institution(desk, institution_id)
    row.name, row.street, row.postcode, row.phone = sheet.name, sheet.street, sheet.postcode, sheet.phone
    row.legal_regime = sheet.legal_regime
    if is_municipal(desk):
        _change_kind(desk, row, sheet)
        _check_carrier(desk, row.kind, sheet.carrier_id)
        if sheet.carrier_id != row.carrier_id:
            row.carrier = ""
        row.carrier_id = sheet.carrier_id
    desk.db.add(row)
    desk.vault.note("institution_changed", row=row.id, record_class="institution")
    return row


def _change_kind(desk: Desk, row: Institution, sheet: InstitutionSheet) -> None:
    if sheet.kind is not row.kind:
        roles = desk.db.exec(select(Membership.role).where(Membership.institution_id == row.id)).all()
        moves_office = {sheet.kind, row.kind} & WITHOUT_FAMILIES
        if moves_office or not set(roles) <= ROLES_OF[sheet.kind]:
            raise domain.KindFixed
    row.kind, row.own_kind_id = sheet.kind, sheet.own_kind_id


def _check_carrier(desk: Desk, kind: InstitutionKind, carrier_id: UUID | None) -> None:
    if carrier_id is None:
        return
    if kind in WITHOUT_FAMILIES or carrier_id not in {row.id for row in carriers(desk)}:
        raise NotVisible


def set_institution_open(desk: Desk, institution_id: UUID, *, is_open: bool) -> None:
    """Close or reopen an institution; who works there can sign in to it only while it is open.

    Raises OwnInstitution: nobody locks the door behind herself.
    """
    row = managed_institution(desk, institution_id)
    if row.is_active is is_open:
        return
    if row.id == desk.actor.institution_id:
        raise domain.OwnInstitution
    row.is_active = is_open
    desk.db.add(row)
    deed = "institution_opened" if is_open else "institution_closed"
    desk.vault.note(deed, row=row.id, record_class="institution")


def list_institutions(desk: Desk) -> list[Institution]:
    """Return the institutions the actor looks after, by name.

    All for the municipality; for a carrier its own office and its institutions; else the own one.
    """
    query = select(Institution).order_by(col(Institution.name), col(Institution.id))
    home = col(Institution.id) == desk.actor.institution_id
    if desk.actor.institution_kind is InstitutionKind.CARRIER:
        runs = col(Institution.carrier_id) == desk.actor.institution_id
        query = query.where(home | (runs & col(Institution.kind).not_in(WITHOUT_FAMILIES)))
    elif not is_municipal(desk):
        query = query.where(home)
    return list(desk.db.exec(query).all())


def managed_institution(desk: Desk, institution_id: UUID) -> Institution:
    """Return an institution the actor looks after."""
    for institution in list_institutions(desk):
        if institution.id == institution_id:
            return institution
    raise NotVisible


def read_institution(desk: Desk, institution_id: UUID) -> Institution:
    """Return an institution; their names are no secret among those who sign in."""
    row = desk.db.get(Institution, institution_id)
    if row is None:
        raise NotVisible
    return row


def institutions_of_kind(desk: Desk, kind: InstitutionKind) -> list[Institution]:
    """Return the active institutions of a kind, by name."""
    query = select(Institution).where(Institution.kind == kind, col(Institution.is_active).is_(True))
    return list(desk.db.exec(query.order_by(col(Institution.name))).all())


def carriers(desk: Desk) -> list[Institution]:
    """Return the offices of carriers, by name, the closed ones too."""
    query = select(Institution).where(Institution.kind == InstitutionKind.CARRIER)
    return list(desk.db.exec(query.order_by(col(Institution.name))).all())


def carrier_name(desk: Desk, institution: Institution) -> str:
    """Return who runs an institution; empty where nobody said."""
    if institution.carrier_id is None:
        return institution.carrier
    office = desk.db.get(Institution, institution.carrier_id)
    return office.name if office is not None else institution.carrier
