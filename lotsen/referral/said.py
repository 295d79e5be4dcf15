"""Conditions of rules, and why a rule holds, in plain words of the reader's language."""

import re
from collections.abc import Iterable
from datetime import date

from lotsen.kernel import gettext_noop
from lotsen.referral.rules import Because
from lotsen.referral.rules.conditions import AllOf, AnyOf, Check, Condition, NotOf
from lotsen.referral.rules.facts import FactValue
from lotsen.referral.rules.logic import Op
from lotsen.terms import Fact, FactKind
from lotsen.web.i18n import current_language, format_date, format_number, gettext, listed

_COMPARED = {
    Op.IS: gettext_noop("%(fact)s is %(value)s"),
    Op.IS_NOT: gettext_noop("%(fact)s is not %(value)s"),
    Op.IN: gettext_noop("%(fact)s is one of: %(value)s"),
    Op.NOT_IN: gettext_noop("%(fact)s is none of: %(value)s"),
    Op.LT: gettext_noop("%(fact)s is below %(value)s"),
    Op.LE: gettext_noop("%(fact)s is at most %(value)s"),
    Op.GT: gettext_noop("%(fact)s is above %(value)s"),
    Op.GE: gettext_noop("%(fact)s is at least %(value)s"),
    Op.KNOWN: gettext_noop("%(fact)s is known"),
}


_TIED = re.compile(r"(§|\bAbs\.|\bSatz|\bNr\.|\bArt\.|\bSGB) (?=[0-9IVX])")


def source(reference: str) -> str:
    """Return a source as it is set: "§ 24 Abs. 1 SGB VIII" breaks neither after "§" nor before "VIII"."""
    return _TIED.sub("\\1\N{NO-BREAK SPACE}", reference)


def grounds(because: Because) -> list[str]:
    """Say which conditions made a rule hold: each in the words it has of its own, else in those of its fact.

    Where one yes or no is the whole rule, the sentence of the rule has said it.
    """
    when, sentence = because.rule.when, because.rule.sentence.get(current_language())
    if isinstance(when, Check) and when.fact.kind is FactKind.YES_NO and when.sentence is None:
        return []
    said = dict.fromkeys(_ground(part) for part in because.conditions)
    return [words for words in said if words != sentence]


def rests_on(because: Iterable[Because]) -> list[tuple[str, list[str]]]:
    """Return what rules say of which there is more to tell, each with the conditions that made it hold."""
    said = [(one.rule.sentence.get(current_language()), grounds(one)) for one in because]
    return [(sentence, lines) for sentence, lines in said if lines]


def _ground(part: Condition) -> str:
    language = current_language()
    if part.sentence is not None and language in part.sentence:
        return part.sentence[language]
    return condition(part)


def joined(node: Condition) -> str:
    """Return the words before the parts of a condition; empty for a comparison."""
    match node:
        case AllOf():
            return gettext("all of these:")
        case AnyOf():
            return gettext("one of these:")
        case NotOf():
            return gettext("not:")
    return ""


def parts_of(node: Condition) -> tuple[Condition, ...]:
    """Return the parts of a condition, as they stand below one another."""
    match node:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return parts
        case NotOf(part=part):
            return (part,)
    return ()


def condition(node: Condition) -> str:
    """Put the condition of a rule into plain words."""
    match node:
        case AllOf(parts=parts):
            return gettext("all of: (%(parts)s)", parts=listed(map(condition, parts), ";"))
        case AnyOf(parts=parts):
            return gettext("one of: (%(parts)s)", parts=listed(map(condition, parts), ";"))
        case NotOf(part=part):
            return gettext("not: (%(part)s)", part=condition(part))
        case Check():
            return _check(node)


def _check(check: Check) -> str:
    language = current_language()
    label = check.fact.label.get(language)
    if check.fact.kind is FactKind.YES_NO and check.op in {Op.IS, Op.IS_NOT}:
        wanted = check.operands[0] is (check.op is Op.IS)
        return gettext("“%(fact)s”: yes", fact=label) if wanted else gettext("“%(fact)s”: no", fact=label)
    values = [fact_value(check.fact, operand) for operand in check.operands]
    if check.fact.kind is FactKind.CHOICE and check.op is Op.IS:
        return gettext("“%(fact)s”: %(value)s", fact=label, value=values[0])
    fact = gettext("“%(fact)s”", fact=label)
    if check.op is Op.BETWEEN:
        low, high = values
        return gettext("%(fact)s is between %(low)s and %(high)s", fact=fact, low=low, high=high)
    return gettext(_COMPARED[check.op], fact=fact, value=listed(values))


def fact_value(fact: Fact, operand: FactValue) -> str:
    """Say a value of a fact as people do."""
    if isinstance(operand, bool):
        return gettext("yes") if operand else gettext("no")
    if isinstance(operand, date):
        return format_date(operand)
    if isinstance(operand, int | float):
        return format_number(operand)
    named = next((value for value in fact.values if value.code == operand), None)
    return named.label.get(current_language()) if named is not None else str(operand)
