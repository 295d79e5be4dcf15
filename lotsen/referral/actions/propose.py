"""What fits a family, and the plan made from it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ServiceProfile
from lotsen.intake import actions as intake
from lotsen.intake.actions import CaseMaterial
from lotsen.intake.domain import CaseStage
from lotsen.kernel import NotVisible
from lotsen.places import actions as places
from lotsen.referral.actions.matcher import current_matcher
from lotsen.referral.actions.nearby import places_nearby
from lotsen.referral.actions.rulebook import current_rules
from lotsen.referral.actions.telling import tell_gap
from lotsen.referral.casefile import case_facts, case_profile
from lotsen.referral.documents import ChosenService, NeedTrace, ReasonLine, ServiceTrace, Trace
from lotsen.referral.domain import CommentMissing, NothingChosen
from lotsen.referral.matching import CaseProfile, Fit, MatchResult, Miss, Most, explained, match
from lotsen.referral.rules import CaseFacts, Evaluation, FoundNeed, evaluate, load_floor
from lotsen.referral.tables import Proposal

SHOWN = Most(fits=20, misses=40)
"""How many services are explained: fits under each need, and misses."""
_AGREED = frozenset({CaseStage.AGREED, CaseStage.HANDED_OVER, CaseStage.FOLLOWED_UP})


@dataclass(frozen=True)
class Mention:
    """A service under one of the needs it answers; it is shown in full where it is mentioned first."""

    fit: Fit
    is_first: bool


@dataclass(frozen=True)
class NeedGroup:
    """A need with the services shown; `left` pass the filter and `hidden` do not, of `fitting` in all."""

    code: str
    mentions: tuple[Mention, ...]
    left: int
    hidden: int
    fitting: int


@dataclass(frozen=True)
class Proposals:
    """What was found for a family today, with the versions that explain it.

    Of many services the best and the nearest are explained; `result` counts the others.
    """

    material: CaseMaterial
    facts: CaseFacts
    case: CaseProfile
    evaluation: Evaluation
    result: MatchResult
    profiles: Mapping[UUID, ServiceProfile]
    directory_version: int

    @property
    def wished(self) -> frozenset[str]:
        """The needs that the family itself asked help for."""
        return _wished(self.material)

    @property
    def by_need(self) -> tuple[tuple[str, tuple[Mention, ...]], ...]:
        """Return every found need with the services that answer it best, in order; a gap has none."""
        return tuple((group.code, group.mentions) for group in self.grouped())

    def grouped(self, hidden: Collection[UUID] = ()) -> tuple[NeedGroup, ...]:
        """Return every found need with the services that answer it best, but those that a filter hides.

        What the family asked for comes first, then the heaviest need.
        """
        codes = dict.fromkeys(need.code for need in _heaviest_first(self.evaluation.needs))
        seen: set[UUID] = set()
        groups: list[NeedGroup] = []
        for code in sorted(codes, key=lambda code: code not in self.wished):
            answering = [fit for fit in self.result.fits if code in fit.ranks]
            left = [fit for fit in answering if fit.service_id not in hidden]
            fits = sorted(left, key=lambda fit: fit.ranks[code])[: SHOWN.fits]
            mentions = tuple(Mention(fit, fit.service_id not in seen) for fit in fits)
            groups.append(
                NeedGroup(code, mentions, len(left), len(answering) - len(left), self.result.fitting[code])
            )
            seen |= {fit.service_id for fit in fits}
        return tuple(groups)


@dataclass(frozen=True)
class Wishes:
    """What was chosen: services by id, what the directory does not know, and why it may not fit.

    With `only_gaps` nothing is chosen, and the needs that no service fits are noted all the same.
    """

    services: tuple[UUID, ...] = ()
    free_text: str = ""
    free_phone: str = ""
    comment: str = ""
    only_gaps: bool = False


def propose_services(desk: Desk, family_id: UUID, *, most: Most = SHOWN) -> Proposals:
    """Find needs, paths and services for a family as it is known today. Raises FloorDamaged."""
    material = intake.case_material(desk, family_id)
    floor = load_floor()
    facts = case_facts(material)
    rules = current_rules(desk)
    evaluation = _with_wishes(evaluate(rules, floor, facts), material, rules.ranking.wish)
    sheet = material.sheet
    place = places.place_of(desk, sheet.postcode, municipality=sheet.municipality) if sheet.postcode else None
    case = case_profile(material, facts, place)
    version, matcher = current_matcher(desk)
    shortlist = matcher.shortlist(case, evaluation.needs, rules.ranking, most)
    profiles = directory.profiles(desk, {*shortlist.fits, *shortlist.misses})
    missed = (profiles[one] for one in shortlist.misses if one in profiles)
    case = replace(case, nearby=places_nearby(desk, case, missed))
    return Proposals(
        material=material,
        facts=facts,
        case=case,
        evaluation=evaluation,
        result=explained(shortlist, tuple(profiles.values()), case, evaluation.needs, rules.ranking),
        profiles=profiles,
        directory_version=version,
    )


def choose_services(desk: Desk, family_id: UUID, row_id: UUID, wishes: Wishes) -> Proposal:
    """Keep a plan with the whole way that led to it; the same id again returns the same plan.

    Raises NothingChosen, CommentMissing for a service that does not fit by the rules. Where only gaps are
    noted, the plan the family has stays its plan.
    """
    family = intake.family_row(desk, family_id, lock=True)
    known = desk.db.get(Proposal, row_id)
    if known is not None:
        if known.family_id != family.id:
            raise NotVisible
        return known
    if family.closed_on is not None:
        raise intake.CaseClosed
    found = propose_services(desk, family_id)
    trace = Trace(
        floor=found.evaluation.floor,
        needs=tuple(_need(need) for need in found.evaluation.needs),
        paths=tuple(dict.fromkeys(path.id for path in found.evaluation.paths)),
        gaps=found.result.gaps,
        proposed=(
            *(_service(fit) for fit in found.result.fits),
            *(_service(miss) for miss in found.result.misses),
        ),
        fitting=dict(found.result.fitting),
        missing=found.result.missing,
        chosen=_chosen(desk, found, wishes),
        chosen_by=desk.actor.person_id,
    )
    row = Proposal(
        id=row_id,
        subject_id=family.subject_id,
        family_id=family.id,
        assessment_id=found.material.assessment_id,
        rule_set_version=found.evaluation.rule_set,
        directory_version=found.directory_version,
        created_at=desk.clock.now(),
    )
    desk.vault.seal(row, Proposal.trace, trace)
    desk.db.add(row)
    desk.db.flush()
    deed = "plan_made" if trace.chosen else "gaps_noted"
    desk.vault.note(deed, subject=family.subject_id, record_class="proposal", row=row.id)
    if trace.chosen and family.stage not in _AGREED:
        intake.set_stage(desk, family, CaseStage.AGREED)
    tell_gap(desk, family.id, trace.gaps)
    return row


def _chosen(desk: Desk, found: Proposals, wishes: Wishes) -> tuple[ChosenService, ...]:
    if wishes.only_gaps:
        if not found.result.gaps:
            raise NothingChosen
        return ()
    profiles = directory.profiles(desk, wishes.services)
    result = match(tuple(profiles.values()), found.case, found.evaluation.needs)
    fits = {fit.service_id: fit for fit in result.fits}
    misses = {miss.service_id: miss for miss in result.misses}
    chosen: list[ChosenService] = []
    for service_id in dict.fromkeys(wishes.services):
        profile = profiles.get(service_id)
        if profile is None:
            raise NotVisible
        fit = fits.get(service_id)
        if fit is None and not wishes.comment.strip():
            raise CommentMissing
        entry = fit or misses.get(service_id)
        chosen.append(
            ChosenService(
                service_id=service_id,
                service_type=profile.service_type,
                name=profile.name,
                organization=profile.organization,
                needs=tuple(dict.fromkeys(need.code for need in entry.needs)) if entry else (),
                comment="" if fit else wishes.comment.strip(),
                against_rules=fit is None,
            )
        )
    if wishes.free_text.strip():
        chosen.append(ChosenService(name=wishes.free_text.strip(), phone=wishes.free_phone.strip()))
    if not chosen:
        raise NothingChosen
    return tuple(chosen)


def _with_wishes(found: Evaluation, material: CaseMaterial, more: int) -> Evaluation:
    """Let needs that the family itself asked help for weigh more, by what the rule set gives for a wish."""
    if not more:
        return found
    wished = _wished(material)
    needs = (need._replace(weight=need.weight + more * (need.code in wished)) for need in found.needs)
    return replace(found, needs=tuple(_heaviest_first(tuple(needs))))


def _wished(material: CaseMaterial) -> frozenset[str]:
    """Return the needs that the family itself asked help for."""
    if material.outcome is None:
        return frozenset()
    asked = set(material.outcome.wishes)
    return frozenset(need.code for need in material.outcome.needs if asked & set(need.shown_by))


def _need(need: FoundNeed) -> NeedTrace:
    return NeedTrace(code=need.code, weight=need.weight, person_ref=need.person_ref, rules=need.rule_ids)


def _service(entry: Fit | Miss) -> ServiceTrace:
    return ServiceTrace(
        service_id=entry.service_id,
        fits=isinstance(entry, Fit),
        score=entry.score if isinstance(entry, Fit) else None,
        needs=tuple(dict.fromkeys(need.code for need in entry.needs)),
        reasons=tuple(ReasonLine.of(reason) for reason in entry.reasons),
        to_clarify=tuple(ReasonLine.of(reason) for reason in entry.to_clarify),
    )


def _heaviest_first(needs: Collection[FoundNeed]) -> list[FoundNeed]:
    return sorted(needs, key=lambda need: (-need.weight, need.code, need.person_ref))
