"""Which rules apply: the last published set, or the one that is shipped."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlmodel import col, func, select

from lotsen.desk import Desk
from lotsen.kernel import NotVisible, local_day, new_id
from lotsen.referral.domain import RulesNotGreen, VersionTaken
from lotsen.referral.rules import (
    InvalidRules,
    RuleSet,
    default_rules,
    load_floor,
    load_rules,
    read_title,
    run_cases,
)
from lotsen.referral.tables import RuleSetVersion
from lotsen.terms import Texts


@dataclass(frozen=True)
class Rulebook:
    """The rules in force, the floor below them, and what was published before."""

    rules: RuleSet
    floor: RuleSet
    published_on: date | None
    versions: tuple[RuleSetVersion, ...]
    in_force: UUID | None


def publish_rule_set(
    desk: Desk,
    text: str,
    *,
    published_on: date | None = None,
    drafted_by: UUID | None = None,
    published_by: UUID | None = None,
) -> RuleSetVersion:
    """Put a rule set in force from the day it names. Raises InvalidRules, RulesNotGreen, VersionTaken."""
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
        drafted_by=drafted_by,
        published_by=published_by,
    )
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("rule_set_published", record_class="rule-set", row=row.id)
    return row


def current_rules(desk: Desk) -> RuleSet:
    """Return the rules in force today."""
    version = current_version(desk)
    return default_rules() if version is None else _parsed(version.text)


def current_version(desk: Desk) -> RuleSetVersion | None:
    """Return the last published version that holds today; None while the one that is shipped does."""
    today = local_day(desk.clock)
    return next((row for row in _versions(desk) if _parsed(row.text).valid_from <= today), None)


def next_version(desk: Desk, code: str) -> int:
    """Return the number that the next version of a rule set gets; the shipped one counts as published."""
    shipped = default_rules()
    query = select(func.max(RuleSetVersion.version)).where(RuleSetVersion.code == code)
    last = desk.db.exec(query).one() or 0
    return max(last, shipped.version if shipped.id == code else 0) + 1


def published_version(desk: Desk, version_id: UUID) -> tuple[RuleSetVersion, RuleSet]:
    """Return a published version and its rules. Raises NotVisible."""
    row = desk.db.get(RuleSetVersion, version_id)
    if row is None:
        raise NotVisible
    return row, _parsed(row.text)


def read_rulebook(desk: Desk) -> Rulebook:
    """Return the rules in force with all that was published, newest first."""
    row = current_version(desk)
    return Rulebook(
        rules=default_rules() if row is None else _parsed(row.text),
        floor=load_floor(),
        published_on=None if row is None else row.published_on,
        versions=_versions(desk),
        in_force=None if row is None else row.id,
    )


def _versions(desk: Desk) -> tuple[RuleSetVersion, ...]:
    return tuple(desk.db.exec(select(RuleSetVersion).order_by(col(RuleSetVersion.position).desc())).all())


def rules_named(desk: Desk, label: str) -> RuleSet | None:
    """Return the rule set that a stored proposal names; none where it cannot be found or read any more."""
    shipped = default_rules()
    if label == shipped.label:
        return shipped
    text = _text_named(desk, label)
    try:
        return None if text is None else _parsed(text)
    except InvalidRules:
        return None


def title_named(desk: Desk, label: str) -> Texts | None:
    """Return what the rule set that a stored proposal names is called; none where it cannot be found."""
    shipped = default_rules()
    if label == shipped.label:
        return shipped.title
    text = _text_named(desk, label)
    return None if text is None else read_title(text)


def _text_named(desk: Desk, label: str) -> str | None:
    code, _, version = label.rpartition("/")
    if not version.isdecimal():
        return None
    query = select(RuleSetVersion.text).where(
        RuleSetVersion.code == code, RuleSetVersion.version == int(version)
    )
    return desk.db.exec(query).one_or_none()


@lru_cache(maxsize=8)
def _parsed(text: str) -> RuleSet:
    return load_rules(text, floor=load_floor())
