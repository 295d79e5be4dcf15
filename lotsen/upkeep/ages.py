"""Reads how old entries may become: data, not code."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from lotsen.upkeep.domain import Age

_FILE = Path(__file__).parent / "data" / "ages.yaml"


class _Days(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    entry: int = Field(ge=1, le=1000)
    capacity: int = Field(ge=1, le=1000)


class Ages(BaseModel):
    """The default, what differs by type of service, and how often a provider is reminded, all in days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    default: _Days
    types: dict[str, _Days]
    remind_every: int = Field(ge=1, le=365)

    def of(self, service_type: str) -> Age:
        """Return the ages that hold for a type of service."""
        days = self.types.get(service_type, self.default)
        return Age(days.entry, days.capacity)


@cache
def ages() -> Ages:
    """Return the ages of the file, read once."""
    return Ages.model_validate(YAML(typ="safe").load(_FILE.read_text(encoding="utf-8")))
