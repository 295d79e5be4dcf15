"""How often the directory has changed, or the list of places, by which its services are found."""

import sqlalchemy as sa
from sqlmodel import col

from lotsen.desk import Desk
from lotsen.directory.tables import THE_VERSION, DirectoryVersion


def count_change(desk: Desk) -> None:
    """Count a change before it is made: the row's lock makes writers of the directory wait for each other."""
    counted = desk.db.exec(
        sa.update(DirectoryVersion)
        .where(col(DirectoryVersion.id) == THE_VERSION)
        .values(number=col(DirectoryVersion.number) + 1)
    )
    if counted.rowcount == 0:
        desk.db.add(DirectoryVersion(id=THE_VERSION, number=1))
        desk.db.flush()
