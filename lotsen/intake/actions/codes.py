"""Case codes: drawn for a new family, or reserved for sheets of paper that are entered later."""

import secrets
from uuid import UUID, uuid5

from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.refusals import CodeNotReserved
from lotsen.intake.tables import Family, ReservedCode
from lotsen.kernel import NotVisible, local_day

SHEETS_AT_ONCE = 40
_RANDOM_BYTES = 64


def unused_code(desk: Desk) -> str:
    """Draw a case code that no family and no sheet of paper has."""
    while True:
        code = domain.case_code(secrets.token_bytes(_RANDOM_BYTES))
        family = desk.db.exec(select(Family.id).where(Family.code == code)).first()
        paper = desk.db.exec(select(ReservedCode.id).where(ReservedCode.code == code)).first()
        if family is None and paper is None:
            return code


def reserve_codes(desk: Desk, batch_id: UUID, count: int) -> None:
    """Reserve fresh codes for a batch of empty sheets; the same batch again reserves nothing more.

    Each code can be used once by this institution, at any later time.
    """
    home = desk.actor.home
    desk.db.exec(select(Institution.id).where(Institution.id == home).with_for_update(key_share=True))
    ids = _ids(batch_id)[:count]
    known = desk.db.exec(select(ReservedCode.institution_id).where(col(ReservedCode.id).in_(ids))).first()
    if known is not None:
        if known != home:
            raise NotVisible
        return
    today = local_day(desk.clock)
    for row_id in ids:
        code = unused_code(desk)
        desk.db.add(ReservedCode(id=row_id, institution_id=home, code=code, reserved_on=today))
        desk.db.flush()
    desk.vault.note("codes_reserved", record_class=f"codes-{len(ids)}")


def reserved_codes(desk: Desk, batch_id: UUID) -> tuple[str, ...]:
    """Return the codes of a batch that no family has yet. Raises NotVisible where there is none."""
    ids = _ids(batch_id)
    rows = desk.db.exec(
        select(ReservedCode).where(
            col(ReservedCode.id).in_(ids), ReservedCode.institution_id == desk.actor.institution_id
        )
    ).all()
    if not rows:
        raise NotVisible
    return tuple(row.code for row in sorted(rows, key=lambda row: ids.index(row.id)))


def _ids(batch_id: UUID) -> list[UUID]:
    """Derive the rows of a batch from its id, so that nothing open says which sheets belong together."""
    return [uuid5(batch_id, str(number)) for number in range(SHEETS_AT_ONCE)]


def take_reserved(desk: Desk, typed: str) -> str:
    """Return the code of a sheet of paper for its family, and free it. Raises CodeNotReserved."""
    code = domain.read_case_code(typed)
    row = desk.db.exec(
        select(ReservedCode)
        .where(col(ReservedCode.code) == code, ReservedCode.institution_id == desk.actor.institution_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise CodeNotReserved
    desk.db.delete(row)
    desk.db.flush()
    return row.code
