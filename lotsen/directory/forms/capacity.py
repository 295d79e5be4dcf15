"""What is asked about the places of a service."""

from lotsen.directory.domain import CAPACITY_LABELS, Capacity
from lotsen.directory.forms.shared import Revised
from lotsen.directory.forms.wish import translated
from lotsen.web.forms import OneOf, Required, TextInput, WholeNumber, choices
from lotsen.web.i18n import lazy_gettext


class CapacityForm(Revised):
    """How full a service is today."""

    capacity = OneOf(
        lazy_gettext("Are there places?"),
        [Required(lazy_gettext("Please say whether there are places."))],
        choices=choices(translated(CAPACITY_LABELS)),
    )
    waiting_weeks = WholeNumber(lazy_gettext("Weeks to wait, about"), low=0, high=260)
    source = TextInput(
        lazy_gettext("Who says so?"),
        limit=200,
        description=lazy_gettext("For example: phone call, letter, web site"),
    )

    def show(self, capacity: Capacity | None, weeks: int | None, revision: int) -> None:
        """Put what is known into the fields."""
        for name, value in (
            ("capacity", capacity.value if capacity else None),
            ("waiting_weeks", weeks),
            ("revision", str(revision)),
        ):
            self._fields[name].data = value

    def said(self) -> Capacity:
        """Return the answer of a form that is in order."""
        return Capacity(self._fields["capacity"].data)
