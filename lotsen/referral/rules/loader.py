"""From the YAML of a rule file to a rule set, or to the full list of what is wrong with it.

The keywords are English, the texts come per language. There is no key for a protection case: rules find needs
and open paths to help, nothing else (§ 4 KKG leaves the rest to people).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lotsen.kernel import gettext_noop
from lotsen.referral.rules.case_reader import read_cases
from lotsen.referral.rules.condition_reader import read_condition
from lotsen.referral.rules.conditions import checks, default_scope, sentences
from lotsen.referral.rules.model import MOST_WEIGHT, Rule, RuleSet, RuleSetStatus, SafetyPath, UnitCase
from lotsen.referral.rules.problems import InvalidRules, RuleProblem
from lotsen.referral.rules.reader import Place, Reader
from lotsen.referral.rules.weighing import NAMES, SHIPPED, Weights, bounds
from lotsen.terms import Scope, Vocabulary, vocabulary
from lotsen.terms.marked import InvalidDocument, read

RULE_FIELDS = ("need", "weight", "path", "prefer", "for", "reference", "valid_from", "valid_until")
MOST_RULES = 1_000
MOST_RUNS = 400_000
"""How often rules are run for unit cases, counting every pair of a child and a caregiver: some seconds."""

LONGEST_ID = 60
"""Characters of a rule set's id: with its version it is stored beside every proposal."""


def load_rules(text: str, *, floor: RuleSet | None = None, words: Vocabulary | None = None) -> RuleSet:
    """Return the rule set written in a text, or raise InvalidRules with everything that is wrong.

    With `floor`, its paths may be used and not be defined again. A rule reads like this:

        - id: N11-midwife            # unique
          need: N11                  # or `path:` for help at once, then without weight and prefer
          weight: 3                  # 1 to 9; weights of one need add up
          prefer: [A1, A2]           # optional: types of service that answer the need best, shown first
          for: family                # optional: whose need it is, else read off the facts
          when: {fact: no_midwife, op: is, value: true}
          sentence: {de: Es fehlt noch eine Hebamme., en: A midwife is still missing.}
          reference: § 134a SGB V    # optional, as are valid_from and valid_until

    Any part of a condition may have a `sentence` of its own; the reasons name those that made the rule hold.
    """
    rule_set, problems = check_rules(text, floor=floor, words=words)
    if rule_set is None:
        raise InvalidRules(problems)
    return rule_set


def check_rules(
    text: str,
    *,
    floor: RuleSet | None = None,
    words: Vocabulary | None = None,
    without: Collection[str] = (),
) -> tuple[RuleSet | None, tuple[RuleProblem, ...]]:
    """Return the rule set (None if anything is wrong) and all problems, in the order of their lines.

    Entries that `without` names (`rules[3]`, `cases[0]`) are read over.
    """
    reader = Reader(words or vocabulary(), without=without)
    try:
        document = Place("", read(text, "rules"))
    except InvalidDocument as refused:
        return None, tuple(RuleProblem("", problem.line, problem.reason) for problem in refused.problems)
    rule_set = _File(reader, {} if floor is None else floor.paths).read(document)
    problems = tuple(sorted(reader.problems, key=lambda problem: (problem.line, problem.path)))
    return (None if problems else rule_set), problems


@dataclass
class _File:
    reader: Reader
    floor_paths: Mapping[str, SafetyPath]
    seen: set[str] = field(default_factory=set)

    def read(self, document: Place) -> RuleSet:
        is_floor = isinstance(document.marked.value, Mapping) and "floor" in document.marked.value
        name = "floor" if is_floor else "rule_set"
        fields = self.reader.fields(
            document,
            (name, "version", "status", "valid_from", "title", "rules"),
            ("paths", "cases", "ranking"),
        )
        paths = self._paths(fields.get("paths"))
        begins = self.reader.day(fields.get("valid_from")) or date.min
        rules = self._rules(fields.get("rules"), {*paths, *self.floor_paths}, is_floor=is_floor)
        cases = read_cases(
            self.reader,
            fields.get("cases"),
            rule_ids={rule.id for rule in rules},
            paths={*paths, *self.floor_paths},
            as_of=begins,
        )
        self._bound(fields.get("cases"), rules, cases)
        return RuleSet(
            id=self._id(fields.get(name)),
            version=self.reader.whole(fields.get("version"), 1, 1_000_000),
            status=self.reader.one_of(fields.get("status"), RuleSetStatus) or RuleSetStatus.DRAFT,
            valid_from=begins,
            title=self.reader.texts(fields.get("title")),
            rules=rules,
            paths=paths,
            cases=cases,
            is_floor=is_floor,
            ranking=self._ranking(fields.get("ranking"), is_floor=is_floor),
        )

    def _ranking(self, place: Place | None, *, is_floor: bool) -> Weights:
        if place is None:
            return SHIPPED
        if is_floor:
            self.reader.add(place, gettext_noop("the safety floor puts no services in order"))
            return SHIPPED
        given = self.reader.fields(place, optional=NAMES)
        return replace(
            SHIPPED, **{name: self.reader.whole(entry, *bounds(name)) for name, entry in given.items()}
        )

    def _bound(self, place: Place | None, rules: Collection[Rule], cases: Collection[UnitCase]) -> None:
        """Refuse unit cases that would take minutes to run."""
        runs = len(rules) * sum(case.case.groups for case in cases)
        if place is not None and runs > MOST_RUNS:
            self.reader.add(
                place,
                gettext_noop(
                    "%(rules)s rules and %(cases)s unit cases are too much to run: at most %(most)s runs,"
                    " these are %(runs)s"
                ),
                rules=len(rules),
                cases=len(cases),
                most=MOST_RUNS,
                runs=runs,
            )

    def _id(self, place: Place | None) -> str:
        code = self.reader.code(place)
        if place is not None and len(code) > LONGEST_ID:
            self.reader.add(
                place, gettext_noop("the text is longer than %(most)s characters"), most=LONGEST_ID
            )
        return code

    def _paths(self, place: Place | None) -> dict[str, SafetyPath]:
        found: dict[str, SafetyPath] = {}
        for entry in self.reader.entries(place):
            fields = self.reader.fields(entry, ("id", "title", "contact"))
            code = self.reader.code(fields.get("id"))
            if code in self.floor_paths:
                self.reader.add(
                    fields["id"], gettext_noop("the safety floor already has the path “%(code)s”"), code=code
                )
            elif code in found:
                self.reader.add(fields["id"], gettext_noop("the id “%(code)s” appears twice"), code=code)
            found[code] = SafetyPath(
                code, self.reader.texts(fields.get("title")), self.reader.texts(fields.get("contact"))
            )
        return found

    def _rules(self, place: Place | None, paths: Collection[str], *, is_floor: bool) -> tuple[Rule, ...]:
        entries = list(self.reader.entries(place))
        if place is not None and isinstance(place.marked.value, tuple) and not entries:
            self.reader.add(place, gettext_noop("the list of rules is empty"))
        if place is not None and len(entries) > MOST_RULES:
            self.reader.add(place, gettext_noop("there are more than %(most)s rules"), most=MOST_RULES)
            return ()
        found = (self._rule(entry, paths, is_floor=is_floor) for entry in entries)
        return tuple(rule for rule in found if rule is not None)

    def _rule(self, entry: Place, paths: Collection[str], *, is_floor: bool) -> Rule | None:
        fields = self.reader.fields(entry, ("id", "when", "sentence"), RULE_FIELDS)
        code = self.reader.code(fields.get("id"))
        if code in self.seen and "id" in fields:
            self.reader.add(fields["id"], gettext_noop("the id “%(code)s” appears twice"), code=code)
        if code:
            self.seen.add(code)
        begins, ends = self._dates(fields, is_floor=is_floor)
        need, weight, path = self._result(entry, fields, paths, is_floor=is_floor)
        prefer = self._preferred(fields.get("prefer"), is_path="path" in fields)
        sentence = self.reader.texts(fields.get("sentence"))
        reference = self.reader.text(fields["reference"]) if "reference" in fields else None
        condition = read_condition(self.reader, fields.get("when"))
        about = self.reader.one_of(fields.get("for"), Scope)
        if condition is None:
            return None
        return Rule(
            id=code,
            when=condition,
            sentence=sentence,
            about=about or default_scope(condition),
            need=need,
            weight=weight,
            path=path,
            prefer=prefer,
            reference=reference,
            valid_from=begins,
            valid_until=ends,
            path_in_file=entry.path,
            line=entry.line,
        )

    def _dates(self, fields: Mapping[str, Place], *, is_floor: bool) -> tuple[date | None, date | None]:
        begins = self.reader.day(fields.get("valid_from"))
        ends = self.reader.day(fields.get("valid_until"))
        if is_floor:
            for name in ("valid_from", "valid_until"):
                if name in fields:
                    self.reader.add(fields[name], gettext_noop("a rule of the safety floor always applies"))
        elif begins is not None and ends is not None and begins > ends:
            self.reader.add(
                fields["valid_until"],
                gettext_noop("the span is the wrong way round: %(low)s to %(high)s"),
                low=begins.isoformat(),
                high=ends.isoformat(),
            )
        return begins, ends

    def _result(
        self, entry: Place, fields: Mapping[str, Place], paths: Collection[str], *, is_floor: bool
    ) -> tuple[str | None, int, str | None]:
        if ("need" in fields) == ("path" in fields):
            self.reader.add(entry, gettext_noop("a rule leads either to a need or to a path"))
            return None, 0, None
        if "path" in fields:
            if "weight" in fields:
                self.reader.add(fields["weight"], gettext_noop("a path has no weight"))
            unknown = gettext_noop("unknown path “%(code)s”")
            return None, 0, self.reader.known(fields["path"], paths, unknown)
        if is_floor:
            self.reader.add(fields["need"], gettext_noop("the safety floor opens paths and finds no needs"))
        if "weight" not in fields:
            self.reader.add(entry, gettext_noop("the field “%(name)s” is missing"), name="weight")
        need = self.reader.known(
            fields["need"], self.reader.vocabulary.needs, gettext_noop("unknown need “%(code)s”")
        )
        return need, self.reader.whole(fields.get("weight"), 1, MOST_WEIGHT), None

    def _preferred(self, place: Place | None, *, is_path: bool) -> tuple[str, ...]:
        if place is not None and is_path:
            self.reader.add(place, gettext_noop("a path prefers no services"))
            return ()
        kinds, unknown = (
            self.reader.vocabulary.service_types,
            gettext_noop("unknown type of service “%(code)s”"),
        )
        found = [self.reader.known(entry, kinds, unknown) for entry in self.reader.entries(place)]
        return tuple(dict.fromkeys(kind for kind in found if kind is not None))


def used_facts(rule_set: RuleSet) -> frozenset[str]:
    """Return every fact a rule set reads, to be compared with what an instrument asks."""
    return frozenset(check.fact.code for rule in rule_set.rules for check in checks(rule.when))


def languages_of(rule_set: RuleSet) -> frozenset[str]:
    """Return the languages in which every text a family may see is there."""
    return frozenset.intersection(*spoken) if (spoken := _spoken(rule_set)) else frozenset()


def languages_in(rule_set: RuleSet) -> frozenset[str]:
    """Return the languages in which any of these texts is there."""
    return frozenset[str]().union(*_spoken(rule_set))


def _spoken(rule_set: RuleSet) -> list[frozenset[str]]:
    texts = [rule.sentence for rule in rule_set.rules]
    texts += [text for path in rule_set.paths.values() for text in (path.title, path.contact)]
    texts += [said for rule in rule_set.rules for said in sentences(rule.when)]
    return [frozenset(text) for text in texts]
