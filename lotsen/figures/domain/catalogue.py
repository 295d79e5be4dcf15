"""The whitelist: every table that is ever published. There are no other queries. Pure.

Adding a table lets more be inferred about the cells of the others, so it needs a review and a new
`CATALOGUE_VERSION`; categories within a year never overlap those of another table.
"""

from dataclasses import dataclass
from enum import StrEnum

from lotsen.figures.domain.periods import Span
from lotsen.kernel import gettext_noop

CATALOGUE_VERSION = 1
TOTAL = ""
OTHER = "merged"
UNKNOWN = "unknown"

_BOTH = frozenset({Span.QUARTER, Span.YEAR})
_YEAR = frozenset({Span.YEAR})


class Counted(StrEnum):
    """What happened to a family in the period, so that it is counted."""

    REGISTERED = "registered"
    ASSESSED = "assessed"
    TALK_HELD = "talk_held"
    NOT_REACHED = "not_reached"
    NEED_FOUND = "need_found"
    GAP = "gap"
    AGREED = "agreed"
    REFERRED = "referred"
    SELF_CONTACT = "self_contact"
    CONTACT_MADE = "contact_made"
    STARTED = "started"
    OUTCOME = "outcome"
    WALK_IN = "walk_in"


class Dimension(StrEnum):
    """By what a table is broken down."""

    STEP = "step"
    NEED = "need"
    SERVICE = "service"
    OUTCOME = "outcome"
    WAIT = "wait"
    REASON = "reason"
    KIND = "kind"
    INSTITUTION = "institution"
    DISTRICT = "district"
    AGE = "age"
    LANGUAGE = "language"


SENSITIVE = frozenset({Dimension.NEED, Dimension.SERVICE, Dimension.OUTCOME})
BY_INSTITUTION = frozenset({Dimension.KIND, Dimension.INSTITUTION})
MAY_BE_UNKNOWN = frozenset(Dimension) - BY_INSTITUTION - {Dimension.STEP}

STEPS = (
    Counted.REGISTERED,
    Counted.ASSESSED,
    Counted.TALK_HELD,
    Counted.NEED_FOUND,
    Counted.AGREED,
    Counted.REFERRED,
    Counted.SELF_CONTACT,
    Counted.CONTACT_MADE,
    Counted.STARTED,
    Counted.WALK_IN,
)
FUNNEL = (
    Counted.ASSESSED,
    Counted.NEED_FOUND,
    Counted.AGREED,
    Counted.REFERRED,
    Counted.CONTACT_MADE,
    Counted.STARTED,
)


@dataclass(frozen=True)
class Table:
    """One publishable table. Its unit is the family, counted once per cell.

    `counted` is None where the rows themselves say what happened. `multiple` tables let a family
    stand in several cells.
    """

    id: str
    title: str
    unit: str
    counted: Counted | None
    rows: Dimension
    columns: Dimension | None = None
    spans: frozenset[Span] = _BOTH
    multiple: bool = False

    @property
    def merges_rows(self) -> bool:
        """Say whether small rows must go into "other" (base rule)."""
        return self.rows in BY_INSTITUTION or self.columns in SENSITIVE


_ASSESSED = gettext_noop("Families assessed in the period.")
_WITH_NEED = gettext_noop("Families for whom a need was recorded in the period.")
_REFERRED = gettext_noop("Families who were handed over in the period.")
_CLOSED = gettext_noop("Families for whom a referral ended with an outcome in the period.")

TABLES: tuple[Table, ...] = (
    Table(
        "steps",
        gettext_noop("Steps on the way to support"),
        gettext_noop("Families for whom the step happened in the period."),
        None,
        Dimension.STEP,
        multiple=True,
    ),
    Table("needs", gettext_noop("Needs"), _WITH_NEED, Counted.NEED_FOUND, Dimension.NEED, multiple=True),
    Table(
        "gaps",
        gettext_noop("Needs without a fitting service"),
        gettext_noop("Families for whom no fitting service was found in the period."),
        Counted.GAP,
        Dimension.NEED,
        multiple=True,
    ),
    Table(
        "services",
        gettext_noop("Kinds of support arranged"),
        _REFERRED,
        Counted.REFERRED,
        Dimension.SERVICE,
        multiple=True,
    ),
    Table("outcomes", gettext_noop("Outcomes"), _CLOSED, Counted.OUTCOME, Dimension.OUTCOME, multiple=True),
    Table(
        "days-to-contact",
        gettext_noop("Days until the first contact"),
        gettext_noop("Families with whom the receiver made contact in the period."),
        Counted.CONTACT_MADE,
        Dimension.WAIT,
        multiple=True,
    ),
    Table(
        "not-reached",
        gettext_noop("Families not reached"),
        gettext_noop("Families whom an offered talk did not reach in the period."),
        Counted.NOT_REACHED,
        Dimension.REASON,
        multiple=True,
    ),
    Table("kinds", gettext_noop("Kinds of institution"), _ASSESSED, Counted.ASSESSED, Dimension.KIND),
    Table("institutions", gettext_noop("Institutions"), _ASSESSED, Counted.ASSESSED, Dimension.INSTITUTION),
    Table("districts", gettext_noop("Districts"), _ASSESSED, Counted.ASSESSED, Dimension.DISTRICT),
    Table("ages", gettext_noop("Age of the youngest child"), _ASSESSED, Counted.ASSESSED, Dimension.AGE),
    Table("languages", gettext_noop("Languages"), _ASSESSED, Counted.ASSESSED, Dimension.LANGUAGE),
    Table(
        "districts-needs",
        gettext_noop("Needs by district"),
        _WITH_NEED,
        Counted.NEED_FOUND,
        Dimension.DISTRICT,
        Dimension.NEED,
        _YEAR,
        multiple=True,
    ),
    Table(
        "ages-needs",
        gettext_noop("Needs by age of the youngest child"),
        _WITH_NEED,
        Counted.NEED_FOUND,
        Dimension.AGE,
        Dimension.NEED,
        _YEAR,
        multiple=True,
    ),
    Table(
        "languages-needs",
        gettext_noop("Needs by language"),
        _WITH_NEED,
        Counted.NEED_FOUND,
        Dimension.LANGUAGE,
        Dimension.NEED,
        _YEAR,
        multiple=True,
    ),
    Table(
        "districts-services",
        gettext_noop("Kinds of support by district"),
        _REFERRED,
        Counted.REFERRED,
        Dimension.DISTRICT,
        Dimension.SERVICE,
        _YEAR,
        multiple=True,
    ),
    Table(
        "needs-services",
        gettext_noop("Kinds of support by need"),
        _REFERRED,
        Counted.REFERRED,
        Dimension.NEED,
        Dimension.SERVICE,
        _YEAR,
        multiple=True,
    ),
    Table(
        "services-outcomes",
        gettext_noop("Outcomes by kind of support"),
        _CLOSED,
        Counted.OUTCOME,
        Dimension.SERVICE,
        Dimension.OUTCOME,
        _YEAR,
        multiple=True,
    ),
)
_BY_ID = {table.id: table for table in TABLES}


def table_of(table_id: str) -> Table | None:
    """Return the table of this id; None where the whitelist has no such table."""
    return _BY_ID.get(table_id)
