"""Learn from another municipality: its rule set opens as a draft, with a list of what does not fit here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from lotsen.desk import Desk
from lotsen.referral.actions import current_rules
from lotsen.referral.rules import (
    FieldChange,
    InvalidRules,
    LeftOut,
    adopt,
    diff_weights,
    load_floor,
    write_rules,
)
from lotsen.workbench.actions.drafts import begin, draft_row
from lotsen.workbench.checking import checked
from lotsen.workbench.domain import DraftOrigin
from lotsen.workbench.tables import RuleDraft


def import_draft(desk: Desk, row_id: UUID, *, title: str, text: str) -> RuleDraft:
    """Begin a draft from a file. Rules and examples that cannot be read here are left out and listed.

    A file that is no rule set at all becomes a draft as it is, faults and all.
    """
    try:
        adopted = adopt(text, floor=load_floor())
    except InvalidRules:
        return begin(desk, row_id, title, text, DraftOrigin.IMPORTED)
    return begin(desk, row_id, title, write_rules(adopted.draft), DraftOrigin.IMPORTED, brought=text)


@dataclass(frozen=True)
class Misfit:
    """What of another town's file differs from this place: entries left out, points, and languages.

    `points` are those of the order of proposals that count otherwise than here; `unspoken` says for each
    language that the rules in force here have sentences in how many rules of the draft have none.
    """

    left_out: tuple[LeftOut, ...]
    points: tuple[FieldChange, ...]
    unspoken: Mapping[str, int]


def misfit(desk: Desk, draft_id: UUID) -> Misfit | None:
    """Return what does not fit here of the file that a draft came from; None where it came from none.

    Raises NotVisible.
    """
    row = draft_row(desk, draft_id)
    if row.brought is None:
        return None
    rules, here = checked(row.text).rules, current_rules(desk)
    left_out = _left_out(row.brought)
    if rules is None:
        return Misfit(left_out, (), {})
    spoken = sorted({language for rule in here.rules for language in rule.sentence})
    missing = {language: sum(language not in rule.sentence for rule in rules.rules) for language in spoken}
    return Misfit(
        left_out=left_out,
        points=diff_weights(here.ranking, rules.ranking),
        unspoken={language: count for language, count in missing.items() if count},
    )


@lru_cache(maxsize=8)
def _left_out(text: str) -> tuple[LeftOut, ...]:
    return adopt(text, floor=load_floor()).left_out
