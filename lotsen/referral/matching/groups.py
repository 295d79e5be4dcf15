"""Which target groups a family belongs to, as far as anybody knows."""

from __future__ import annotations

from collections.abc import Iterator

from lotsen.referral.rules.facts import CaseFacts
from lotsen.referral.rules.logic import Truth, any_of
from lotsen.terms import TargetGroup, Vocabulary


def target_groups(case: CaseFacts, words: Vocabulary) -> dict[str, bool | None]:
    """Return yes, no or not known for each target group: one present fact of one person is enough for yes.

    A group that no fact stands for (fathers) is never known from the assessment.
    """
    return {
        code: any_of(_facts(group, case, words)) if group.facts else None
        for code, group in words.target_groups.items()
    }


def _facts(group: TargetGroup, case: CaseFacts, words: Vocabulary) -> Iterator[Truth]:
    for code in group.facts:
        for person in case.of_scope(words.facts[code].scope):
            value = person.values.get(code)
            yield value if isinstance(value, bool) else None
