"""A right-to-left pseudo-language: English turned round word by word, to prove every page mirrored.

`ar-XB` is the name CLDR and ICU give their pseudo-bidi locale; as there, each word stands between a
right-to-left override (U+202E) and its end (U+202C). Placeholders and HTML stay as they are.
"""

import re
from gettext import NullTranslations

PSEUDO_LANGUAGE = "ar-XB"

_KEEP = re.compile(r"(%\(\w+\)[-#0-9.+ ]*[a-zA-Z]|%%|<[^>]*>|&#?\w+;|\s+)")


def pseudo(message: str) -> str:
    """Return the message as a right-to-left reader would see an untranslated language."""
    return "".join(
        part if not part or _KEEP.fullmatch(part) else f"\u202e{part}\u202c" for part in _KEEP.split(message)
    )


class PseudoTranslations(NullTranslations):
    """A catalogue that needs no file: every English message id has a translation."""

    def gettext(self, message: str) -> str:
        """Turn a message round."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Turn the English singular or plural round."""
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """Turn a message round; its context only helps translators."""
        return pseudo(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """Turn the English singular or plural round."""
        return self.ngettext(msgid1, msgid2, n)
