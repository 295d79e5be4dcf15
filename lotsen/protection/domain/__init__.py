"""Rules and words of the protection path. Pure."""

from lotsen.protection.domain.forms_of_law import FormOfLaw, FormStep, usual_form
from lotsen.protection.domain.refusals import (
    CaseIsClosed,
    LastReader,
    NamesLeft,
    NotAReader,
    PaperRefused,
    SecondPersonNeeded,
)
from lotsen.protection.domain.steps import NO, QUESTIONS, YES, AnswerKind, Question, missing
from lotsen.protection.domain.traces import Known, find_traces
from lotsen.protection.domain.words import (
    ENDING_LABELS,
    STEP_LABELS,
    CaseState,
    Ending,
    LegalForm,
    StepKind,
)

__all__ = [
    "ENDING_LABELS",
    "NO",
    "QUESTIONS",
    "STEP_LABELS",
    "YES",
    "AnswerKind",
    "CaseIsClosed",
    "CaseState",
    "Ending",
    "FormOfLaw",
    "FormStep",
    "Known",
    "LastReader",
    "LegalForm",
    "NamesLeft",
    "NotAReader",
    "PaperRefused",
    "Question",
    "SecondPersonNeeded",
    "StepKind",
    "find_traces",
    "missing",
    "usual_form",
]
