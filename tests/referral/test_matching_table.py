"""Matching by tables of cases: each service fits or does not, and says why in whole sentences."""

import ast
from pathlib import Path

import pytest

from lotsen.referral.matching import Fit, Miss, age, conditions, match
from tests.referral.matching_table import TableCase, spoken, table_cases

TABLE = table_cases("matching.toml")


@pytest.mark.parametrize("case", TABLE, ids=[case.name for case in TABLE])
def test_the_table_of_cases(case: TableCase) -> None:
    result = match([case.service], case.family, case.needs)
    if case.expect == "absent":
        assert (result.fits, result.misses) == ((), ())
        return
    if case.expect == "fit":
        (fit,) = result.fits
        assert not [sentence for sentence in case.why if sentence not in spoken(fit.reasons)]
        assert not [sentence for sentence in case.notes if sentence not in spoken(fit.notes)]
        assert not [sentence for sentence in case.never if sentence in spoken(fit.reasons)]
        assert case.clarify is None or spoken(fit.to_clarify) == case.clarify
        assert result.gaps == ()
        return
    (miss,) = result.misses
    assert spoken(miss.reasons) == case.reasons
    assert miss.near is (case.expect == "near")
    assert result.gaps == tuple(dict.fromkeys(need.code for need in case.needs))


def test_every_sentence_of_matching_is_shown_by_a_case() -> None:
    shown: set[str] = set()
    for case in TABLE:
        result = match([case.service], case.family, case.needs)
        found: list[Fit | Miss] = [*result.fits, *result.misses]
        for entry in found:
            shown |= {reason.message for reason in (*entry.reasons, *entry.to_clarify, *entry.notes)}
    assert _sentences_of(age.__file__) | _sentences_of(conditions.__file__) <= shown


def _sentences_of(path: str) -> set[str]:
    """Return every text of a module that is marked for translation."""
    calls = (
        node
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    marked = (
        call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "gettext_noop"
    )
    return {str(text.value) for text in marked if isinstance(text, ast.Constant)}
