"""The rules in force, in plain words; nothing here is about any family."""

from flask import render_template

from lotsen.desk import Desk
from lotsen.kernel import local_day
from lotsen.policy import Permission
from lotsen.referral import actions
from lotsen.referral.rules import RuleSetStatus
from lotsen.referral.views import wording
from lotsen.referral.views.area import area
from lotsen.referral.views.finding import find_rules


@area.page("/rules", needs=Permission.RULES_READ)
def rule_set(desk: Desk) -> str:
    """Show the published rules as a table, with the safety floor and earlier versions."""
    book = actions.read_rulebook(desk)
    return render_template(
        "referral/rule_set.html",
        book=book,
        versions=[(version, _name(desk, f"{version.code}/{version.version}")) for version in book.versions],
        listed=find_rules(book.rules.rules, local_day(desk.clock)),
        unsigned=book.rules.status is RuleSetStatus.NEEDS_SIGN_OFF,
        wording=wording,
    )


def _name(desk: Desk, label: str) -> str:
    return wording.rule_set_name(actions.title_named(desk, label), label)
