"""Pages of the workbench of rules."""

from lotsen.workbench.views import compare, drafts, examples, ranking, rule, steps, versions
from lotsen.workbench.views.area import area

__all__ = ["area", "compare", "drafts", "examples", "ranking", "rule", "steps", "versions"]
