"""What a draft changes: rule by rule, example by example, and for invented families."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.kernel import gettext_noop
from lotsen.policy import Permission
from lotsen.referral.rules import FieldChange, Rule, RuleChange, RuleSet
from lotsen.referral.views import wording
from lotsen.terms import Scope, vocabulary
from lotsen.web.i18n import current_language, format_date, gettext
from lotsen.workbench import actions
from lotsen.workbench.views.area import Answer, area
from lotsen.workbench.views.drafts import ONE

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


@area.page(f"{ONE}/compare", needs=Permission.RULES_WRITE)
def compare(desk: Desk, draft_id: UUID) -> Answer:
    """Show what is different from the rules in force, and for how many invented families that matters."""
    view = actions.read_draft(desk, draft_id)
    found = actions.compare_draft(desk, draft_id)
    if found is None:
        return redirect(url_for(".draft", draft_id=draft_id), 303)
    return render_template(
        "workbench/compare.html",
        view=view,
        found=found,
        changes=[(_sentence(found.new, change.rule), _lines(found, change)) for change in found.diff.changed],
        sentences={rule.id: rule for rule in (*found.old.rules, *found.new.rules)},
    )


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
            return ", ".join(words.service_types[code].label.get(language) for code in rule.prefer)
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
