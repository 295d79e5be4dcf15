"""Reads the unit cases of a rule file: small invented families and what has to come out for them.

The short form `facts:` gives each fact to one child, one caregiver or the family, by its scope; `persons:`
spells them out. What a case does not mention was not asked; `unknown:` and `not_now:` name what was asked in
vain.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from lotsen.kernel import gettext_noop
from lotsen.referral.rules.facts import CaseFacts, FactRef, FactValue, PersonFacts
from lotsen.referral.rules.model import Expectation, UnitCase
from lotsen.referral.rules.reader import Place, Reader
from lotsen.terms import Scope

MOST_PERSONS = 40
"""Persons of one family in a file; rules may look at every pair of a child and a caregiver."""

SHORT_FORM = ("facts", "unknown", "not_now")


def read_cases(
    reader: Reader, place: Place | None, *, rule_ids: Collection[str], paths: Collection[str], as_of: date
) -> tuple[UnitCase, ...]:
    """Return the unit cases; what is wrong with them is noted in the reader."""
    cases: list[UnitCase] = []
    names: set[str] = set()
    for entry in reader.entries(place):
        fields = reader.fields(entry, ("name", "expect"), ("as_of", "persons", *SHORT_FORM))
        name = reader.text(fields.get("name"))
        if name in names and "name" in fields:
            reader.add(fields["name"], gettext_noop("the name “%(name)s” appears twice"), name=name[:80])
        names.add(name)
        if "persons" in fields and any(part in fields for part in SHORT_FORM):
            reader.add(entry, gettext_noop("a case has either persons or facts"))
        if "persons" in fields:
            persons = _persons(reader, fields["persons"])
        else:
            persons = tuple(_person(reader, scope.value, scope, fields, strict=False) for scope in Scope)
            _check_codes(reader, fields)
        day = reader.day(fields.get("as_of")) or as_of
        refs = {person.ref for person in persons}
        expect = _expectation(reader, fields.get("expect"), rule_ids, paths, refs)
        cases.append(UnitCase(name, CaseFacts(day, persons), expect))
    return tuple(cases)


def _persons(reader: Reader, place: Place) -> tuple[PersonFacts, ...]:
    persons: list[PersonFacts] = []
    for entry in persons_of(reader, place):
        fields = reader.fields(entry, ("ref", "scope"), SHORT_FORM)
        ref = reader.code(fields.get("ref"))
        scope = reader.one_of(fields.get("scope"), Scope)
        if "ref" in fields and ref in {person.ref for person in persons}:
            reader.add(fields["ref"], gettext_noop("the id “%(code)s” appears twice"), code=ref)
        if scope is not None:
            _check_codes(reader, fields)
            persons.append(_person(reader, ref, scope, fields, strict=True))
    return tuple(persons)


def persons_of(reader: Reader, place: Place) -> list[Place]:
    """Return the entries of a list of persons; a family of more than forty is a mistake."""
    entries = list(reader.entries(place))
    if len(entries) > MOST_PERSONS:
        reader.add(place, gettext_noop("there are more than %(most)s persons"), most=MOST_PERSONS)
        return []
    return entries


def _check_codes(reader: Reader, fields: Mapping[str, Place]) -> None:
    """Note unknown facts once, not once for every person they might belong to."""
    for entry in _given(fields).values():
        reader.known(entry, reader.vocabulary.facts, gettext_noop("unknown fact “%(code)s”"))
    for part in ("unknown", "not_now"):
        for entry in reader.entries(fields.get(part)):
            reader.fact(entry)
    if "facts" in fields and not isinstance(fields["facts"].marked.value, Mapping):
        reader.add(fields["facts"], gettext_noop("a list of named fields is expected here"))


def _given(fields: Mapping[str, Place]) -> dict[str, Place]:
    """Return the names of the facts given, as places of their own."""
    place = fields.get("facts")
    if place is None or not isinstance(place.marked.value, Mapping):
        return {}
    return {
        code: Place(f"{place.path}.{code}", type(entry)(entry.line, code))
        for code, entry in place.marked.value.items()
    }


def _person(
    reader: Reader, ref: str, scope: Scope, fields: Mapping[str, Place], *, strict: bool
) -> PersonFacts:
    """Collect the facts of one person; `strict` refuses facts of another scope."""
    facts = reader.vocabulary.facts
    values: dict[str, FactValue] = {}
    place = fields.get("facts")
    given = place.marked.value if place is not None else None
    for code, marked in given.items() if place is not None and isinstance(given, Mapping) else ():
        entry = Place(f"{place.path}.{code}" if place is not None else code, marked)
        if code not in facts:
            continue
        if facts[code].scope is not scope:
            if strict:
                reader.add(
                    entry,
                    gettext_noop("“%(fact)s” belongs to the scope %(scope)s"),
                    fact=code,
                    scope=facts[code].scope.value,
                )
            continue
        value = reader.value(entry, facts[code])
        if value is not None:
            values[code] = value
    asked = {part: _codes(reader, fields.get(part), scope) for part in ("unknown", "not_now")}
    askable = {fact.code for fact in facts.values() if fact.scope is scope and not fact.derived}
    not_asked = askable - set(values) - asked["unknown"] - asked["not_now"]
    unknown = (asked["unknown"] & askable) - set(values) - asked["not_now"]
    return PersonFacts(
        ref, scope, "", values, frozenset(not_asked), frozenset(asked["not_now"]), frozenset(unknown)
    )


def _codes(reader: Reader, place: Place | None, scope: Scope) -> set[str]:
    if place is None or not isinstance(place.marked.value, tuple):
        return set()
    codes = {entry.value for entry in place.marked.value if isinstance(entry.value, str)}
    return {code for code in codes if code in reader.vocabulary.facts and _has_scope(reader, code, scope)}


def _has_scope(reader: Reader, code: str, scope: Scope) -> bool:
    return reader.vocabulary.facts[code].scope is scope


def _expectation(
    reader: Reader,
    place: Place | None,
    rule_ids: Collection[str],
    paths: Collection[str],
    refs: Collection[str],
) -> Expectation:
    if place is None:
        return Expectation()
    fields = reader.fields(place, (), ("needs", "paths", "fires", "open", "silent", "next_question"))
    rules = {
        part: _list_of(reader, fields.get(part), rule_ids, gettext_noop("unknown rule “%(code)s”"))
        for part in ("fires", "open", "silent")
    }
    unknown = gettext_noop("unknown need “%(code)s”")
    needs = _list_of(reader, fields.get("needs"), reader.vocabulary.needs, unknown)
    opened = _list_of(reader, fields.get("paths"), paths, gettext_noop("unknown path “%(code)s”"))
    return Expectation(
        needs=needs if "needs" in fields else None,
        paths=opened if "paths" in fields else None,
        fires=rules["fires"],
        open=rules["open"],
        silent=rules["silent"],
        next_question=_question(reader, fields.get("next_question"), refs),
    )


def _question(reader: Reader, place: Place | None, refs: Collection[str]) -> FactRef | None:
    if place is None:
        return None
    fields = reader.fields(place, ("person", "fact"))
    person = reader.known(fields.get("person"), refs, gettext_noop("unknown person “%(code)s”"))
    fact = reader.fact(fields.get("fact"))
    return None if person is None or fact is None else FactRef(person, fact.code)


def _list_of(reader: Reader, place: Place | None, codes: Collection[str], message: str) -> frozenset[str]:
    found = (reader.known(entry, codes, message) for entry in reader.entries(place))
    return frozenset(code for code in found if code is not None)
