"""What is asked in the closed loop."""

from lotsen.referral.forms.answering import (
    AnswerForm,
    answer_form,
    buttons,
    entered_fields,
    read_answer,
    sent_again,
    sent_form,
    ways_round,
)
from lotsen.referral.forms.filtering import FilterForm, filter_form
from lotsen.referral.forms.finding import FindForm
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
    "AnswerForm",
    "AttemptForm",
    "BegunForm",
    "CompleteForm",
    "ContactForm",
    "ErrorForm",
    "FailForm",
    "FilterForm",
    "FindForm",
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
    "answer_form",
    "buttons",
    "entered_fields",
    "filter_form",
    "read_answer",
    "sent_again",
    "sent_form",
    "ways_round",
]
