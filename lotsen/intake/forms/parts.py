"""What several forms of the intake share."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from wtforms.fields.choices import SelectChoice

from lotsen.terms import Texts, vocabulary
from lotsen.web.forms import choices
from lotsen.web.i18n import current_language


class Labelled(Protocol):
    """A word of the vocabulary: a code and what it is called."""

    @property
    def code(self) -> str:
        """Return the code that is stored."""
        ...

    @property
    def label(self) -> Texts:
        """Return what it is called."""
        ...


def word_choices(words: Iterable[Labelled]) -> list[SelectChoice]:
    """Offer words of the vocabulary in the reader's language."""
    language = current_language()
    return choices([(word.code, word.label.get(language)) for word in words])


def language_choices() -> list[SelectChoice]:
    """Offer the languages of families, each also as its speakers call it."""
    reader = current_language()
    pairs = []
    for language in vocabulary().languages.values():
        label = language.label.get(reader)
        own = language.own_name
        pairs.append((language.code, label if label == own else f"{label} – {own}"))
    return choices(pairs)


def text_of(form: Mapping[str, Any] | Any, name: str) -> str:
    """Return a text field's content, empty where it has none."""
    return str(form[name].data or "") if name in form else ""
