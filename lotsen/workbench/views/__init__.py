"""Pages of the workbench of rules."""

from lotsen.workbench.views import compare, drafts, ranking, rule, steps, versions
from lotsen.workbench.views.area import area

__all__ = ["area", "compare", "drafts", "ranking", "rule", "steps", "versions"]
