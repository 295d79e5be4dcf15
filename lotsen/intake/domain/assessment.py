"""What the answers mean: is a talk offered, and why; which needs show; what is open. No diagnosis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lotsen.intake.domain.answers import Answers
from lotsen.intake.domain.instrument import Instrument, Question, applicable, shown
from lotsen.intake.domain.item import Answer, ImmediatePath, Item, Person
from lotsen.kernel import Reason, gettext_noop
from lotsen.terms import Presence


class Trigger(StrEnum):
    """Why a talk is offered; the three are independent and are all recorded."""

    SCORE = "score"
    STAFF_HINT = "staff_hint"
    OWN_WISH = "own_wish"


@dataclass(frozen=True)
class ItemAt:
    """An item as it was answered about one person."""

    item: str
    person: str


@dataclass(frozen=True)
class FiredTrigger:
    """A trigger that fired; `item` where a single item was enough."""

    trigger: Trigger
    item: str | None = None

    def reason(self, instrument: Instrument, language: str) -> Reason:
        """Say why the talk is offered, without words that somebody beside the family must not read."""
        if self.trigger is Trigger.STAFF_HINT:
            return Reason(gettext_noop("Talk offered because staff noticed something"))
        if self.trigger is Trigger.OWN_WISH:
            return Reason(gettext_noop("Talk offered because the family wishes it"))
        item = instrument.item(self.item) if self.item is not None else None
        if item is None:
            return Reason(gettext_noop("Talk offered because several topics came together"))
        if item.is_sensitive:
            return Reason(gettext_noop("Talk offered because a confidential topic was named"))
        return Reason(
            gettext_noop("Talk offered because “%(item)s” was named"),
            {"item": item.label.get(language)},
        )


@dataclass(frozen=True)
class FoundNeed:
    """A need that the answers show so far, with the items that show it."""

    code: str
    shown_by: tuple[ItemAt, ...]


@dataclass(frozen=True)
class FoundResource:
    """A strength that the answers show, with the items that show it."""

    code: str
    shown_by: tuple[ItemAt, ...]


@dataclass(frozen=True)
class Outcome:
    """What an assessment says so far.

    `private_tasks` are asked again alone with the person: what was not possible, and what may open help at
    once and nobody knew. `highest_score` is what the score could still become: what is unknown was not taken
    as a no.
    """

    score: float
    highest_score: float
    threshold: int | None
    triggers: tuple[FiredTrigger, ...]
    needs: tuple[FoundNeed, ...]
    resources: tuple[FoundResource, ...]
    wishes: tuple[ItemAt, ...]
    immediate: tuple[ImmediatePath, ...]
    not_asked: tuple[ItemAt, ...]
    unknown: tuple[ItemAt, ...]
    private_tasks: tuple[ItemAt, ...]
    could_trigger: tuple[ItemAt, ...]

    @property
    def talk_offered(self) -> bool:
        """Tell whether the in-depth talk is offered."""
        return bool(self.triggers)

    @property
    def open_items(self) -> tuple[ItemAt, ...]:
        """Return what is still open: not asked yet, or asked and not known."""
        return (*self.not_asked, *self.unknown)

    @property
    def is_undecided(self) -> bool:
        """Tell whether open items could still lead to a talk that nothing offers yet."""
        return not self.talk_offered and (
            bool(self.could_trigger) or _reaches(self.highest_score, self.threshold)
        )


def assess(
    instrument: Instrument,
    persons: Sequence[Person],
    answers: Answers,
    *,
    staff_hint: bool = False,
    own_wish: bool = False,
) -> Outcome:
    """Weigh the answers and what follows from recorded data. An item counts once for however many persons.

    What a condition hides counts as not there; as long as an open answer may still show it, it counts among
    what could become.
    """
    everything = applicable(instrument, persons)
    asked = shown(everything, answers)
    named: dict[Item, list[ItemAt]] = {}
    open_items: dict[Item, list[ItemAt]] = {}
    scores: dict[Item, float] = {}
    by_presence: dict[Presence, list[ItemAt]] = {presence: [] for presence in Presence}
    wishes: list[ItemAt] = []
    for question in asked:
        item, place = question.item, ItemAt(question.item.code, question.person.ref)
        answer = question.recorded or answers.get(place.item, place.person)
        by_presence[_kept_as(item, answer)].append(place)
        if answer.presence is Presence.PRESENT:
            scores[item] = max(scores.get(item, item.score_of(answer)), item.score_of(answer))
        if item.is_named_by(answer):
            named.setdefault(item, []).append(place)
        elif answer.presence not in (Presence.PRESENT, Presence.NOT_PRESENT):
            open_items.setdefault(item, []).append(place)
        if answer.wish:
            wishes.append(place)
    score = sum(scores.values())
    for item, place in _may_show(everything, asked, open_items):
        open_items.setdefault(item, []).append(place)
    by_people = [Trigger.STAFF_HINT] if staff_hint else []
    by_people += [Trigger.OWN_WISH] if own_wish or wishes else []
    return Outcome(
        score=score,
        highest_score=score + sum(max(item.highest_score - scores.get(item, 0), 0) for item in open_items),
        threshold=instrument.threshold,
        triggers=tuple(_fired(instrument, scores, named, by_people)),
        needs=tuple(FoundNeed(code, places) for code, places in _grouped(named, "need")),
        resources=tuple(FoundResource(code, places) for code, places in _grouped(named, "resource")),
        wishes=tuple(wishes),
        immediate=tuple(dict.fromkeys(item.immediate for item in named if item.immediate is not None)),
        not_asked=tuple(by_presence[Presence.NOT_ASKED]),
        unknown=tuple(by_presence[Presence.UNKNOWN]),
        private_tasks=tuple(by_presence[Presence.NOT_NOW]),
        could_trigger=tuple(
            place for item, places in open_items.items() if item.direct_trigger for place in places
        ),
    )


def _kept_as(item: Item, answer: Answer) -> Presence:
    """Return how an answer is kept: where it may open help at once, nobody knowing is like not possible now.

    Nothing is forced: it is asked again later, alone with the person.
    """
    is_in_vain = answer.presence is Presence.UNKNOWN and item.immediate is not None
    return Presence.NOT_NOW if is_in_vain else answer.presence


def _reaches(score: float, threshold: int | None) -> bool:
    return threshold is not None and score >= threshold


def _may_show(
    everything: Sequence[Question], asked: Sequence[Question], open_items: Iterable[Item]
) -> Iterable[tuple[Item, ItemAt]]:
    """Return hidden questions that an answer which is still open could bring up."""
    undecided = {item.code for item in open_items}
    visible = set(asked)
    for question in everything:
        looked_at = {check.question for when in question.item.conditions for check in when.checks}
        if question not in visible and looked_at & undecided:
            undecided.add(question.item.code)
            yield question.item, ItemAt(question.item.code, question.person.ref)


def _fired(
    instrument: Instrument, scores: Mapping[Item, float], named: Iterable[Item], by_people: Sequence[Trigger]
) -> Iterable[FiredTrigger]:
    weighing = [item for item, score in scores.items() if score > 0]
    reached = _reaches(sum(scores.values()), instrument.threshold)
    alone = weighing[0] if len(weighing) == 1 and reached else None
    for item in named:
        if item.direct_trigger or item == alone:
            yield FiredTrigger(Trigger.SCORE, item.code)
    if alone is not None and alone not in named:
        yield FiredTrigger(Trigger.SCORE, alone.code)
    if reached and alone is None:
        yield FiredTrigger(Trigger.SCORE)
    for trigger in by_people:
        yield FiredTrigger(trigger)


def _grouped(named: dict[Item, list[ItemAt]], kind: str) -> Iterable[tuple[str, tuple[ItemAt, ...]]]:
    found: dict[str, list[ItemAt]] = {}
    for item, places in named.items():
        code = item.need if kind == "need" else item.resource
        if code is not None:
            found.setdefault(code, []).extend(places)
    order = sorted(found, key=lambda code: int(code[1:]))
    return [(code, tuple(found[code])) for code in order]
