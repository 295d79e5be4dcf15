"""Which characters a text may hold, and how a text is brought into one form."""

import unicodedata

# Control characters (PostgreSQL refuses NUL), what broken UTF-8 became, and marks that reverse what follows.
_UNREADABLE = frozenset(
    {chr(code) for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r"}
    | set("\ufffd\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def tidy(value: object) -> object:
    """Strip a text and bring its letters into one form (NFC), so that equal names are equal."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def is_printable(text: str) -> bool:
    """Say whether a text holds no control characters, broken UTF-8 or hidden direction marks."""
    return not any(sign in _UNREADABLE or unicodedata.category(sign) == "Cs" for sign in text)
