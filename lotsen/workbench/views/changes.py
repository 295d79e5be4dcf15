"""A comparison of two rule sets in words: rule by rule, example by example, and for invented families."""

from dataclasses import dataclass
from typing import Any

from lotsen.kernel import gettext_noop
from lotsen.referral.rules import FieldChange, Rule, RuleChange, RuleSet, RuleSetStatus
from lotsen.referral.views import wording
from lotsen.terms import Scope, vocabulary
from lotsen.web.i18n import current_language, format_date, gettext, listed
from lotsen.workbench import actions
from lotsen.workbench.forms.drafts import STATUSES

FIELDS = {
    "need": gettext_noop("Need"),
    "path": gettext_noop("Help at once"),
    "weight": gettext_noop("Weight"),
    "prefer": gettext_noop("Types of service shown first"),
    "for": gettext_noop("Holds for"),
    "when": gettext_noop("Condition"),
    "sentence": gettext_noop("Reason"),
    "reference": gettext_noop("Source"),
    "valid_from": gettext_noop("Valid from"),
    "valid_until": gettext_noop("Valid until"),
}


@dataclass(frozen=True)
class Line:
    """One field of a changed rule in words, before and after."""

    label: str
    before: str
    after: str


def changes_of(found: actions.Comparison) -> dict[str, Any]:
    """Return what the pages that show a comparison say, beside the comparison itself."""
    return {
        "found": found,
        "changes": [
            (_sentence(found.new, change.rule), _lines(found, change)) for change in found.diff.changed
        ],
        "sentences": {rule.id: rule for rule in (*found.old.rules, *found.new.rules)},
        "effects": _effects(found),
        "head": _head(found),
        "examples": _examples(found),
    }


def _effects(found: actions.Comparison) -> list[tuple[str, int, int, int, int]]:
    """Say for each rule, and last for the points, in how many invented families they do what."""
    run, order = found.run, found.order
    known = {effect.rule: effect for effect in run.rules}
    lines = [
        (
            _sentence(found.new, code) if _rule(found.new, code) else _sentence(found.old, code),
            *((one.gained, one.lost, one.reordered) if (one := known.get(code)) else (0, 0, 0)),
            order.by_rule.get(code, 0),
        )
        for code in dict.fromkeys([*known, *sorted(order.by_rule)])
    ]
    if found.diff.ranking:
        lines.append((gettext("Points for the order of the proposals"), 0, 0, 0, order.by_points))
    return lines


def _head(found: actions.Comparison) -> list[Line]:
    """Say what a set says of itself that is different: its title, its first day, its sign-off."""
    language, old, new = current_language(), found.old, found.new
    lines = [
        Line(gettext("Title"), old.title.get(language), new.title.get(language)),
        Line(gettext("Valid from"), format_date(old.valid_from), format_date(new.valid_from)),
        Line(gettext("Sign-off"), *(str(STATUSES[_signed(it.status)]) for it in (old, new))),
    ]
    return [line for line in lines if line.before != line.after]


def _signed(status: RuleSetStatus) -> RuleSetStatus:
    """Return a draft's status as what it is published with."""
    return RuleSetStatus.NEEDS_SIGN_OFF if status is RuleSetStatus.DRAFT else status


def _examples(found: actions.Comparison) -> list[tuple[str, list[str]]]:
    """Name the examples that are new, gone, or say something else, for the eyes of the second person."""
    old, new = ({case.name: case for case in it.cases} for it in (found.old, found.new))
    kinds = (
        (gettext("New examples"), [name for name in new if name not in old]),
        (gettext("Examples taken out"), [name for name in old if name not in new]),
        (gettext("Changed examples"), [name for name in new if name in old and new[name] != old[name]]),
    )
    return [(label, names) for label, names in kinds if names]


def _sentence(rules: RuleSet, rule_id: str) -> str:
    rule = _rule(rules, rule_id)
    return rule.sentence.get(current_language()) if rule else rule_id


def _rule(rules: RuleSet, rule_id: str) -> Rule | None:
    return next((rule for rule in rules.rules if rule.id == rule_id), None)


def _lines(found: actions.Comparison, change: RuleChange) -> list[Line]:
    sides = (_rule(found.old, change.rule), _rule(found.new, change.rule))
    return [
        Line(gettext(FIELDS[field.field]), *(_said(field, side, at) for at, side in enumerate(sides)))
        for field in change.fields
        if field.field in FIELDS
    ]


def _said(change: FieldChange, rule: Rule | None, at: int) -> str:
    """Say one field of a rule in words; empty where the rule does not have it."""
    value: Any = (change.before, change.after)[at]
    if rule is None or value is None:
        return ""
    words, language = vocabulary(), current_language()
    match change.field:
        case "need":
            return wording.need_label(str(value))
        case "prefer":
            return listed(words.service_types[code].label.get(language) for code in rule.prefer)
        case "for":
            return gettext(wording.SCOPE_LABELS[Scope(value)])
        case "when":
            return wording.condition(rule.when)
        case "sentence":
            return " / ".join(text for _, text in rule.sentence.pairs)
        case "valid_from" | "valid_until":
            day = rule.valid_from if change.field == "valid_from" else rule.valid_until
            return format_date(day) if day else ""
    return str(value)
