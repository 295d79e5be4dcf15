"""An example as a form: an invented family, and what has to come out for it."""

from lotsen.workbench.forms.example.form import ExampleForm, person_label
from lotsen.workbench.forms.example.rows import AnswerForm, PersonForm, VerdictForm

__all__ = ["AnswerForm", "ExampleForm", "PersonForm", "VerdictForm", "person_label"]
