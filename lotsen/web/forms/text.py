"""How a text is brought into one form."""

import unicodedata


def tidy(value: object) -> object:
    """Strip a text and bring its letters into one form (NFC), so that equal names are equal."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value
