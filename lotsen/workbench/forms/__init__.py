"""What is asked at the workbench of rules."""

from lotsen.workbench.forms.drafts import BeginForm, HeadForm, TextForm
from lotsen.workbench.forms.rule import RuleForm

__all__ = ["BeginForm", "HeadForm", "RuleForm", "TextForm"]
