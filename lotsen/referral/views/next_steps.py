"""Which steps the page of a received hand-over offers: one first, the others behind it."""

from lotsen.referral.actions import ReceivedView
from lotsen.referral.domain import Party, ReferralStatus, targets_of

_PRIMARY = {
    ReferralStatus.REQUESTED: "confirm",
    ReferralStatus.RECEIVED: "accept",
    ReferralStatus.ACCEPTED: "contact",
    ReferralStatus.WAITING_LIST: "contact",
    ReferralStatus.STARTED: "complete",
}
"""The one step that comes next; the others stand behind it."""


def next_steps(view: ReceivedView) -> tuple[str | None, list[str]]:
    """Return the one step that comes next, and the others that make sense, in the order people take them."""
    status = view.row.status
    possible = set(targets_of(status, Party.RECEIVER))
    is_asked = status is ReferralStatus.NEEDS_INPUT
    has_contact = status is ReferralStatus.STARTED
    reachable = bool({ReferralStatus.STARTED, ReferralStatus.ACCEPTED} & possible) and not is_asked
    offered = {
        "confirm": status is ReferralStatus.REQUESTED,
        "accept": ReferralStatus.ACCEPTED in possible and not is_asked,
        "contact": reachable,
        "begun": has_contact and view.work.help_begun_on is None,
        "attempt": not status.is_final,
        "waiting_list": ReferralStatus.WAITING_LIST in possible,
        "follow_up": not status.is_final,
        "note": True,
        "complete": has_contact or (reachable and status is not ReferralStatus.REQUESTED),
        "fail": ReferralStatus.FAILED in possible,
        "reject": ReferralStatus.REJECTED in possible,
        "withdrawal": not status.is_final,
        "error": not status.is_final,
    }
    primary = _PRIMARY.get(status)
    others = [step for step, is_offered in offered.items() if is_offered and step != primary]
    return primary, others
