"""Reads how a sentence is built, as far as a search needs it: what is its verb, who is told of, who acts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lotsen.directory.search.analyser import COMMON, NEGATIONS, STOPWORDS
from lotsen.directory.search.verbs import is_verb

CHILD = "kind"
SEEKS = "sucht"
"""A verb, "seeks", that is a noun, "addiction", as well; folded, as all words here."""
BEFORE_NOUNS = frozenset(
    re.findall(
        r"\S+",
        "bei beim mit gegen wegen von vom zur zu durch ohne in der die eine einer meine meiner seine seiner "
        "ihre ihrer deine unsere keine trotz nach thema und oder fur",
    )
)
"""Small words after which a noun stands rather than the verb."""
SAYS = frozenset(("sagt", "sagte", "sagen", "meint", "meinte", "meinen", "empfiehlt", "schickt", "schickte"))
TOLD = frozenset(("empfohlen", "verschrieben", "geschickt", "uberwiesen", "geraten", "gesagt", "gemeint"))
"""Verbs by which somebody else says what a family needs: in the midst of the sentence, or at its end."""
SEEKING = frozenset(("suche", "suchen"))
DETERMINERS = frozenset(
    re.findall(
        r"\S+",
        "der die das den dem mein meine meinen meinem meiner unser unsere unseren unserem unserer sein seine "
        "ihr ihre",
    )
)
BY_SIZE = frozenset(
    re.findall(r"\S+", "kleine kleiner kleinen kleines grosse grosser grossen grosses kleinste kleinster")
)
"""Words for a child where no noun follows: "my little one"."""
LAST = 3
"""Words at the end of a sentence, from the verb on, that say who said it: "says the nursery"."""
_AGED = re.compile(r"(?!jahr|monat|woch|minder|voll|lang)\w+(?:jahrige|monatige|wochige)[rns]?")
"""A child called by its age: "unser Zweijähriger"."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a query, folded, without the verb that says that somebody seeks.

    `sources` are those who told the family what it needs, rather than what it looks for.
    """

    words: tuple[str, ...]
    sources: frozenset[str]


def read(spelled: list[tuple[str, str]]) -> Sentence:
    """Read words, each folded and as it is written."""
    kept = [one for at, one in enumerate(spelled) if not _seeks(spelled, at)]
    typed = [folded for folded, _ in kept]
    return Sentence(
        tuple(CHILD if _is_child(typed, at) else word for at, word in enumerate(typed)),
        frozenset((*_sources(typed), *_seekers(spelled))),
    )


def own(typed: list[str]) -> frozenset[int]:
    """Return where the words stand that somebody says of themselves: "und ich schreie nur noch"."""
    found: set[int] = set()
    for at, word in enumerate(typed):
        if word in ("ich", "bin"):
            found.update(range(at + 1, min(at + 5, len(typed))))
            if at:
                found.add(at - 1)
    return frozenset(at for at in found if typed[at] not in COMMON)


def _seekers(spelled: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the words that say who it is that seeks."""
    verbs = [at for at, (word, _) in enumerate(spelled) if word in SEEKING or _seeks(spelled, at)]
    for word, _ in spelled[: verbs[-1] if verbs and verbs[-1] < len(spelled) - 1 else 0]:
        yield word


def _seeks(spelled: list[tuple[str, str]], at: int) -> bool:
    """Say whether a word is the verb of somebody who seeks, and no addiction."""
    folded, written = spelled[at]
    if folded != SEEKS or not 0 < at < len(spelled) - 1 or written != folded:
        return False
    before = spelled[at - 1][0]
    if before in BEFORE_NOUNS:
        return False
    if any(word[0].isupper() for _, word in spelled[1:]):
        return True  # who writes nouns with a capital would write this one so
    return before in COMMON or before in STOPWORDS


def _is_child(typed: list[str], at: int) -> bool:
    word = typed[at]
    if word in BY_SIZE and at and typed[at - 1] in DETERMINERS:
        after = typed[at + 1] if at + 1 < len(typed) else ""
        return not after or after in STOPWORDS or after in NEGATIONS or is_verb(after)
    return bool(_AGED.fullmatch(word))


def _sources(typed: list[str]) -> Iterator[str]:
    told = not TOLD.isdisjoint(typed)
    for at, word in enumerate(typed):
        if word in SAYS or (told and word in ("hat", "haben")):
            if at == 1 or (at and typed[at - 2] in DETERMINERS):
                yield typed[at - 1]
            if word in SAYS and len(typed) - at <= LAST:
                yield typed[-1]
