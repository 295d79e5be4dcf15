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
from lotsen.intake.forms.instruments import UploadForm, UsesForm, uses_form
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
    "SheetForm",
    "StartForm",
    "TalkForm",
    "UploadForm",
    "UsesForm",
    "WalkInForm",
    "WithdrawForm",
    "assessment_form",
    "field_name",
    "has_state",
    "line_names",
    "read_answers",
    "uses_form",
]
