"""The area the workbench belongs to, and the words its pages share."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug import Response

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.kernel import LotsenError, StaleRevision
from lotsen.referral.domain import RANKING_LABELS
from lotsen.referral.rules import RuleProblem, in_points, load_floor
from lotsen.referral.views import wording
from lotsen.terms import vocabulary
from lotsen.web.access import Area
from lotsen.web.i18n import current_language, format_number, gettext, render_reason
from lotsen.workbench.domain import ORIGIN_LABELS, STATE_KINDS, STATE_LABELS

area = Area("workbench", "lotsen.workbench", url_prefix="/rules", template_folder="templates")

MOST_COMPLAINTS = 50
"""Faults of one draft that a page lists: a file that is wrong in every line says no more with a thousand."""

Answer = str | Response | tuple[str, int]


@area.context_processor
def words() -> dict[str, Any]:
    """Give every page of the area the vocabulary and the labels it speaks in."""
    return {
        "vocabulary": vocabulary(),
        "language": current_language(),
        "ranking_labels": RANKING_LABELS,
        "in_points": in_points,
        "wording": wording,
        "state_labels": STATE_LABELS,
        "state_kinds": STATE_KINDS,
        "origin_labels": ORIGIN_LABELS,
        "floor_paths": load_floor().paths,
    }


def mend_first(draft_id: UUID) -> Response:
    """Lead from a form to the text of a draft: what nobody can read yet has no forms."""
    flash(gettext("The draft has faults. Please mend them in the text first."), "warning")
    return redirect(url_for("workbench.text", draft_id=draft_id), 303)


def complaint(problem: RuleProblem) -> str:
    """Say what is wrong with a text of rules: line, place, cause."""
    cause = render_reason(problem.reason)
    if problem.path:
        return gettext(
            "Line %(line)s (%(about)s): %(cause)s", line=problem.line, about=problem.path, cause=cause
        )
    return gettext("Line %(line)s: %(cause)s", line=problem.line, cause=cause)


def complaints(problems: Sequence[RuleProblem]) -> list[str]:
    """Say what is wrong with a text of rules, and how much more there is than a page lists."""
    more = len(problems) - MOST_COMPLAINTS
    rest = [gettext("… and %(count)s more.", count=format_number(more))] if more > 0 else []
    return [complaint(problem) for problem in problems[:MOST_COMPLAINTS]] + rest


def stale_sentence(refused: LotsenError) -> str:
    """Say why a change of a draft was refused; what was typed is still on the page."""
    if isinstance(refused, StaleRevision):
        return gettext(
            "Somebody else has changed this draft in the meantime. Your input is still here: please look at"
            " the draft in a second window, then save again."
        )
    return gettext(refused.message)


def names_of(desk: Desk, people: set[UUID | None]) -> dict[UUID, str]:
    """Name the people who have worked on a draft."""
    return accounts.names_of(desk, {one for one in people if one is not None})
