"""Reads what the intake knows of a family the way rules and matching want it. Pure but for its types."""

from collections.abc import Collection, Mapping

from lotsen.intake.actions import CaseMaterial, CaseMember
from lotsen.intake.documents import Relation
from lotsen.intake.domain import FAMILY, LOSS, MemberKind, PersonAnswers
from lotsen.places.domain import Place
from lotsen.referral.documents import Trace
from lotsen.referral.matching import CaseProfile, ChildProfile
from lotsen.referral.rules import CaseFacts, FactValue, PersonFacts
from lotsen.terms import Phase, Scope, TargetGroup, vocabulary

FATHERS = "fathers"
HOME_LANGUAGE = "de"
_SCOPES = {MemberKind.CHILD: Scope.CHILD, MemberKind.CAREGIVER: Scope.CAREGIVER}


def case_facts(material: CaseMaterial) -> CaseFacts:
    """Return what is known of each person; what follows from dates and contact stands beside the answers."""
    answers = {found.person.ref: found for found in material.answers}
    persons = [
        _person(member.ref, _SCOPES[member.kind], answers.get(member.ref), _derived(member))
        for member in material.members
    ]
    family = _person(FAMILY, Scope.FAMILY, answers.get(FAMILY), _derived_of_family(material))
    return CaseFacts(material.as_of, (*persons, family), material.is_childless)


def case_profile(material: CaseMaterial, facts: CaseFacts, place: Place | None) -> CaseProfile:
    """Return what decides which services fit. What nobody knows is None."""
    children = [member for member in material.members if member.kind is MemberKind.CHILD]
    unborn = next((child for child in children if child.phase is Phase.PREGNANT), None)
    sheet = material.sheet
    return CaseProfile(
        case_id=material.family_id,
        as_of=material.as_of,
        postcode=sheet.postcode,
        municipality=sheet.municipality or (place.municipality if place else None),
        district=place.district if place else None,
        kreis=place.kreis if place else None,
        languages=_languages(material, facts),
        interpreter_ok=True if sheet.interpreter else None,
        insured=_known(facts, "insured"),
        pregnant_weeks=unborn.weeks_pregnant if unborn else None,
        expected_on=unborn.expected_date if unborn else None,
        children=tuple(_child(child) for child in children),
        target_groups=_target_groups(material, facts),
        latitude=place.point.latitude if place else None,
        longitude=place.point.longitude if place else None,
        is_childless=material.is_childless,
    )


def plan_without(plan: Trace, silent: Collection[str]) -> Trace:
    """Return a plan without the needs of those who have died, and without services chosen only for these."""
    needs = tuple(need for need in plan.needs if need.person_ref not in silent)
    if len(needs) == len(plan.needs):
        return plan
    gone = {need.code for need in plan.needs} - {need.code for need in needs}
    return plan.model_copy(
        update={
            "needs": needs,
            "gaps": tuple(code for code in plan.gaps if code not in gone),
            "fitting": {code: count for code, count in plan.fitting.items() if code not in gone},
            "chosen": tuple(
                one.model_copy(update={"needs": tuple(code for code in one.needs if code not in gone)})
                for one in plan.chosen
                if not one.needs or set(one.needs) - gone
            ),
        }
    )


def _person(
    ref: str, scope: Scope, answers: PersonAnswers | None, derived: Mapping[str, FactValue]
) -> PersonFacts:
    if answers is None:
        return PersonFacts(ref, scope, values=derived)
    return PersonFacts(
        ref,
        scope,
        values={**answers.values, **derived},
        not_asked=answers.not_asked - set(derived),
        not_now=answers.not_now - set(derived),
        unknown=answers.unknown - set(derived),
    )


def _derived(member: CaseMember) -> dict[str, FactValue]:
    if member.kind is MemberKind.CAREGIVER:
        return {} if member.age_years is None else {"caregiver_age_years": member.age_years}
    born = member.phase is Phase.BORN
    found: dict[str, FactValue | None] = {
        "phase": member.phase.value if member.phase else None,
        "weeks_pregnant": member.weeks_pregnant,
        "child_age_months": member.months,
        "weeks_at_birth": member.weeks_at_birth,
        "birth_date": member.birth_date if born else None,
        "expected_date": None if born else member.expected_date,
    }
    return {code: value for code, value in found.items() if value is not None}


def _derived_of_family(material: CaseMaterial) -> dict[str, FactValue]:
    sheet = material.sheet
    found: dict[str, FactValue | None] = {
        "household_language": sheet.language,
        "postcode": sheet.postcode,
        "municipality": sheet.municipality,
        LOSS: material.has_lost or None,
        "children_in_household": sum(member.phase is Phase.BORN for member in material.members) or None,
    }
    return {code: value for code, value in found.items() if value is not None}


def _child(member: CaseMember) -> ChildProfile:
    return ChildProfile(
        ref=member.ref,
        age_months=member.months,
        birth_date=member.birth_date,
        unborn=member.phase is Phase.PREGNANT,
    )


def _languages(material: CaseMaterial, facts: CaseFacts) -> tuple[str, ...]:
    spoken = material.sheet.language
    if spoken is None:
        return ()
    no_help_needed = material.sheet.interpreter is False or _known(facts, "little_german") is False
    return (spoken, HOME_LANGUAGE) if no_help_needed and spoken != HOME_LANGUAGE else (spoken,)


def _target_groups(material: CaseMaterial, facts: CaseFacts) -> dict[str, bool | None]:
    return {code: _belongs(material, facts, group) for code, group in vocabulary().target_groups.items()}


def _belongs(material: CaseMaterial, facts: CaseFacts, group: TargetGroup) -> bool | None:
    if group.code == FATHERS:
        relations = [member.relation for member in material.members if member.kind is MemberKind.CAREGIVER]
        return True if Relation.FATHER in relations else None
    known = [_known(facts, code) for code in group.facts]
    if True in known:
        return True
    return False if known and None not in known else None


def _known(facts: CaseFacts, code: str) -> bool | None:
    return facts.of_anybody(vocabulary().facts[code])
