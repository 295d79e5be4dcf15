"""The three record bases, each with a registry of its own: data, keys, figures."""

import re
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

from lotsen.kernel import new_id
from lotsen.store.columns import column, rel, sealed, slot, value_enum

__all__ = [
    "METADATA",
    "NAMES",
    "DataRecord",
    "FigureRecord",
    "KeyRecord",
    "SealedRecord",
    "SystemSealedRecord",
    "column",
    "rel",
    "sealed",
    "slot",
    "value_enum",
]

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_data = registry(metadata=sa.MetaData(naming_convention=NAMES))
_keys = registry(metadata=sa.MetaData(naming_convention=NAMES))
_figures = registry(metadata=sa.MetaData(naming_convention=NAMES))

METADATA: dict[str, sa.MetaData] = {
    "data": _data.metadata,
    "keys": _keys.metadata,
    "figures": _figures.metadata,
}


def _table_name(module: str, name: str) -> str:
    """`lotsen.intake.tables.NeedArea` lives in `intake_need_area`."""
    return f"{module.split('.')[1]}_{re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()}"


class DataRecord(SQLModel, registry=_data):
    """A row of the data store, with an id that is known before it is stored."""

    id: UUID = Field(default_factory=new_id, primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        """Name the table after its area and class."""
        return _table_name(cls.__module__, cls.__name__)


class KeyRecord(SQLModel, registry=_keys):
    """A row of the key store."""

    id: UUID = Field(default_factory=new_id, primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        """Name the table after its area and class."""
        return _table_name(cls.__module__, cls.__name__)


class FigureRecord(SQLModel, registry=_figures):
    """A row of the figures store: published values only."""

    id: UUID = Field(default_factory=new_id, primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        """Name the table after its area and class."""
        return _table_name(cls.__module__, cls.__name__)


class SealedRecord(DataRecord):
    """A row with one sealed document under the key of its subject.

    `seal_revision` counts document writes and is part of the seal; a stale form is found by a
    table's own `revision`.
    """

    subject_id: UUID = Field(index=True)
    seal_revision: int = Field(default=0)

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Print the id alone."""
        return [("id", self.id)]


class SystemSealedRecord(DataRecord):
    """A row whose document is sealed for a purpose of the system itself: staff, sessions, facts."""

    seal_revision: int = Field(default=0)

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Print the id alone."""
        return [("id", self.id)]
