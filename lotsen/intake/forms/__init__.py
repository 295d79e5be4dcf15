"""What the intake asks."""

from lotsen.intake.forms.answers import VALUE, field_name, has_state, line_names
from lotsen.intake.forms.assessment import (
    AssessmentForm,
    StartForm,
    assessment_form,
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
    "has_state",
    "line_names",
    "read_answers",
]
