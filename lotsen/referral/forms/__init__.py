"""What is asked in the closed loop."""

from lotsen.referral.forms.handover import NO, YES, HandoverForm
from lotsen.referral.forms.plan import PlanForm
from lotsen.referral.forms.steps import (
    AttemptForm,
    BegunForm,
    CompleteForm,
    ContactForm,
    ErrorForm,
    FailForm,
    FollowUpForm,
    NoteForm,
    RejectForm,
    ReopenForm,
    StepForm,
    TakeBackForm,
    TapForm,
    WaitingForm,
    WithdrawalForm,
)

__all__ = [
    "NO",
    "YES",
    "AttemptForm",
    "BegunForm",
    "CompleteForm",
    "ContactForm",
    "ErrorForm",
    "FailForm",
    "FollowUpForm",
    "HandoverForm",
    "NoteForm",
    "PlanForm",
    "RejectForm",
    "ReopenForm",
    "StepForm",
    "TakeBackForm",
    "TapForm",
    "WaitingForm",
    "WithdrawalForm",
]
