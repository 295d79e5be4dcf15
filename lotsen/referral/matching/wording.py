"""Puts the words of the vocabulary in place of codes, before the web translates a reason.

Parameters named `need`, `service_type`, `language` and `target_group` hold codes (the plural: several, with
commas). Dates stay as they are (`…_on`, ISO): only the web formats dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from lotsen.kernel import Reason
from lotsen.terms import Texts, Vocabulary


class _Labelled(Protocol):
    @property
    def label(self) -> Texts: ...


def readable(reason: Reason, words: Vocabulary, language: str, comma: str = ", ") -> Reason:
    """Return the same reason with labels in this language instead of codes."""
    dictionaries: dict[str, Mapping[str, _Labelled]] = {
        "need": words.needs,
        "service_type": words.service_types,
        "language": words.languages,
        "target_group": words.target_groups,
    }
    return Reason(
        reason.message,
        {
            name: _labels(str(value), dictionaries[name.removesuffix("s")], language, comma)
            if name.removesuffix("s") in dictionaries
            else value
            for name, value in reason.params.items()
        },
    )


def _labels(codes: str, words: Mapping[str, _Labelled], language: str, comma: str) -> str:
    return comma.join(words[code].label.get(language) if code in words else code for code in codes.split(","))
