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
from lotsen.intake.forms.hint import (
    DismissHintForm,
    HintForm,
    HintWayForm,
    JoinHintForm,
    ReceiptForm,
    TakeHintForm,
)
from lotsen.intake.forms.person import CaregiverForm, ChildForm
from lotsen.intake.forms.search import LaterFamilyForm, PaperForm, SearchForm

__all__ = [
    "VALUE",
    "AssessmentForm",
    "CaregiverForm",
    "ChildForm",
    "CloseForm",
    "ConsentForm",
    "ContactForm",
    "DismissHintForm",
    "HintForm",
    "HintWayForm",
    "JoinHintForm",
    "LaterFamilyForm",
    "PaperForm",
    "ReceiptForm",
    "RegisterForm",
    "SearchForm",
    "SheetForm",
    "StartForm",
    "TakeHintForm",
    "TalkForm",
    "WalkInForm",
    "WithdrawForm",
    "assessment_form",
    "field_name",
    "read_answers",
]
