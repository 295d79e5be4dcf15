"""Looking back: who changed which field of an entry when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ChangeSource
from lotsen.upkeep.domain import Difference, differences

_PLACE = frozenset({"location_ids", "location_parts"})


@dataclass(frozen=True)
class Step:
    """One change of an entry: when, by whom, from which source, and every field that it changed."""

    at: datetime
    who: str
    source: ChangeSource
    changes: tuple[Difference, ...]
    is_first: bool


def history_of(desk: Desk, service_id: UUID) -> tuple[Step, ...]:
    """Return the changes of an entry, the newest first.

    Of an address that is protected today, no earlier state tells either.
    """
    entry, _ = directory.read_entry(desk, service_id)
    hidden = _PLACE if entry.protected_address else frozenset()
    rows = directory.read_history(desk, service_id)
    names = accounts.names_of(desk, {row.changed_by for row in rows if row.changed_by is not None})
    steps = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        base = before.entry if before is not None else {}
        steps.append(
            Step(
                at=row.changed_at,
                who=names.get(row.changed_by, "") if row.changed_by else "",
                source=row.source,
                changes=tuple(
                    change
                    for change in differences(base, row.entry, row.entry)
                    if before is not None and change.name not in hidden
                ),
                is_first=before is None,
            )
        )
    return tuple(steps)
