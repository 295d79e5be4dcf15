"""Spellings of one word made equal. Pure."""

import re
import unicodedata

_WRITTEN_OUT = re.compile(r"(?<![aeouäöüq])([aou])e")
_ONE_SIGN = str.maketrans(
    {
        "ı": "i",  # Turkish keyboards have both; "Işık" is typed "isik" elsewhere
        "ة": "ه",
        "ى": "ي",
        "ک": "ك",  # Persian letters that look like Arabic ones
        "ی": "ي",
        "\u0640": None,  # tatweel, which only stretches a word
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
    }
)
"""Signs of other alphabets that people write for one another."""


def fold(text: str) -> str:
    """Make spellings of one word equal: ä, ae and a; ß and ss; capitals; marks above letters; Arabic forms.

    An "e" after two vowels or "qu" is no written-out umlaut and stays: "Frauen", "neue", "Quelle".
    """
    folded = _WRITTEN_OUT.sub(r"\1", text.casefold())
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_ONE_SIGN)
