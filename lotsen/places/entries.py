"""How places arrive from a file: checked before anything is stored."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

Code = Annotated[str, Field(pattern=r"^[0-9a-z][0-9a-z-]{0,59}$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class DistrictEntry(_Entry):
    """A Sozialraum."""

    code: Code
    name: Name


class PostcodeEntry(_Entry):
    """A postcode's part of a municipality."""

    postcode: Annotated[str, Field(pattern=r"^[0-9]{5}$")]
    district: Code | None = None
    latitude: Latitude
    longitude: Longitude


class TownEntry(_Entry):
    """A municipality with its districts and postcodes."""

    code: Code
    name: Name
    kreis: Name
    districts: tuple[DistrictEntry, ...] = ()
    postcodes: tuple[PostcodeEntry, ...] = ()

    @model_validator(mode="after")
    def _knows_its_districts(self) -> Self:
        known = {district.code for district in self.districts}
        unknown = {entry.district for entry in self.postcodes if entry.district} - known
        if unknown:
            raise ValueError(f"postcodes name unknown districts: {', '.join(sorted(unknown))}")
        return self


def read_towns(raw: object) -> tuple[TownEntry, ...]:
    """Check a list of municipalities as a file holds them."""
    return TypeAdapter(tuple[TownEntry, ...]).validate_python(raw)
