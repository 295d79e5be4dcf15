"""Words for what stands in the audit trail: the deeds and the kinds of records, in the reader's language."""

from collections.abc import Iterable

from lotsen.kernel import gettext_noop
from lotsen.oversight.pages import page_name
from lotsen.web.i18n import gettext

DEEDS: dict[str, str] = {
    "assessment_completed": gettext_noop("Assessment completed"),
    "pin_set": gettext_noop("PIN for the tablet set"),
    "tablet_handed_over": gettext_noop("Tablet given to the family"),
    "tablet_taken_back": gettext_noop("Tablet taken back"),
    "assessment_started": gettext_noop("Assessment begun"),
    "codes_reserved": gettext_noop("Codes reserved for sheets of paper"),
    "call_back_recorded": gettext_noop("Call-back recorded"),
    "consent_recorded": gettext_noop("Consent recorded"),
    "consent_text_published": gettext_noop("Text for families published"),
    "consent_text_saved": gettext_noop("Text for families drafted"),
    "consent_withdrawn": gettext_noop("Consent withdrawn"),
    "contact_dropped": gettext_noop("Contact of an office removed"),
    "contact_kept": gettext_noop("Contact of an office kept"),
    "contact_saved": gettext_noop("Name and contact saved"),
    "draft_discarded": gettext_noop("Draft discarded"),
    "deputy_ended": gettext_noop("Stand-in ended"),
    "deputy_named": gettext_noop("Stand-in arranged"),
    "draft_saved": gettext_noop("Draft saved"),
    "facts_read": gettext_noop("Facts read for the figures"),
    "family_assigned": gettext_noop("Family given on"),
    "family_closed": gettext_noop("File closed"),
    "families_searched": gettext_noop("Families searched"),
    "family_known_earlier": gettext_noop("First day of a family moved back"),
    "family_reopened": gettext_noop("File opened again on the day it was closed"),
    "family_not_reached": gettext_noop("Family not reached"),
    "family_reached_after_all": gettext_noop("“Not reached” taken back"),
    "family_registered": gettext_noop("Family registered"),
    "family_sheet_saved": gettext_noop("Family sheet saved"),
    "figures_frozen": gettext_noop("Figures published"),
    "figures_seen": gettext_noop("Figures looked at"),
    "grant_added": gettext_noop("Access given to another institution"),
    "grant_removed": gettext_noop("Access taken from an institution"),
    "handover_prepared": gettext_noop("Hand-over prepared"),
    "hint_answered": gettext_noop("Sender of a hint told “contact made”"),
    "hint_dismissed": gettext_noop("Hint laid aside"),
    "hint_given": gettext_noop("Hint given"),
    "hint_joined": gettext_noop("Hint joined to a family"),
    "hint_taken": gettext_noop("Hint taken and erased"),
    "hint_taken_up_again": gettext_noop("Hint taken up again"),
    "hint_way_closed": gettext_noop("Link for hints ended"),
    "hint_way_opened": gettext_noop("Link for hints made"),
    "hint_way_printed": gettext_noop("Poster for hints printed"),
    "institution_added": gettext_noop("Institution added"),
    "instrument_added": gettext_noop("Sheet added"),
    "instrument_set": gettext_noop("Use of a sheet decided"),
    "institution_changed": gettext_noop("Institution changed"),
    "institution_closed": gettext_noop("Institution closed"),
    "institution_opened": gettext_noop("Institution reopened"),
    "kind_added": gettext_noop("Kind of institution added"),
    "kind_changed": gettext_noop("Kind of institution changed"),
    "locked": gettext_noop("Screen locked"),
    "locked_contact_opened": gettext_noop("Locked contact opened"),
    "look_alikes_searched": gettext_noop("Families that look alike searched"),
    "member_added": gettext_noop("Person of a family added"),
    "member_removed": gettext_noop("Person of a family removed"),
    "child_born": gettext_noop("Birth of a child recorded"),
    "member_saved": gettext_noop("Person of a family saved"),
    "membership_added": gettext_noop("Workplace added"),
    "membership_closed": gettext_noop("Workplace closed"),
    "membership_opened": gettext_noop("Workplace reopened"),
    "orphan_grant_swept": gettext_noop("Key without a record removed"),
    "password_changed": gettext_noop("Password changed"),
    "password_reset": gettext_noop("Password reset"),
    "plan_handed_out": gettext_noop("Contacts handed to the family"),
    "plan_made": gettext_noop("Services chosen"),
    "protection_closed": gettext_noop("Protected file closed"),
    "protection_entry_added": gettext_noop("Entry in a protected file"),
    "protection_erased": gettext_noop("Protected file erased with its key"),
    "protection_names_compared": gettext_noop("Nameless sheet compared with what names the family"),
    "protection_opened": gettext_noop("Protected file opened for the first time"),
    "protection_reader_added": gettext_noop("Reader of a protected file named"),
    "protection_reader_appointed": gettext_noop("Reader of a protected file appointed by two people"),
    "protection_reader_proposed": gettext_noop("Reader proposed for a protected file that nobody reads"),
    "protection_reader_removed": gettext_noop("Reader taken off a protected file"),
    "protection_refused": gettext_noop("Protected file refused to somebody who is no reader"),
    "protection_rules_kept": gettext_noop("Settings for protected files changed"),
    "referral_accepted": gettext_noop("Hand-over accepted"),
    "referral_completed": gettext_noop("Hand-over completed"),
    "referral_entered_in_error": gettext_noop("Hand-over marked as a mistake"),
    "referral_failed": gettext_noop("Hand-over did not come about"),
    "referral_needs_input": gettext_noop("Question about a hand-over"),
    "referral_received": gettext_noop("Receipt confirmed"),
    "referral_rejected": gettext_noop("Hand-over refused"),
    "referral_reopened": gettext_noop("Hand-over reopened"),
    "referral_requested": gettext_noop("Hand-over sent"),
    "referral_started": gettext_noop("Contact with the family"),
    "referral_waiting_list": gettext_noop("Put on the waiting list"),
    "referral_withdrawn": gettext_noop("Hand-over withdrawn"),
    "rule_set_published": gettext_noop("Rules published"),
    "seal_broken": gettext_noop("Broken seal found"),
    "sign_in_failed": gettext_noop("Sign-in failed"),
    "signed_in": gettext_noop("Signed in"),
    "signed_out": gettext_noop("Signed out"),
    "storage_period_saved": gettext_noop("Storage period saved"),
    "talk_held": gettext_noop("Talk held"),
    "withdrawal_noted": gettext_noop("Withdrawal noted"),
    "workplace_accepted": gettext_noop("Invitation to a workplace accepted"),
    "workplace_declined": gettext_noop("Invitation to a workplace declined"),
    "workplace_offered": gettext_noop("Person invited to a workplace"),
    "workplace_offer_withdrawn": gettext_noop("Invitation to a workplace taken back"),
    "workplace_chosen": gettext_noop("Workplace chosen"),
}

RECORDS: dict[str, str] = {
    "assessment": gettext_noop("Assessment"),
    "casework": gettext_noop("Own file of the receiver"),
    "consent": gettext_noop("Consent"),
    "consent-signature": gettext_noop("Signature under a consent"),
    "family": gettext_noop("Family"),
    "family-contact": gettext_noop("Name and contact"),
    "family-member": gettext_noop("Person"),
    "family-sheet": gettext_noop("Family sheet"),
    "intake-draft": gettext_noop("Unsaved draft"),
    "handover": gettext_noop("Hand-over sheet"),
    "hint": gettext_noop("Hint"),
    "proposal": gettext_noop("Services chosen"),
    "protection-case": gettext_noop("Protected file"),
    "protection-entry": gettext_noop("Entry of a protected file"),
    "referral": gettext_noop("Hand-over"),
    "referral-event": gettext_noop("Step of a hand-over"),
}


def deed_words(action: str) -> str:
    """Say a deed in the reader's language."""
    kind, _, page = action.partition(":")
    known = page_name(page)
    name = gettext(known) if known else page
    if kind == "opened":
        return gettext("Read: %(page)s", page=name)
    if kind == "refused":
        return gettext("Refused: %(page)s", page=name)
    return gettext(DEEDS[action]) if action in DEEDS else action


def record_words(classes: Iterable[str]) -> str:
    """Name the kinds of records an entry names, each once."""
    return ", ".join(gettext(RECORDS[one]) for one in dict.fromkeys(classes) if one in RECORDS)
