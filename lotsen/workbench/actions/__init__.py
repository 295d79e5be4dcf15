"""What can be done at the workbench of rules."""

from lotsen.workbench.actions.drafts import (
    DraftView,
    begin_draft,
    begin_shipped_draft,
    discard_draft,
    drop_rule,
    list_drafts,
    read_draft,
    save_rule,
    save_text,
)
from lotsen.workbench.actions.examples import drop_example, save_example
from lotsen.workbench.actions.importing import import_draft, misfit
from lotsen.workbench.actions.publishing import (
    may_publish,
    publish_draft,
    submit_draft,
    take_draft_back,
)
from lotsen.workbench.actions.trying import Comparison, compare, compare_draft, findings

__all__ = [
    "Comparison",
    "DraftView",
    "begin_draft",
    "begin_shipped_draft",
    "compare",
    "compare_draft",
    "discard_draft",
    "drop_example",
    "drop_rule",
    "findings",
    "import_draft",
    "list_drafts",
    "may_publish",
    "misfit",
    "publish_draft",
    "read_draft",
    "save_example",
    "save_rule",
    "save_text",
    "submit_draft",
    "take_draft_back",
]
