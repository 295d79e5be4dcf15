"""The fields of our forms: tidy, printable, limited, and plain in what they say."""

# mypy: disallow-subclassing-any=False
# (WTForms and Flask-WTF ship no annotations, so their classes are of type Any.)

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from babel.support import LazyProxy
from wtforms import (
    BooleanField,
    DateField,
    DateTimeField,
    Field,
    FieldList,
    Form,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from lotsen.kernel import gettext_noop, is_printable
from lotsen.web.forms.text import tidy
from lotsen.web.i18n import decimal_sign, gettext, lazy_gettext

Text = str | LazyProxy


class Carried(HiddenField):
    """A hidden value the page carries; a form sent without it counts as empty, never as the default."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was sent and nothing else."""
        self.data = valuelist[0] if valuelist else ""


class Lines(FieldList):
    """Lines that come and go, told apart by numbers in the names of their fields; other names are none."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """Read the numbers of the lines; WTForms takes "²", which is no number, and ones of any length."""
        for name in formdata:
            found = re.match(r"-([0-9]{1,4})(?:-|$)", name.removeprefix(prefix))
            if found and name.startswith(prefix):
                yield int(found[1])


class Printable:
    """Refuses control characters and broken UTF-8; a database or a sheet of paper could not hold them."""

    def __call__(self, form: Form, field: Field) -> None:
        """Check one field."""
        if isinstance(field.data, str) and not is_printable(field.data):
            raise ValidationError(gettext("Please remove the unreadable characters from this field."))


class AtMost(Length):
    """An upper limit of characters, said plainly."""

    def __init__(self, limit: int) -> None:
        sentence = lazy_gettext("Please use at most %(limit)s characters.", limit=limit)
        super().__init__(max=limit, message=sentence)


class Required(InputRequired):
    """An answer is needed; each field can say in its own words which. Nothing but spaces is none."""

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(message)

    def __call__(self, form: Form, field: Field) -> None:
        """Check one field."""
        if field.raw_data and isinstance(field.raw_data[0], str) and not field.raw_data[0].strip():
            raise StopValidation(self.message or field.gettext("This field is required."))
        super().__call__(form, field)


class TextInput(StringField):
    """One line of text: tidy, printable, of limited length."""

    def __init__(
        self, label: Text | None = None, validators: Sequence[Any] = (), *, limit: int = 200, **more: Any
    ) -> None:
        more["filters"] = (tidy, *more.get("filters", ()))
        super().__init__(label, [*_optional(validators), Printable(), AtMost(limit)], **more)


class LongText(TextAreaField):
    """Several lines of text."""

    def __init__(
        self, label: Text | None = None, validators: Sequence[Any] = (), *, limit: int = 4000, **more: Any
    ) -> None:
        more["filters"] = (tidy, *more.get("filters", ()))
        super().__init__(label, [*_optional(validators), Printable(), AtMost(limit)], **more)


class Secret(PasswordField):
    """A password: never stripped, never shown again."""

    def __init__(
        self, label: Text | None = None, validators: Sequence[Any] = (), *, limit: int = 256, **more: Any
    ) -> None:
        super().__init__(label, [*_optional(validators), AtMost(limit)], **more)


class Postcode(TextInput):
    """A German postcode: five digits."""

    def __init__(self, label: Text | None = None, validators: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, validators, limit=5, **more)

    def pre_validate(self, form: Form) -> None:
        """Refuse anything but five digits; an empty field is left to Required."""
        if self.data and re.fullmatch(r"[0-9]{5}", self.data) is None:
            raise StopValidation(gettext("Please enter a postcode with five digits."))


class WholeNumber(IntegerField):
    """A whole number between two limits."""

    widget = widgets.TextInput()

    def __init__(
        self,
        label: Text | None = None,
        validators: Sequence[Any] = (),
        *,
        low: int = 0,
        high: int = 9999,
        **more: Any,
    ) -> None:
        sentence = lazy_gettext("Please enter a whole number from %(low)s to %(high)s.", low=low, high=high)
        super().__init__(label, [*_optional(validators), NumberRange(low, high, sentence)], **more)
        self._sentence = sentence

    def pre_validate(self, form: Form) -> None:
        """Say one thing at a time: what is no number is not out of range as well."""
        if self.process_errors:
            raise StopValidation

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a number; say which ones are meant when it is none."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", valuelist[0]) is None:
            self.data = None
            raise ValueError(str(self._sentence))
        self.data = int(valuelist[0])


class DecimalNumber(StringField):
    """A number between two limits, with a comma or a point."""

    def __init__(
        self,
        label: Text | None = None,
        validators: Sequence[Any] = (),
        *,
        low: float,
        high: float,
        **more: Any,
    ) -> None:
        sentence = lazy_gettext(
            "Please enter a number from %(low)s to %(high)s.", low=f"{low:g}", high=f"{high:g}"
        )
        super().__init__(label, [*_optional(validators), NumberRange(low, high, sentence)], **more)
        self._sentence = sentence

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.10g}".replace(".", decimal_sign())

    def pre_validate(self, form: Form) -> None:
        """Say one thing at a time: what is no number is not out of range as well."""
        if self.process_errors:
            raise StopValidation

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a number; say which ones are meant when it is none."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        if re.fullmatch(r"\s*-?[0-9]{1,9}([.,][0-9]{1,6})?\s*", valuelist[0]) is None:
            raise ValueError(str(self._sentence))
        self.data = float(valuelist[0].replace(",", "."))


class _Typed(DateTimeField):
    """What comes from a picker or is typed; what cannot be read is answered with how to write it."""

    unreadable = ""

    def pre_validate(self, form: Form) -> None:
        """Say one thing at a time: what cannot be read is not missing as well."""
        if self.process_errors:
            raise StopValidation

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was entered; say how to write it when that is not possible."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError as unreadable:
            raise ValueError(gettext(self.unreadable)) from unreadable


class Day(_Typed, DateField):
    """A calendar day, from a date picker or typed as 24.11.2026."""

    unreadable = gettext_noop("Please enter a date, for example 24.11.2026.")

    def __init__(self, label: Text | None = None, validators: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, _optional(validators), format=["%Y-%m-%d", "%d.%m.%Y"], **more)


class TimeOfDay(_Typed, TimeField):
    """A time of the day, from a time picker or typed as 11:30, 11.30 or 11."""

    unreadable = gettext_noop("Please enter a time, for example 11:30.")

    def __init__(self, label: Text | None = None, validators: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, _optional(validators), format=["%H:%M", "%H:%M:%S", "%H.%M", "%H"], **more)


class OneOf(RadioField):
    """Radio buttons; no answer is possible unless the field is Required."""

    def __init__(self, label: Text | None = None, validators: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, _optional(validators), **more)

    def pre_validate(self, form: Form) -> None:
        """Accept no answer at all, or one of the choices; nothing but spaces is no answer."""
        if self.raw_data and self.raw_data[0].strip():
            super().pre_validate(form)
        else:
            self.process_data(None)


class Pick(SelectField):
    """A drop-down list, for long lists only."""

    def __init__(self, label: Text | None = None, validators: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(label, _optional(validators), **more)

    def pre_validate(self, form: Form) -> None:
        """Accept one of the choices; nothing but spaces is none, and is kept nowhere."""
        if self.raw_data and not self.raw_data[0].strip():
            self.process_data(None)
        else:
            super().pre_validate(form)


class ManyOf(SelectMultipleField):
    """A list of checkboxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class Tick(BooleanField):
    """One checkbox, for one statement."""


def choices(options: Iterable[tuple[Enum | str, Text]] | Mapping[str, Text]) -> list[SelectChoice]:
    """Make the choices of a field from (value, text) pairs, with enum members or plain codes as values."""
    pairs = options.items() if isinstance(options, Mapping) else options
    return [SelectChoice(str(code.value if isinstance(code, Enum) else code), text) for code, text in pairs]


def _optional(validators: Sequence[Any]) -> list[Any]:
    needed = any(isinstance(validator, InputRequired) for validator in validators)
    return list(validators) if needed else [Optional(), *validators]
