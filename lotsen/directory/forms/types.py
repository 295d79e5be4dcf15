"""What is asked about an own type of service."""

from datetime import date

from lotsen.directory.entries import TermEntry
from lotsen.directory.forms.wish import sorted_types, words
from lotsen.web.forms import LongText, LotsenForm, Pick, Required, TextInput, Tick, choices
from lotsen.web.i18n import gettext, lazy_gettext


class TypeForm(LotsenForm):
    """A name under a shipped type; the shipped type of one that exists stays, since services rely on it."""

    service_type = Pick(
        lazy_gettext("Belongs to this type"), [Required(lazy_gettext("Please choose a type of service."))]
    )
    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))])
    description = LongText(lazy_gettext("Description"))
    retired = Tick(lazy_gettext("No longer offered for new entries"))

    def offer(self) -> None:
        """Fill the list in the reader's language."""
        self.service_type.choices = choices(words(sorted_types()))

    def show(self, entry: TermEntry) -> None:
        """Put what is known into the fields."""
        self.service_type.data = entry.service_type
        self.name.data, self.description.data = entry.name, entry.description
        self.retired.data = entry.retired_on is not None

    def new(self) -> TermEntry:
        """Return a new type."""
        said = {"id": self.row_id, "service_type": self.service_type.data}
        return TermEntry.model_validate(said | self._texts())

    def changed(self, entry: TermEntry, today: date) -> TermEntry:
        """Return a type with what the fields say about it."""
        retired_on = (entry.retired_on or today) if self.retired.data else None
        return entry.model_copy(update={**self._texts(), "retired_on": retired_on})

    def refuse_name(self, sentence: str) -> None:
        """Say why this name cannot be taken."""
        self.name.errors = [gettext(sentence)]

    def _texts(self) -> dict[str, str]:
        return {"name": self.name.data, "description": self.description.data or ""}
