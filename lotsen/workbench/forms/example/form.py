"""The form of an example. Rows come and go on the server; nothing is stored until it is saved."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from wtforms import Field, FormField, ValidationError

from lotsen.referral.rules import CaseFacts, FactRef, PersonFacts, Rule, RuleSet, UnitCase
from lotsen.referral.rules.model import Expectation
from lotsen.referral.rules.reader import CODE
from lotsen.terms import Scope, vocabulary
from lotsen.web.forms import (
    Carried,
    Day,
    Lines,
    ManyOf,
    OneOf,
    Pick,
    Required,
    RevisedForm,
    TextInput,
    choices,
)
from lotsen.web.i18n import current_language, gettext, lazy_gettext
from lotsen.workbench.forms.example.rows import PersonForm, Verdict, VerdictForm

MOST_PERSONS = 8
MOST_VERDICTS = 200
EXACTLY, ANY = "exactly", "any"
_LOOKED_AT = {
    EXACTLY: lazy_gettext("Exactly these come out, and no others."),
    ANY: lazy_gettext("They do not matter in this example."),
}
_KINDS = {
    Scope.CHILD: lazy_gettext("a child"),
    Scope.CAREGIVER: lazy_gettext("a caregiver"),
    Scope.FAMILY: lazy_gettext("the family as a whole"),
}


class ExampleForm(RevisedForm):
    """An invented family with its answers, and what the rules have to say about it.

    `was` is the name of the example that is changed, empty for a further one: its place may move meanwhile.
    """

    was = Carried()
    name = TextInput(
        lazy_gettext("Name of the example"),
        [Required(lazy_gettext("Please enter a name."))],
        limit=200,
        description=lazy_gettext("What it shows, for example: twins, two months, one cries a lot."),
    )
    as_of = Day(
        lazy_gettext("Day of the example"),
        description=lazy_gettext("Decides which dated rules count; else the first day of the rule set."),
    )
    persons = Lines(FormField(PersonForm), max_entries=MOST_PERSONS)
    add_person = Pick(lazy_gettext("Add a person"), choices=choices(_KINDS.items()))
    needs_matter = OneOf(lazy_gettext("Needs"), choices=choices(_LOOKED_AT.items()), default=EXACTLY)
    needs = ManyOf(lazy_gettext("Needs that have to come out"))
    paths_matter = OneOf(
        lazy_gettext("Ways to help at once"), choices=choices(_LOOKED_AT.items()), default=EXACTLY
    )
    paths = ManyOf(lazy_gettext("Ways to help at once that have to open"))
    verdicts = Lines(FormField(VerdictForm), max_entries=MOST_VERDICTS)
    add_rule = Pick(lazy_gettext("Add a rule"))
    question = Pick(lazy_gettext("Question that has to come next"))

    def offer(self, rules: RuleSet, floor: RuleSet) -> None:
        """Fill the lists in the reader's language."""
        words, language = vocabulary(), current_language()
        self.needs.choices = choices(
            [(code, f"{code} {need.label.get(language)}") for code, need in words.needs.items()]
        )
        paths = {**floor.paths, **rules.paths}
        self.paths.choices = choices([(code, path.title.get(language)) for code, path in paths.items()])
        known = {rule.id: rule for rule in (*floor.rules, *rules.rules)}
        self.add_rule.choices = choices(
            [(rule.id, f"{rule.sentence.get(language)} ({rule.id})") for rule in rules.rules]
        )
        for entry in self.verdicts:
            entry.form.offer()
            rule = known.get(str(entry.form.rule.data))
            entry.form.sentence = rule.sentence if rule else None
        for entry in self.persons:
            entry.form.offer()
        read = {**rules.facts, **floor.facts}
        self.question.choices = choices(
            [
                (f"{ref}:{code}", f"{label}: {fact.label.get(language)}")
                for ref, scope, label in self.people
                for code, fact in sorted(read.items())
                if fact.scope is scope and not fact.derived
            ]
        )

    @property
    def people(self) -> list[tuple[str, Scope, str]]:
        """Return the persons with their kind and what to call them."""
        found = [(str(entry.form.ref.data), entry.form.of_scope) for entry in self.persons]
        return [(ref, scope, label) for (ref, scope), label in zip(found, _labels(found), strict=True)]

    def begin(self, rule: Rule | None, day: date) -> None:
        """Begin an example with one person of each kind; for a rule, with answers that it may hold for."""
        empty = tuple(_asked_nothing(scope) for scope in Scope)
        expect = Expectation(
            needs=frozenset([rule.need] if rule and rule.need else []),
            paths=frozenset([rule.path] if rule and rule.path else []),
            fires=frozenset([rule.id] if rule else []),
        )
        name = "" if rule is None else rule.sentence.get("de").rstrip(".")
        self.show(UnitCase(name, CaseFacts(day, empty), expect), day)
        for check in rule.checks if rule else ():
            for entry in self.persons:
                person = entry.form
                if person.of_scope is check.fact.scope and check.fact.code not in person.answered:
                    person.add_row(check.fact.code)
                    if check.operands and check.fact.accepts(_plain(check.operands[0])):
                        person.rows[-1].form.show(check.fact, check.operands[0])

    def show(self, case: UnitCase, day: date) -> None:
        """Put an example into the fields; `day` is the one it has without saying so."""
        fields, expect = cast("Any", self), case.expect
        fields.name.data = case.name
        fields.as_of.data = None if case.case.as_of == day else case.case.as_of
        for person in case.case.persons[:MOST_PERSONS]:
            self.persons.append_entry({"ref": person.ref, "scope": person.scope.value})
            self.persons[-1].form.show(person)
        self.expect(expect)

    def expect(self, expect: Expectation) -> None:
        """Put what has to come out into the fields."""
        fields = cast("Any", self)
        fields.needs_matter.data = ANY if expect.needs is None else EXACTLY
        fields.needs.data = sorted(expect.needs or ())
        fields.paths_matter.data = ANY if expect.paths is None else EXACTLY
        fields.paths.data = sorted(expect.paths or ())
        del self.verdicts.entries[:]
        for verdict, named in zip(Verdict, (expect.fires, expect.open, expect.silent), strict=True):
            for code in sorted(named):
                self.add_verdict(code, verdict)
        asked = expect.next_question
        fields.question.data = f"{asked.person_ref}:{asked.fact}" if asked else ""

    def add_verdict(self, code: str, verdict: Verdict = Verdict.FIRES) -> None:
        """Append what a rule has to do."""
        if code and len(self.verdicts) < MOST_VERDICTS:
            self.verdicts.append_entry({"rule": code, "verdict": verdict.value})
        self.add_rule.data = ""

    def add_somebody(self, kind: str) -> None:
        """Append a person of whom nothing is known."""
        self.add_person.data = ""
        if kind not in set(Scope) or len(self.persons) >= MOST_PERSONS:
            return
        taken, number = {ref for ref, _, _ in self.people}, 1
        while (ref := kind if number == 1 else f"{kind}-{number}") in taken:
            number += 1
        self.persons.append_entry({"ref": ref, "scope": kind})

    def validate_as_of(self, field: Field) -> None:
        """Refuse a year of before or after our time, which no rule is meant for."""
        if field.data and not 1900 <= field.data.year <= 2200:
            raise ValidationError(gettext("Please enter a date, for example 24.11.2026."))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields; a page whose persons were tampered with is out of date."""
        fine = bool(super().validate(extra_validators=extra_validators))
        refs = [ref for ref, _, _ in self.people]
        if len(set(refs)) != len(refs) or not all(CODE.fullmatch(ref) for ref in refs):
            self.add_person.errors = [gettext("This page is out of date. Please reload it.")]
            return False
        return fine

    def case(self, day: date) -> UnitCase:
        """Return the example that was entered."""
        asked, _, fact = str(self.question.data or "").rpartition(":")
        named = {verdict: self._named(verdict) for verdict in Verdict}
        return UnitCase(
            re.sub(r"\s+", " ", str(self.name.data or "")).strip(),
            CaseFacts(self.as_of.data or day, tuple(entry.form.person() for entry in self.persons)),
            Expectation(
                needs=self._wanted(self.needs_matter, self.needs),
                paths=self._wanted(self.paths_matter, self.paths),
                fires=named[Verdict.FIRES],
                open=named[Verdict.OPEN],
                silent=named[Verdict.SILENT],
                next_question=FactRef(asked, fact) if asked else None,
            ),
        )

    def _named(self, verdict: Verdict) -> frozenset[str]:
        rows = (entry.form for entry in self.verdicts)
        return frozenset(str(row.rule.data) for row in rows if row.verdict.data == verdict)

    @staticmethod
    def _wanted(matter: Field, chosen: Field) -> frozenset[str] | None:
        return None if matter.data == ANY else frozenset(chosen.data or ())


def person_label(persons: Iterable[tuple[str, Scope]], ref: str) -> str:
    """Return what to call one of the persons of an example."""
    found = list(persons)
    return next((label for (one, _), label in zip(found, _labels(found), strict=True) if one == ref), ref)


def _labels(persons: Sequence[tuple[str, Scope]]) -> list[str]:
    """Call each person child, caregiver or family, with a number where there are several."""
    labels: list[str] = []
    for place, (_, scope) in enumerate(persons):
        several = sum(other is scope for _, other in persons) > 1
        number = sum(other is scope for _, other in persons[: place + 1])
        match scope:
            case Scope.CHILD:
                labels.append(gettext("Child %(number)s", number=number) if several else gettext("Child"))
            case Scope.CAREGIVER:
                labels.append(
                    gettext("Caregiver %(number)s", number=number) if several else gettext("Caregiver")
                )
            case Scope.FAMILY:
                labels.append(gettext("Family"))
    return labels


def _asked_nothing(scope: Scope) -> PersonFacts:
    facts = vocabulary().facts.values()
    askable = frozenset(it.code for it in facts if it.scope is scope and not it.derived)
    return PersonFacts(scope.value, scope, not_asked=askable)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
