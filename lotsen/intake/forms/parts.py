"""What several forms of the intake share."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from wtforms.fields.choices import SelectChoice

from lotsen.terms import Texts, vocabulary
from lotsen.web.forms import Carried, LotsenForm, choices
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


class RevisedForm(LotsenForm):
    """A form over something that somebody else may change meanwhile; it carries the revision it was shown."""

    revision = Carried(default="0")

    @property
    def seen_revision(self) -> int:
        """Return the revision the form was shown with; one that never was where it is unreadable."""
        text = str(self.revision.data or "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


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
