"""What the intake asks."""

from lotsen.intake.forms.answers import VALUE, field_name, has_state, line_names
from lotsen.intake.forms.assessment import (
    AssessmentForm,
    StartForm,
    assessment_form,
    read_answers,
)
from lotsen.intake.forms.assigning import AssignForm, AssignManyForm
from lotsen.intake.forms.caregiver import REACH, CaregiverForm, caregiver_data
from lotsen.intake.forms.child import ChildForm
from lotsen.intake.forms.comparing import Version, versions, words
from lotsen.intake.forms.consent import (
    ASKED_OF_RECIPIENT,
    CallBackForm,
    ConsentForm,
    RecipientForm,
    WithdrawForm,
)
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
from lotsen.intake.forms.instruments import UploadForm, UseFields, UsesForm, uses_form
from lotsen.intake.forms.kept import OF_THE_PAGE, draft_sheet, form_data, walk_in_sheet
from lotsen.intake.forms.person import BirthForm, CustodyForm, custody_field, custody_form
from lotsen.intake.forms.search import LaterFamilyForm, PaperForm, SearchForm
from lotsen.intake.forms.tablet import BackForm, HandOverForm
from lotsen.intake.forms.texts import StorageForm, WordingForm

__all__ = [
    "ASKED_OF_RECIPIENT",
    "OF_THE_PAGE",
    "REACH",
    "VALUE",
    "AssessmentForm",
    "AssignForm",
    "AssignManyForm",
    "BackForm",
    "BirthForm",
    "CallBackForm",
    "CaregiverForm",
    "ChildForm",
    "CloseForm",
    "ConsentForm",
    "ContactForm",
    "CustodyForm",
    "DismissHintForm",
    "HandOverForm",
    "HintForm",
    "HintWayForm",
    "JoinHintForm",
    "LaterFamilyForm",
    "PaperForm",
    "ReceiptForm",
    "RecipientForm",
    "RegisterForm",
    "SearchForm",
    "SheetForm",
    "StartForm",
    "StorageForm",
    "TakeHintForm",
    "TalkForm",
    "UploadForm",
    "UseFields",
    "UsesForm",
    "Version",
    "WalkInForm",
    "WithdrawForm",
    "WordingForm",
    "assessment_form",
    "caregiver_data",
    "custody_field",
    "custody_form",
    "draft_sheet",
    "field_name",
    "form_data",
    "has_state",
    "line_names",
    "read_answers",
    "uses_form",
    "versions",
    "walk_in_sheet",
    "words",
]
