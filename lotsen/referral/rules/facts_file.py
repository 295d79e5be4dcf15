"""Reads a file that says what is known of one family, to try rules and matching out on it.

The same words as in unit cases: `persons:` spells each child, caregiver and the family out, the short form
`facts:` gives every fact to one of them by its scope. A fact may also have the word of an answer: present,
not_present, unknown, not_asked, not_now. What follows from a birth date or an expected date is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lotsen.kernel import gettext_noop
from lotsen.referral.rules.case_reader import persons_of
from lotsen.referral.rules.facts import PHASE, CaseFacts, FactValue, PersonFacts
from lotsen.referral.rules.problems import InvalidRules, RuleProblem
from lotsen.referral.rules.reader import Place, Reader
from lotsen.referral.rules.review.calendar import (
    BIRTH_DATE,
    EXPECTED_DATE,
    MONTHS,
    WEEKS,
    completed_months,
    completed_weeks,
)
from lotsen.terms import FactKind, Phase, Presence, Scope, Vocabulary, vocabulary
from lotsen.terms.marked import InvalidDocument, read

LISTS = ("unknown", "not_now")
PRESENCES = {member.value for member in Presence}
WISHES: Mapping[str, type] = {
    "languages": tuple,
    "interpreter": bool,
    "prescription": bool,
    "anonymous": bool,
    "home_visit": bool,
    "district": str,
    "kreis": str,
    "latitude": float,
    "longitude": float,
}
"""What decides which services fit and is no fact, with the kind of value it takes."""

EXAMPLE = """\
# What is known of one family. Leave out what was not asked; nothing here is stored anywhere.
as_of: 2026-12-01              # today unless told; ages and weeks are worked out for this day
persons:
  - ref: baby                  # any name, unique in the file
    scope: child
    facts:
      birth_date: 2026-11-20   # or expected_date; phase, age and week follow from it
      crying: present          # present, not_present, unknown, not_asked, not_now; true and false, too
      crying_hours: 4
  - ref: mother
    scope: caregiver
    facts: {exhaustion: present, depressive_mood: unknown, violence_now: not_now}
  - ref: family
    scope: family
    facts: {postcode: "59999", household_language: ar, no_midwife: true, support: little}
wishes:                        # optional, for lotsen match only
  languages: [ar, de]
  interpreter: true            # an interpreter would do
  home_visit: true
  # also: prescription, anonymous (true or false), district, kreis (codes), latitude, longitude
"""


@dataclass(frozen=True)
class TrialCase:
    """One family from a file: its facts, and the wishes matching asks for."""

    facts: CaseFacts
    wishes: Mapping[str, Any] = field(default_factory=dict)


def read_facts(text: str, *, today: date, words: Vocabulary | None = None) -> TrialCase:
    """Return the family a file tells of; raises InvalidRules with everything that is wrong."""
    reader = Reader(words or vocabulary())
    try:
        document = Place("", read(text, "facts"))
    except InvalidDocument as refused:
        raise InvalidRules(RuleProblem("", one.line, one.reason) for one in refused.problems) from None
    fields = reader.fields(document, (), ("as_of", "childless", "persons", "wishes", "facts", *LISTS))
    as_of = reader.day(fields.get("as_of")) or today
    short = [part for part in ("facts", *LISTS) if part in fields]
    if "persons" in fields and short:
        reader.add(document, gettext_noop("a case has either persons or facts"))
    if "persons" in fields:
        persons = tuple(_persons(reader, fields["persons"], as_of))
    else:
        given = _Given(reader, fields)
        persons = tuple(given.person(scope.value, scope, as_of, strict=False) for scope in Scope)
    childless = fields["childless"].marked.value if "childless" in fields else False
    if not isinstance(childless, bool):
        reader.add(fields["childless"], gettext_noop("true or false is expected here"))
    wishes = _wishes(reader, fields.get("wishes"))
    if reader.problems:
        raise InvalidRules(reader.problems)
    return TrialCase(CaseFacts(as_of, persons, bool(childless)), wishes)


def _persons(reader: Reader, place: Place, as_of: date) -> Iterator[PersonFacts]:
    seen: set[str] = set()
    for entry in persons_of(reader, place):
        fields = reader.fields(entry, ("ref", "scope"), ("facts", *LISTS))
        ref = reader.code(fields.get("ref"))
        scope = reader.one_of(fields.get("scope"), Scope)
        if "ref" in fields and ref in seen:
            reader.add(fields["ref"], gettext_noop("the id “%(code)s” appears twice"), code=ref)
        seen.add(ref)
        if scope is not None:
            yield _Given(reader, fields).person(ref, scope, as_of, strict=True)


class _Given:
    """What one entry says about one person, or in the short form about one of each scope."""

    def __init__(self, reader: Reader, fields: Mapping[str, Place]) -> None:
        self.reader = reader
        self.values: dict[str, FactValue] = {}
        self.places: dict[str, Place] = {}
        self.left: dict[str, Presence] = {}
        for part in LISTS:
            for entry in reader.entries(fields.get(part)):
                if (fact := reader.fact(entry)) is not None:
                    self.left[fact.code] = Presence(part)
                    self.places[fact.code] = entry
        place = fields.get("facts")
        if place is None:
            return
        if not isinstance(place.marked.value, Mapping):
            reader.add(place, gettext_noop("a list of named fields is expected here"))
            return
        for code, marked in place.marked.value.items():
            self._take(code, Place(f"{place.path}.{code}", marked))

    def _take(self, code: str, place: Place) -> None:
        named = Place(place.path, type(place.marked)(place.line, code))
        fact = self.reader.fact(named)
        if fact is None:
            return
        self.places[code] = place
        given = place.marked.value
        if not isinstance(given, str) or given not in PRESENCES or given in {it.code for it in fact.values}:
            value = self.reader.value(place, fact)
            if value is not None:
                self.values[code] = value
        elif (presence := Presence(given)) not in (Presence.PRESENT, Presence.NOT_PRESENT):
            self.left[code] = presence
        elif fact.kind is FactKind.YES_NO:
            self.values[code] = presence is Presence.PRESENT
        else:
            self.reader.value(place, fact)

    def person(self, ref: str, scope: Scope, as_of: date, *, strict: bool) -> PersonFacts:
        """Return what belongs to this scope; `strict` refuses what does not."""
        facts = self.reader.vocabulary.facts
        for code, place in self.places.items():
            if strict and facts[code].scope is not scope:
                self.reader.add(
                    place,
                    gettext_noop("“%(fact)s” belongs to the scope %(scope)s"),
                    fact=code,
                    scope=facts[code].scope.value,
                )
        values = {code: value for code, value in self.values.items() if facts[code].scope is scope}
        if scope is Scope.CHILD:
            values = {**self._from_dates(values, as_of), **values}
        left = {code: presence for code, presence in self.left.items() if facts[code].scope is scope}
        asked_in_vain = {code for code, presence in left.items() if presence is not Presence.NOT_ASKED}
        own = {code for code, fact in facts.items() if fact.scope is scope and not fact.derived}
        not_now = frozenset(code for code, presence in left.items() if presence is Presence.NOT_NOW)
        unknown = frozenset(asked_in_vain - not_now)
        return PersonFacts(
            ref, scope, "", values, frozenset(own - set(values) - asked_in_vain), not_now, unknown
        )

    def _from_dates(self, values: Mapping[str, FactValue], as_of: date) -> dict[str, FactValue]:
        """Work out phase, age and week of pregnancy; a birth in the future is a mistake."""
        born, expected = values.get(BIRTH_DATE), values.get(EXPECTED_DATE)
        if isinstance(born, date):
            if born > as_of:
                message = gettext_noop("the birth date is after %(day)s, the day the facts are told for")
                self.reader.add(self.places[BIRTH_DATE], message, day=as_of.isoformat())
                return {}
            return {PHASE: Phase.BORN.value, MONTHS: completed_months(born, as_of)}
        if isinstance(expected, date):
            weeks = completed_weeks(expected.toordinal(), as_of.toordinal())
            fact = self.reader.vocabulary.facts[WEEKS]
            found: dict[str, FactValue] = {PHASE: Phase.PREGNANT.value}
            if fact.accepts(weeks):
                found[WEEKS] = weeks
            return found
        return {}


def _wishes(reader: Reader, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    found: dict[str, Any] = {}
    for name, entry in reader.fields(place, (), tuple(WISHES)).items():
        kind, value = WISHES[name], entry.marked.value
        if kind is tuple:
            unknown = gettext_noop("unknown language “%(code)s”")
            codes = [reader.known(one, reader.vocabulary.languages, unknown) for one in reader.entries(entry)]
            found[name] = tuple(code for code in codes if code is not None)
        elif kind is str:
            found[name] = str(value) if isinstance(value, int) else reader.text(entry)
        elif kind is bool and isinstance(value, bool):
            found[name] = value
        elif kind is float and isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = float(value)
        elif kind is bool:
            reader.add(entry, gettext_noop("true or false is expected here"))
        else:
            reader.add(entry, gettext_noop("a number is expected here"))
    return found
