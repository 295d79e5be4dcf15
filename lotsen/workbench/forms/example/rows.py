"""The rows of an example: an answer, a person with her answers, and what a rule has to do."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, cast

from wtforms import Form, FormField

from lotsen.kernel import gettext_noop
from lotsen.referral.rules import FactValue, PersonFacts
from lotsen.terms import Fact, FactKind, Scope, Texts, vocabulary
from lotsen.web.forms import (
    Carried,
    Day,
    DecimalNumber,
    Lines,
    LotsenForm,
    Pick,
    Text,
    TextInput,
    choices,
)
from lotsen.web.i18n import current_language, gettext, lazy_gettext

MOST_ANSWERS = 80
LARGEST = 1_000_000
YES, NO, GIVEN, UNKNOWN, NOT_NOW, CODE = "yes", "no", "given", "unknown", "not_now", "is:"
_IN_VAIN: dict[str, Text] = {
    UNKNOWN: lazy_gettext("asked, nobody knows"),
    NOT_NOW: lazy_gettext("not possible now"),
}
_YES_NO: dict[str, Text] = {YES: lazy_gettext("yes"), NO: lazy_gettext("no")}
_GIVEN: dict[str, Text] = {GIVEN: lazy_gettext("as entered here")}


class Verdict(StrEnum):
    """What a rule has to do in an example."""

    FIRES = "fires"
    OPEN = "open"
    SILENT = "silent"


VERDICTS = {
    Verdict.FIRES: gettext_noop("has to hold"),
    Verdict.OPEN: gettext_noop("has to stay open, because an answer is missing"),
    Verdict.SILENT: gettext_noop("must not hold"),
}


class _Row(Form):
    """A part of the form around it, which is protected."""

    class Meta(LotsenForm.Meta):
        """The form around it is protected."""

        csrf = False


class AnswerForm(_Row):
    """One thing that is known of a person, or was asked in vain."""

    fact = Carried()
    answer = Pick(lazy_gettext("Answer"))
    number = DecimalNumber(lazy_gettext("Number"), low=-LARGEST, high=LARGEST)
    day = Day(lazy_gettext("Day"))
    code = TextInput(lazy_gettext("Code"), limit=80)

    @property
    def about(self) -> Fact | None:
        """Return the fact the row is about; None for one the vocabulary does not know."""
        return vocabulary().facts.get(str(self.fact.data or ""))

    def offer(self) -> None:
        """Fill the list with the answers of the fact; what follows from dates is never asked in vain."""
        fact, language = self.about, current_language()
        if fact is None:
            self.answer.choices = []
            return
        said: dict[str, Text]
        match fact.kind:
            case FactKind.YES_NO:
                said = dict(_YES_NO)
            case FactKind.CHOICE if fact.values:
                said = {f"{CODE}{value.code}": value.label.get(language) for value in fact.values}
            case _:
                said = dict(_GIVEN)
        self.answer.choices = choices((said | ({} if fact.derived else _IN_VAIN)).items())

    def show(self, fact: Fact, value: FactValue | str) -> None:
        """Put an answer into the fields; UNKNOWN and NOT_NOW for what was asked in vain."""
        fields = cast("Any", self)
        fields.fact.data = fact.code
        if value in _IN_VAIN and not fact.accepts(value):
            fields.answer.data = value
            return
        match fact.kind:
            case FactKind.YES_NO:
                fields.answer.data = YES if value else NO
            case FactKind.CHOICE if fact.values:
                fields.answer.data = f"{CODE}{value}"
            case kind:
                fields.answer.data = GIVEN
                target = {FactKind.NUMBER: fields.number, FactKind.DATE: fields.day}.get(kind, fields.code)
                target.data = value

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Want an answer that the fact can have."""
        fact = self.about
        if fact is None:
            self.answer.errors = [gettext("This fact is not known here.")]
            return False
        if not super().validate(extra_validators=extra_validators):
            return False
        if not self.answer.data:
            self.answer.errors = [gettext("Please choose an answer, or take it away.")]
            return False
        field = self.typed
        if self.answer.data != GIVEN or field is None:
            return True
        if field.data in (None, ""):
            field.errors = [gettext("Please complete this answer.")]
            return False
        plain = field.data.isoformat() if isinstance(field.data, date) else field.data
        if not fact.accepts(plain):
            low = "…" if fact.low is None else fact.low
            high = "…" if fact.high is None else fact.high
            field.errors = [gettext("Please enter a number from %(low)s to %(high)s.", low=low, high=high)]
            return False
        return True

    @property
    def typed(self) -> Any | None:
        """Return the field a value is typed into, where the fact has no list of answers."""
        fact = self.about
        if fact is None or fact.kind is FactKind.YES_NO or fact.values:
            return None
        return {FactKind.NUMBER: self.number, FactKind.DATE: self.day}.get(fact.kind, self.code)

    @property
    def value(self) -> FactValue | None:
        """Return what is known; None for what was asked in vain."""
        said = str(self.answer.data or "")
        if said in (YES, NO):
            return said == YES
        if said.startswith(CODE):
            return said.removeprefix(CODE)
        field = self.typed
        if said != GIVEN or field is None:
            return None
        known: FactValue = field.data
        return int(known) if isinstance(known, float) and known.is_integer() else known


class PersonForm(_Row):
    """A child, a caregiver or the family as a whole, with what is known of it."""

    ref = Carried()
    scope = Carried()
    rows = Lines(FormField(AnswerForm), max_entries=MOST_ANSWERS)
    add_fact = Pick(lazy_gettext("Add an answer about"))

    @property
    def of_scope(self) -> Scope:
        """Return what kind of person it is."""
        return Scope(str(self.scope.data)) if self.scope.data in set(Scope) else Scope.FAMILY

    @property
    def answered(self) -> frozenset[str]:
        """Return the facts that have a row already."""
        return frozenset(str(entry.form.fact.data) for entry in self.rows)

    def offer(self) -> None:
        """Fill the lists: the facts of such a person that have no row yet."""
        language, taken = current_language(), self.answered
        facts = [it for it in vocabulary().facts.values() if it.scope is self.of_scope]
        labels = {it.code: it.label.get(language) for it in facts if it.code not in taken}
        self.add_fact.choices = choices(sorted(labels.items(), key=lambda pair: pair[1].casefold()))
        for entry in self.rows:
            entry.form.offer()

    def show(self, person: PersonFacts) -> None:
        """Put a person into the fields."""
        fields, facts = cast("Any", self), vocabulary().facts
        fields.ref.data, fields.scope.data = person.ref, person.scope.value
        said: dict[str, FactValue | str] = dict(person.values)
        said |= dict.fromkeys(sorted(person.unknown), UNKNOWN)
        said |= dict.fromkeys(sorted(person.not_now), NOT_NOW)
        for code, value in said.items():
            if code in facts and len(self.rows) < MOST_ANSWERS:
                self.rows.append_entry({"fact": code})
                self.rows[-1].form.show(facts[code], value)

    def add_row(self, code: str) -> None:
        """Append an empty answer about a fact of such a person."""
        fact = vocabulary().facts.get(code)
        if fact is not None and fact.scope is self.of_scope and len(self.rows) < MOST_ANSWERS:
            self.rows.append_entry({"fact": code, "answer": None if fact.values else _first(fact)})
        self.add_fact.data = ""

    def person(self) -> PersonFacts:
        """Return the person that was entered; what has no row was not asked."""
        answers = {str(entry.form.fact.data): entry.form for entry in self.rows}
        values = {code: row.value for code, row in answers.items() if row.value is not None}
        left = {code: str(row.answer.data) for code, row in answers.items() if row.value is None}
        facts = vocabulary().facts.values()
        askable = {it.code for it in facts if it.scope is self.of_scope and not it.derived}
        return PersonFacts(
            str(self.ref.data),
            self.of_scope,
            values={code: value for code, value in values.items() if value is not None},
            not_asked=frozenset(askable - set(answers)),
            not_now=frozenset(code for code, said in left.items() if said == NOT_NOW),
            unknown=frozenset(code for code, said in left.items() if said == UNKNOWN),
        )


class VerdictForm(_Row):
    """A rule, and whether it has to hold."""

    rule = Carried()
    verdict = Pick(lazy_gettext("What it has to do"))

    sentence: Texts | None = None
    """What the rule says; None for one that is not in the draft."""

    def offer(self) -> None:
        """Fill the list."""
        self.verdict.choices = choices([(code, gettext(text)) for code, text in VERDICTS.items()])


def _first(fact: Fact) -> str | None:
    """Return the answer a new row begins with: typed values need no choice."""
    return None if fact.kind is FactKind.YES_NO else GIVEN
