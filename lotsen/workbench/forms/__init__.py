"""What is asked at the workbench of rules."""

from lotsen.workbench.forms.drafts import SHIPPED, BeginForm, HeadForm, TextForm
from lotsen.workbench.forms.example import ExampleForm, person_label
from lotsen.workbench.forms.rule import RuleForm

__all__ = ["SHIPPED", "BeginForm", "ExampleForm", "HeadForm", "RuleForm", "TextForm", "person_label"]
