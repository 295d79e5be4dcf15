"""Versions of the rules: each can be read, kept as a file, compared and taken up again as a draft."""

from uuid import UUID

from flask import render_template, request
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.policy import Permission
from lotsen.referral.actions import published_version, read_rulebook, title_named
from lotsen.referral.rules import RuleSet, default_rules, write_rules
from lotsen.referral.views import wording
from lotsen.web.i18n import gettext
from lotsen.workbench import actions
from lotsen.workbench.forms import SHIPPED, BeginForm
from lotsen.workbench.views.area import Answer, area, names_of
from lotsen.workbench.views.changes import changes_of
from lotsen.workbench.views.drafts import as_file


@area.page("/versions/<uuid:version_id>", needs=Permission.RULES_WRITE)
def version(desk: Desk, version_id: UUID) -> Answer:
    """Show a published version as it was."""
    return _page(desk, version_id)


@area.page("/versions/shipped", needs=Permission.RULES_WRITE)
def shipped(desk: Desk) -> Answer:
    """Show the rules that came with the release: one can always go back to them."""
    return _page(desk, None)


@area.page("/versions/compare", needs=Permission.RULES_WRITE)
def compare_versions(desk: Desk) -> Answer:
    """Show what is different between two versions; without a choice, what a version, or the last, changed."""
    named = _named(desk)
    codes = list(named)
    new = request.args.get("new") or codes[0]
    if new not in named:
        raise NotVisible
    old = request.args.get("old") or _before(codes, new) or new
    if old not in named:
        raise NotVisible
    return render_template(
        "workbench/versions.html",
        named=named,
        old=old,
        new=new,
        **changes_of(actions.compare(desk, _rules(desk, old), _rules(desk, new))),
    )


@area.page("/versions/<uuid:version_id>/rules.yaml", needs=Permission.RULES_WRITE)
def version_file(desk: Desk, version_id: UUID) -> Response:
    """Hand out a published version as a file, so that other municipalities learn from it."""
    row, rules = published_version(desk, version_id)
    return as_file(row.text, f"{rules.id}-{rules.version}.yaml")


@area.page("/in-force.yaml", needs=Permission.RULES_WRITE)
def in_force_file(desk: Desk) -> Response:
    """Hand out the rules in force as a file, the shipped ones among them."""
    rules = read_rulebook(desk).rules
    return as_file(write_rules(rules), f"{rules.id}-{rules.version}.yaml")


def _page(desk: Desk, version_id: UUID | None) -> Answer:
    """Render a version; without an id the one that came with the release."""
    row, rules = (None, default_rules()) if version_id is None else published_version(desk, version_id)
    code = SHIPPED if row is None else str(row.id)
    named = _named(desk)
    title = gettext("Back to: %(version)s", version=named[code])
    return render_template(
        "workbench/version.html",
        code=code,
        row=row,
        rules=rules,
        earlier=_before(list(named), code),
        form=BeginForm(formdata=None, data={"version_id": code, "title": title}),
        is_in_force=read_rulebook(desk).in_force == version_id,
        names=names_of(desk, set() if row is None else {row.drafted_by, row.published_by}),
    )


def _named(desk: Desk) -> dict[str, str]:
    """Name the versions, the newest first and the one that came with the release last."""
    labels = {str(row.id): f"{row.code}/{row.version}" for row in read_rulebook(desk).versions}
    named = {code: wording.rule_set_name(title_named(desk, label), label) for code, label in labels.items()}
    return named | {SHIPPED: gettext("Delivered with Lotsen")}


def _before(codes: list[str], code: str) -> str | None:
    """Return the version before one, None where there is none."""
    return next(iter(codes[codes.index(code) + 1 :]), None)


def _rules(desk: Desk, code: str) -> RuleSet:
    return default_rules() if code == SHIPPED else published_version(desk, UUID(code))[1]
