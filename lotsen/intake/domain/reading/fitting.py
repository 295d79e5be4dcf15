"""What does not fit together within one item of a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from lotsen.intake.domain.item import ImmediatePath, Item, ItemKind
from lotsen.kernel import gettext_noop
from lotsen.terms import Fact, Phase, Scope

ALWAYS_IMMEDIATE = {"self_harm_thoughts": ImmediatePath.SELF_HARM, "violence_now": ImmediatePath.VIOLENCE}
"""No sheet can switch these off."""


def fact_complaints(item: Item, fact: Fact | None, used: Iterable[str]) -> Iterable[str]:
    """Say what is wrong with the fact an item names."""
    if fact is None:
        yield gettext_noop("unknown fact “%(fact)s”")
    elif fact.derived:
        yield gettext_noop("“%(fact)s” follows from other data and is not asked")
    if item.fact in set(used):
        yield gettext_noop("“%(fact)s” is asked twice")
    needed = ALWAYS_IMMEDIATE.get(item.fact or "")
    if needed is not None and item.immediate is not needed:
        yield gettext_noop("“%(fact)s” has to show immediate help; no sheet can switch that off")


def item_complaints(item: Item) -> Iterable[tuple[str, str]]:
    """Say which field of an item does not fit the others."""
    yield from _of_weighing(item)
    yield from _of_kind(item)
    yield from _of_children(item)


def _of_weighing(item: Item) -> Iterable[tuple[str, str]]:
    weighs = "weight" if item.weight else "direct_trigger" if item.direct_trigger else "immediate"
    matters = bool(item.weight or item.direct_trigger or item.immediate)
    if item.resource is not None and matters:
        yield weighs, gettext_noop("“%(fact)s” is a strength; it neither weighs nor triggers")
    if item.counts and item.kind is not ItemKind.CHOICE:
        yield "counts", gettext_noop("“counts” belongs to a choice, and “%(fact)s” is none")
    known = {choice.code for choice in item.values}
    if known and not known.issuperset(item.counts):
        yield "counts", gettext_noop("“counts” names a value that “%(fact)s” does not have")
    if item.at_least is not None and not item.kind.is_number:
        yield "at_least", gettext_noop("“at_least” belongs to a number, and “%(fact)s” is none")
    if item.at_most is not None and not item.kind.is_number:
        yield "at_most", gettext_noop("“at_most” belongs to a number, and “%(fact)s” is none")
    says_when = bool(item.counts) or item.at_least is not None or item.at_most is not None
    if matters and item.kind is not ItemKind.YES_NO and not says_when:
        yield weighs, gettext_noop("the sheet has to say which answers to “%(fact)s” weigh")


def _of_kind(item: Item) -> Iterable[tuple[str, str]]:
    if item.fact is None and (item.kind is ItemKind.CHOICE) != bool(item.values):
        yield "values", gettext_noop("“%(fact)s”: a choice, and only a choice, has values")
    if not item.kind.is_number and (item.low is not None or item.high is not None):
        name = "low" if item.low is not None else "high"
        yield name, gettext_noop("“%(fact)s”: only a number has low and high")
    if item.low is not None and item.high is not None and item.low > item.high:
        yield "low", gettext_noop("“%(fact)s”: low is above high")
    if item.repeats and (item.fact is not None or item.kind is ItemKind.YES_NO):
        yield (
            "repeats",
            gettext_noop("“%(fact)s” takes one answer; only own choices, numbers and texts repeat"),
        )
    if not item.kind.is_asked and (item.required or item.repeats or item.wish):
        name = next(name for name in ("required", "repeats", "wish") if getattr(item, name))
        yield name, gettext_noop("“%(fact)s” is not a question")


def _of_children(item: Item) -> Iterable[tuple[str, str]]:
    if item.phase is not None and item.scope is Scope.CHILD and item.fact_phase not in (None, item.phase):
        yield "phase", gettext_noop("“%(fact)s” belongs to another phase of the child")
    if item.max_age_months is not None and item.scope is not Scope.CHILD:
        yield "max_age_months", gettext_noop("“max_age_months” belongs to a child, and “%(fact)s” does not")
    if item.max_age_months is not None and Phase.PREGNANT in (item.fact_phase, item.phase):
        yield "max_age_months", gettext_noop("“%(fact)s” is asked before birth, where no age limit holds")
