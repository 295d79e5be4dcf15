"""Which rules apply: the last published set, or the one that is shipped."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.kernel import local_day, new_id
from lotsen.referral.domain import RulesNotGreen, VersionTaken
from lotsen.referral.rules import InvalidRules, RuleSet, default_rules, load_floor, load_rules, run_cases
from lotsen.referral.tables import RuleSetVersion


@dataclass(frozen=True)
class Rulebook:
    """The rules in force, the floor below them, and what was published before."""

    rules: RuleSet
    floor: RuleSet
    published_on: date | None
    versions: tuple[RuleSetVersion, ...]


def publish_rule_set(desk: Desk, text: str, *, published_on: date | None = None) -> RuleSetVersion:
    """Put a rule set in force. Raises InvalidRules, RulesNotGreen; VersionTaken for a changed old version."""
    rules = _parsed(text)
    for outcome in run_cases(rules, load_floor()):
        if not outcome.is_green:
            raise RulesNotGreen(case=outcome.name)
    known = desk.db.exec(
        select(RuleSetVersion).where(RuleSetVersion.code == rules.id, RuleSetVersion.version == rules.version)
    ).one_or_none()
    if known is not None:
        if known.text != text:
            raise VersionTaken
        return known
    last = desk.db.exec(select(RuleSetVersion.position).order_by(col(RuleSetVersion.position).desc())).first()
    row = RuleSetVersion(
        id=new_id(),
        code=rules.id,
        version=rules.version,
        status=rules.status,
        text=text,
        published_on=published_on or local_day(desk.clock),
        position=0 if last is None else last + 1,
    )
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("rule_set_published", record_class="rule-set", row=row.id)
    return row


def current_rules(desk: Desk) -> RuleSet:
    """Return the rules in force."""
    text = desk.db.exec(
        select(RuleSetVersion.text).order_by(col(RuleSetVersion.position).desc()).limit(1)
    ).first()
    return default_rules() if text is None else _parsed(text)


def read_rulebook(desk: Desk) -> Rulebook:
    """Return the rules in force with what was published before, newest first."""
    versions = desk.db.exec(select(RuleSetVersion).order_by(col(RuleSetVersion.position).desc())).all()
    rules = _parsed(versions[0].text) if versions else default_rules()
    published_on = versions[0].published_on if versions else None
    return Rulebook(rules, load_floor(), published_on, tuple(versions))


def rules_named(desk: Desk, label: str) -> RuleSet | None:
    """Return the rule set that a stored proposal names; none where it cannot be found or read any more."""
    shipped = default_rules()
    if label == shipped.label:
        return shipped
    code, _, version = label.rpartition("/")
    if not version.isdecimal():
        return None
    query = select(RuleSetVersion.text).where(
        RuleSetVersion.code == code, RuleSetVersion.version == int(version)
    )
    text = desk.db.exec(query).one_or_none()
    try:
        return None if text is None else _parsed(text)
    except InvalidRules:
        return None


@lru_cache(maxsize=8)
def _parsed(text: str) -> RuleSet:
    return load_rules(text, floor=load_floor())
