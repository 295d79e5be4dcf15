"""When two spellings are the same word; ids are made of it, so unlike the search's it never changes."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """Make spellings equal that people use for the same word: Ä, ae and a; ß and ss; upper and lower case."""
    folded = text.casefold()
    for pair, sign in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        folded = folded.replace(pair, sign)
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
