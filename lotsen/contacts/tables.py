"""Rows of contacts: public telephone numbers of offices and services, nothing of a family."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.contacts.domain import Contact, ContactKind, ContactWords
from lotsen.store.record import DataRecord, column, value_enum

_PUBLIC = "contact of an office or a service, public"


class KeptContact(DataRecord, table=True):
    """A contact an institution keeps: for itself, or, as a municipality, for everybody in a municipality.

    `name`, `hours` and `discreet` are German; `translations` holds them by language.
    """

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    municipality: str = column(
        data_class="reference",
        reason="official key; empty where an institution keeps a contact for itself",
        max_length=60,
        default="",
        index=True,
    )
    kind: ContactKind = column(
        data_class="institution", reason="says where a contact is shown", sa_type=value_enum(ContactKind)
    )
    name: str = column(data_class="institution", reason=_PUBLIC, max_length=120)
    phone: str = column(data_class="institution", reason=_PUBLIC, max_length=40)
    hours: str = column(data_class="institution", reason=_PUBLIC, max_length=120, default="")
    fax: str = column(data_class="institution", reason=_PUBLIC, max_length=40, default="")
    email: str = column(data_class="institution", reason=_PUBLIC, max_length=120, default="")
    discreet: str | None = column(data_class="institution", reason=_PUBLIC, max_length=80, default=None)
    translations: dict[str, dict[str, str]] | None = column(
        data_class="institution", reason="the same words by language", sa_type=sa.JSON, default=None
    )
    revision: int = 0

    @property
    def contact(self) -> Contact:
        """Return what the row holds, as people use it."""
        return Contact(
            self.kind,
            self.name,
            self.phone,
            self.hours,
            self.fax,
            self.email,
            self.municipality,
            self.discreet or "",
            {code: ContactWords(**words) for code, words in (self.translations or {}).items()},
        )
