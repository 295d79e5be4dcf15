"""A second person of the coordination: publishing takes two."""

from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from lotsen.desk import Desk
from lotsen.kernel import new_id
from lotsen.keys.office import KeyOffice
from tests.conftest import OpenDesk
from tests.world import World, desk_of


@pytest.fixture
def second_desk(office: KeyOffice, world: World) -> OpenDesk:
    """Open a desk of the other coordinator: `with second_desk() as d:`."""
    other = replace(world.actor("coordinator"), person_id=new_id())

    def open_(*_: object, **__: object) -> AbstractContextManager[Desk]:
        return desk_of(office, other, writing=True)

    return open_
