"""A child: expected, born, or no longer alive; with its dates, or its age where nobody knows them."""

from typing import Any

from wtforms import Field, ValidationError

from lotsen.intake import domain
from lotsen.intake.documents import MemberPerson
from lotsen.intake.domain import ChildPlace, ChildStatus, MemberKind
from lotsen.intake.domain.people import MONTHS_PER_YEAR
from lotsen.intake.forms.parts import text_of
from lotsen.intake.forms.person import OLDEST_CHILD, PersonForm
from lotsen.intake.labels import PLACE_LABELS
from lotsen.web.forms import Day, OneOf, Required, WholeNumber, choices
from lotsen.web.i18n import gettext, lazy_gettext

_LATEST_BIRTH_DAYS = 310


class ChildForm(PersonForm):
    """A child. Dates are never required; what does not belong to the status is ignored."""

    status = OneOf(
        lazy_gettext("The child"),
        [Required(lazy_gettext("Please choose what is true for the child."))],
        choices=choices(
            [
                (ChildStatus.UNBORN, lazy_gettext("is expected")),
                (ChildStatus.BORN, lazy_gettext("is born")),
                (ChildStatus.DIED, lazy_gettext("has died")),
            ]
        ),
    )
    expected_date = Day(lazy_gettext("Expected date of birth"))
    weeks_pregnant = WholeNumber(lazy_gettext("Or: completed weeks of pregnancy today"), low=1, high=43)
    birth_date = Day(lazy_gettext("Date of birth"))
    weeks_at_birth = WholeNumber(lazy_gettext("Completed weeks of pregnancy at birth"), low=20, high=44)
    age_years = WholeNumber(lazy_gettext("Years"), low=0, high=OLDEST_CHILD)
    age_months = WholeNumber(lazy_gettext("Months"), low=0, high=MONTHS_PER_YEAR * 2)
    place = OneOf(
        lazy_gettext("Where is the child at present?"),
        choices=choices([(place, lazy_gettext(PLACE_LABELS[place])) for place in ChildPlace]),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not self.is_submitted():
            self._show_age()

    def _show_age(self) -> None:
        """Fill in the age that is known today where there is no birth date."""
        stored = self.stored
        if stored is None or stored.birth_date or not stored.birth_about:
            return
        months = domain.child_age_months(stored.birth_about, self.today) or 0
        self.age_years.data, self.age_months.data = divmod(months, MONTHS_PER_YEAR)

    def validate_birth_date(self, field: Field) -> None:
        """Refuse a birth that has not come yet or lies too long ago for a child."""
        if self.status.data != ChildStatus.BORN:
            return
        self.check_birth(field, oldest=OLDEST_CHILD)

    def validate_expected_date(self, field: Field) -> None:
        """Refuse a date that no pregnancy of today can have, or that does not go with the birth."""
        if not field.data:
            return
        if self.status.data == ChildStatus.UNBORN:
            if abs((field.data - self.today).days) > _LATEST_BIRTH_DAYS:
                raise ValidationError(gettext("Please check the year."))
        elif self._is_impossible(field):
            raise ValidationError(gettext("This day does not go with the birth date. Please check both."))

    def _is_impossible(self, expected: Field) -> bool:
        born = self.birth_date.data if self.status.data == ChildStatus.BORN else None
        return born is not None and domain.weeks_at_birth(expected.data, born) is None

    @property
    def has_died_now(self) -> bool:
        """Say whether the page says of a child that lived until now that it has died."""
        died = self.status.data == ChildStatus.DIED
        return died and self.stored is not None and self.stored.status is not ChildStatus.DIED

    @property
    def person(self) -> MemberPerson:
        """Return what was entered; dates that do not belong to the status are ignored."""
        status = ChildStatus(str(self.status.data))
        stored = self.stored or MemberPerson(kind=MemberKind.CHILD)
        return stored.model_copy(
            update={
                "given_name": text_of(self, "given_name"),
                "status": status,
                "place": ChildPlace(self.place.data) if self.place.data else None,
                "household": self.home,
                **self._dates(status),
            }
        )

    def _dates(self, status: ChildStatus) -> dict[str, object]:
        born, expected = status is ChildStatus.BORN, self.expected_date.data
        if status is ChildStatus.UNBORN and not expected and self.weeks_pregnant.data:
            expected = domain.expected_from_weeks(self.weeks_pregnant.data, self.today)
        birth = self.birth_date.data if born else None
        return {
            "birth_date": birth,
            "birth_about": self._birth_month() if born and not birth else None,
            "expected_date": None if status is ChildStatus.DIED else expected,
            "weeks_at_birth": self._weeks(birth) if born else None,
        }

    def _birth_month(self) -> object:
        years, months = self.age_years.data, self.age_months.data
        if years is None and months is None:
            return None
        return domain.birth_month((years or 0) * MONTHS_PER_YEAR + (months or 0), self.today)

    def _weeks(self, birth: Any) -> int | None:
        """Return the weeks at birth: as entered, else as they follow from the two dates."""
        weeks: int | None = self.weeks_at_birth.data
        if weeks is None and birth and self.expected_date.data:
            return domain.weeks_at_birth(self.expected_date.data, birth)
        return weeks
