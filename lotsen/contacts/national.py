"""The numbers that hold everywhere, read from their file once."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from ruamel.yaml import YAML

from lotsen.contacts.domain import NationalNumber

_FILE = Path(__file__).parent / "data" / "national.yaml"
_DEFAULT = "de"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    phone: str
    name: dict[str, str]
    discreet: dict[str, str]
    at_once: bool = False
    children: bool = False
    safety: bool = False
    free: bool = False
    source: str


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    numbers: tuple[_Entry, ...]


@cache
def _entries() -> tuple[_Entry, ...]:
    raw = YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))
    return _File.model_validate(raw).numbers


def national_numbers(language: str) -> tuple[NationalNumber, ...]:
    """Return the national numbers in a language, in German where they are not known in it."""
    return tuple(
        NationalNumber(
            phone=entry.phone,
            name=entry.name.get(language, entry.name[_DEFAULT]),
            discreet=entry.discreet.get(language, entry.discreet[_DEFAULT]),
            is_at_once=entry.at_once,
            is_for_children=entry.children,
            is_for_safety=entry.safety,
            is_free=entry.free,
            source=entry.source,
        )
        for entry in _entries()
    )
