"""What somebody looks for in the directory."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from lotsen.directory.domain import (
    CAPACITY_LABELS,
    Capacity,
    ServiceWish,
)
from lotsen.terms import Texts, vocabulary
from lotsen.web.forms import (
    LotsenForm,
    Pick,
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
    capacity = Pick(lazy_gettext("Places available"), default="")

    def offer(
        self, districts: Sequence[tuple[str, str]], own_types: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        """Fill the lists in the reader's language; own types stand under the shipped type they belong to."""
        everything = ("", lazy_gettext("All"))
        known = vocabulary()
        self.service_type.choices = choices([everything, *_with_own(own_types)])
        self.language.choices = choices([everything, *words(known.languages)])
        self.district.choices = choices([everything, *districts])
        self.capacity.choices = choices([everything, *translated(CAPACITY_LABELS)])

    def wish(self) -> ServiceWish:
        """Return the wish; an entry that is none of the choices counts as no wish."""
        self.validate()
        said = {name: field.data or None for name, field in self._fields.items() if not field.errors}
        capacity = said.get("capacity")
        kind = said.get("service_type")
        is_shipped = kind in vocabulary().service_types
        return ServiceWish(
            text=said.get("q") or "",
            service_type=kind if is_shipped else None,
            term_id=None if is_shipped or kind is None else UUID(kind),
            language=said.get("language"),
            district=said.get("district"),
            capacity=Capacity(capacity) if capacity else None,
        )


def _with_own(own_types: Mapping[str, Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for code, label in words(vocabulary().service_types):
        pairs += [(code, label), *((own, f"– {name}") for own, name in own_types.get(code, ()))]
    return pairs
