"""When somebody is there: a week of lines, each with up to three times, and what differs from it."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, Form, FormField, ValidationError

from lotsen.directory.hours import (
    Closure,
    Hours,
    Monthly,
    Span,
    is_valid,
    read_hours,
    read_spans,
    write_hours,
)
from lotsen.directory.hours.model import ALL_DAY
from lotsen.directory.wording import day_name
from lotsen.web.forms import Day, Lines, LotsenForm, Pick, TextInput, Tick, choices
from lotsen.web.i18n import gettext, lazy_gettext

LONGEST = 300
_ROWS = 12
"""So many monthly days or closures a form may hold; the stored string is shorter anyway."""

_NTH = {
    "1": lazy_gettext("every first"),
    "2": lazy_gettext("every second"),
    "3": lazy_gettext("every third"),
    "4": lazy_gettext("every fourth"),
    "5": lazy_gettext("every fifth"),
    "-1": lazy_gettext("every last"),
}


class _Part(Form):
    """A part of a form, without protection of its own."""

    class Meta(LotsenForm.Meta):
        """The form around it is protected."""

        csrf = False


def _are_times(form: Form, field: Field) -> None:
    if read_spans(field.data or "") is None:
        raise ValidationError(gettext("Please enter up to three times, for example 9–12, 14–18."))


def _times(label: Any) -> TextInput:
    return TextInput(label, [_are_times], limit=80)


class MonthlyForm(_Part):
    """A day once a month."""

    nth = Pick(lazy_gettext("Which one"), choices=choices(_NTH))
    weekday = Pick(lazy_gettext("Weekday"))
    times = _times(lazy_gettext("Times"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.weekday.choices = choices([(str(day), day_name(day)) for day in range(7)])

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Want all of a row or nothing of it."""
        fine = bool(super().validate(extra_validators=extra_validators))
        filled = [bool(field.data) for field in self]
        if fine and any(filled) and not all(filled):
            empty = next(field for field in self if not field.data)
            empty.errors = [*empty.errors, gettext("Please complete this row or clear it.")]
            return False
        return fine


class ClosureForm(_Part):
    """Days on which nobody is there."""

    first = Day(lazy_gettext("Closed from"))
    last = Day(lazy_gettext("Closed up to"))
    note = TextInput(lazy_gettext("Reason"), limit=60)

    def validate_last(self, field: Field) -> None:
        """Refuse an end before the beginning, and an end without one."""
        if field.data and (self.first.data is None or field.data < self.first.data):
            raise ValidationError(gettext("This is before the beginning."))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Want a day where a reason is given."""
        fine = bool(super().validate(extra_validators=extra_validators))
        if fine and self.note.data and self.first.data is None:
            self.first.errors = [*self.first.errors, gettext("Please enter a day.")]
            return False
        return fine


class HoursForm(_Part):
    """Opening hours; what OSM can say and this form cannot stands in a field of its own and is kept."""

    always = Tick(lazy_gettext("Open around the clock, every day"))
    days = Lines(_times(""), min_entries=7, max_entries=7)
    by_appointment = Tick(lazy_gettext("Also by appointment"))
    closed_on_holidays = Tick(lazy_gettext("Closed on public holidays"))
    monthly = Lines(FormField(MonthlyForm), min_entries=1, max_entries=_ROWS)
    closures = Lines(FormField(ClosureForm), min_entries=2, max_entries=_ROWS)
    other = TextInput(lazy_gettext("Other rules, as OpenStreetMap writes them"), limit=LONGEST)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for weekday, entry in enumerate(self.days):
            entry.label.text = day_name(weekday)

    def show(self, text: str) -> None:
        """Put a stored OSM string into the fields."""
        hours = read_hours(text)
        if hours is None:
            self.other.data = text
            return
        self.always.data = hours.is_always
        self.by_appointment.data = hours.by_appointment
        self.closed_on_holidays.data = hours.closed_on_holidays
        for entry, spans in zip(self.days, hours.week, strict=True):
            entry.data = "" if hours.is_always else _typed(spans)
        for at, once in enumerate(hours.monthly):
            row = _row(self.monthly, at)
            row.nth.data, row.weekday.data = str(once.nth), str(once.weekday)
            row.times.data = _typed(once.spans) or gettext("closed")
        for at, closure in enumerate(hours.closures):
            row = _row(self.closures, at)
            row.first.data, row.last.data, row.note.data = closure.first, closure.last, closure.note

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the fields, and then what only several of them tell together."""
        if not super().validate(extra_validators=extra_validators):
            return False
        said = self._said()
        if self.other.data and not said.says_nothing:
            return self._refuse(gettext("Please use either the fields above or this one."))
        if self.other.data and not is_valid(self.other.data):
            return self._refuse(gettext("This is not how OpenStreetMap writes opening hours."))
        if len(write_hours(said)) > LONGEST:
            self.closures[0].form.first.errors = [gettext("These are too many exceptions to be kept.")]
            return False
        return True

    @property
    def text(self) -> str:
        """Return what was entered as an OSM string."""
        return self.other.data or write_hours(self._said())

    def _said(self) -> Hours:
        week = tuple(read_spans(entry.data or "") or () for entry in self.days)
        monthly = {
            (int(row.nth.data), int(row.weekday.data)): read_spans(row.times.data) or ()
            for row in (entry.form for entry in self.monthly)
            if row.nth.data and row.weekday.data and row.times.data
        }
        closures = [
            Closure(row.first.data, row.last.data or row.first.data, row.note.data or "")
            for row in (entry.form for entry in self.closures)
            if row.first.data
        ]
        return Hours(
            week=(ALL_DAY,) * 7 if self.always.data else week,
            monthly=tuple(Monthly(nth, day, spans) for (nth, day), spans in sorted(monthly.items())),
            by_appointment=bool(self.by_appointment.data),
            closed_on_holidays=bool(self.closed_on_holidays.data),
            closures=tuple(sorted(closures)),
        )

    def _refuse(self, sentence: str) -> bool:
        self.other.errors = [*self.other.errors, sentence]
        return False


def _row(rows: Lines, at: int) -> Any:
    """Return a row of a list, and see that an empty one is left behind it."""
    while len(rows) < min(at + 2, _ROWS):
        rows.append_entry()
    return rows[at].form


def _typed(spans: tuple[Span, ...]) -> str:
    """Write times as people type them: "9–12, 14:30–18"."""
    return ", ".join(f"{_clock(span.opens)}–{_clock(span.closes)}" for span in spans)


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}" if minute else str(hour)
