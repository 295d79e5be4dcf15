"""Column types every table shares, and the reason each open column must give."""

import enum
from typing import Any, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, QueryableAttribute
from sqlmodel import Field

from lotsen.vault import Document, Sealed, Slot

Doc = TypeVar("Doc", bound=Document)


class SealedType(sa.types.TypeDecorator[Sealed[Any]]):
    """Boxes and unboxes ciphertext; does no crypto and refuses plaintext.

    `label` names the record class for good: renaming a table or column breaks no seal.
    `purpose` is None for documents under a subject's key, else the purpose of the system key.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, shape: type[Document], label: str, purpose: str | None = None) -> None:
        super().__init__()
        self.shape = shape
        self.label = label
        self.purpose = purpose

    def process_bind_param(self, value: Sealed[Any] | None, dialect: sa.Dialect) -> bytes | None:
        """Hand the box to the database; anything that is not sealed is refused."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("seal the document before storing it")
        return None if value is None else value.box

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> Sealed[Any] | None:
        """Wrap what the database holds; opening it is somebody else's explicit act."""
        return None if value is None else Sealed(bytes(value))


class SealedHeader(sa.sql.expression.ColumnElement[bool]):
    """True where a column starts with the version byte of format 1 (vault.md, "Four nets")."""

    inherit_cache = True
    type = sa.Boolean()

    def __init__(self, name: str) -> None:
        self.name = name


@compiles(SealedHeader)
def _header_default(element: SealedHeader, _: Any, **__: Any) -> str:
    return f"substr({element.name}, 1, 1) = x'01'"


@compiles(SealedHeader, "postgresql")
def _header_postgresql(element: SealedHeader, _: Any, **__: Any) -> str:
    return f"get_byte({element.name}, 0) = 1"


@sa.event.listens_for(sa.Column, "after_parent_attach")
def _guard_header(column: sa.Column[Any], table: Any) -> None:
    """Give every sealed column its CHECK as soon as it joins a table."""
    if isinstance(column.type, SealedType) and isinstance(table, sa.Table):
        name = f"{column.name}_sealed"
        if not any(str(c.name).endswith(name) for c in table.constraints if c.name):
            table.append_constraint(sa.CheckConstraint(SealedHeader(column.name), name=name))


def sealed(shape: type[Document], *, label: str, purpose: str | None = None, optional: bool = False) -> Any:
    """Declare a column that holds one sealed document under a permanent label."""
    kind = SealedType(shape, label, purpose)
    extra = {"info": {"data_class": "sealed", "reason": f"document {label}"}}
    if optional:
        return Field(default=None, sa_type=kind, sa_column_kwargs=extra)
    return Field(sa_type=kind, sa_column_kwargs=extra)


def column(*, data_class: str, reason: str, **rest: Any) -> Any:
    """Declare an open column: what kind of data it is, and why it need not be sealed."""
    return Field(sa_column_kwargs={"info": {"data_class": data_class, "reason": reason}}, **rest)


def sealed_type(attribute: object) -> SealedType:
    """Return the sealed type behind a mapped attribute such as `Family.identity`."""
    return cast("SealedType", cast("InstrumentedAttribute[Any]", attribute).type)


def slot(attribute: Sealed[Doc] | None, row: UUID, subject: UUID, revision: int) -> Slot[Doc]:
    """Name the one place a document belongs to; label and shape come from the attribute itself."""
    kind = sealed_type(attribute)
    shape = cast("type[Doc]", kind.shape)
    return Slot(label=kind.label, row=row, subject=subject, revision=revision, shape=shape)


def value_enum(kind: type[enum.Enum]) -> sa.Enum:
    """Store an enum by value, checked in Python and in the database."""
    return sa.Enum(
        kind,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
    )


def rel(attribute: object) -> QueryableAttribute[Any]:
    """Tell the type checker that a class-level relationship can be queried."""
    return cast("QueryableAttribute[Any]", attribute)
