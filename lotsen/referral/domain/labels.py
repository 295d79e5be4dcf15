"""What the words of the referral are called on the screen: message ids, translated where they are shown."""

from lotsen.kernel import gettext_noop
from lotsen.referral.domain.words import (
    Channel,
    Deed,
    NeedState,
    Outcome,
    Party,
    ReferralStatus,
    ReleasePart,
    StatusReason,
    WorkTab,
)

STATUS_LABELS: dict[ReferralStatus, str] = {
    ReferralStatus.DRAFT: gettext_noop("Draft"),
    ReferralStatus.AWAITING_CONSENT: gettext_noop("Consent pending"),
    ReferralStatus.REQUESTED: gettext_noop("Sent, answer pending"),
    ReferralStatus.RECEIVED: gettext_noop("Receipt confirmed"),
    ReferralStatus.ACCEPTED: gettext_noop("Accepted"),
    ReferralStatus.WAITING_LIST: gettext_noop("On the waiting list"),
    ReferralStatus.NEEDS_INPUT: gettext_noop("Question open, or the family has to act"),
    ReferralStatus.STARTED: gettext_noop("Contact made"),
    ReferralStatus.COMPLETED: gettext_noop("Completed"),
    ReferralStatus.REJECTED: gettext_noop("Rejected by the receiver"),
    ReferralStatus.WITHDRAWN: gettext_noop("Taken back or withdrawn"),
    ReferralStatus.FAILED: gettext_noop("Did not come about"),
    ReferralStatus.ENTERED_IN_ERROR: gettext_noop("Entered by mistake"),
}

SHORT_STATUS_LABELS: dict[ReferralStatus, str] = {
    **STATUS_LABELS,
    ReferralStatus.REQUESTED: gettext_noop("open"),
    ReferralStatus.NEEDS_INPUT: gettext_noop("Question open"),
    ReferralStatus.REJECTED: gettext_noop("Rejected"),
    ReferralStatus.WITHDRAWN: gettext_noop("Withdrawn"),
}
"""The same in the receiver's work list, where there is little room."""

STATUS_KINDS: dict[ReferralStatus, str] = {
    ReferralStatus.STARTED: "success",
    ReferralStatus.COMPLETED: "success",
    ReferralStatus.ACCEPTED: "success",
    ReferralStatus.WAITING_LIST: "warning",
    ReferralStatus.NEEDS_INPUT: "warning",
    ReferralStatus.REJECTED: "danger",
    ReferralStatus.FAILED: "danger",
    ReferralStatus.WITHDRAWN: "warning",
}
"""The colour beside the words; "info" where none is named."""

REASON_LABELS: dict[StatusReason, str] = {
    StatusReason.NOT_ELIGIBLE: gettext_noop("Requirements not met"),
    StatusReason.NO_PLACE: gettext_noop("No place free"),
    StatusReason.NOT_OFFERED: gettext_noop("This help is not offered here"),
    StatusReason.NOT_RESPONSIBLE: gettext_noop("Not responsible (place of residence)"),
    StatusReason.ALREADY_SUPPORTED: gettext_noop("Already supported"),
    StatusReason.FAMILY_DECLINED: gettext_noop("The family no longer wants it"),
    StatusReason.CONSENT_WITHDRAWN: gettext_noop("The family has withdrawn its consent"),
    StatusReason.NEED_GONE: gettext_noop("The need no longer exists"),
    StatusReason.BETTER_SERVICE: gettext_noop("A better service was found"),
    StatusReason.MOVED: gettext_noop("The family has moved"),
    StatusReason.NOT_REACHED: gettext_noop("Family not reached"),
    StatusReason.APPOINTMENT_MISSED: gettext_noop("Appointment not kept"),
    StatusReason.DEADLINE_PASSED: gettext_noop("Deadline passed"),
    StatusReason.LATER_START: gettext_noop("Can only begin later"),
    StatusReason.INFORMATION_MISSING: gettext_noop("Information is missing"),
    StatusReason.FAMILY_MUST_ACT: gettext_noop("The family has to do something first"),
    StatusReason.CONTACT_AGAIN: gettext_noop("The family has got in touch again"),
    StatusReason.CLOSED_BY_MISTAKE: gettext_noop("Closed by mistake"),
    StatusReason.WRONG_FAMILY: gettext_noop("Wrong family"),
    StatusReason.DUPLICATE: gettext_noop("Handed over twice"),
    StatusReason.OTHER: gettext_noop("Another reason"),
}

OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.HELP_RUNNING: gettext_noop("Help accepted and under way"),
    Outcome.HELP_GIVEN: gettext_noop("Help given and finished"),
    Outcome.ADVICE_ENOUGH: gettext_noop("Advice was enough"),
    Outcome.SUPPORTED_ELSEWHERE: gettext_noop("Already supported elsewhere"),
    Outcome.DECLINED: gettext_noop("Declined by the family"),
    Outcome.PASSED_ON: gettext_noop("Passed on to another place"),
    Outcome.NO_NEED: gettext_noop("No need any more"),
}

NEED_STATE_LABELS: dict[NeedState, str] = {
    NeedState.OPEN: gettext_noop("The need is still open"),
    NeedState.PARTLY_MET: gettext_noop("The need is partly met"),
    NeedState.MET: gettext_noop("The need is met"),
    NeedState.NOT_WANTED: gettext_noop("Not wanted by the family"),
    NeedState.GAP: gettext_noop("Cannot be met (no such service)"),
}

CHANNEL_LABELS: dict[Channel, str] = {
    Channel.DIGITAL: gettext_noop("Sent in Lotsen"),
    Channel.PHONE: gettext_noop("Told by telephone"),
    Channel.FAX: gettext_noop("Sent by fax"),
    Channel.LETTER: gettext_noop("Sent by letter"),
    Channel.SELF: gettext_noop("The family gets in touch itself"),
}

PART_LABELS: dict[ReleasePart, str] = {
    ReleasePart.CONTACT: gettext_noop("Name and contact"),
    ReleasePart.CHILDREN: gettext_noop("Children"),
    ReleasePart.LANGUAGE: gettext_noop("Language and interpreter"),
    ReleasePart.NEEDS: gettext_noop("Needs"),
    ReleasePart.RESOURCES: gettext_noop("What goes well already"),
    ReleasePart.SERVICES: gettext_noop("Chosen services"),
    ReleasePart.MESSAGE: gettext_noop("Message"),
}

PARTY_LABELS: dict[Party, str] = {
    Party.SENDER: gettext_noop("the sender"),
    Party.RECEIVER: gettext_noop("the receiver"),
    Party.SERVICE: gettext_noop("the service"),
    Party.FAMILY: gettext_noop("the family"),
}

TAB_LABELS: dict[WorkTab, str] = {
    WorkTab.NEW: gettext_noop("New"),
    WorkTab.IN_PROGRESS: gettext_noop("In progress"),
    WorkTab.DUE: gettext_noop("Follow-up due"),
    WorkTab.CLOSED: gettext_noop("Closed"),
}

DEED_LABELS: dict[Deed, str] = {
    Deed.STATUS: gettext_noop("New state"),
    Deed.ATTEMPT: gettext_noop("Attempt: not reached"),
    Deed.FOLLOW_UP: gettext_noop("Follow-up date set"),
    Deed.NOTE: gettext_noop("Note"),
    Deed.HELP_BEGUN: gettext_noop("Help has begun"),
}

RANKING_LABELS: dict[str, str] = {
    "need": gettext_noop("Each step of a need’s weight"),
    "further_need": gettext_noop("Each further need that the service answers as well"),
    "free_place": gettext_noop("Places free"),
    "waiting_week": gettext_noop("Each week of waiting"),
    "language": gettext_noop("The family’s language is spoken"),
    "free_of_charge": gettext_noop("It costs nothing"),
    "home_visit": gettext_noop("Somebody comes to the home, and the family wishes it"),
    "district": gettext_noop("It is in the family’s district"),
    "target_group": gettext_noop("It is meant for families like this one"),
    "preferred": gettext_noop("A rule names this type of service as the best answer"),
    "open_point": gettext_noop("Each point that is still to be cleared up"),
    "kilometre": gettext_noop("Each kilometre of the way"),
    "wish": gettext_noop("The family itself asked for help with the need: its weight rises by"),
}
"""What counts how much when services that fit are put in order, by the weights of a rule set."""
