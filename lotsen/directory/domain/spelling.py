"""Spellings of one word made equal. Pure."""

import re
import unicodedata

_WRITTEN_OUT = re.compile(r"(?<![aeouäöüq])([aou])e")
_TATWEEL = "\u0640"


def fold(text: str) -> str:
    """Make spellings of one word equal: ä, ae and a; ß and ss; capitals; marks above letters.

    An "e" after two vowels or "qu" is no written-out umlaut and stays: "Frauen", "neue", "Quelle".
    """
    folded = _WRITTEN_OUT.sub(r"\1", text.casefold())
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign) and sign != _TATWEEL)
