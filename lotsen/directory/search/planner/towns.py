"""Finds the places that a query names, and tells them from things of the same name.

Towns are called Essen, Singen, Sorge and Lachen. A word that means something is a place where the query says
so ("in Essen"), or where it stands beside what is looked for ("Hebamme Essen") and is a city or a place of
this directory. In quotation marks it is a word.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, reduce

from lotsen.directory.search.analyser import COMMON, NEGATIONS, STOPWORDS, shipped_spellings, words
from lotsen.directory.search.model import FoundPlace, OtherReading
from lotsen.directory.search.snapshot.meanings import Meanings, turned
from lotsen.directory.search.snapshot.reach import LONGEST_NAME, Places, of_town
from lotsen.directory.search.snapshot.vocabulary import Vocabulary
from lotsen.directory.search.verbs import DATA, is_verb

BEFORE_PLACES = ("in", "aus")
"""Words after which a name means the place, though it is a word as well: "singing", or in Singen."""
IDIOMS = frozenset((("in", "sorge"),))
"""What means no place all the same."""
BESIDE_THINGS = frozenset(words("mit ohne für gegen wegen trotz während zum zur beim vom über um nach"))
"""Words that say of the one beside them that it is a thing: "mit Drogen", "Stelle für Schulden"."""
SURE_SLIP = 7
"""Letters from which a slip is taken for the name of a place where no service is."""
_QUOTED = re.compile('["„“”«»]([^"„“”«»]+)["„“”«»]')


@dataclass(frozen=True)
class Named:
    """What is left of a query without its places; `unknown` are cities that the list of places lacks.

    `other` is a word that may mean a place as well as a thing, and whether it was taken for a thing; `things`
    are those that are places if the directory has no such thing. The place `is_said` to be one: "in Singen".
    """

    left: list[str]
    place: FoundPlace | None = None
    unknown: tuple[str, ...] = ()
    other: tuple[str, bool] | None = None
    things: frozenset[str] = frozenset()
    is_said: bool = False


class Towns:
    """Reads the places of queries; `is_served`: any service lies in a place or serves it by name."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        meanings: Meanings,
        places: Places,
        is_served: Callable[[FoundPlace], bool],
    ) -> None:
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._places = places
        self._is_served = is_served

    def take(self, typed: list[str], quoted: frozenset[str], sure: frozenset[str] = frozenset()) -> Named:
        """Take the places out of a query; words that are `quoted` are none, those that are `sure` always."""
        places: dict[FoundPlace, None] = {}
        left: list[str] = []
        unknown: list[str] = []
        other: tuple[str, bool] | None = None
        things: set[str] = set()
        is_said = False
        at = 0
        while at < len(typed):
            for length in range(min(LONGEST_NAME, len(typed) - at), 0, -1):
                words_ = typed[at : at + length]
                found = None if quoted.issuperset(words_) else self._called(" ".join(words_))
                if found is None:
                    continue
                if length == 1 and typed[at] not in sure and self._is_word(typed[at]):
                    is_thing = self._is_thing(typed, at, found)
                    if not is_thing or self._may_be_place(typed, at, found):
                        other = (typed[at], is_thing)
                    if is_thing:
                        things |= {typed[at]} if other or self._is_alone(typed, at) else set()
                        continue
                if found.places:
                    places[found] = None
                    is_said |= bool(at) and typed[at - 1] in BEFORE_PLACES
                else:
                    unknown += words_
                at += length
                break
            else:
                left.append(typed[at])
                at += 1
        place = reduce(self._places.both, places) if places else None
        if place is not None and len(places) == 1:
            place = self._likely(place)
        return Named(left, place, tuple(unknown), other, frozenset(things), is_said)

    def misspelled(self, word: str, meant: str) -> FoundPlace | None:
        """Return the place that a word with a slip in it was meant for; far away ones only if it is long."""
        place = None if self._meanings.is_said(meant) else self._places.called(meant)
        return place if place and (len(word) >= SURE_SLIP or self._is_served(place)) else None

    def _called(self, name: str) -> FoundPlace | None:
        found = self._places.called(name)
        if found is None and (city := next(_cities_of(name), None)):
            return FoundPlace(city, ())
        return found

    def _likely(self, found: FoundPlace) -> FoundPlace:
        """Of several places of one name choose those of this directory, else the far bigger town."""
        if len(found.places) < 2:
            return found
        alone = [FoundPlace(self._places.name_of(wish), (wish,)) for wish in found.places]
        here = [one for one in alone if self._is_served(one)]
        if here:
            return FoundPlace(here[0].name, tuple(one.places[0] for one in here))
        return self._places.biggest(alone) or found

    def _is_word(self, word: str) -> bool:
        """Say whether a name of a place means something else as well."""
        return (
            word in STOPWORDS
            or word in NEGATIONS
            or (word in COMMON and not word.isdigit())
            or is_verb(word)
            or self._meanings.stands_in_saying(word)
            or word in shipped_spellings()
        )

    def _is_thing(self, typed: list[str], at: int, found: FoundPlace) -> bool:
        """Say which of both a word means that is the name of a place and a word."""
        word = typed[at]
        if word in STOPWORDS or word in NEGATIONS:
            return len(typed) > 1
        if at and typed[at - 1] in BEFORE_PLACES:
            return (typed[at - 1], word) in IDIOMS
        is_here = bool(found.places) and self._is_served(found)
        if self._may_be_place(typed, at, found):
            return not is_here and not _is_city(word)
        if word in COMMON:
            return not self._is_alone(typed, at)
        return not is_here or self._meanings.is_said(word) or self._is_told(typed, at)

    def _may_be_place(self, typed: list[str], at: int, found: FoundPlace) -> bool:
        """Say whether a word stands as the name of a place does: beside what is looked for."""
        beside = {*typed[max(0, at - 1) : at], *typed[at + 1 : at + 2]}
        return (
            beside.isdisjoint(BESIDE_THINGS)
            and any(self._is_looked_for(word) for number, word in enumerate(typed) if number != at)
            and not self._is_told(typed, at)
        )

    def _is_alone(self, typed: list[str], at: int) -> bool:
        return STOPWORDS.issuperset(word for number, word in enumerate(typed) if number != at)

    def _is_looked_for(self, word: str) -> bool:
        if word in STOPWORDS or word in NEGATIONS or word in COMMON or self._places.called(word):
            return False
        return self._vocabulary.stands_in_names(word) or self._meanings.is_said(word)

    def _is_told(self, typed: list[str], at: int) -> bool:
        """Say whether a word belongs to a saying whose words are all there: "Kind will nicht essen"."""
        own = turned(typed[at])
        return any(own in key.split() for key in self._meanings.sayings(list(map(turned, typed))))


def quoted_words(text: str) -> frozenset[str]:
    """Return the words that stand in quotation marks, folded."""
    return frozenset(word for part in _QUOTED.findall(text) for word in words(part))


def other_reading(text: str, typed: str, *, is_thing: bool) -> OtherReading:
    """Say how to ask for the other meaning of a word."""
    before = "|".join(BEFORE_PLACES)
    place = rf"\b(?:(?:{before})\s+)?{re.escape(typed)}\b"
    instead = f"in {typed}" if is_thing else f"“{typed}”"
    return OtherReading(typed, is_thing, re.sub(place, instead, text, count=1, flags=re.IGNORECASE))


@cache
def _cities() -> dict[str, str]:
    lines = (DATA / "cities.txt").read_text(encoding="utf-8").splitlines()
    return {" ".join(words(line)): line for line in lines if not line.startswith("#")}


def _cities_of(name: str) -> Iterator[str]:
    return (_cities()[one] for one in (name, *of_town(name)) if one in _cities())


def _is_city(name: str) -> bool:
    return next(_cities_of(name), None) is not None
