"""Which page a reading happened on, in words a data protection officer knows."""

from lotsen.kernel import gettext_noop

_RECEIVED = gettext_noop("Received hand-over")
_SENT = gettext_noop("Sent hand-over")
_SHEET = gettext_noop("Assessment sheet")
_FAMILY = gettext_noop("Page of a family")
_CONSENTS = gettext_noop("Information and consent")
_PERSONS = gettext_noop("Persons of a family")
_SERVICES = gettext_noop("Services for a family")
_STEPS = (
    "received",
    "accept",
    "attempt",
    "complete",
    "confirm",
    "contact",
    "error",
    "fail",
    "follow_up",
    "note",
    "reject",
    "reopen",
    "waiting_list",
    "withdrawal",
)

PAGES: dict[str, str] = {
    "intake.today": gettext_noop("List of the day"),
    "intake.register": gettext_noop("New family"),
    "intake.walk_in": gettext_noop("Walk-in contact"),
    "intake.family": _FAMILY,
    "intake.sheet": _FAMILY,
    "intake.close": _FAMILY,
    "intake.talk": _FAMILY,
    "intake.discharged": _FAMILY,
    "intake.contact": gettext_noop("Name and contact"),
    "intake.consents": _CONSENTS,
    "intake.withdraw": _CONSENTS,
    "intake.recipient": _CONSENTS,
    "intake.new_recipient": _CONSENTS,
    "intake.notice_paper": _CONSENTS,
    "intake.consents_paper": _CONSENTS,
    "intake.signature": gettext_noop("Signature under a consent"),
    "intake.persons": _PERSONS,
    "intake.person": _PERSONS,
    "intake.new_child": _PERSONS,
    "intake.new_caregiver": _PERSONS,
    "intake.remove_person": _PERSONS,
    "intake.assessments": _SHEET,
    "intake.assessment": _SHEET,
    "intake.draft": _SHEET,
    "intake.result": gettext_noop("Result of an assessment"),
    "referral.proposals": _SERVICES,
    "referral.choose": _SERVICES,
    "referral.self_contact": gettext_noop("Sheet for the family"),
    "referral.give_out": gettext_noop("Sheet for the family"),
    "referral.referrals_of": gettext_noop("Plan and hand-overs of a family"),
    "referral.hand_over": gettext_noop("Preparing a hand-over"),
    "referral.preview": gettext_noop("Preparing a hand-over"),
    "referral.discard": gettext_noop("Preparing a hand-over"),
    "referral.sent": gettext_noop("List of sent hand-overs"),
    "referral.referral": _SENT,
    "referral.withdraw": _SENT,
    "referral.note_withdrawal": _SENT,
    "referral.work_list": gettext_noop("Work list"),
    **{f"referral.{step}": _RECEIVED for step in _STEPS},
    "referral.rule_set": gettext_noop("Rules"),
    "directory.services": gettext_noop("Directory of services"),
    "directory.service": gettext_noop("Directory of services"),
    "directory.printed": gettext_noop("Directory of services"),
    "directory.new": gettext_noop("Directory of services"),
    "directory.edit": gettext_noop("Directory of services"),
    "directory.capacity": gettext_noop("Directory of services"),
    "figures.dashboard": gettext_noop("Figures"),
    "figures.table": gettext_noop("Figures"),
    "figures.export": gettext_noop("Figures"),
    "accounts.people": gettext_noop("People"),
    "accounts.new_colleague": gettext_noop("People"),
    "accounts.colleague": gettext_noop("People"),
    "accounts.institutions": gettext_noop("Institutions"),
    "accounts.new_institution": gettext_noop("Institutions"),
    "oversight.audit": gettext_noop("Audit trail"),
    "oversight.audit_of": gettext_noop("Audit trail"),
    "oversight.chains": gettext_noop("Audit trail"),
    "demo": gettext_noop("Demonstration data"),
}
"""Endpoints and what their page is called."""


def page_name(endpoint: str) -> str | None:
    """Return the message id of a page's name, None where there is no word for it."""
    return PAGES.get(endpoint)
