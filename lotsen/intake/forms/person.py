"""Each child and each caregiver for themselves."""

from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from lotsen.intake.documents import MemberPerson, Relation
from lotsen.intake.domain import ChildStatus, MemberKind
from lotsen.intake.forms.parts import RevisedForm, text_of
from lotsen.intake.labels import RELATION_LABELS
from lotsen.web.forms import Day, OneOf, Required, TextInput, WholeNumber, choices
from lotsen.web.i18n import gettext, lazy_gettext

_OLDEST_CHILD = 30
_LATEST_BIRTH_DAYS = 310


class _PersonForm(RevisedForm):
    """A person; the field for a name is taken away where the family may not be named."""

    given_name = TextInput(lazy_gettext("Given name"), limit=120)

    def __init__(self, *args: Any, may_name: bool, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        if not may_name:
            del self.given_name


class ChildForm(_PersonForm):
    """A child: expected, born, or no longer alive. Dates are never required."""

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
    birth_date = Day(lazy_gettext("Date of birth"))
    weeks_at_birth = WholeNumber(lazy_gettext("Completed weeks of pregnancy at birth"), low=20, high=44)

    def validate_birth_date(self, field: Field) -> None:
        """Refuse a birth that has not come yet or lies too long ago for a child."""
        if self.status.data != ChildStatus.BORN or not field.data:
            return
        if field.data > self.today:
            raise ValidationError(gettext("This day lies in the future."))
        if field.data.year < self.today.year - _OLDEST_CHILD:
            raise ValidationError(gettext("Please check the year."))

    def validate_expected_date(self, field: Field) -> None:
        """Refuse a date that no pregnancy of today can have."""
        if self.status.data != ChildStatus.UNBORN or not field.data:
            return
        if abs((field.data - self.today).days) > _LATEST_BIRTH_DAYS:
            raise ValidationError(gettext("Please check the year."))

    @property
    def person(self) -> MemberPerson:
        """Return what was entered; dates that do not belong to the status are ignored."""
        status = ChildStatus(str(self.status.data))
        born = status is ChildStatus.BORN
        return MemberPerson(
            kind=MemberKind.CHILD,
            given_name=text_of(self, "given_name"),
            status=status,
            birth_date=self.birth_date.data if born else None,
            expected_date=self.expected_date.data if status is ChildStatus.UNBORN else None,
            weeks_at_birth=self.weeks_at_birth.data if born else None,
        )


class CaregiverForm(_PersonForm):
    """Somebody who cares for the children."""

    relation = OneOf(
        lazy_gettext("Relation to the child"),
        [Required(lazy_gettext("Please choose a relation."))],
        choices=choices([(relation, lazy_gettext(RELATION_LABELS[relation])) for relation in Relation]),
    )
    age_years = WholeNumber(lazy_gettext("Age in years"), low=10, high=110)

    @property
    def person(self) -> MemberPerson:
        """Return what was entered."""
        return MemberPerson(
            kind=MemberKind.CAREGIVER,
            given_name=text_of(self, "given_name"),
            relation=Relation(str(self.relation.data)),
            age_years=self.age_years.data,
        )
