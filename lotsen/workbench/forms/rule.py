"""A rule as a form: what it leads to, and the rows of its condition."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

from collections.abc import Mapping, Sequence
from typing import Any, cast

from wtforms import Field, FormField, ValidationError

from lotsen.directory.domain import UNSORTED
from lotsen.referral.rules import Rule, RuleSet
from lotsen.referral.rules.condition_reader import MOST_CHECKS
from lotsen.referral.rules.conditions import Check, Condition, default_scope
from lotsen.referral.rules.flat import Flat, Joins, Row, condition_of, flat_of
from lotsen.referral.rules.model import MOST_WEIGHT
from lotsen.referral.rules.reader import CODE
from lotsen.terms import Scope, Texts, vocabulary
from lotsen.web.forms import (
    Day,
    Lines,
    LongText,
    ManyOf,
    OneOf,
    Pick,
    Required,
    RevisedForm,
    TextInput,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import current_language, gettext, lazy_gettext
from lotsen.workbench.forms.row import RowForm, fits_a_row
from lotsen.workbench.forms.sayings import GERMAN, Sayings, language_name, languages_of_texts

NEED, PATH = "need:", "path:"

JOINS = {
    Joins.ALL: lazy_gettext("All of these have to hold."),
    Joins.ANY: lazy_gettext("One of these is enough."),
    Joins.ALL_OF_ANY: lazy_gettext("Every block has to hold; within a block one is enough."),
    Joins.ANY_OF_ALL: lazy_gettext("One block is enough; within a block all have to hold."),
}
SCOPES = {
    "": lazy_gettext("As the facts say"),
    Scope.CHILD: lazy_gettext("each child"),
    Scope.CAREGIVER: lazy_gettext("each caregiver"),
    Scope.FAMILY: lazy_gettext("the family as a whole"),
}


class RuleForm(RevisedForm):
    """A rule without code. Rows come and go on the server; nothing is stored until it is saved."""

    rule_id = TextInput(
        lazy_gettext("Short name of the rule"),
        [Required(lazy_gettext("Please enter a short name."))],
        limit=80,
        description=lazy_gettext("Letters, digits and hyphens, for example N7-crying. It never changes."),
    )
    result = Pick(lazy_gettext("Leads to"), [Required(lazy_gettext("Please choose what the rule leads to."))])
    weight = WholeNumber(
        lazy_gettext("Weight"),
        low=1,
        high=MOST_WEIGHT,
        description=lazy_gettext("From 1 to 9; the weights of one need add up."),
    )
    prefer = ManyOf(lazy_gettext("Types of service that answer the need best"))
    about = OneOf(lazy_gettext("Whose need is it?"), choices=choices(SCOPES), default="")
    joins = OneOf(
        lazy_gettext("How do the conditions belong together?"),
        [Required(lazy_gettext("Please say how the conditions belong together."))],
        choices=choices(JOINS.items()),
        default=Joins.ALL.value,
    )
    rows = Lines(FormField(RowForm), max_entries=MOST_CHECKS)
    add_fact = Pick(lazy_gettext("Add a condition about"))
    sentence = Sayings(
        LongText("", limit=600),
        lazy_gettext("Reason of the rule"),
        wanted=lazy_gettext("Please enter the reason in German."),
        required=True,
        description=lazy_gettext("A whole sentence, as staff and the family may read it."),
    )
    reference = TextInput(
        lazy_gettext("Source"), limit=300, description=lazy_gettext("A law, a guideline or a decision")
    )
    valid_from = Day(lazy_gettext("Valid from"))
    valid_until = Day(lazy_gettext("Valid until"))

    def offer(self, rules: RuleSet, floor: RuleSet) -> None:
        """Fill the lists in the reader's language."""
        words, language = vocabulary(), current_language()
        needs = [(NEED + code, f"{code} {need.label.get(language)}") for code, need in words.needs.items()]
        paths = {**floor.paths, **rules.paths}
        opened = [
            (PATH + code, gettext("Help at once: %(path)s", path=path.title.get(language)))
            for code, path in paths.items()
        ]
        self.result.choices = choices([*needs, *opened])
        self.prefer.choices = choices(
            [
                (code, f"{code} {kind.label.get(language)}")
                for code, kind in words.service_types.items()
                if code != UNSORTED
            ]
        )
        facts = sorted(words.facts.values(), key=lambda fact: fact.label.get(language).casefold())
        self.add_fact.choices = choices([(fact.code, fact.label.get(language)) for fact in facts])
        self.languages = languages_of_texts(rules)
        self.sentence.offer(self.languages)
        for entry in self.rows:
            entry.form.offer(self.languages)

    languages: tuple[str, ...] = ()

    def show(self, rule: Rule) -> bool:
        """Put a rule into the fields; False where its condition is nested deeper than rows can say."""
        flat = flat_of(rule.when)
        if flat is None or not all(fits_a_row(row.check) for row in flat.rows):
            return False
        fields = cast("Any", self)
        fields.rule_id.data = rule.id
        fields.result.data = f"{NEED}{rule.need}" if rule.need else f"{PATH}{rule.path}"
        fields.weight.data = rule.weight or None
        fields.prefer.data = list(rule.prefer)
        fields.about.data = "" if rule.about is default_scope(rule.when) else rule.about.value
        self.sentence.show(rule.sentence)
        fields.reference.data = rule.reference or ""
        fields.valid_from.data, fields.valid_until.data = rule.valid_from, rule.valid_until
        fields.joins.data = flat.joins.value
        for row in flat.rows:
            self.rows.append_entry()
            self.rows[-1].form.show(row.check, row.block)
        return True

    def add_row(self, code: str) -> None:
        """Append an empty comparison of a fact."""
        if code in vocabulary().facts and len(self.rows) < MOST_CHECKS:
            self.rows.append_entry({"fact": code, "block": "1"})
            self.rows[-1].form.offer(self.languages)
        self.add_fact.data = ""

    def drop_row(self, at: int) -> None:
        """Take a comparison away; the others move up."""
        if 0 <= at < len(self.rows):
            del self.rows.entries[at]

    def validate_rule_id(self, field: Field) -> None:
        """Refuse what cannot be a code."""
        if not CODE.fullmatch(str(field.data or "")):
            raise ValidationError(gettext("Please use letters, digits and hyphens, a letter first."))

    def validate_valid_until(self, field: Field) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(gettext("This is before the beginning."))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, and then what only several of them tell together."""
        fine = bool(super().validate(extra_validators=extra_validators))
        if len(self.rows) == 0:
            self.add_fact.errors = [gettext("A rule needs at least one condition.")]
            fine = False
        if self._need is not None and self.weight.data is None and not self.weight.errors:
            self.weight.errors = [gettext("Please enter a weight from 1 to 9.")]
            fine = False
        return fine

    def rule(self, before: Rule | None) -> Rule:
        """Return the rule that was entered; `before` is the one it replaces."""
        condition = self._condition(before)
        need = self._need
        return Rule(
            id=str(self.rule_id.data) if before is None else before.id,
            when=condition,
            sentence=self.sentence.texts(before.sentence if before else None) or Texts.of({}),
            about=Scope(self.about.data) if self.about.data else default_scope(condition),
            need=need,
            weight=int(self.weight.data or 0) if need else 0,
            path=None if need else str(self.result.data).removeprefix(PATH),
            prefer=tuple(self.prefer.data or ()) if need else (),
            reference=self.reference.data or None,
            valid_from=self.valid_from.data,
            valid_until=self.valid_until.data,
        )

    def left_behind(self, before: Rule, after: Rule) -> list[str]:
        """Name the languages whose text stayed although the German one of the rule changed."""
        was, now = dict(before.sentence.pairs), dict(after.sentence.pairs)
        if was.get(GERMAN) == now.get(GERMAN):
            return []
        return [language_name(code) for code in self.languages if code in was and was[code] == now.get(code)]

    @property
    def _need(self) -> str | None:
        result = str(self.result.data or "")
        return result.removeprefix(NEED) if result.startswith(NEED) else None

    def _condition(self, before: Rule | None) -> Condition:
        known = flat_of(before.when) if before is not None else None
        old: list[Check] = [row.check for row in known.rows] if known is not None else []
        rows = []
        for entry in self.rows:
            row = entry.form
            like = next((check for check in old if check.fact.code == row.fact.data), None)
            rows.append(Row(row.check(like), int(row.block.data or 1)))
        return condition_of(Flat(Joins(str(self.joins.data)), tuple(rows)))
