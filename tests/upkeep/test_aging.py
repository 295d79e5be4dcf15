"""How old entries may become is the municipality's to decide; lists and reminders follow."""

from collections.abc import Callable

import pytest

from lotsen.directory import actions as directory
from lotsen.kernel import NotVisible, local_day
from lotsen.upkeep import actions
from lotsen.upkeep.ages import ages
from lotsen.upkeep.domain import Age
from tests.conftest import OpenDesk
from tests.directory.town import ELTERNCAFE
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("with_directory")

OpenBrowser = Callable[..., Browser]


def arrange(desk: OpenDesk) -> str:
    """Let one entry be checked today; return its type."""
    with desk("coordinator") as d:
        entry, revision = directory.read_entry(d, ELTERNCAFE)
        today = local_day(d.clock)
        fresh = {"checked_on": today.replace(day=1), "capacity_checked_on": today.replace(day=1)}
        directory.save_service(d, entry.model_copy(update=fresh), revision=revision)
        return entry.service_type


def is_stale(desk: OpenDesk) -> bool:
    with desk("coordinator", writing=False) as d:
        return ELTERNCAFE in {one.service.id for one in actions.stale_entries(d)}


def test_the_list_of_old_entries_follows_what_the_municipality_decides(desk: OpenDesk) -> None:
    kind = arrange(desk)
    assert not is_stale(desk)
    with desk("coordinator") as d:
        actions.set_age(d, kind, Age(7, 365))
        actions.set_age(d, kind, Age(7, 365))
        row = actions.read_age(d, kind)
        assert (row.age, row.shipped, row.is_own) == (Age(7, 365), ages().of(kind), True)
    assert is_stale(desk)
    with desk("coordinator") as d:
        actions.reset_age(d, kind)
        actions.reset_age(d, kind)
        assert not actions.read_age(d, kind).is_own
    assert not is_stale(desk)


def test_what_is_as_shipped_is_no_decision_of_its_own(desk: OpenDesk) -> None:
    with desk("coordinator") as d:
        actions.set_age(d, "A1", Age(7, 7))
        actions.set_age(d, "A1", ages().of("A1"))
        assert not any(row.is_own for row in actions.list_ages(d))
        with pytest.raises(NotVisible):
            actions.set_age(d, "Z9", Age(7, 7))


def test_a_coordinator_sets_the_days_of_a_type_and_goes_back(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    kind = arrange(site_desk)
    visitor = browser("coordinator")
    here = f"/upkeep/ages/{kind}"
    assert "hier festgelegt" not in visitor.get("/upkeep/ages").text
    for days in ("0", "1001", "", "viel"):
        assert visitor.submit(visitor.get(here), here, entry_days=days, capacity_days="30").status == 422
    done = visitor.submit(visitor.get(here), here, entry_days="7", capacity_days="365")
    assert "hier festgelegt" in visitor.follow(done).text
    assert is_stale(site_desk)
    assert visitor.post(f"{here}/reset").status == 303
    assert "hier festgelegt" not in visitor.get("/upkeep/ages").text
    for path in ("/upkeep/ages/Z9", "/upkeep/ages/Z9/reset"):
        assert (visitor.post(path) if path.endswith("reset") else visitor.get(path)).status == 404
