"""What both kinds of persons share, and the small forms about a child: born, custody."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import Field, ValidationError

from lotsen.intake import domain
from lotsen.intake.actions import Birth
from lotsen.intake.documents import CustodyOf, MemberPerson
from lotsen.intake.domain import Custody, Guardian, Household
from lotsen.intake.labels import CUSTODY_LABELS, GUARDIAN_LABELS, HOUSEHOLD_LABELS
from lotsen.web.forms import Day, OneOf, Required, RevisedForm, TextInput, Tick, WholeNumber, choices
from lotsen.web.i18n import gettext, lazy_gettext

_OF_A_CAREGIVER = re.compile(r"custody-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

OLDEST = 110
OLDEST_CHILD = 30


class PersonForm(RevisedForm):
    """A person; the fields for name and contact are taken away where the family may not be named."""

    only_with_consent: tuple[str, ...] = ("given_name",)
    given_name = TextInput(lazy_gettext("Given name"), limit=120)
    household = OneOf(
        lazy_gettext("Lives in"),
        choices=choices([(home, lazy_gettext(HOUSEHOLD_LABELS[home])) for home in Household]),
    )

    def __init__(
        self, *args: Any, may_name: bool, today: date, stored: MemberPerson | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.stored = stored
        if not may_name:
            for name in self.only_with_consent:
                del self[name]

    @property
    def home(self) -> Household | None:
        """Return in which household the person lives; nothing where nobody said."""
        return Household(self.household.data) if self.household.data else None

    def check_birth(self, field: Field, *, oldest: int) -> None:
        """Refuse a birth that has not come yet or lies too long ago."""
        if not field.data:
            return
        if field.data > self.today:
            raise ValidationError(gettext("This day lies in the future."))
        if field.data.year < self.today.year - oldest:
            raise ValidationError(gettext("Please check the year."))


class BirthForm(RevisedForm):
    """An expected child was born: the day, and the weeks where they are known."""

    birth_date = Day(lazy_gettext("Date of birth"), [Required(lazy_gettext("Please enter a day."))])
    weeks_at_birth = WholeNumber(lazy_gettext("Completed weeks of pregnancy at birth"), low=20, high=44)
    together = Tick(lazy_gettext("This is true for all children of this pregnancy"))

    def __init__(
        self, *args: Any, today: date, expected: date | None, is_multiple: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.expected = expected
        if not is_multiple:
            del self["together"]

    def validate_birth_date(self, field: Field) -> None:
        """Refuse a birth in the future, and one that does not belong to the expected date."""
        if not field.data:
            return
        if field.data > self.today:
            raise ValidationError(gettext("This day lies in the future."))
        if self.expected and domain.weeks_at_birth(self.expected, field.data) is None:
            raise ValidationError(gettext("This day does not go with the expected date. Please check both."))

    @property
    def birth(self) -> Birth:
        """Return what was entered; also whether it is true for the other children of the same pregnancy."""
        for_all = "together" in self and bool(self["together"].data)
        day: date = self["birth_date"].data
        return Birth(day, self.weeks_at_birth.data, for_all)


class CustodyForm(RevisedForm):
    """Who has custody of one child: a line for each caregiver, and one for somebody else."""

    guardian = OneOf(
        lazy_gettext("Does somebody else have custody?"),
        choices=choices([(one, lazy_gettext(GUARDIAN_LABELS[one])) for one in Guardian]),
    )
    for_all = Tick(lazy_gettext("The same for the other children"))
    caregivers: tuple[UUID, ...] = ()

    @property
    def custody(self) -> tuple[CustodyOf, ...]:
        """Return what was said of each caregiver; who was left out is not recorded."""
        said = {caregiver: self[custody_field(caregiver)].data for caregiver in self.caregivers}
        return tuple(
            CustodyOf(caregiver_id=caregiver, custody=Custody(word))
            for caregiver, word in said.items()
            if word
        )

    @property
    def is_for_all(self) -> bool:
        """Say whether the same is true for the other children."""
        return "for_all" in self and bool(self["for_all"].data)

    @property
    def chosen_guardian(self) -> Guardian | None:
        """Return who else has custody; nothing where nobody said."""
        return Guardian(self.guardian.data) if self.guardian.data else None


def custody_field(caregiver: UUID) -> str:
    """Return the name of the field about one caregiver."""
    return f"custody-{caregiver}"


def is_custody_field(name: str) -> bool:
    """Say whether a field is about one caregiver."""
    return _OF_A_CAREGIVER.fullmatch(name) is not None


def custody_form(
    *,
    child: MemberPerson,
    caregivers: Mapping[UUID, str],
    has_siblings: bool,
    data: Mapping[str, Any],
    **more: Any,
) -> CustodyForm:
    """Make the form for a child and the caregivers there are; `data` holds the revision."""
    words = choices([(one, lazy_gettext(CUSTODY_LABELS[one])) for one in Custody])
    fields: dict[str, Any] = {
        custody_field(caregiver): OneOf(label, choices=words) for caregiver, label in caregivers.items()
    }
    kind = type("CustodyOfThese", (CustodyForm,), {**fields, "caregivers": tuple(caregivers)})
    known = {custody_field(one): child.custody_of(one) for one in caregivers}
    stored = {name: custody.value if custody else None for name, custody in known.items()}
    stored["guardian"] = child.guardian.value if child.guardian else None
    form: CustodyForm = kind(data={**stored, **data}, **more)
    if not has_siblings:
        del form["for_all"]
    return form
