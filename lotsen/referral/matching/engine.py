"""Match services to the needs of a family. Pure: the same input gives the same order everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from lotsen.directory.domain import ServiceProfile
from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.matching.age import age_condition, best
from lotsen.referral.matching.answered import Answered, Answers
from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.matching.conditions import CONDITIONS
from lotsen.referral.matching.finding import FITS, Finding
from lotsen.referral.matching.ranking import Weights, chances, ranks
from lotsen.referral.matching.result import Fit, MatchResult, Miss
from lotsen.referral.matching.shortlist import Shortlist
from lotsen.referral.matching.way import NO_DISTANCE, STEP_M, distance
from lotsen.referral.rules.results import FoundNeed

ANSWERS = gettext_noop("It answers the need: %(need)s.")
PREFERRED = gettext_noop("It is there for just this: %(need)s.")

NEEDS = 1 << 8
"""Codes of needs whose sentences are kept ready."""


def match(
    services: Sequence[ServiceProfile],
    case: CaseProfile,
    needs: Sequence[FoundNeed],
    weights: Weights | None = None,
) -> MatchResult:
    """Return which services fit and which do not; those that serve none of the needs are not looked at."""
    weights, answers, chance = weights or Weights(), Answers(case, needs), chances(case.case_id)
    weighed = _weigh(services, case, answers)
    fits = [entry.as_fit(weights) for entry in weighed if not entry.failures]
    misses = [entry for entry in weighed if entry.failures]
    fits.sort(key=lambda fit: (min(fit.ranks.values()), _steps(fit.distance_m), chance(fit.service_id)))
    misses.sort(
        key=lambda entry: (
            entry.failures,
            -entry.answered.needs[0].weight,
            _steps(entry.distance_m),
            chance(entry.service.id),
        )
    )
    answered = Counter([code for fit in fits for code in fit.ranks])
    return MatchResult(
        fits=tuple(fits),
        misses=tuple([entry.as_miss() for entry in misses]),
        gaps=tuple([code for code in answers.codes if not answered[code]]),
        fitting={code: answered[code] for code in answers.codes},
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


class _Weighed(NamedTuple):
    """A service with the needs it answers and what conditions found, but for those that simply hold."""

    service: ServiceProfile
    answered: Answered
    findings: Sequence[Finding]
    failures: int
    distance_m: int | None

    def as_fit(self, weights: Weights) -> Fit:
        preferred = self.answered.preferred(self.service.service_type)
        found = ranks(
            self.service.service_type, self.answered, preferred, self.findings, self.distance_m, weights
        )
        return Fit(
            service_id=self.service.id,
            score=-min(found.values())[1],
            ranks=found,
            needs=self.answered.needs,
            reasons=self._why(preferred, weights),
            to_clarify=self._to_clarify(),
            notes=self._notes(),
            distance_m=self.distance_m,
            protected_address=self.service.protected_address,
        )

    def as_miss(self) -> Miss:
        return Miss(
            service_id=self.service.id,
            needs=self.answered.needs,
            reasons=tuple([reason for finding in self.findings for reason in finding.misses]),
            to_clarify=self._to_clarify(),
            notes=self._notes(),
            near=self.failures == 1,
            distance_m=self.distance_m,
            protected_address=self.service.protected_address,
        )

    def _why(self, preferred: frozenset[str], weights: Weights) -> tuple[Reason, ...]:
        """Return what speaks for the service: what a rule asks for, what counts most, then the rest."""
        codes = self.answered.heaviest
        by_weight = sorted(
            [finding for finding in self.findings if finding.points],
            key=lambda finding: -max(map(weights.of, finding.points)),
        )
        return (
            *[_sentence(PREFERRED, code) for code in codes if code in preferred],
            *[reason for finding in by_weight for reason in finding.why],
            *[_sentence(ANSWERS, code) for code in codes if code not in preferred],
            *[reason for finding in self.findings if not finding.points for reason in finding.why],
        )

    def _to_clarify(self) -> tuple[Reason, ...]:
        return tuple([reason for finding in self.findings for reason in finding.to_clarify])

    def _notes(self) -> tuple[Reason, ...]:
        return tuple([reason for finding in self.findings for reason in finding.notes])


@lru_cache(2 * NEEDS)
def _sentence(message: str, need: str) -> Reason:
    return Reason(message, {"need": need})


def _steps(distance_m: int | None) -> int:
    return NO_DISTANCE if distance_m is None else distance_m // STEP_M


def _weigh(services: Sequence[ServiceProfile], case: CaseProfile, answers: Answers) -> list[_Weighed]:
    """Ask every condition about services; the age once for all persons who stand for the same children."""
    suits = {ref: age_condition(case, ref) for ref in answers.persons}
    weighed = []
    for service in services:
        answered = answers.by(service.needs)
        if not answered.needs:
            continue
        ages = [suits[ref](service) for ref in answered.persons]
        if len(ages) > 1:
            unsuited = [ref for ref, age in zip(answered.persons, ages, strict=True) if age.holds is False]
            if len(unsuited) < len(ages):
                answered = answers.by(service.needs, tuple(unsuited))
        found = [finding for asks in CONDITIONS if (finding := asks(service, case)) is not FITS]
        if (age := best(ages)) is not FITS:
            found.insert(0, age)
        failures = [finding.holds for finding in found].count(False)
        weighed.append(_Weighed(service, answered, found, failures, distance(service, case)))
    return weighed
