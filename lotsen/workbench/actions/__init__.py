"""What can be done at the workbench of rules."""

from lotsen.workbench.actions.drafts import (
    Checked,
    DraftView,
    begin_draft,
    checked,
    discard_draft,
    drop_rule,
    import_draft,
    list_drafts,
    read_draft,
    save_rule,
    save_text,
)
from lotsen.workbench.actions.publishing import (
    may_publish,
    publish_draft,
    submit_draft,
    take_draft_back,
)

__all__ = [
    "Checked",
    "DraftView",
    "begin_draft",
    "checked",
    "discard_draft",
    "drop_rule",
    "import_draft",
    "list_drafts",
    "may_publish",
    "publish_draft",
    "read_draft",
    "save_rule",
    "save_text",
    "submit_draft",
    "take_draft_back",
]
