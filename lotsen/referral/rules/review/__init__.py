"""What reads well and is no good: rules that never fire, rows that overlap, needs without services. Pure.

The loader refuses what cannot be read. This looks at a set that was read, with what is known of the place it
is meant for, and tells findings in the words of those who write rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.rules.cases import rules_without_case
from lotsen.referral.rules.conditions import checks, sentences
from lotsen.referral.rules.loader import languages_in
from lotsen.referral.rules.model import Rule, RuleSet
from lotsen.referral.rules.problems import RuleProblem, Severity
from lotsen.referral.rules.review.calendar import Window
from lotsen.referral.rules.review.decide import can_hold
from lotsen.referral.rules.review.pairs import compare_pairs

__all__ = ["OF_THE_PLACE", "Town", "Window", "can_hold", "review"]

NEVER_RUNS = gettext_noop(
    "the rule ends on %(ends)s, before the rules begin to apply on %(begins)s: it never runs"
)
OVER = gettext_noop("the rule ended on %(ends)s")
NEVER_FIRES = gettext_noop("the rule can never fire: no family can meet its condition on any day it applies")
NOBODY_ASKS = gettext_noop("the rule can never fire here, because no sheet in use asks for: %(facts)s")
NOT_ASKED = gettext_noop("no sheet in use asks for “%(fact)s”; only the rest of the condition can decide")
NOT_SAID = gettext_noop("the reason is missing in: %(languages)s")
PART_NOT_SAID = gettext_noop("the sentence of one of its conditions is missing in: %(languages)s")
NEVER_TOLD = gettext_noop("a sentence under “not” is never told, because its condition must not hold")
NO_SERVICE = gettext_noop(
    "no service in the directory answers the need %(need)s, which these rules find: %(rules)s"
)
NO_SUCH_TYPE = gettext_noop(
    "the directory has no service of the type %(service_type)s, which these rules prefer: %(rules)s"
)
OF_THE_PLACE = frozenset({NOBODY_ASKS, NOT_ASKED, NO_SERVICE, NO_SUCH_TYPE})
"""What is no fault of the rules: this place lacks something, or asks for less."""
NO_CASE = gettext_noop("no unit case shows that the rule “%(rule)s” fires")


@dataclass(frozen=True)
class Town:
    """What is known of the place where rules are to apply; what is None is not looked at.

    `asked` are the facts that sheets in use ask for, `needs` and `service_types` what the directory answers
    and holds, `today` the day from which a rule that has ended is told.
    """

    asked: frozenset[str] | None = None
    needs: frozenset[str] | None = None
    service_types: frozenset[str] | None = None
    today: date | None = None


def review(rule_set: RuleSet, town: Town | None = None) -> tuple[RuleProblem, ...]:
    """Return every finding about a set that could be read, in the order of its lines."""
    town = town or Town()
    found = [finding for rule in rule_set.rules for finding in _review(rule, rule_set, town)]
    running = [(rule, window) for rule in rule_set.rules if not (window := _window(rule, rule_set)).is_empty]
    found += compare_pairs(running)
    found += _unsaid(rule_set)
    found += _lacking([rule for rule, _ in running], town)
    shown = set(rules_without_case(rule_set))
    found += [
        _about(rule, NO_CASE, Severity.WARNING, rule=rule.id) for rule in rule_set.rules if rule.id in shown
    ]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.path)))


def _window(rule: Rule, rule_set: RuleSet) -> Window:
    begins = max(rule_set.valid_from, rule.valid_from or date.min)
    return Window(begins, rule.valid_until or date.max)


def _review(rule: Rule, rule_set: RuleSet, town: Town) -> Iterator[RuleProblem]:
    window = _window(rule, rule_set)
    if window.is_empty:
        days = {"ends": window.ends.isoformat(), "begins": window.begins.isoformat()}
        yield _about(rule, NEVER_RUNS, Severity.ERROR, **days)
        return
    if town.today is not None and window.ends < town.today:
        yield _about(rule, OVER, Severity.WARNING, ends=window.ends.isoformat())
    if can_hold(rule.when, window) is False:
        yield _about(rule, NEVER_FIRES, Severity.ERROR)
    else:
        yield from _never_asked(rule, window, town)


def _lacking(rules: Iterable[Rule], town: Town) -> Iterator[RuleProblem]:
    """Tell once which need nothing answers and which preferred type is not there, with all their rules."""
    needs: dict[str, list[Rule]] = {}
    kinds: dict[str, list[Rule]] = {}
    for rule in rules:
        if town.needs is not None and rule.need is not None and rule.need not in town.needs:
            needs.setdefault(rule.need, []).append(rule)
        elif town.service_types is not None:
            for kind in rule.prefer:
                if kind not in town.service_types:
                    kinds.setdefault(kind, []).append(rule)
    for need, found in needs.items():
        yield _about_all(found, NO_SERVICE, Severity.WARNING, need=need)
    for kind, found in kinds.items():
        yield _about_all(found, NO_SUCH_TYPE, Severity.NOTE, service_type=kind)


def _never_asked(rule: Rule, window: Window, town: Town) -> Iterator[RuleProblem]:
    if town.asked is None:
        return
    read = {check.fact.code: check.fact for check in checks(rule.when)}
    unasked = sorted(code for code, fact in read.items() if not fact.derived and code not in town.asked)
    if not unasked:
        return
    if can_hold(rule.when, window, unasked=frozenset(unasked)) is False:
        yield _about(rule, NOBODY_ASKS, Severity.WARNING, facts=", ".join(unasked))
        return
    for code in unasked:
        yield _about(rule, NOT_ASKED, Severity.NOTE, fact=code)


def _unsaid(rule_set: RuleSet) -> Iterator[RuleProblem]:
    """Tell where a reason is missing in a language that others of the set are written in."""
    spoken = languages_in(rule_set)
    for rule in rule_set.rules:
        own = [*sentences(rule.when)]
        gaps = [(NOT_SAID, rule.sentence), *((PART_NOT_SAID, text) for text in own)]
        for message, text in gaps:
            if missing := ",".join(sorted(spoken.difference(text))):
                yield _about(rule, message, Severity.WARNING, languages=missing)
        if len(own) > sum(1 for ground in rule.program.grounds if ground.sentence is not None):
            yield _about(rule, NEVER_TOLD, Severity.NOTE)


def _about(rule: Rule, message: str, severity: Severity, /, **params: str | int) -> RuleProblem:
    return RuleProblem(rule.path_in_file, rule.line, Reason(message, params), severity, rule.id)


def _about_all(rules: Sequence[Rule], message: str, severity: Severity, /, **params: str) -> RuleProblem:
    params["rules"] = ", ".join(rule.id for rule in rules)
    return RuleProblem("", rules[0].line, Reason(message, params), severity)
