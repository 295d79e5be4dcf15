"""Kinds of institution that a municipality has named itself."""

from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts import domain
from lotsen.accounts.actions.institutions import is_municipal
from lotsen.accounts.tables import Institution, OwnKind
from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import WITHOUT_FAMILIES, InstitutionKind


def list_kinds(desk: Desk) -> list[OwnKind]:
    """Return the own kinds by their German name, those no longer offered too."""
    return list(desk.db.exec(select(OwnKind).order_by(col(OwnKind.label_de))).all())


def kind_of(desk: Desk, institution: Institution) -> OwnKind | None:
    """Return the own kind of an institution; None where it is of a kind the program knows."""
    return desk.db.get(OwnKind, institution.own_kind_id) if institution.own_kind_id is not None else None


def read_kind(desk: Desk, kind_id: UUID) -> OwnKind:
    """Return an own kind to a municipality's administrator."""
    row = desk.db.get(OwnKind, kind_id) if is_municipal(desk) else None
    if row is None:
        raise NotVisible
    return row


def add_kind(
    desk: Desk, row_id: UUID, *, label_de: str, label_en: str, works_as: InstitutionKind, label_ar: str = ""
) -> OwnKind:
    """Name a new kind, once per id. Raises KindTaken where there is one of this name."""
    if not is_municipal(desk) or works_as in WITHOUT_FAMILIES:
        raise NotVisible
    known = desk.db.get(OwnKind, row_id)
    if known is not None:
        return known
    code = domain.code_of(label_de)
    if desk.db.exec(select(OwnKind.id).where(OwnKind.code == code)).first() is not None:
        raise domain.KindTaken
    row = OwnKind(
        id=row_id,
        code=code,
        label_de=label_de,
        label_en=label_en,
        label_ar=label_ar or None,
        works_as=works_as,
    )
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("kind_added", row=row.id, record_class="own-kind")
    return row


def change_kind(
    desk: Desk, kind_id: UUID, *, label_de: str, label_en: str, is_offered: bool, label_ar: str = ""
) -> OwnKind:
    """Rename a kind, or offer it no longer; institutions of it keep it, and it works as before."""
    row = read_kind(desk, kind_id)
    row.label_de, row.label_en, row.label_ar = label_de, label_en, label_ar or None
    row.is_active = is_offered
    desk.db.add(row)
    desk.vault.note("kind_changed", row=row.id, record_class="own-kind")
    return row
