"""What is sealed, what a sealed value looks like from outside, and the one place it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NoReturn, Self, SupportsIndex, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, JsonValue
from pydantic_core import CoreSchema, core_schema

Doc = TypeVar("Doc", bound="Document")


class UnknownShape(ValueError):
    """A stored document has a shape its record class does not know."""


class Document(BaseModel):
    """The personal data of one row: frozen, exact, and silent about its content when printed or refused.

    `shape` counts the versions of a record class; a class with more than one overrides `upgrade`.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        allow_inf_nan=False,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )

    shape: ClassVar[int] = 1

    @classmethod
    def upgrade(cls, shape: int, data: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """Return the data of another shape in today's shape; this base knows no other."""
        raise UnknownShape(f"{cls.__name__} has no shape {shape}")

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Print no field: an opened document must not reach a log or a traceback."""
        return []


class Sealed(Generic[Doc]):
    """Ciphertext that knows nothing of its content; prints as `<sealed>`, never changes, is never pickled."""

    __slots__ = ("box",)

    box: bytes

    def __init__(self, box: bytes) -> None:
        if not isinstance(box, bytes):
            raise TypeError("a sealed value holds ciphertext bytes")
        object.__setattr__(self, "box", box)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a sealed value does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a sealed value does not change")

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.box == self.box

    def __hash__(self) -> int:
        return hash(self.box)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a sealed value is stored by its row only, never pickled")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        shown = core_schema.plain_serializer_function_ser_schema(lambda _: "<sealed>")
        return core_schema.is_instance_schema(cls, serialization=shown)


@dataclass(frozen=True, slots=True)
class Slot(Generic[Doc]):
    """The one place a document belongs to: record class, row, subject and revision; and the shape inside.

    `label` is the permanent declared name of the record class, never the table's or the column's, so that
    a rename breaks no seal.
    """

    label: str
    row: UUID
    subject: UUID
    revision: int
    shape: type[Doc]
