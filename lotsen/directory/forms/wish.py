"""What somebody looks for in the directory."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from lotsen.directory.domain import (
    CAPACITY_LABELS,
    Capacity,
    ServiceWish,
)
from lotsen.terms import Texts, vocabulary
from lotsen.web.forms import (
    LotsenForm,
    Pick,
    Postcode,
    Text,
    TextInput,
    choices,
)
from lotsen.web.i18n import current_language, lazy_gettext


def words(items: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (code, label) pairs of a part of the vocabulary in the reader's language."""
    return [(code, cast("Texts", item.label).get(current_language())) for code, item in items.items()]


def translated(labels: Mapping[Any, str]) -> list[tuple[Any, Text]]:
    """Return (member, label) pairs, translated when they are shown."""
    return [(member, lazy_gettext(label)) for member, label in labels.items()]


class WishForm(LotsenForm):
    """What somebody looks for; it comes with the page's address and stores nothing."""

    class Meta(LotsenForm.Meta):
        """Reading needs no protection against forgery."""

        csrf = False

    form_id = None  # type: ignore[assignment]  # the way to leave a field out, says WTForms
    q = TextInput(lazy_gettext("What are you looking for?"))
    service_type = Pick(lazy_gettext("Type of service"), default="")
    language = Pick(lazy_gettext("Language"), default="")
    district = Pick(lazy_gettext("District"), default="")
    postcode = Postcode(lazy_gettext("Postcode"))
    municipality = Pick(lazy_gettext("Municipality"), default="")
    capacity = Pick(lazy_gettext("Places available"), default="")

    def offer(self, districts: Sequence[tuple[str, str]], towns: Sequence[tuple[str, str]] = ()) -> None:
        """Fill the lists in the reader's language; `towns` are those of the postcode."""
        everything = ("", lazy_gettext("All"))
        known = vocabulary()
        self.service_type.choices = choices([everything, *words(known.service_types)])
        self.language.choices = choices([everything, *words(known.languages)])
        self.district.choices = choices([everything, *districts])
        self.municipality.choices = choices([("", lazy_gettext("Please choose")), *towns])
        self.capacity.choices = choices([everything, *translated(CAPACITY_LABELS)])

    @property
    def asks_town(self) -> bool:
        """Whether the postcode lies in several municipalities."""
        return len(self.municipality.choices) > 2

    def wish(self) -> ServiceWish:
        """Return the wish; an entry that is none of the choices counts as no wish."""
        self.validate()
        said = {name: field.data or None for name, field in self._fields.items() if not field.errors}
        capacity = said.get("capacity")
        return ServiceWish(
            text=said.get("q") or "",
            service_type=said.get("service_type"),
            language=said.get("language"),
            district=said.get("district"),
            postcode=said.get("postcode"),
            municipality=said.get("municipality"),
            capacity=Capacity(capacity) if capacity else None,
        )

    def words(self) -> list[str]:
        """Say in the reader's words what is looked for, for the head of a paper."""
        lists = [field for field in self if isinstance(field, Pick) and not field.errors and field.data]
        chosen = [
            str(label) for field in lists for code, label, *_ in field.iter_choices() if code == field.data
        ]
        return [*([f"“{self.q.data}”"] if self.q.data else []), *filter(None, [self.postcode.data]), *chosen]
