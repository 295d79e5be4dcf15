"""What may be published, for which periods, and by which rules. Pure."""

from lotsen.figures.domain.catalogue import (
    CATALOGUE_VERSION,
    FUNNEL,
    OTHER,
    STEPS,
    TABLES,
    TOTAL,
    UNKNOWN,
    Counted,
    Dimension,
    Table,
    table_of,
)
from lotsen.figures.domain.periods import Period, Span
from lotsen.figures.domain.rules import (
    LEAST_NEW_CASES,
    WAITS,
    Share,
    is_dense,
    median_days,
    rows_to_merge,
    share,
    wait_code,
)
from lotsen.figures.domain.tabulate import Guard, Members, Mention, Published, tabulate

__all__ = [
    "CATALOGUE_VERSION",
    "FUNNEL",
    "LEAST_NEW_CASES",
    "OTHER",
    "STEPS",
    "TABLES",
    "TOTAL",
    "UNKNOWN",
    "WAITS",
    "Counted",
    "Dimension",
    "Guard",
    "Members",
    "Mention",
    "Period",
    "Published",
    "Share",
    "Span",
    "Table",
    "is_dense",
    "median_days",
    "rows_to_merge",
    "share",
    "table_of",
    "tabulate",
    "wait_code",
]
