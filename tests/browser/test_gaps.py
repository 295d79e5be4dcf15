"""A need that nobody answers: noted on the page of proposals, counted where enough families have it."""

import re
from collections.abc import Callable

from lotsen.desk import Desk, at_desk
from lotsen.directory import actions as directory
from lotsen.directory.actions.counting import count_change
from lotsen.directory.domain import ServiceStatus
from lotsen.directory.tables import Service
from lotsen.facts.actions import push_fact
from lotsen.facts.domain import FactEvent, need_groups_of
from lotsen.figures.domain import Period
from lotsen.figures.freeze import freeze_due
from lotsen.kernel import local_day
from lotsen.policy import MACHINE
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet
from tests.figures.town import push_quarter
from tests.referral import loop
from tests.world import institution_id

TakeTablet = Callable[..., Tablet]
NEED, GROUPS = "N6", need_groups_of(["N6"])
FEW, ENOUGH = Period(2026, 4), Period(2027, 1)
FAMILIES, WITH_A_GAP = 80, 40


def nobody_answers(desk: Desk) -> None:
    """Let every service that answers the need end."""
    for profile in directory.profiles(desk).values():
        if NEED in profile.needs:
            desk.db.get_one(Service, profile.id).status = ServiceStatus.DEFUNCT
    count_change(desk)


def note_the_gap(site: Site, tablet: TakeTablet) -> None:
    """Meet a family with the need, and note by hand that nothing fits."""
    family = arranged.meet(site)
    arranged.assess(site, family, ("substance_use",))
    maren = tablet("navigator")
    maren.go(f"/referral/families/{family.id}/services")
    maren.sees(de("No service in the directory fits this need. It is counted as a gap once you save a plan."))
    maren.check()
    maren.press(de("Note the gap without a plan"))
    maren.sees(de("The gap is noted. It is counted in the figures."))


def gaps_told(site: Site) -> int:
    """Count what the figures were told of families for whom nothing fits."""
    with site.desk("navigator", writing=False) as desk:
        return sum(set(fact.need_groups) == set(GROUPS) for fact in loop.facts(desk, FactEvent.GAP))


def freeze_when_due(site: Site, period: Period) -> None:
    """Wait until a quarter may be computed, and compute it as the nightly job does."""
    site.clock.move(days=(period.due_on - local_day(site.clock)).days)
    with at_desk(site.office, MACHINE, writing=True, action="test", clock=site.clock) as desk:
        freeze_due(desk)


def numbers(tablet: Tablet) -> dict[str, int]:
    """Read the values of the table that is shown; a sign stands for none and for very few."""
    rows = tablet.main.locator("tbody tr").all()
    cells = [[(cell.text_content() or "").strip() for cell in row.locator("th, td").all()] for row in rows]
    return {label: int(re.sub(r"\D", "", value) or 0) for label, value, *_ in cells}


def test_a_gap_is_noted_by_hand_and_shows_in_the_figures_only_among_enough_families(
    site: Site, tablet: TakeTablet
) -> None:
    with site.desk("coordinator") as desk:
        nobody_answers(desk)
    before = gaps_told(site)
    note_the_gap(site, tablet)
    assert gaps_told(site) == before + 1
    freeze_when_due(site, FEW)
    petra = tablet("coordinator")
    petra.go("/figures/")
    quarter = f"{FEW.quarter}. Quartal {FEW.year}"
    petra.sees(
        de(
            "%(quarter)s had fewer than 20 families. It is included in the next period that has enough.",
            quarter=quarter,
        )
    )
    assert petra.status_of(f"/figures/gaps/{FEW.year}/{FEW.part}") == 404
    note_the_gap(site, tablet)
    with at_desk(site.office, MACHINE, writing=True, action="test", clock=site.clock) as desk:
        for case in push_quarter(desk, ENOUGH, FAMILIES)[:WITH_A_GAP]:
            here = institution_id("clinic")
            push_fact(desk, case, FactEvent.GAP, local_day(site.clock), institution=here, need_groups=GROUPS)
    freeze_when_due(site, ENOUGH)
    petra = tablet("coordinator")
    petra.go(f"/figures/gaps/{ENOUGH.year}/{ENOUGH.part}")
    petra.check()
    shown = numbers(petra)
    assert max(shown.values()) >= WITH_A_GAP - 5
    assert not {1, 2} & set(shown.values())
