"""Published versions: each can be read, kept as a file, and taken up again as a draft."""

from uuid import UUID

from flask import render_template
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.policy import Permission
from lotsen.referral.actions import published_version, read_rulebook
from lotsen.referral.rules import write_rules
from lotsen.workbench.forms import BeginForm
from lotsen.workbench.views.area import Answer, area, names_of
from lotsen.workbench.views.drafts import as_file


@area.page("/versions/<uuid:version_id>", needs=Permission.RULES_WRITE)
def version(desk: Desk, version_id: UUID) -> Answer:
    """Show a published version as it was."""
    row, rules = published_version(desk, version_id)
    book = read_rulebook(desk)
    return render_template(
        "workbench/version.html",
        row=row,
        rules=rules,
        form=BeginForm(formdata=None, data={"version_id": str(row.id)}),
        is_in_force=book.in_force == row.id,
        names=names_of(desk, {row.drafted_by, row.published_by}),
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
