"""What our form can say about opening hours."""

from dataclasses import dataclass
from datetime import date

DAY = 24 * 60
MOST_SPANS = 3
"""So many times a day may open and close."""


@dataclass(frozen=True, order=True)
class Span:
    """From opening to closing, in minutes since midnight; 1440 is the midnight that ends the day."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        """Refuse what ends before it begins or leaves the day."""
        if not 0 <= self.opens < self.closes <= DAY:
            raise ValueError("a span opens before it closes, within one day")


Spans = tuple[Span, ...]
ALL_DAY: Spans = (Span(0, DAY),)
NO_WEEK: tuple[Spans, ...] = ((),) * 7


@dataclass(frozen=True, order=True)
class Monthly:
    """A day that comes once a month: the nth weekday (0 is Monday), the last one as -1."""

    nth: int
    weekday: int
    spans: Spans


@dataclass(frozen=True, order=True)
class Closure:
    """Days, first and last included, on which nobody is there, such as school holidays."""

    first: date
    last: date
    note: str = ""


@dataclass(frozen=True)
class Hours:
    """Spans per weekday, Monday first; a monthly day replaces its weekday's own spans, as in OSM."""

    week: tuple[Spans, ...] = NO_WEEK
    monthly: tuple[Monthly, ...] = ()
    by_appointment: bool = False
    closed_on_holidays: bool = False
    closures: tuple[Closure, ...] = ()

    @property
    def is_always(self) -> bool:
        """Whether it is open around the clock, every day of the week."""
        return all(spans == ALL_DAY for spans in self.week)

    @property
    def has_times(self) -> bool:
        """Whether any time of opening is stated."""
        return any(self.week) or any(day.spans for day in self.monthly)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing at all is stated."""
        return self == Hours()


def tidy_spans(spans: Spans) -> Spans:
    """Sort spans and join those that touch or overlap."""
    tidied: list[Span] = []
    for span in sorted(spans):
        if tidied and span.opens <= tidied[-1].closes:
            tidied[-1] = Span(tidied[-1].opens, max(tidied[-1].closes, span.closes))
        else:
            tidied.append(span)
    return tuple(tidied)
