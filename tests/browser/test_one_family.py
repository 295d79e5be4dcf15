"""One family all the way: from a code in the clinic to help that has begun, in one go, in German."""

from collections.abc import Callable

import pytest

from tests.browser import at_the_clinic, at_the_office
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]


@pytest.mark.timeout(150)
def test_one_family_all_the_way(site: Site, tablet: TakeTablet) -> None:
    walk = at_the_clinic.Walk(site, tablet(), tablet())
    steps: list[Callable[[at_the_clinic.Walk], None]] = [
        at_the_clinic.a_code_before_a_name,
        at_the_clinic.notice_and_consent,
        at_the_clinic.name_and_persons,
        at_the_clinic.assessment_that_saves_itself,
        at_the_clinic.services_with_reasons,
        at_the_clinic.consent_for_one_recipient,
        at_the_office.preview_equals_what_is_sent,
        at_the_office.receipt_attempts_and_waiting_list,
        at_the_office.contact_and_outcome,
        at_the_office.a_walk_in,
    ]
    for step in steps:
        step(walk)
    at_the_office.figures_and_no_case(walk, tablet("coordinator"))
