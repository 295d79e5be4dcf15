"""The one vocabulary of this release, read once."""

from functools import cache

from lotsen.terms.loader import load_vocabulary
from lotsen.terms.model import Vocabulary


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that all parts of Lotsen share."""
    return load_vocabulary()
