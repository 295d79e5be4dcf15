"""Which target groups a family belongs to, as far as anybody knows.

A group that is `only_if_stated` (parents whose child has died) is never left to be cleared up: who has not
said so does not belong to it, and nobody is offered its services or has to be asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from lotsen.referral.matching.case import CaseProfile
from lotsen.referral.rules.facts import CaseFacts
from lotsen.referral.rules.logic import Truth, any_of
from lotsen.terms import TargetGroup, Vocabulary, vocabulary


def target_groups(case: CaseFacts, words: Vocabulary) -> dict[str, bool | None]:
    """Return yes, no or not known for each target group: one present fact of one person is enough for yes.

    A group that no fact stands for (fathers) is never known from the assessment.
    """
    return {
        code: _settled(group, any_of(_facts(group, case, words)) if group.facts else None)
        for code, group in words.target_groups.items()
    }


def belongs(case: CaseProfile, code: str) -> bool | None:
    """Say whether a family belongs to a target group; None where it is worth clearing up."""
    known, group = case.target_groups.get(code), vocabulary().target_groups.get(code)
    return known if group is None else _settled(group, known)


def _settled(group: TargetGroup, known: Truth) -> Truth:
    return False if known is None and group.only_if_stated else known


def _facts(group: TargetGroup, case: CaseFacts, words: Vocabulary) -> Iterator[Truth]:
    for code in group.facts:
        for person in case.of_scope(words.facts[code].scope):
            value = person.values.get(code)
            yield value if isinstance(value, bool) else None
