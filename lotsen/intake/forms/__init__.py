"""What the intake asks."""

from lotsen.intake.forms.assessment import (
    VALUE,
    AssessmentForm,
    StartForm,
    assessment_form,
    field_name,
    read_answers,
)
from lotsen.intake.forms.consent import ConsentForm, WithdrawForm
from lotsen.intake.forms.family import (
    CloseForm,
    ContactForm,
    RegisterForm,
    SheetForm,
    TalkForm,
    WalkInForm,
)
from lotsen.intake.forms.person import CaregiverForm, ChildForm
from lotsen.intake.forms.tablet import BackForm, HandOverForm

__all__ = [
    "VALUE",
    "AssessmentForm",
    "BackForm",
    "CaregiverForm",
    "ChildForm",
    "CloseForm",
    "ConsentForm",
    "ContactForm",
    "HandOverForm",
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
