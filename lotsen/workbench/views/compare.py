"""What a draft changes: rule by rule, example by example, and for invented families."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for

from lotsen.desk import Desk
from lotsen.kernel import gettext_noop
from lotsen.policy import Permission
from lotsen.referral.actions import read_rulebook
from lotsen.referral.rules import FieldChange, Rule, RuleChange, RuleSet, RuleSetStatus
from lotsen.referral.views import wording
from lotsen.terms import Scope, vocabulary
from lotsen.web.forms import RevisedForm
from lotsen.web.i18n import current_language, format_date, gettext
from lotsen.workbench import actions
from lotsen.workbench.domain import DraftState
from lotsen.workbench.forms.drafts import STATUSES
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
    """Show what is different from the rules in force, and for how many invented families that matters.

    Here, and only here, the second person publishes what she has seen.
    """
    return compare_page(desk, draft_id)


def compare_page(desk: Desk, draft_id: UUID, refusal: str = "", status: int = 200) -> Answer:
    """Render the comparison, with the sentence of a refused publication above it."""
    view = actions.read_draft(desk, draft_id)
    found = actions.compare_draft(desk, draft_id)
    if found is None:
        if refusal:
            flash(refusal, "warning")
        return redirect(url_for(".draft", draft_id=draft_id), 303)
    return render_template(
        "workbench/compare.html",
        view=view,
        found=found,
        changes=[(_sentence(found.new, change.rule), _lines(found, change)) for change in found.diff.changed],
        sentences={rule.id: rule for rule in (*found.old.rules, *found.new.rules)},
        head=_head(found),
        examples=_examples(found),
        refusal=refusal,
        is_handed_in=view.row.state is DraftState.SUBMITTED,
        may_publish=view.row.state is DraftState.SUBMITTED and actions.may_publish(desk, draft_id),
        in_force=read_rulebook(desk).in_force,
        seen=RevisedForm(formdata=None, data={"revision": str(view.row.revision)}),
    ), status


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
