"""What lies in the figures store: published values and nothing else. No true count, no key, no noise."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from lotsen.store.record import FigureRecord, column, value_enum

_CODE = "a code of the published tables"


class ReleaseStatus(StrEnum):
    """What became of a period at its freeze: shown, or held back until a later period includes it."""

    PUBLISHED = "published"
    WITHHELD = "withheld"


class CellStatus(StrEnum):
    """What a value says: a count within the noise, or that there were none or very few."""

    PROTECTED = "protected"
    NONE_OR_FEW = "none_or_few"


class Release(FigureRecord, table=True):
    """One period, computed once. `covers_from` is an earlier quarter where that one had too few families."""

    period: str = column(data_class="published", reason=_CODE, max_length=7, unique=True)
    covers_from: str = column(data_class="published", reason=_CODE, max_length=7)
    status: ReleaseStatus = column(
        data_class="published", reason=_CODE, sa_type=value_enum(ReleaseStatus), index=True
    )
    frozen_on: date
    catalogue_version: int


class Cell(FigureRecord, table=True):
    """One published value. An empty row or column code is the margin over all of them."""

    __table_args__ = (
        sa.UniqueConstraint(
            "release_id", "table_id", "row_code", "column_code", name="uq_figures_cell_coordinates"
        ),
    )

    release_id: UUID = Field(foreign_key="figures_release.id", index=True)
    table_id: str = column(data_class="published", reason=_CODE, max_length=40)
    row_code: str = column(data_class="published", reason=_CODE, max_length=60)
    column_code: str = column(data_class="published", reason=_CODE, max_length=60)
    position: int
    value: int
    status: CellStatus = column(data_class="published", reason=_CODE, sa_type=value_enum(CellStatus))


class MemberName(FigureRecord, table=True):
    """What a district or an institution was called when the figures were frozen."""

    __table_args__ = (
        sa.UniqueConstraint("release_id", "dimension", "code", name="uq_figures_member_name_code"),
    )

    release_id: UUID = Field(foreign_key="figures_release.id", index=True)
    dimension: str = column(data_class="published", reason=_CODE, max_length=40)
    code: str = column(data_class="published", reason=_CODE, max_length=60)
    name: str = column(data_class="published", reason="public names of places and bodies", max_length=120)
