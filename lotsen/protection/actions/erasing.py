"""Erasing what has been kept long enough: first the key, then the rows."""

from sqlmodel import col, delete, select

from lotsen.desk import Desk
from lotsen.kernel import local_day
from lotsen.protection.domain import CaseState
from lotsen.protection.tables import Case, Entry


def erase_due(desk: Desk) -> int:
    """Erase closed cases whose period is over, and return how many. Without its key no copy opens again."""
    rows = desk.db.exec(
        select(Case).where(
            Case.state == CaseState.CLOSED,
            col(Case.retention_until).is_not(None),
            col(Case.retention_until) < local_day(desk.clock),
        )
    ).all()
    for row in rows:
        desk.vault.revoke(row.subject_id, row.institution_id)
    for row in rows:
        desk.db.exec(delete(Entry).where(col(Entry.case_id) == row.id))
        desk.db.delete(row)
        desk.vault.note("protection_erased", subject=row.subject_id, record_class="protection-case")
    return len(rows)
