"""The network is cut while a step of a protected file is saved: it stands there once, with what was typed."""

import re
from collections.abc import Callable

import pytest

from lotsen.protection import actions
from lotsen.protection.domain import StepKind
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.browser.test_cut_network import FAULTS, PAUSE_MS, TAPPED_TWICE, Network
from tests.protection.helping import open_case

WHY = "Das Kind ist allein zu Hause"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_step_of_a_protected_file_outlives_a_dead_network_and_is_stored_once(
    fault: str, site: Site, tablet: Callable[..., Tablet]
) -> None:
    with site.desk("navigator") as desk:
        case = open_case(desk)
    path = f"/protection/{case}/danger"
    one = tablet("navigator")
    one.page.clock.install()
    one.go(path)
    one.choose("danger", "yes")
    one.fill("why", WHY)
    final = Network(one.page, re.compile(rf"{path}\??$"), "POST", fault)
    one.save()
    if fault == TAPPED_TWICE:
        final.release(one.save)
    for _ in range(800):
        if one.path != path:
            break
        one.page.clock.run_for(PAUSE_MS)
        one.page.wait_for_timeout(10)
    assert one.path == f"/protection/{case}"
    with site.desk("navigator", writing=False) as desk:
        entries = actions.read_case(desk, case).of(StepKind.DANGER)
        assert [entry.sheet.answers["why"] for entry in entries] == [WHY]
