"""What general rule engines make of it: one rule for each service, compiled before, asked one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import zen
from json_logic import jsonLogic

from lotsen.directory.domain import AccessRoute, AreaLevel, Capacity, Cost, ServiceProfile
from lotsen.referral.matching import match
from lotsen.referral.matching.age import LAST_WEEK
from lotsen.referral.matching.groups import belongs
from tests.bench.matching.region import DAY, GROUPS, Family

Data = dict[str, Any]
Clause = tuple[str, str, Any]
"""A fact, a comparison, a value: what is not known of a family passes."""


def data_of(family: Family) -> Data:
    """Return a family as plain facts; unknown ones are null."""
    case, needs = family
    (child,) = case.children
    groups = {group: belongs(case, group) is not False for group in GROUPS}
    barred = {f"no_{group}": belongs(case, group) is not True for group in GROUPS}
    spoken = {f"speaks_{code}": code in case.languages for code in _LANGUAGES}
    return {
        **{level.value: home for level, home in case.homes.items()},
        **{f"need_{need.code}": True for need in needs},
        **groups,
        **barred,
        **spoken,
        "weeks": case.weeks() if child.unborn else None,
        "months": None if child.unborn else case.months(child),
        "interpreter": case.interpreter_ok is not False,
        "insured": case.insured is not False,
        "prescription": case.prescription is not False,
        "named": not case.wants_anonymous,
        "unborn": child.unborn,
    }


_LANGUAGES = ("de", "en", "tr", "ar", "uk", "ru", "pl", "ro", "bg", "fa", "ku", "sq", "fr", "es", "it", "sr")


def rule_of(service: ServiceProfile) -> list[list[Clause]]:
    """Return one rule: of each line, one clause has to hold."""
    found: list[list[Clause]] = [[(f"need_{need}", "is", True) for need in sorted(service.needs)]]
    area = service.area
    if area is not None and area.level is not AreaLevel.COUNTRY:
        found.append([(area.level.value, "in", sorted(area.codes))])
    found += _window(service)
    if service.languages and service.interpreter is False:
        found.append([(f"speaks_{code}", "is", True) for code in sorted(service.languages | {"de"})])
    elif service.languages:
        found.append(
            [
                ("interpreter", "is", True),
                *((f"speaks_{code}", "is", True) for code in sorted(service.languages | {"de"})),
            ]
        )
    if service.target_groups:
        found.append([(group, "is", True) for group in sorted(service.target_groups)])
    found += [[(f"no_{group}", "is", True)] for group in sorted(service.excluded_groups)]
    if service.insurance_required or (service.insurance_required is None and service.cost is Cost.INSURANCE):
        found.append([("insured", "is", True)])
    if service.access is AccessRoute.PRESCRIPTION:
        found.append([("prescription", "is", True)])
    if service.anonymous_possible is False:
        found.append([("named", "is", True)])
    if service.capacity is Capacity.CLOSED or (service.valid_until and service.valid_until < DAY):
        found.append([("never", "is", True)])
    return found


def _window(service: ServiceProfile) -> Iterator[list[Clause]]:
    if service.serves_pregnancy is None:
        return
    if not service.serves_pregnancy:
        yield [("unborn", "is", False)]
    if not service.serves_after_birth:
        yield [("unborn", "is", True)]
    if service.min_weeks:
        yield [("weeks", ">=", service.min_weeks)]
    if service.max_weeks is not None and service.max_weeks < LAST_WEEK:
        yield [("weeks", "<=", service.max_weeks)]
    if service.min_months:
        yield [("months", ">=", service.min_months)]
    if service.max_months is not None:
        yield [("months", "<=", service.max_months)]


class JsonLogic:
    """JsonLogic, the format many engines speak (json-logic-qubit)."""

    name = "json-logic"

    def fill(self, services: Sequence[ServiceProfile]) -> None:
        """Write the rules."""
        self._rules = [
            {"and": [{"or": [_logic(clause) for clause in line]} for line in rule_of(service)]}
            for service in services
        ]

    def fits(self, family: Family) -> list[int]:
        """Ask every rule."""
        data = data_of(family)
        return [at for at, rule in enumerate(self._rules) if jsonLogic(rule, data)]


def _logic(clause: Clause) -> Any:
    fact, comparison, value = clause
    read = {"var": fact}
    if comparison == "is":
        return {"==": [read, value]}
    return {"or": [{"==": [read, None]}, {comparison: [read, value]}]}


class Zen:
    """GoRules Zen, an engine in Rust, with compiled expressions."""

    name = "zen-engine"

    def fill(self, services: Sequence[ServiceProfile]) -> None:
        """Compile the rules."""
        self._rules = [
            zen.compile_expression(
                " and ".join(f"({' or '.join(map(_expression, line))})" for line in rule_of(service))
            )
            for service in services
        ]

    def fits(self, family: Family) -> list[int]:
        """Ask every rule."""
        data = data_of(family)
        return [at for at, rule in enumerate(self._rules) if rule.evaluate(data)]


def _expression(clause: Clause) -> str:
    fact, comparison, value = clause
    if comparison == "is":
        return f"{fact} == {json.dumps(value)}"
    return f"({fact} == null or {fact} {comparison} {json.dumps(value)})"


class Loop:
    """The plain engine, service by service: what the shortlist spares, with all explanations."""

    name = "plain engine"

    def fill(self, services: Sequence[ServiceProfile]) -> None:
        """Hold the services."""
        self._services = services

    def fits(self, family: Family) -> list[int]:
        """Match all."""
        case, needs = family
        found = {fit.service_id for fit in match(self._services, case, needs).fits}
        return [at for at, service in enumerate(self._services) if service.id in found]


class PythonLoop:
    """A loop somebody would write: checks in a row, the next service at the first that fails, no reasons."""

    name = "Python loop"

    def fill(self, services: Sequence[ServiceProfile]) -> None:
        """Hold the services, with what is over left out."""
        self._services = [(at, one) for at, one in enumerate(services) if not _is_over(one)]

    def fits(self, family: Family) -> list[int]:
        """Check one after another."""
        data, (case, needs) = data_of(family), family
        codes, homes = {need.code for need in needs}, case.homes
        spoken = {*case.languages}
        return [
            at
            for at, one in self._services
            if not codes.isdisjoint(one.needs)
            and (one.area is None or _lives_in(one, homes))
            and _in_window(one, data)
            and (data["insured"] or not _needs_insurance(one))
            and (data["prescription"] or one.access is not AccessRoute.PRESCRIPTION)
            and (data["named"] or one.anonymous_possible is not False)
            and (not one.target_groups or any(data[group] for group in one.target_groups))
            and all(data[f"no_{group}"] for group in one.excluded_groups)
            and _is_understood(one, spoken, interpreter=data["interpreter"])
        ]


def _is_over(service: ServiceProfile) -> bool:
    ended = service.valid_until is not None and service.valid_until < DAY
    return service.capacity is Capacity.CLOSED or ended


def _lives_in(service: ServiceProfile, homes: Mapping[AreaLevel, str | None]) -> bool:
    area = service.area
    if area is None or area.level is AreaLevel.COUNTRY:
        return True
    home = homes.get(area.level)
    return home is None or home in area.codes


def _in_window(service: ServiceProfile, data: Data) -> bool:
    if service.serves_pregnancy is None:
        return True
    if data["unborn"]:
        last, weeks = service.max_weeks, data["weeks"]
        late = last is not None and last < LAST_WEEK and weeks is not None and weeks > last
        return (
            bool(service.serves_pregnancy) and not late and (weeks or LAST_WEEK) >= (service.min_weeks or 0)
        )
    months = data["months"]
    if not service.serves_after_birth or months is None:
        return bool(service.serves_after_birth)
    return bool(
        (service.min_months or 0) <= months <= (999 if service.max_months is None else service.max_months)
    )


def _needs_insurance(service: ServiceProfile) -> bool:
    required = service.insurance_required
    return required or (required is None and service.cost is Cost.INSURANCE)


def _is_understood(service: ServiceProfile, spoken: set[str], *, interpreter: bool) -> bool:
    if not service.languages or "de" in spoken or not spoken.isdisjoint(service.languages):
        return True
    return interpreter and service.interpreter is not False


ENGINES = (Loop, PythonLoop, JsonLogic, Zen)
