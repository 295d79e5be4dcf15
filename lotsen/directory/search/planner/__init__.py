"""Turns what somebody typed into a plan, with the vocabulary alone; no service is looked at.

How the sentence is built comes first (see `sentence`). Then places, which become filters; then sayings, whose
words may stand anywhere, the most telling one first (see `order`); then wishes ("free", "comes to the home")
and languages, which become filters too. Every other word takes the first step that leads somewhere: exact
together with its synonyms, the beginning of a word, one edit, the parts of a compound, two edits, parts with
an edit, three edits, known words at its ends. A word that leads nowhere is left out and reported. A service
need not hold words that are common, or only guessed, or beside a saying: they decide between equals.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lotsen.directory.domain import fold
from lotsen.directory.search.analyser import COMMON, LONGEST_WORD, NEGATIONS, STOPWORDS, raw_words, stem
from lotsen.directory.search.model import WAYS, Correction, FoundPlace
from lotsen.directory.search.planner.compounds import Compounds, is_form
from lotsen.directory.search.planner.plan import Group, Plan, Reading
from lotsen.directory.search.planner.reading import Reader
from lotsen.directory.search.planner.sayings import Sayings
from lotsen.directory.search.planner.sentence import read
from lotsen.directory.search.planner.towns import Towns, other_reading, quoted_words
from lotsen.directory.search.snapshot.meanings import LONGEST_WISH, MANY, Meanings
from lotsen.directory.search.snapshot.reach import Places
from lotsen.directory.search.snapshot.vocabulary import Vocabulary

__all__ = ["Group", "Plan", "Planner", "Reading"]

LATE_WISHES = frozenset(("home_visit", *WAYS))
"""Wishes that give way to sayings: "quarrels at home" ask for no home visit."""
LEAST_WEIGHT = 1
CIRCUMSTANCES = frozenset(
    (
        "nach",
        "mit",
        "bei",
        "in",
        "im",
        "wahrend",
        "trotz",
        "ohne",
        "am",
        "beim",
        "vom",
        "wenn",
        "weil",
    )
)
"""Words before what is a circumstance rather than the subject, folded."""
LIVING = frozenset(("wohne", "wohnen", "wohnt", "lebe", "leben", "lebt"))
"""Words that beside a place only say where somebody lives."""
POSTCODE = 5
"""Digits of a number that is one."""
SENTENCE = 5
"""Words from which a query is a sentence rather than a name."""
LONGEST_QUERY = 24
"""Words that are read at most."""


class Planner:
    """Plans queries with the words of one snapshot."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        meanings: Meanings,
        places: Places,
        is_served: Callable[[FoundPlace], bool],
    ) -> None:
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._towns = Towns(vocabulary, meanings, places, is_served)
        self._reader = Reader(vocabulary, meanings)
        self._compounds = Compounds(vocabulary, meanings)
        self._sayings = Sayings(vocabulary, meanings, self._reader)

    def plan(self, text: str, *, heed_places: bool = True) -> Plan:
        """Read a query; with `heed_places` off, names of places and languages are words like any other."""
        plan, things = self._plan(text, heed_places=heed_places)
        lost = {fold(one.typed) for one in plan.corrections if one.used is None} & things
        return self._plan(text, sure=frozenset(lost))[0] if lost else plan

    def _plan(
        self, text: str, *, heed_places: bool = True, sure: frozenset[str] = frozenset()
    ) -> tuple[Plan, frozenset[str]]:
        """Read a query; return the plan, and the names of places that were taken for things."""
        spelled = [(fold(word)[:LONGEST_WORD], word) for word in raw_words(text)[:LONGEST_QUERY]]
        written, sentence = dict(spelled), read(spelled)
        typed = list(sentence.words)
        plan = Plan(is_unread=bool(text.strip()) and not typed)
        things: frozenset[str] = frozenset()
        if heed_places:
            named = self._towns.take(typed, quoted_words(text), sure)
            place, things = named.place, named.things
            typed = [word for word in named.left if place is None or word not in LIVING]
            unknown = tuple(Correction(word, None, is_place=True) for word in named.unknown)
            word, is_thing = named.other or ("", False)
            other = other_reading(text, written.get(word, word), is_thing=is_thing) if word else None
            plan = replace(
                plan,
                place=place,
                insists_on_place=named.is_said,
                corrections=unknown,
                other_reading=other,
            )
        typed = self._compounds.read(typed)
        said: set[int] = set()
        if heed_places:  # "a free place" in whatever words
            plan, said = self._wishes(plan, typed, said, heed=lambda name: name not in LATE_WISHES)
        meant = self._sayings.mended(typed)
        plan, said, tells = self._sayings.find(plan, typed, meant, said)
        if heed_places:
            plan, said = self._wishes(plan, typed, said, heed=LATE_WISHES.__contains__)
        left = [word for at, word in enumerate(typed) if at not in said]
        known = [word for word in left if word not in STOPWORDS and word not in NEGATIONS]
        if COMMON.issuperset(known) and not plan.groups and not plan.wishes:
            # A small word may mean something where nothing else does: "JA" is the Jugendamt.
            known = [
                word
                for word in left
                if word in known or (self._meanings.is_said(word) and self._meanings.of(stem(word)))
            ]
        aside = self._circumstances(typed, known, sentence.sources, is_told=bool(tells))
        names = {word for word in known if word not in COMMON | aside and self._leads(word, meant, tells)}
        if names:  # what a directory calls itself says more than what people say about it
            plan = plan.with_none_needed()
        elif not tells:  # nothing is said in full, or but small words
            others = [word for word in known if not self._is_language(word)]
            others = [word for word in others if word not in aside] or others
            plan = self._sayings.hints(plan, others, meant)
        if tells or any(group.needed for group in plan.groups) or any(map(self._is_telling, names)):
            leading = frozenset(names)
        else:
            leading = frozenset(known) - COMMON
            leading = frozenset(filter(self._means, leading)) or leading
            leading = frozenset(word for word in leading if not is_form(word)) or leading
            if len(typed) >= SENTENCE:  # a slip among sound words may be any word
                leading = frozenset(filter(self._vocabulary.is_spelled, leading)) or leading
        plan = self._words(plan, known, aside, meant, leading, heed_places=heed_places)
        corrections = tuple(replace(one, typed=written.get(one.typed, one.typed)) for one in plan.corrections)
        return replace(plan, groups=_some_needed(plan.groups), corrections=corrections), things

    def _circumstances(
        self, typed: list[str], known: list[str], sources: frozenset[str], *, is_told: bool
    ) -> set[str]:
        """Return the words that only say when, how or from whom; unless they say what the query is about."""
        aside = {word for before, word in _beside(typed) if before in CIRCUMSTANCES} | sources
        telling = {word for word in known if word not in COMMON}
        telling = set(filter(self._means, telling)) or telling
        if is_told:
            return aside
        if aside >= telling:
            return set() if sources >= telling else set(sources)
        # What tells more is no circumstance: "no letters any more, because only reminders".
        most = max(map(self._tells, telling - aside), default=MANY)
        return {word for word in aside if self._tells(word) <= most or not self._means(word)}

    def _leads(self, word: str, meant: dict[str, list[str]], tells: int | None) -> bool:
        """Say whether a word is what is looked for, beside sayings that tell so much (None: beside none)."""
        word = next(iter(meant.get(word, ())), word)
        own = self._meanings.tells([stem(word)])
        if self._vocabulary.stands_in_names(word):
            return tells is None or own != MANY
        return tells is not None and own > tells <= MANY and self._meanings.of(stem(word)) is not None

    def _means(self, word: str) -> bool:
        """Say whether a word means a kind of help or stands in a name, not only in what is told of one."""
        if self._vocabulary.is_spelled(word) and not self._vocabulary.stands_in_names(word):
            return self._meanings.of(stem(word)) is not None or self._is_language(word)
        return True

    def _tells(self, word: str) -> int:
        return self._meanings.tells([stem(word)])

    def _is_telling(self, word: str) -> bool:
        return self._tells(word) > MANY

    def _is_language(self, word: str) -> bool:
        return self._meanings.language(stem(word)) is not None

    def _words(
        self,
        plan: Plan,
        typed: list[str],
        aside: set[str],
        meant: dict[str, list[str]],
        leading: frozenset[str],
        *,
        heed_places: bool,
    ) -> Plan:
        """Read words one by one; only those that lead are needed.

        A circumstance (`aside`: "allowance after a separation") is not needed where something else is.
        """
        alone = not plan.groups and COMMON.issuperset(typed)
        at = 0
        while at < len(typed):
            word, length = typed[at], 1
            if word in COMMON and not alone:
                if readings := self._reader.exact(word) or self._reader.meanings(word):
                    plan = plan.plus(Group(readings, LEAST_WEIGHT), needed=False)
                at += 1
                continue
            group = self._reader.meant(word)
            if group is None and (mended := meant.get(word)) and (group := self._reader.meant(mended[0])):
                plan = plan.corrected(word, self._vocabulary.written(mended[0]))
            decides = word in leading
            is_language = self._is_language(word) and ("isch" in word or group is None)
            if word in aside and any(group.needed for group in plan.groups):
                decides = False
            if group is not None and not is_language:
                plan = plan.plus(group, needed=decides)
            elif heed_places and plan.language is None and (named := self._language(typed, at)):
                length, language = named
                plan = replace(plan, language=language)
            else:
                plan = self._with_word(plan, word, heed_places=heed_places, decides=decides)
            at += length
        return plan

    def _wishes(
        self, plan: Plan, typed: list[str], said: set[int], *, heed: Callable[[str], bool]
    ) -> tuple[Plan, set[int]]:
        """Find wishes, whose words stand together; `said` words are taken already."""
        stems = list(map(stem, typed))
        for at in range(len(stems)):
            for length in range(min(LONGEST_WISH, len(stems) - at), 0, -1):
                where = set(range(at, at + length))
                name = self._meanings.wish(" ".join(stems[at : at + length]))
                if name is not None and heed(name) and not where & said:
                    plan, said = replace(plan, wishes=plan.wishes | {name}), said | where
                    break
        return plan, said

    def _with_word(self, plan: Plan, word: str, *, heed_places: bool, decides: bool) -> Plan:
        found = self._reader.word(word)
        used = found.taken_for
        if heed_places and used is not None:
            place = self._towns.misspelled(word, self._vocabulary.word(used))
            language = self._meanings.language(self._vocabulary.key_of(used))
            if plan.place is None and place is not None:
                return replace(plan.corrected(word, place.name), place=place)
            if plan.language is None and language is not None:
                return replace(plan.corrected(word, self._vocabulary.shown(used)), language=language)
        if not found.groups:
            is_postcode = len(word) == POSTCODE and word.isdigit()
            return replace(
                plan, corrections=(*plan.corrections, Correction(word, None, is_place=is_postcode))
            )
        if found.instead:
            plan = plan.corrected(word, found.instead)
        if used is not None:
            plan = plan.corrected(word, self._vocabulary.shown(used))
        needed = decides and not found.guessed
        return replace(plan, groups=(*plan.groups, *(replace(one, needed=needed) for one in found.groups)))

    def _language(self, typed: list[str], at: int) -> tuple[int, str] | None:
        for length in range(min(self._meanings.longest, len(typed) - at), 0, -1):
            language = self._meanings.language(self._vocabulary.key(typed[at : at + length]))
            if language is not None:
                return length, language
        return None


def _beside(typed: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each word with the last small word before it, none where another word stands between."""
    small = ""
    for word in typed:
        if word in STOPWORDS or word in NEGATIONS:
            if small == "in" and word == "die":
                small = "ins"  # where to, not where
            small = word if word in CIRCUMSTANCES or not small else small
            continue
        yield small, word
        small = ""


def _some_needed(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Need all where none is needed; what is not needed weighs a third."""
    if not any(group.needed for group in groups):
        return tuple(replace(group, needed=True) for group in groups)
    return tuple(
        group if group.needed else replace(group, weight=max(LEAST_WEIGHT, group.weight // 3))
        for group in groups
    )
