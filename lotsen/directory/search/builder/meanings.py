"""Turns the words that mean the same into lists and arrays: what `Meanings` reads."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np

from lotsen.directory.search.analyser import stem, words
from lotsen.directory.search.builder.columns import end_to_end, small
from lotsen.directory.search.model import Synonyms
from lotsen.directory.search.snapshot.meanings import DIRECT, phrase, saying, tells_best
from lotsen.directory.search.snapshot.parts import Array

Ranks = dict[str, int]


def meanings_parts(synonyms: Synonyms) -> tuple[dict[str, Array], dict[str, Any]]:
    """Return the arrays and the tables of synonyms; lists in the arrays lie end to end.

    Of each saying (`said`) the phrases of the directory that it means (`meant`), with their ranks: what is
    named first of a meaning fits best (0), groups mean the same. Of each word of a saying (`told_by`) the
    sayings of several words that it tells best, and the phrases it hints at.
    """
    said = _said(synonyms)
    number_of = {key: number for number, key in enumerate(said)}
    phrases = sorted({one for ranks in said.values() for one in ranks})
    meant = {one: number for number, one in enumerate(phrases)}
    hints = _hints(said)
    told: dict[str, list[int]] = {part: [] for part in hints}
    for key, number in number_of.items():
        if " " in key:
            told[max(key.split(), key=tells_best)].append(number)
    arrays = {**_ranked("said", said.values(), meant), **_ranked("hint", hints.values(), meant)}
    body, arrays["told_at"] = end_to_end(told.values())
    arrays["told_body"] = small(body)
    tables = {
        "said": [*said],
        "meant": phrases,
        "told_by": [*hints],
        "language_words": _by_phrase(synonyms),
        "wish_words": _by_wish(synonyms),
        "spelled": sorted(_spelled(synonyms)),
    }
    return arrays, tables


def _said(synonyms: Synonyms) -> dict[str, Ranks]:
    """Lead the key of each saying to phrases with their ranks, the best first; all sorted."""
    found: dict[str, Ranks] = {}

    def add(one: str, others: Iterable[str], *, alike: bool = False) -> None:
        ranks = found.setdefault(saying(one), {})
        for rank, other in enumerate(map(phrase, others)):
            ranks[other] = min(0 if alike else rank, ranks.get(other, rank))

    for group in synonyms.groups:
        for one in group:
            add(one, group, alike=True)
    for one, others in synonyms.meanings.items():
        add(one, others)
        for name in others:  # what a directory calls a help is said of it first of all
            if " " in phrase(name):
                add(name, (name,))
    return {
        key: {
            other: rank
            for other, rank in sorted(ranks.items(), key=lambda it: (it[1], it[0]))
            if other and other != key
        }
        for key, ranks in sorted(found.items())
        if key
    }


def _hints(said: dict[str, Ranks]) -> dict[str, Ranks]:
    """Lead each word of a saying to what it hints at, all the more if it means that alone."""
    found: dict[str, Ranks] = defaultdict(dict)
    for key, others in said.items():
        parts = key.split()
        for part in parts:
            hints = found[part]
            for other, rank in others.items():
                hints[other] = min(rank if len(parts) > 1 else rank - DIRECT, hints.get(other, rank))
    return dict(sorted(found.items()))


def _ranked(name: str, lists: Iterable[Ranks], meant: dict[str, int]) -> dict[str, Array]:
    lists = list(lists)
    body, at = end_to_end([meant[one] for one in ranks] for ranks in lists)
    ranks = np.array([rank for one in lists for rank in one.values()], np.int16)
    return {f"{name}_meant": small(body), f"{name}_rank": ranks, f"{name}_at": at}


def _by_phrase(synonyms: Synonyms) -> dict[str, str]:
    found = {phrase(word): code for code, names in synonyms.languages.items() for word in names}
    return {key: code for key, code in sorted(found.items()) if key}


def _by_wish(synonyms: Synonyms) -> dict[str, str]:
    found = {" ".join(map(stem, words(one))): name for name, some in synonyms.wishes.items() for one in some}
    return {key: name for key, name in sorted(found.items()) if key}


def _spelled(synonyms: Synonyms) -> set[str]:
    """Return all that means something as it is typed, folded."""
    lists = (*synonyms.groups, synonyms.meanings, *synonyms.languages.values(), *synonyms.wishes.values())
    return {" ".join(words(one)) for some in lists for one in some}
