"""Proposals come from the picture of the directory, on both engines, and see every change of it."""

import pytest

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import Capacity, ServiceProfile
from lotsen.kernel import new_id
from lotsen.referral import actions
from lotsen.referral.actions import Proposals, Wishes
from lotsen.referral.matching import EVERYTHING, Matcher, MatchResult, match
from tests.conftest import OpenDesk
from tests.referral import loop

NEEDS = ("multiples", "depressive_mood", "income_worry")


def everybody(desk: Desk) -> tuple[ServiceProfile, ...]:
    return tuple(directory.profiles(desk).values())


def plainly(desk: Desk, found: Proposals) -> MatchResult:
    return match(everybody(desk), found.case, found.evaluation.needs)


@pytest.mark.usefixtures("with_directory")
def test_proposals_are_what_the_plain_engine_finds_in_the_whole_directory(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, needs=NEEDS)
    with desk("navigator", writing=False) as d:
        found = actions.propose_services(d, family)
        plain = plainly(d, found)
        known = {fit.service_id for fit in found.result.fits}
        assert found.result.fits == tuple(fit for fit in plain.fits if fit.service_id in known)
        for code, mentions in found.by_need:
            answering = [fit for fit in plain.fits if code in fit.ranks]
            best = sorted(answering, key=lambda fit: fit.ranks[code])[:20]
            assert [mention.fit for mention in mentions] == best
        assert found.result.misses == plain.misses[:40]
        assert (found.result.gaps, found.result.missing) == (plain.gaps, len(plain.misses))
        assert found.result.fitting == plain.fitting


@pytest.mark.usefixtures("with_directory")
def test_one_changed_entry_is_seen_by_the_next_proposal(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, needs=NEEDS)
    with desk("navigator", writing=False) as d:
        before = actions.propose_services(d, family)
        first = before.result.fits[0].service_id
    with desk("coordinator") as d:
        revision = directory.read_service(d, first).service.revision
        directory.set_capacity(d, first, Capacity.CLOSED, weeks=None, source="", revision=revision)
        own = Matcher(directory.snapshot(d)).shortlist(before.case, before.evaluation.needs, most=EVERYTHING)
        assert first in own.misses
    with desk("navigator", writing=False) as d:
        after = actions.propose_services(d, family)
        assert after.directory_version > before.directory_version
        assert first not in {fit.service_id for fit in after.result.fits}
        assert plainly(d, after).missing == after.result.missing


@pytest.mark.usefixtures("with_directory")
def test_a_plan_keeps_how_many_there_were_beside_those_it_explains(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, needs=NEEDS)
        found = actions.propose_services(d, family)
        actions.choose_services(d, family, new_id(), Wishes(services=(found.result.fits[0].service_id,)))
        plan = actions.latest_plan(d, family)
        assert plan is not None
        assert plan.trace.missing == found.result.missing
        assert plan.trace.fitting == found.result.fitting
        assert len(plan.trace.proposed) == len(found.result.fits) + len(found.result.misses)


@pytest.mark.usefixtures("with_directory")
def test_a_service_that_fits_may_be_chosen_without_a_comment_though_it_was_not_shown(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family = loop.new_family(d, needs=NEEDS)
        plain = plainly(d, actions.propose_services(d, family))
        last = plain.fits[-1].service_id
        actions.choose_services(d, family, new_id(), Wishes(services=(last,)))
        plan = actions.latest_plan(d, family)
        assert plan is not None
        assert not plan.trace.chosen[0].against_rules
