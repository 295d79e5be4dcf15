"""What is asked to find a family, and to enter one from paper."""

from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from lotsen.intake.domain import may_enter_later, read_case_code
from lotsen.web.forms import Day, LotsenForm, Required, TextInput, WholeNumber
from lotsen.web.i18n import gettext, lazy_gettext


class SearchForm(LotsenForm):
    """A name, a birth date or a case code; always sent as POST, so that no name stands in an address."""

    name = TextInput(lazy_gettext("Name"), limit=120)
    birth_date = Day(lazy_gettext("Date of birth"))
    code = TextInput(lazy_gettext("Case code"), limit=12)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the three."""
        fine = bool(super().validate(extra_validators))
        if fine and not (self.name.data or self.birth_date.data or self.code.data):
            sentence = gettext("Please enter a name, a date of birth or a case code.")
            self.name.errors = [*self.name.errors, sentence]
            return False
        return fine

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code."""
        if field.data and read_case_code(field.data) is None:
            raise ValidationError(gettext("Please enter a case code such as K7M-4F2."))


class _LaterForm(LotsenForm):
    """Something from paper, with its true date."""

    on = Day(lazy_gettext("On which day was it?"), [Required(lazy_gettext("Please enter a day."))])

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today

    def validate_on(self, field: Field) -> None:
        """Refuse a day that has not come yet or lies too far back."""
        if field.data and not may_enter_later(field.data, self._today):
            raise ValidationError(gettext("A later entry is possible for today and the 60 days before."))


class LaterFamilyForm(_LaterForm):
    """A family whose sheet was filled in by hand; a sheet without a code gets a fresh one."""

    code = TextInput(lazy_gettext("Case code on the sheet"), limit=12)
    place = TextInput(lazy_gettext("Bed or appointment"), limit=80)

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code."""
        if field.data and read_case_code(field.data) is None:
            raise ValidationError(gettext("Please enter a case code such as K7M-4F2."))


class PaperForm(LotsenForm):
    """How many empty sheets with fresh codes."""

    count = WholeNumber(
        lazy_gettext("How many sheets?"),
        [Required(lazy_gettext("Please enter a number."))],
        low=1,
        high=40,
    )

    @property
    def wanted(self) -> int:
        """Return how many sheets to print."""
        return int(self.count.data or 0)
