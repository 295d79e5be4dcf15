"""One text in every language of a rule set: an input for each, the German one first."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel import Locale
from wtforms import Field, FieldList, Form
from wtforms.utils import unset_value

from lotsen.referral.rules import RuleSet, languages_in
from lotsen.referral.rules.reader import LABELLING
from lotsen.terms import Texts, vocabulary
from lotsen.web.forms import Text
from lotsen.web.i18n import FAMILY_LANGUAGES, current_language, gettext

GERMAN = "de"


def languages_of_texts(rules: RuleSet) -> tuple[str, ...]:
    """Return what texts of a rule set are written in: German, what pages for families speak, and its own."""
    return tuple(dict.fromkeys((GERMAN, *FAMILY_LANGUAGES, *sorted(languages_in(rules)))))


def language_name(code: str) -> str:
    """Return how the reader calls a language."""
    found = vocabulary().languages.get(code)
    return found.label.get(current_language()) if found else code


class Sayings(FieldList):
    """Inputs named `sentence_de`, `sentence_en` …; what was sent in a language nobody offers counts as well.

    `wanted` is the complaint where the German text is missing: always if `required`, else once there is
    another one.
    """

    def __init__(self, kind: Any, label: Text, *, wanted: Text, required: bool = False, **more: Any) -> None:
        super().__init__(kind, label, **more)
        self.wanted, self.is_required = wanted, required

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read what was sent, whatever the languages."""
        self.entries: list[Any] = []
        self.object_data: dict[str, str] = {}
        named = re.compile(re.escape(self.name) + "_([a-z]{2,3})")
        for name in formdata or ():
            if found := named.fullmatch(name):
                self._in(found[1], formdata)

    def show(self, texts: Texts | None) -> None:
        """Put a text into the inputs."""
        for code, text in () if texts is None else texts.pairs:
            self._in(code).data = text

    def offer(self, languages: Iterable[str]) -> None:
        """Have an input for each of these languages, in their order, before those that were sent besides."""
        offered = [self._in(code) for code in languages]
        self.entries = offered + [entry for entry in self.entries if entry not in offered]

    def texts(self, before: Texts | None = None) -> Texts | None:
        """Return what was entered; None without German.

        A language nobody was asked for keeps its text while the German one stays.
        """
        sent = [entry for entry in self.entries if entry.was_sent]
        said = {entry.language: " ".join(str(entry.data or "").split()) for entry in sent}
        if not said.get(GERMAN):
            return None
        kept = dict(before.pairs) if before is not None and before.get(GERMAN) == said[GERMAN] else {}
        return Texts.of({code: text for code, text in (kept | said).items() if text})

    @property
    def german(self) -> Any:
        """The input for the German text."""
        return self._in(GERMAN)

    @property
    def others(self) -> list[Any]:
        """The inputs of all other languages."""
        return [entry for entry in self.entries if entry.language != GERMAN]

    @property
    def missing(self) -> list[str]:
        """The languages, by name, in which a text that is there in German is missing."""
        without = [one.language for one in self.others if not one.data]
        return [language_name(code) for code in without] if self.german.data else []

    @property
    def has_errors(self) -> bool:
        """Whether something in another language than German was refused."""
        return any(entry.errors for entry in self.others)

    def validate(self, form: Form, extra_validators: Sequence[Any] = ()) -> bool:
        """Want the German text, and words that label no family."""
        super().validate(form, extra_validators)
        if not self.german.data and (self.is_required or any(entry.data for entry in self.others)):
            self.german.errors = [self.wanted]
        for entry in self.entries:
            if LABELLING.search(str(entry.data or "")):
                entry.errors = [gettext("This word labels a family. Please say what is meant.")]
        self.errors = [entry.errors for entry in self.entries if entry.errors]
        return not self.errors

    def _in(self, code: str, formdata: Mapping[str, Any] | None = None) -> Any:
        found = next((entry for entry in self.entries if entry.language == code), None)
        if found is not None:
            return found
        options = {"name": f"{self.name}_{code}", "id": f"{self.id}_{code}", "_meta": self.meta}
        entry: Field = self.meta.bind_field(None, self.unbound_field, options)
        entry.language, entry.direction, entry.was_sent = code, _direction(code), formdata is not None
        entry.label.text = gettext(
            "%(text)s (%(language)s)", text=self.label.text, language=language_name(code)
        )
        if code == GERMAN:
            entry.description = self.description
        if code == GERMAN and self.is_required:
            entry.flags.required = True
        entry.process(formdata)
        self.entries.append(entry)
        return entry


def _direction(code: str) -> str:
    return Locale.parse(code).text_direction if code in vocabulary().languages and code != "und" else "auto"
