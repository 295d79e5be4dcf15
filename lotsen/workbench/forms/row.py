"""One comparison of a rule: its fields depend on what kind of answer the fact has."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from wtforms import Form

from lotsen.referral.rules.conditions import Check
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import LISTED, Op
from lotsen.terms import Fact, FactKind, vocabulary
from lotsen.web.forms import (
    Carried,
    Day,
    DecimalNumber,
    LotsenForm,
    ManyOf,
    Pick,
    Text,
    TextInput,
    choices,
)
from lotsen.web.i18n import current_language, gettext, lazy_gettext
from lotsen.workbench.forms.sayings import Sayings

BLOCKS = range(1, 25)
YES, NO = "yes", "no"
LARGEST = 1_000_000

_SAID: dict[FactKind, dict[str, Text]] = {
    FactKind.YES_NO: {
        YES: lazy_gettext("is yes"),
        NO: lazy_gettext("is no"),
        Op.KNOWN: lazy_gettext("has been answered"),
    },
    FactKind.CHOICE: {
        Op.IN: lazy_gettext("is one of these"),
        Op.NOT_IN: lazy_gettext("is none of these"),
        Op.KNOWN: lazy_gettext("has been answered"),
    },
    FactKind.NUMBER: {
        Op.GE: lazy_gettext("is at least"),
        Op.LE: lazy_gettext("is at most"),
        Op.GT: lazy_gettext("is above"),
        Op.LT: lazy_gettext("is below"),
        Op.IS: lazy_gettext("is exactly"),
        Op.IS_NOT: lazy_gettext("is not"),
        Op.BETWEEN: lazy_gettext("is between (both included)"),
        Op.KNOWN: lazy_gettext("has been answered"),
    },
    FactKind.DATE: {
        Op.GE: lazy_gettext("is on this day or later"),
        Op.LE: lazy_gettext("is on this day or earlier"),
        Op.GT: lazy_gettext("is after"),
        Op.LT: lazy_gettext("is before"),
        Op.IS: lazy_gettext("is exactly"),
        Op.IS_NOT: lazy_gettext("is not"),
        Op.BETWEEN: lazy_gettext("is between (both included)"),
        Op.KNOWN: lazy_gettext("has been answered"),
    },
}


class RowForm(Form):
    """A fact, how it is compared, and with what."""

    class Meta(LotsenForm.Meta):
        """The form around it is protected."""

        csrf = False

    fact = Carried()
    block = Pick(lazy_gettext("Block"), choices=choices([(str(n), str(n)) for n in BLOCKS]))
    op = Pick(lazy_gettext("Comparison"))
    values = ManyOf(lazy_gettext("Answers"))
    codes = TextInput(
        lazy_gettext("Answers"), description=lazy_gettext("Codes, with commas between them"), limit=300
    )
    number = DecimalNumber(lazy_gettext("Number"), low=-LARGEST, high=LARGEST)
    number_to = DecimalNumber(lazy_gettext("Up to"), low=-LARGEST, high=LARGEST)
    day = Day(lazy_gettext("Day"))
    day_to = Day(lazy_gettext("Up to"))
    sentence = Sayings(
        TextInput("", limit=300),
        lazy_gettext("Reason of the condition"),
        wanted=lazy_gettext("Please enter the German reason, too."),
    )

    @property
    def about(self) -> Fact | None:
        """Return the fact the row is about; None for one the vocabulary does not know."""
        return vocabulary().facts.get(str(self.fact.data or ""))

    def offer(self, languages: Iterable[str]) -> None:
        """Fill the lists as the fact asks for it, in the reader's language; reasons in all of these."""
        fact, language = self.about, current_language()
        self.sentence.offer(languages)
        self.op.choices = choices(_SAID[fact.kind].items()) if fact else []
        self.values.choices = choices(
            [(value.code, value.label.get(language)) for value in (fact.values if fact else ())]
        )

    def show(self, check: Check, block: int) -> None:
        """Put a comparison into the fields."""
        fields, operands = cast("Any", self), check.operands
        fields.fact.data, fields.block.data = check.fact.code, str(block)
        fields.op.data = _written(check)
        if check.fact.kind is FactKind.CHOICE:
            fields["values"].data = list(operands)
            fields.codes.data = ", ".join(map(str, operands))
        elif operands and check.fact.kind is not FactKind.YES_NO:
            first, last = self._span(check.fact)
            first.data, last.data = operands[0], operands[1] if check.op is Op.BETWEEN else None
        self.sentence.show(check.sentence)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Want a comparison, and what it compares with."""
        if self.about is None:
            self.op.errors = [gettext("This fact is not known here.")]
            return False
        if not super().validate(extra_validators=extra_validators):
            return False
        if not self.op.data:
            self.op.errors = [gettext("Please choose a comparison.")]
            return False
        for field in self._wanted():
            if field.data in (None, "", []):
                field.errors = [gettext("Please complete this comparison.")]
                return False
        first, last = self._ends()
        if first is not None and last is not None and first > last:  # type: ignore[operator]  # of one kind
            field = self.number_to if self.about.kind is FactKind.NUMBER else self.day_to
            field.errors = [gettext("This is before the beginning.")]
            return False
        return True

    def check(self, before: Check | None) -> Check:
        """Return the comparison; `before` is the one that had the fact so far."""
        fact = self.about
        if fact is None:
            raise LookupError("a row that was not validated")
        op, operands = self._compared(fact)
        return Check(fact, op, operands, self.sentence.texts(None if before is None else before.sentence))

    def _wanted(self) -> tuple[Any, ...]:
        fact = self.about
        if fact is None or self.op.data == Op.KNOWN or fact.kind is FactKind.YES_NO:
            return ()
        if fact.kind is FactKind.CHOICE:
            return (self.values if fact.values else self.codes,)
        first, last = self._span(fact)
        return (first, last) if self.op.data == Op.BETWEEN else (first,)

    def _span(self, fact: Fact) -> tuple[Any, Any]:
        return (self.number, self.number_to) if fact.kind is FactKind.NUMBER else (self.day, self.day_to)

    def _ends(self) -> tuple[FactValue | None, FactValue | None]:
        fields = self._wanted()
        if len(fields) < 2:
            return None, None
        return fields[0].data, fields[1].data

    def _compared(self, fact: Fact) -> tuple[Op, tuple[FactValue, ...]]:
        if fact.kind is FactKind.YES_NO and self.op.data != Op.KNOWN:
            return Op.IS, (self.op.data == YES,)
        op = Op(self.op.data)
        found: list[FactValue] = []
        for field in self._wanted():
            if field is self.codes:
                found += dict.fromkeys(code.strip() for code in field.data.split(",") if code.strip())
            elif field is self.values:
                found += field.data
            else:
                found.append(_plain(field.data))
        if op in LISTED and len(found) == 1:
            op = Op.IS if op is Op.IN else Op.IS_NOT
        return op, tuple(found)


def fits_a_row(check: Check) -> bool:
    """Say whether the fields can show a comparison: a list of numbers or days they cannot."""
    return check.fact.kind is FactKind.CHOICE or check.op not in LISTED


def _written(check: Check) -> str:
    if check.fact.kind is FactKind.YES_NO and check.op is not Op.KNOWN:
        return YES if check.operands[0] is (check.op is Op.IS) else NO
    if check.fact.kind is FactKind.CHOICE:
        return {Op.IS: Op.IN, Op.IS_NOT: Op.NOT_IN}.get(check.op, check.op).value
    return check.op.value


def _plain(value: float | date) -> FactValue:
    """Return a number without needless decimals."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
