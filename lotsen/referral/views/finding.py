"""Long lists of rules and of their examples: folded by need, narrowed down by need, word and state."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from lotsen.kernel import gettext_noop
from lotsen.referral.forms import FindForm
from lotsen.referral.rules import Rule
from lotsen.referral.views import wording
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, format_number, gettext

NOW, LATER, OVER = "now", "later", "over"
DATED = {
    NOW: gettext_noop("apply today"),
    LATER: gettext_noop("apply later"),
    OVER: gettext_noop("have ended"),
}


@dataclass(frozen=True)
class Listed:
    """An entry of a list: the need it belongs to, the text words are looked for in, and its states."""

    entry: Any
    need: str | None
    text: Callable[[], Iterable[str]]
    states: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """What a list shows: `kept` of `total` entries; states are offered where they tell entries apart."""

    form: FindForm
    kept: tuple[Listed, ...]
    total: int
    has_states: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.form.need.data or self.form.words or self.form.state.data)

    @property
    def entries(self) -> list[Any]:
        """The entries, in their order."""
        return [one.entry for one in self.kept]


def find(listed: Sequence[Listed], labels: Mapping[str, str]) -> Found:
    """Narrow a list down to what the address of the page asks for."""
    form = FindForm(request.args)
    needs = Counter(one.need for one in listed if one.need)
    states = Counter(state for one in listed for state in one.states)
    form.offer(
        [
            (code, _counted(wording.need_title(code), needs[code]))
            for code in vocabulary().needs
            if needs[code]
        ],
        [
            (state, _counted(gettext(label), states[state]))
            for state, label in labels.items()
            if states[state]
        ],
    )
    need, state, words = form.need.data, form.state.data, form.words
    kept = tuple(
        one
        for one in listed
        if (not need or one.need == need)
        and (not state or state in one.states)
        and (not words or _has(one, words))
    )
    tells = any(count < len(listed) for count in states.values())
    return Found(form, kept, len(listed), has_states=tells)


def find_rules(
    rules: Sequence[Rule],
    day: date,
    labels: Mapping[str, str] | None = None,
    states: Mapping[str, Collection[str]] | None = None,
) -> Found:
    """Narrow rules down; `states` names the rules of each state beyond whether they apply on the day."""
    more = states or {}
    listed = [
        Listed(
            rule,
            rule.need,
            lambda rule=rule: _texts(rule),  # type: ignore[misc]  # bound at once
            frozenset({_dated(rule, day), *(name for name, ids in more.items() if rule.id in ids)}),
        )
        for rule in rules
    ]
    return find(listed, {**(labels or {}), **DATED})


def _texts(rule: Rule) -> Iterable[str]:
    yield rule.id
    yield rule.sentence.get(current_language())
    yield wording.condition(rule.when)
    yield rule.reference or ""
    yield wording.need_title(rule.need) if rule.need else ""


def _dated(rule: Rule, day: date) -> str:
    if rule.valid_from is not None and day < rule.valid_from:
        return LATER
    return NOW if rule.is_valid(day) else OVER


def _has(one: Listed, words: Sequence[str]) -> bool:
    text = " ".join(" ".join(one.text()).casefold().split())
    return all(word in text for word in words)


def _counted(label: str, count: int) -> str:
    return gettext("%(label)s (%(count)s)", label=label, count=format_number(count))
