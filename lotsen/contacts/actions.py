"""What can be done with contacts: keep them, and find those that hold for somebody at work."""

from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from lotsen.accounts import actions as accounts
from lotsen.contacts.domain import Contact, in_order
from lotsen.contacts.tables import KeptContact
from lotsen.desk import Desk
from lotsen.kernel import NotVisible, StaleRevision
from lotsen.places import actions as places
from lotsen.policy import InstitutionKind


def contacts_here(desk: Desk, municipality: str | None = None) -> tuple[Contact, ...]:
    """Return the contacts of the actor's institution and those of a municipality, by default its own."""
    home = desk.actor.institution_id
    if home is None:
        return ()
    town = municipality or accounts.read_institution(desk, home).municipality
    own = sa.and_(col(KeptContact.institution_id) == home, col(KeptContact.municipality) == "")
    rows = desk.db.exec(select(KeptContact).where(sa.or_(own, col(KeptContact.municipality) == town))).all()
    return in_order([row.contact for row in rows])


def kept_contacts(desk: Desk) -> tuple[KeptContact, ...]:
    """Return what the actor's institution keeps, by municipality, kind and name."""
    rows = desk.db.exec(
        select(KeptContact)
        .where(KeptContact.institution_id == desk.actor.institution_id)
        .order_by(col(KeptContact.municipality), col(KeptContact.kind), col(KeptContact.name))
    ).all()
    return tuple(rows)


def kept_contact(desk: Desk, contact_id: UUID) -> KeptContact:
    """Return one contact the actor's institution keeps."""
    row = desk.db.get(KeptContact, contact_id)
    if row is None or row.institution_id != desk.actor.institution_id:
        raise NotVisible
    return row


def towns_kept_for(desk: Desk) -> dict[str, str]:
    """Return code and name of the municipalities the actor's institution keeps contacts for; mostly none."""
    if desk.actor.institution_kind is not InstitutionKind.MUNICIPALITY:
        return {}
    own = accounts.read_institution(desk, desk.actor.home).municipality
    return {own: own} | {town.code: town.name for town in places.nearby_municipalities(desk)}


def add_contact(desk: Desk, row_id: UUID, contact: Contact) -> KeptContact:
    """Keep a new contact; the same id again changes nothing. A town that is not one's own is NotVisible."""
    known = desk.db.get(KeptContact, row_id)
    if known is not None:
        return kept_contact(desk, row_id)
    row = KeptContact(
        id=row_id, institution_id=desk.actor.home, kind=contact.kind, name=contact.name, phone=contact.phone
    )
    return _keep(desk, row, contact, "contact_kept")


def change_contact(desk: Desk, contact_id: UUID, revision: int, contact: Contact) -> KeptContact:
    """Change a contact. Raises StaleRevision."""
    row = kept_contact(desk, contact_id)
    if row.revision != revision:
        raise StaleRevision
    row.revision += 1
    return _keep(desk, row, contact, "contact_kept")


def remove_contact(desk: Desk, contact_id: UUID) -> None:
    """Remove a contact that holds no longer."""
    row = kept_contact(desk, contact_id)
    desk.db.delete(row)
    desk.vault.note("contact_dropped", row=row.id, record_class="contact")


def _keep(desk: Desk, row: KeptContact, contact: Contact, deed: str) -> KeptContact:
    towns = towns_kept_for(desk)
    if contact.municipality not in (towns or {""}):
        raise NotVisible
    row.kind, row.municipality = contact.kind, contact.municipality
    row.name, row.phone, row.hours = contact.name, contact.phone, contact.hours
    row.fax, row.email = contact.fax, contact.email
    row.discreet = contact.discreet or None
    row.translations = {code: asdict(words) for code, words in contact.translations.items() if words} or None
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note(deed, row=row.id, record_class="contact")
    return row
