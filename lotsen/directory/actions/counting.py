"""How often the directory has changed, or the list of places, by which its services are found."""

import sqlalchemy as sa
from sqlmodel import col

from lotsen.desk import Desk
from lotsen.directory.tables import THE_VERSION, DirectoryVersion

_CHANGED = "directory_changed"


def count_change(desk: Desk) -> None:
    """Count a change before it is made: the row's lock makes writers of the directory wait for each other."""
    desk.db.info[_CHANGED] = True
    counted = desk.db.exec(
        sa.update(DirectoryVersion)
        .where(col(DirectoryVersion.id) == THE_VERSION)
        .values(number=col(DirectoryVersion.number) + 1)
    )
    if counted.rowcount == 0:
        desk.db.add(DirectoryVersion(id=THE_VERSION, number=1))
        desk.db.flush()


def has_changed(desk: Desk) -> bool:
    """Say whether this unit of work has changed the directory itself."""
    return bool(desk.db.info.get(_CHANGED))
