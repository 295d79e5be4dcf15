"""Rows of the places: public reference data, imported by the operator."""

from datetime import datetime

import sqlalchemy as sa

from lotsen.store.record import DataRecord, column

_OFFICIAL = "official key, public"


class Municipality(DataRecord, table=True):
    """A Gemeinde under its official key (AGS)."""

    code: str = column(data_class="reference", reason=_OFFICIAL, max_length=60, unique=True)
    name: str = column(data_class="reference", reason="public name", max_length=120)
    kreis: str = column(data_class="reference", reason="public name", max_length=120)


class District(DataRecord, table=True):
    """A Sozialraum of a municipality; local, so a coordinator brings the list."""

    code: str = column(data_class="reference", reason="local key, public", max_length=60, unique=True)
    name: str = column(data_class="reference", reason="public name", max_length=120)
    municipality: str = column(
        data_class="reference",
        reason=_OFFICIAL,
        max_length=60,
        foreign_key="places_municipality.code",
        index=True,
    )


class Postcode(DataRecord, table=True):
    """The part of a municipality, and district where known, that a postcode names; some name several."""

    __table_args__ = (sa.UniqueConstraint("postcode", "municipality", "district"),)

    postcode: str = column(data_class="reference", reason="public list of places", max_length=5, index=True)
    municipality: str = column(
        data_class="reference",
        reason=_OFFICIAL,
        max_length=60,
        foreign_key="places_municipality.code",
        index=True,
    )
    district: str | None = column(
        data_class="reference",
        reason="local key, public",
        max_length=60,
        foreign_key="places_district.code",
        default=None,
    )
    lat: float = column(data_class="reference", reason="middle of a public area")
    lon: float = column(data_class="reference", reason="middle of a public area")


class Source(DataRecord, table=True):
    """Where imported postcodes come from: its licence asks that pages which use them say so."""

    code: str = column(data_class="reference", reason="name of a public source", max_length=40, unique=True)
    imported_at: datetime = column(data_class="reference", reason="age of a public list")
    postcodes: int = column(data_class="reference", reason="size of a public list")
