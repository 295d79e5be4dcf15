"""What the intake asks."""

from lotsen.intake.forms.assessment import (
    VALUE,
    AssessmentForm,
    StartForm,
    assessment_form,
    field_name,
    read_answers,
)
from lotsen.intake.forms.consent import ASKED_OF_RECIPIENT, ConsentForm, RecipientForm, WithdrawForm
from lotsen.intake.forms.family import (
    CloseForm,
    ContactForm,
    RegisterForm,
    SheetForm,
    TalkForm,
    WalkInForm,
)
from lotsen.intake.forms.person import CaregiverForm, ChildForm

__all__ = [
    "ASKED_OF_RECIPIENT",
    "VALUE",
    "AssessmentForm",
    "CaregiverForm",
    "ChildForm",
    "CloseForm",
    "ConsentForm",
    "ContactForm",
    "RecipientForm",
    "RegisterForm",
    "SheetForm",
    "StartForm",
    "TalkForm",
    "WalkInForm",
    "WithdrawForm",
    "assessment_form",
    "field_name",
    "read_answers",
]
