"""What can be done with a family on its way from a code to a talk."""

from lotsen.intake.actions.assessments import (
    AssessmentView,
    complete_assessment,
    latest_assessment,
    open_draft,
    read_assessment,
    save_draft,
    start_assessment,
)
from lotsen.intake.actions.consents import record_consent, withdraw_consent
from lotsen.intake.actions.families import (
    BEFORE_TALK,
    close_family,
    hold_talk,
    mark_not_reached,
    read_locked_contact,
    register_family,
    save_contact,
    save_sheet,
    set_stage,
    usual_origin,
)
from lotsen.intake.actions.family_mode import (
    give_answer,
    hand_tablet_over,
    take_tablet_back,
    wish_talk,
)
from lotsen.intake.actions.material import CaseMaterial, CaseMember, case_material
from lotsen.intake.actions.members import add_member, remove_member, update_member
from lotsen.intake.actions.reading import (
    ConsentView,
    FamilyCard,
    FamilyView,
    MemberView,
    Page,
    family_row,
    list_families,
    read_family,
)
from lotsen.intake.actions.refusals import (
    AssessmentCompleted,
    CaseClosed,
    ConsentMissing,
    RecipientMissing,
)

__all__ = [
    "BEFORE_TALK",
    "AssessmentCompleted",
    "AssessmentView",
    "CaseClosed",
    "CaseMaterial",
    "CaseMember",
    "ConsentMissing",
    "ConsentView",
    "FamilyCard",
    "FamilyView",
    "MemberView",
    "Page",
    "RecipientMissing",
    "add_member",
    "case_material",
    "close_family",
    "complete_assessment",
    "family_row",
    "give_answer",
    "hand_tablet_over",
    "hold_talk",
    "latest_assessment",
    "list_families",
    "mark_not_reached",
    "open_draft",
    "read_assessment",
    "read_family",
    "read_locked_contact",
    "record_consent",
    "register_family",
    "remove_member",
    "save_contact",
    "save_draft",
    "save_sheet",
    "set_stage",
    "start_assessment",
    "take_tablet_back",
    "update_member",
    "usual_origin",
    "wish_talk",
    "withdraw_consent",
]
