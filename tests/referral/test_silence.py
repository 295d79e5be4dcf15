"""A child who has died: nothing asks about it or reminds of it, and help for the parents stays possible.

Places: the questions of a sheet, the result, what the figures hear, the facts of the rules, questions that
could still change something, proposals with their reasons, the plan, the hand-out, the preview of a
hand-over, the page of the family and the list of its persons.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake import domain as intake_domain
from lotsen.intake.actions.telling import youngest_group
from lotsen.intake.documents import AssessmentSheet, FamilyOrigin, FamilySheet, MemberPerson, Relation
from lotsen.intake.domain import FAMILY, ChildStatus, GivenAnswer, MemberKind
from lotsen.kernel import local_day, new_id
from lotsen.referral import actions
from lotsen.referral.actions import Wishes
from lotsen.referral.domain import ReleasePart
from lotsen.referral.rules.facts import PHASE
from lotsen.terms import UNKNOWN_AGE, Phase, Presence, Scope
from tests.conftest import OpenDesk
from tests.pages import Browser
from tests.referral import loop

SHEETS = {"born": "anhaltsbogen_kurz", "unborn": "anhaltsbogen_schwangerschaft"}


def grieving(desk: Desk, status: str, *, twin: bool) -> tuple[UUID, UUID]:
    """Arrange a family with everything said about a child, and a plan; return the family and the child."""
    family = intake.register_family(
        desk,
        new_id(),
        origin=FamilyOrigin.WARD,
        sheet=FamilySheet(postcode="43101", language="de", interpreter=False, youngest="under_1"),
    ).id
    desk.db.flush()
    mother = MemberPerson(kind=MemberKind.CAREGIVER, relation=Relation.MOTHER, age_years=29)
    intake.add_member(desk, family, new_id(), mother)
    today = local_day(desk.clock)
    is_born = status == "born"
    child = MemberPerson(
        kind=MemberKind.CHILD,
        status=ChildStatus(status),
        birth_date=today if is_born else None,
        expected_date=None if is_born else today + timedelta(weeks=9),
    )
    lost = intake.add_member(desk, family, new_id(), child).id
    if twin:
        intake.add_twin(desk, family, new_id(), of=lost)
    instrument = intake_domain.shipped_instrument(SHEETS[status])
    assert instrument is not None
    draft = intake.start_assessment(desk, family, new_id(), instrument)
    view = intake.read_assessment(desk, draft.id)
    given = tuple(
        GivenAnswer(asked.item.code, asked.person.ref, Presence.PRESENT)
        for asked in intake_domain.questions(instrument, view.persons)
        if asked.item.fact in {"child_illness", "neonatal_care", "no_midwife", "exhaustion", "preterm"}
        and (asked.person.ref == str(lost) or asked.person.scope is not Scope.CHILD)
    )
    intake.complete_assessment(desk, draft.id, draft.revision, AssessmentSheet(given=given))
    found = actions.propose_services(desk, family)
    wishes = Wishes(services=tuple(fit.service_id for fit in found.result.fits[:6]), comment="gewünscht")
    actions.choose_services(desk, family, new_id(), wishes)
    return family, lost


@pytest.mark.usefixtures("with_directory")
@pytest.mark.parametrize("twin", [False, True], ids=["the only child", "a twin lives"])
@pytest.mark.parametrize("status", ["born", "unborn"])
def test_nothing_asks_or_reminds_of_a_child_who_has_died(desk: OpenDesk, status: str, twin: bool) -> None:
    with desk("navigator") as d:
        family, lost = grieving(d, status, twin=twin)
        intake.record_death(d, family, lost)
        last = intake.latest_assessment(d, family)
        assert last is not None
        view = intake.read_assessment(d, last.id)
        asked = intake_domain.questions(view.instrument, view.persons)
        assert str(lost) not in {question.person.ref for question in asked}, "no question of a sheet"
        assert intake_domain.LOSS not in {question.item.fact for question in asked}, "not even for the loss"
        outcome = view.outcome
        shown = [place for need in outcome.needs for place in need.shown_by]
        places = [*shown, *outcome.open_items, *outcome.wishes, *outcome.private_tasks]
        assert str(lost) not in {place.person for place in places}, "no need, no wish, nothing open"
        known_of = intake.read_family(d, family)
        heard = youngest_group(d, known_of.family, sheet=known_of.sheet, as_of=known_of.as_of)
        assert twin or heard == UNKNOWN_AGE, "the figures hear no age"

        material = intake.case_material(d, family)
        assert str(lost) not in {member.ref for member in material.members}
        assert material.is_childless is not twin
        found = actions.propose_services(d, family)
        known = [found.facts.of_scope(scope) for scope in Scope]
        assert str(lost) not in {person.ref for persons in known for person in persons}
        if not twin:
            assert all(PHASE not in person.values for persons in known for person in persons)
            assert not any(found.facts.has_phase(phase) for phase in Phase)
        evaluation = found.evaluation
        about = {need.person_ref for need in evaluation.needs} | {
            path.person_ref for path in evaluation.paths
        }
        about |= {question.person_ref for question in evaluation.questions}
        about |= {ref.person_ref for ref in (*evaluation.due, *evaluation.to_clarify)}
        assert str(lost) not in about
        if not twin:
            assert about <= {FAMILY, *(member.ref for member in material.members)}, "no child is spoken of"
            said = [reason.message for fit in found.result.fits for reason in (*fit.reasons, *fit.to_clarify)]
            assert not [line for line in said if "age" in line.split() or "pregnan" in line], said
        plan = actions.latest_plan(d, family)
        if plan is not None:
            assert str(lost) not in {need.person_ref for need in plan.trace.needs}, "the plan is silent"


@pytest.mark.usefixtures("with_directory")
@pytest.mark.parametrize("status", ["born", "unborn"])
def test_help_for_grieving_parents_stays_possible(desk: OpenDesk, status: str) -> None:
    with desk("navigator") as d:
        family, lost = grieving(d, status, twin=False)
        intake.record_death(d, family, lost)
        found = actions.propose_services(d, family)
        names = {found.profiles[fit.service_id].name for fit in found.result.fits}
        assert "Gesprächskreis für verwaiste Eltern" in names
        assert "N8" in {need.code for need in found.evaluation.needs}


@pytest.mark.usefixtures("with_directory")
def test_a_hand_over_after_a_death_names_the_living_twin_only(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, lost = grieving(d, "born", twin=True)
        intake.record_death(d, family, lost)
        referral = loop.prepare(d, family, [ReleasePart.CHILDREN, ReleasePart.NEEDS, ReleasePart.SERVICES])
        sheet = actions.preview_handover(d, referral).handover
        assert [part.number for part in sheet.children] == [2]
        assert 1 not in {need.child for need in sheet.needs}


@pytest.mark.usefixtures("with_directory")
def test_a_hand_over_after_the_death_of_the_only_child_speaks_of_no_child(desk: OpenDesk) -> None:
    with desk("navigator") as d:
        family, lost = grieving(d, "born", twin=False)
        before = {need.code for need in actions.propose_services(d, family).evaluation.needs}
        intake.record_death(d, family, lost)
        referral = loop.prepare(d, family, [ReleasePart.LANGUAGE, ReleasePart.CHILDREN, ReleasePart.NEEDS])
        sheet = actions.preview_handover(d, referral).handover
        assert sheet.children == ()
        codes = {need.code for need in sheet.needs}
        assert "N9" in before
        assert "N9" not in codes, "a need of the child is gone with its other traces"


@pytest.mark.usefixtures("with_directory")
@pytest.mark.parametrize("status", ["born", "unborn"])
def test_every_page_of_the_family_says_it_once_and_quietly(
    browser: Callable[..., Browser], site_desk: OpenDesk, status: str
) -> None:
    with site_desk("navigator") as d:
        family, lost = grieving(d, status, twin=False)
        intake.record_death(d, family, lost)
        last = intake.latest_assessment(d, family)
        assert last is not None
    visitor = browser("navigator")
    mine = f"/intake/{family}"
    quiet = (
        "Monat",
        "Schwangerschaftswoche",
        "SSW",
        "Geburtstermin",
        "frühestens",
        "Glückwunsch",
        "Alter des",
    )
    for path, times in (
        (mine, 1),
        (f"{mine}/persons", 1),
        (f"/intake/assessments/{last.id}/result", 0),
        (f"/referral/families/{family}/referrals", 0),
        (f"/referral/families/{family}/services", 0),
    ):
        page = visitor.get(path)
        assert page.status == 200, path
        assert page.text.count("verstorben") == times, path
        shown = page.text.split("Nicht passend")[0]
        assert not [word for word in quiet if word in shown], path
    begun = visitor.submit(visitor.get(f"{mine}/assessments"), f"{mine}/assessments")
    assert "Kind 1" not in visitor.follow(begun).text
    asked = visitor.get(f"{mine}/persons/{lost}")
    assert asked.location.endswith("/died")
    page = visitor.follow(asked)
    assert page.page is not None
    assert {"birth_date", "expected_date", "status"}.isdisjoint(
        {found.get("name") for _, found in page.page.tags}
    ), "nothing is asked about the child"
