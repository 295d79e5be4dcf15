"""Short ways to arrange families in tests, all through the real actions."""

from uuid import UUID

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.documents import FamilyOrigin, FamilySheet
from lotsen.kernel import new_id


def register(desk: Desk, **sheet: object) -> UUID:
    """Register a family with a sheet and return its id."""
    family = actions.register_family(
        desk, new_id(), origin=FamilyOrigin.WARD, sheet=FamilySheet.model_validate(sheet)
    )
    desk.db.flush()
    return family.id
