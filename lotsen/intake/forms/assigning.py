"""Forms for giving families to somebody else of the team."""

from uuid import UUID

from wtforms import Field
from wtforms.validators import ValidationError

from lotsen.web.forms import LotsenForm, ManyOf, OneOf, Pick, Required
from lotsen.web.i18n import gettext, lazy_gettext


class AssignForm(LotsenForm):
    """Who looks after one family."""

    person = OneOf(
        lazy_gettext("Who looks after the family?"), [Required(lazy_gettext("Please choose a person."))]
    )


class AssignManyForm(LotsenForm):
    """Which families go to whom; one that somebody else has given on meanwhile may still be among them."""

    families = ManyOf(lazy_gettext("Families"), validate_choice=False)
    person = Pick(lazy_gettext("Give to"), [Required(lazy_gettext("Please choose a colleague."))])

    def validate_families(self, field: Field) -> None:
        """Refuse what is no id."""
        try:
            self._read(field)
        except ValueError as no_id:
            raise ValidationError(gettext("This page is out of date. Please reload it.")) from no_id

    @property
    def chosen(self) -> set[UUID]:
        """The ids of the chosen families."""
        return self._read(self.families)

    @staticmethod
    def _read(field: Field) -> set[UUID]:
        return {UUID(value) for value in field.data or ()}
