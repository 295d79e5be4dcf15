"""Reads compounds that nobody has named by those that somebody has: "Väterkreis" by "Vätergruppe"."""

from collections.abc import Iterator

from lotsen.directory.domain import fold
from lotsen.directory.search.analyser import COMMON, stem
from lotsen.directory.search.snapshot.meanings import Meanings, turned
from lotsen.directory.search.snapshot.vocabulary import Vocabulary
from lotsen.directory.search.verbs import DATA

SHORTEST_HEAD = 3
"""Letters of what stands before the last word of a compound."""
LINKS = ("s", "n", "en", "es")
"""What stands between the words of a compound."""
DROPPED = ("e", "en", "n", "s")
"""Endings that a word drops before another one: "Sprachkurs"."""


def _tails() -> dict[str, tuple[str, ...]]:
    """Lead the stem of each last word to the words that stand for it, folded; its first line counts."""
    lines = (DATA / "tails.txt").read_text(encoding="utf-8").splitlines()
    rows = [tuple(map(fold, line.split())) for line in lines if not line.startswith("#")]
    return {stem(word): row for row in reversed(rows) for word in row}


TAILS = _tails()


class Compounds:
    """Reads compounds with the words of one snapshot."""

    def __init__(self, vocabulary: Vocabulary, meanings: Meanings) -> None:
        self._vocabulary = vocabulary
        self._meanings = meanings

    def read(self, typed: list[str]) -> list[str]:
        """Write in one word names typed in two ("Hebammen-Praxis"), and strange compounds as known ones."""
        is_told = self._meanings.is_told(typed)
        found: list[str] = []
        for word in typed:
            if (
                found
                and self._vocabulary.stands_in_names(found[-1] + word)
                and not (is_told and is_form(found[-1]) and is_form(word))
            ):
                word = found.pop() + word
            found.append(word)
        return [next(self._named(word), word) for word in found]

    def _named(self, word: str) -> Iterator[str]:
        if word in COMMON or self._is_named(word) or self._meanings.knows(turned(word)):
            return
        whole = stem(word)
        for tail, alike in TAILS.items():
            head = whole.removesuffix(tail)
            if head == whole or len(head) < SHORTEST_HEAD:
                continue
            links = (begin for one in unlinked(head) for begin in linked(one))
            known = (*(begin + tail for begin in links), *(head + other for other in alike))
            yield from (one for one in known if self._meanings.of(stem(one)) is not None)
            if any(self._vocabulary.near(word, edits) for edits in (1, 2)):
                return  # a slip
            for one in unlinked(head):
                if stem(one) in TAILS if one in COMMON else self._is_named(one):
                    yield one

    def _is_named(self, word: str) -> bool:
        return self._vocabulary.stands_in_names(word) or self._meanings.of(stem(word)) is not None


def is_form(word: str) -> bool:
    """Say whether a folded word is common, or only says in what form there is help."""
    return word in COMMON or stem(word) in TAILS


def unlinked(head: str) -> Iterator[str]:
    """Yield the words that a compound may begin with: "beratungs" is "Beratung"."""
    yield head
    yield from (head.removesuffix(link) for link in LINKS if head.endswith(link))


def linked(word: str) -> Iterator[str]:
    """Yield how a word may begin a compound: "Sprache" is "sprach", "Beratung" is "beratungs"."""
    for end in ("", *DROPPED):
        if word.endswith(end) and len(word) - len(end) >= SHORTEST_HEAD:
            yield from (word.removesuffix(end) + link for link in ("", *LINKS))
