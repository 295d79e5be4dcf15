"""The area all pages of the closed loop belong to, and the words they share."""

from typing import Any
from uuid import UUID

from flask import Flask
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.views.area import WITHDRAWAL_LISTENERS
from lotsen.kernel import new_id
from lotsen.referral import actions, domain
from lotsen.referral.matching import SAID_BY_BADGE
from lotsen.referral.rules import in_points
from lotsen.terms import vocabulary
from lotsen.web.access import Area
from lotsen.web.i18n import current_language

area = Area("referral", "lotsen.referral", url_prefix="/referral", template_folder="templates")

FAMILY_NEWS = "lotsen.intake.news"
"""The application's extension under which the intake finds who can name the families with news."""

Answer = str | Response | tuple[str, int]


@area.context_processor
def words() -> dict[str, Any]:
    """Give every page of the area the vocabulary and the labels it speaks in."""
    return {
        "vocabulary": vocabulary(),
        "language": current_language(),
        "ranking_labels": domain.RANKING_LABELS,
        "in_points": in_points,
        "said_by_badge": SAID_BY_BADGE,
        "status_labels": domain.STATUS_LABELS,
        "short_status_labels": domain.SHORT_STATUS_LABELS,
        "status_kinds": domain.STATUS_KINDS,
        "reason_labels": domain.REASON_LABELS,
        "outcome_labels": domain.OUTCOME_LABELS,
        "need_state_labels": domain.NEED_STATE_LABELS,
        "part_labels": domain.PART_LABELS,
        "party_labels": domain.PARTY_LABELS,
        "deed_labels": domain.DEED_LABELS,
        "tab_labels": domain.TAB_LABELS,
        "new_form_id": lambda: str(new_id()),
    }


def stop_sharing(
    desk: Desk, family_id: UUID, purpose: ConsentPurpose, recipient_id: UUID | None, by_phone: bool
) -> None:
    """Follow a consent that ends at the intake: what rested on it stops in the same unit of work."""
    if recipient_id is None:
        return
    if purpose is ConsentPurpose.FEEDBACK:
        actions.withdraw_feedback(desk, family_id, recipient_id, by_phone=by_phone)
    elif purpose.names_recipient:
        actions.withdraw_for_consent(desk, family_id, recipient_id, by_phone=by_phone)


def families_with_news(desk: Desk) -> set[UUID]:
    """Name the families of which an ending or a withdrawal waits to be noted; opens nothing."""
    return set(actions.feedback_waiting(desk))


def _listen(state: BlueprintSetupState) -> None:
    app: Flask = state.app  # type: ignore[assignment]  # a blueprint of Flask is registered on a Flask
    app.extensions.setdefault(WITHDRAWAL_LISTENERS, []).append(stop_sharing)
    app.extensions[FAMILY_NEWS] = families_with_news


area.record_once(_listen)
