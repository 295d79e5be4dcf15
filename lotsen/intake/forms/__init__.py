"""What the intake asks."""

from lotsen.intake.forms.assessment import (
    VALUE,
    AssessmentForm,
    StartForm,
    assessment_form,
    field_name,
    read_answers,
)
from lotsen.intake.forms.comparing import Version, versions, words
from lotsen.intake.forms.consent import ConsentForm, WithdrawForm
from lotsen.intake.forms.family import (
    CloseForm,
    ContactForm,
    RegisterForm,
    SheetForm,
    TalkForm,
    WalkInForm,
)
from lotsen.intake.forms.kept import draft_sheet, form_data
from lotsen.intake.forms.parts import RevisedForm
from lotsen.intake.forms.person import CaregiverForm, ChildForm

__all__ = [
    "VALUE",
    "AssessmentForm",
    "CaregiverForm",
    "ChildForm",
    "CloseForm",
    "ConsentForm",
    "ContactForm",
    "RegisterForm",
    "RevisedForm",
    "SheetForm",
    "StartForm",
    "TalkForm",
    "Version",
    "WalkInForm",
    "WithdrawForm",
    "assessment_form",
    "draft_sheet",
    "field_name",
    "form_data",
    "read_answers",
    "versions",
    "words",
]
