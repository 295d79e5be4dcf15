"""The forms of the network coordination: bring a sheet, and say who uses it with which threshold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from wtforms import FileField

from lotsen.intake.actions import Use
from lotsen.intake.domain.fhir import Wishes
from lotsen.web.forms import LotsenForm, TextInput, Tick, WholeNumber
from lotsen.web.i18n import lazy_gettext


class UploadForm(LotsenForm):
    """A file with a sheet, and what a FHIR Questionnaire may not say."""

    file = FileField(lazy_gettext("File"))
    version = WholeNumber(lazy_gettext("Version"), low=1, high=10_000)
    threshold = WholeNumber(lazy_gettext("Threshold"), low=1, high=1_000)
    licence = TextInput(lazy_gettext("Licence note"), limit=500)

    @property
    def upload(self) -> tuple[str, bytes]:
        """Return the name and content of the file; empty where none was sent."""
        sent = self.file.data
        if not sent or isinstance(sent, str):
            return "", b""
        return str(sent.filename or ""), bytes(sent.read())

    @property
    def wishes(self) -> Wishes:
        """Return what fills in for the file."""
        return Wishes(None, self.version.data, self.threshold.data, self.licence.data or None)


@dataclass(frozen=True)
class UseFields:
    """The two fields about one institution."""

    use: Use
    is_enabled: Any
    threshold: Any


class UsesForm(LotsenForm):
    """Which institutions use a sheet; its fields are made for the institutions there are."""

    def rows(self, uses: Sequence[Use]) -> list[UseFields]:
        """Return the fields of each institution."""
        return [
            UseFields(use, self[f"on__{use.institution.id}"], self[f"threshold__{use.institution.id}"])
            for use in uses
        ]


def uses_form(uses: Sequence[Use]) -> UsesForm:
    """Build the form for these institutions, filled with what holds."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for use in uses:
        here: UUID = use.institution.id
        fields[f"on__{here}"] = Tick(lazy_gettext("Uses this sheet"))
        fields[f"threshold__{here}"] = WholeNumber(lazy_gettext("Threshold"), low=1, high=1_000)
        data[f"on__{here}"], data[f"threshold__{here}"] = use.is_enabled, use.threshold
    kind = cast("type[UsesForm]", type("ChosenUsesForm", (UsesForm,), fields))
    return kind(data=data)
