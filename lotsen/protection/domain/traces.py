"""Finds what would name a family in a text that must be nameless. Pure.

It compares words, numbers and dates after folding case, accents and umlauts, so that "Müllers" is found
for "Mueller" and a telephone number in whatever way it is written. It finds what is known, not every name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_SHORTEST_NAME = 3
_SHORTEST_PHONE = 6
_LONGEST_ENDING = 2
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\+?\d[\d\s/().–-]*\d")


@dataclass(frozen=True)
class Known:
    """What is known of a family that would name it."""

    names: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    birth_dates: tuple[date, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to compare with."""
        return not any((self.names, self.streets, self.phones, self.emails, self.codes, self.birth_dates))


def fold(text: str) -> str:
    """Return a text as it is compared: lower case, without accents, umlauts and their spellings alike."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ss", "s").translate(_UMLAUTS)
    for pair, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        plain = plain.replace(pair, letter)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def find_traces(text: str, known: Known) -> tuple[str, ...]:
    """Return the words, numbers and dates of a text that would name the family, each once, as written."""
    found = [
        *_names(text, (*known.names, *(re.sub(r"\d.*", "", street) for street in known.streets))),
        *_phones(text, known.phones),
        *(trace for trace in (*known.emails, *known.codes) if trace and fold(trace) in fold(text)),
        *_dates(text, known.birth_dates),
    ]
    return tuple(dict.fromkeys(found))


def _names(text: str, names: Iterable[str]) -> Iterable[str]:
    parts = {fold(part) for name in names for part in _WORD.findall(name)}
    wanted = {part for part in parts if len(part) >= _SHORTEST_NAME} - _TOO_COMMON
    for word in _WORD.findall(text):
        folded = fold(word)
        for name in wanted:
            if folded.startswith(name) and len(folded) - len(name) <= _LONGEST_ENDING:
                yield word
                break


_TOO_COMMON = frozenset(
    fold(word)
    for word in (
        "der",
        "die",
        "das",
        "dem",
        "den",
        "und",
        "von",
        "van",
        "zum",
        "zur",
        "straße",
        "strasse",
        "str",
        "weg",
        "platz",
        "allee",
        "gasse",
        "ring",
        "alte",
        "neue",
        "auf",
        "bei",
        "haus",
    )
)
"""Parts of names and streets that stand in every text."""


def _phones(text: str, phones: Iterable[str]) -> Iterable[str]:
    ends = {_digits(phone)[-_SHORTEST_PHONE - 1 :] for phone in phones}
    for number in _NUMBER.findall(text):
        digits = _digits(number)
        if any(len(end) >= _SHORTEST_PHONE and end in digits for end in ends):
            yield number.strip()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _dates(text: str, days: Iterable[date]) -> Iterable[str]:
    for day in days:
        ways = rf"0?{day.day}\.\s*0?{day.month}\.\s*(?:{day.year}|{day.year % 100:02d})\b|{day.isoformat()}"
        yield from (found.group(0) for found in re.finditer(ways, text))
