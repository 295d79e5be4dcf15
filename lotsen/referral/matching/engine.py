"""Match services to the needs of a family. Pure: the same input gives the same order everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lotsen.directory.domain import ServiceProfile
from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.matching.age import age_finding, best
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.conditions import CONDITIONS
from lotsen.referral.matching.finding import Finding
from lotsen.referral.matching.ranking import (
    Rank,
    Weights,
    chance,
    preferred_for,
    ranks,
)
from lotsen.referral.matching.result import Fit, MatchResult, Miss
from lotsen.referral.matching.shortlist import Shortlist
from lotsen.referral.matching.way import NO_DISTANCE, STEP_M, distance
from lotsen.referral.rules.results import FoundNeed

ANSWERS = gettext_noop("It answers the need: %(need)s.")
PREFERRED = gettext_noop("It is there for just this: %(need)s.")


def match(
    services: Sequence[ServiceProfile],
    case: CaseProfile,
    needs: Sequence[FoundNeed],
    weights: Weights | None = None,
) -> MatchResult:
    """Return which services fit and which do not; those that serve none of the needs are not looked at."""
    weights = weights or Weights()
    ordered = sorted(needs, key=lambda need: (-need.weight, need.code, need.person_ref))
    alike = case.alike(need.person_ref for need in ordered)
    found = [_weigh(service, case, ordered, alike) for service in services]
    weighed = [entry for entry in found if entry is not None]
    ranked = [(entry, entry.ranks(weights)) for entry in weighed if not entry.failures]
    fits = sorted(ranked, key=lambda one: (min(one[1].values()), *one[0].tie(case)))
    misses = sorted(
        (entry for entry in weighed if entry.failures),
        key=lambda entry: (entry.failures, -entry.needs[0].weight, *entry.tie(case)),
    )
    answered = Counter(code for _, ranks in fits for code in ranks)
    codes = dict.fromkeys(need.code for need in ordered)
    return MatchResult(
        fits=tuple(entry.as_fit(ranks, weights) for entry, ranks in fits),
        misses=tuple(entry.as_miss() for entry in misses),
        gaps=tuple(code for code in codes if not answered[code]),
        fitting={code: answered[code] for code in codes},
        missing=len(misses),
    )


def explained(
    shortlist: Shortlist,
    services: Sequence[ServiceProfile],
    case: CaseProfile,
    needs: Sequence[FoundNeed],
    weights: Weights | None = None,
) -> MatchResult:
    """Explain the services of a shortlist; its numbers speak of all others as well."""
    found = match(services, case, needs, weights)
    return replace(found, fitting=shortlist.fitting, missing=shortlist.missing)


@dataclass(frozen=True)
class _Weighed:
    """A service with the needs it answers and the findings of every condition."""

    service: ServiceProfile
    needs: tuple[FoundNeed, ...]
    findings: tuple[Finding, ...]
    distance_m: int | None

    @cached_property
    def failures(self) -> int:
        return [finding.holds for finding in self.findings].count(False)

    def tie(self, case: CaseProfile) -> tuple[int, int]:
        steps = NO_DISTANCE if self.distance_m is None else self.distance_m // STEP_M
        return steps, chance(case.case_id, self.service.id)

    def ranks(self, weights: Weights) -> dict[str, Rank]:
        """Return where the service stands under each of its needs."""
        return ranks(self.service, self.needs, self.findings, self.distance_m, weights)

    def as_fit(self, ranks: Mapping[str, Rank], weights: Weights) -> Fit:
        return Fit(
            service_id=self.service.id,
            score=-min(ranks.values())[1],
            ranks=ranks,
            needs=self.needs,
            reasons=self._why(weights),
            to_clarify=self._to_clarify(),
            notes=self._notes(),
            distance_m=self.distance_m,
            protected_address=self.service.protected_address,
        )

    def as_miss(self) -> Miss:
        return Miss(
            service_id=self.service.id,
            needs=self.needs,
            reasons=tuple([reason for finding in self.findings for reason in finding.misses]),
            to_clarify=self._to_clarify(),
            notes=self._notes(),
            near=self.failures == 1,
            distance_m=self.distance_m,
            protected_address=self.service.protected_address,
        )

    def _why(self, weights: Weights) -> tuple[Reason, ...]:
        """Return what speaks for the service: what a rule asks for, what counts most, then the rest."""
        asked = preferred_for(self.service, self.needs)
        codes = list(dict.fromkeys(need.code for need in self.needs))
        by_weight = sorted(
            [finding for finding in self.findings if finding.points],
            key=lambda finding: -max(map(weights.of, finding.points)),
        )
        plain = [finding for finding in self.findings if not finding.points]
        return (
            *[Reason(PREFERRED, {"need": code}) for code in codes if code in asked],
            *[reason for finding in by_weight for reason in finding.why],
            *[Reason(ANSWERS, {"need": code}) for code in codes if code not in asked],
            *[reason for finding in plain for reason in finding.why],
        )

    def _to_clarify(self) -> tuple[Reason, ...]:
        return tuple([reason for finding in self.findings for reason in finding.to_clarify])

    def _notes(self) -> tuple[Reason, ...]:
        return tuple([reason for finding in self.findings for reason in finding.notes])


def _weigh(
    service: ServiceProfile, case: CaseProfile, needs: Iterable[FoundNeed], alike: Mapping[str, str]
) -> _Weighed | None:
    """Ask every condition about a service; the age once for all persons who stand for the same children."""
    served = [need for need in needs if need.code in service.needs]
    if not served:
        return None
    persons = dict.fromkeys([alike[need.person_ref] for need in served])
    ages = {ref: age_finding(service, case, ref) for ref in persons}
    age = best([*ages.values()])
    fitting = [need for need in served if ages[alike[need.person_ref]].holds is not False]
    findings = (age, *[condition(service, case) for condition in CONDITIONS])
    return _Weighed(service, tuple(fitting or served), findings, distance(service, case))
