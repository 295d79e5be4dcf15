"""The words of the figures: what codes, periods and shares are called on the screen and in files."""

from lotsen.figures.dashboard import Covered, Grid, name_of
from lotsen.figures.domain import OTHER, TOTAL, UNKNOWN, Counted, Dimension, Period, Share
from lotsen.kernel import gettext_noop
from lotsen.policy import INSTITUTION_LABELS, InstitutionKind
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, gettext

DIMENSIONS: dict[Dimension, str] = {
    Dimension.STEP: gettext_noop("Step"),
    Dimension.NEED: gettext_noop("Need"),
    Dimension.SERVICE: gettext_noop("Kind of support"),
    Dimension.OUTCOME: gettext_noop("Outcome"),
    Dimension.WAIT: gettext_noop("Days"),
    Dimension.REASON: gettext_noop("Reason"),
    Dimension.KIND: gettext_noop("Kind of institution"),
    Dimension.INSTITUTION: gettext_noop("Institution"),
    Dimension.DISTRICT: gettext_noop("District"),
    Dimension.AGE: gettext_noop("Age"),
    Dimension.LANGUAGE: gettext_noop("Language"),
}
_STEPS: dict[str, str] = {
    Counted.REGISTERED: gettext_noop("Families registered"),
    Counted.ASSESSED: gettext_noop("Assessment"),
    Counted.TALK_HELD: gettext_noop("Talk held"),
    Counted.NEED_FOUND: gettext_noop("Need for support found"),
    Counted.AGREED: gettext_noop("Consent given"),
    Counted.REFERRED: gettext_noop("Handed over"),
    Counted.SELF_CONTACT: gettext_noop("Family contacts the service itself"),
    Counted.CONTACT_MADE: gettext_noop("Contact made"),
    Counted.STARTED: gettext_noop("Support started"),
    Counted.WALK_IN: gettext_noop("Came to the family office directly"),
}
_SERVICES: dict[str, str] = {
    "A": gettext_noop("Help at home"),
    "B": gettext_noop("Advice"),
    "C": gettext_noop("Health and early support"),
    "D": gettext_noop("Meeting places and courses"),
    "E": gettext_noop("Municipality and child care"),
    "F": gettext_noop("Benefits"),
    "Z": gettext_noop("Not sorted yet"),
}
_OUTCOMES: dict[str, str] = {
    "got_help": gettext_noop("Support received"),
    "advice_enough": gettext_noop("Advice was enough"),
    "elsewhere": gettext_noop("Supported elsewhere"),
    "no_need": gettext_noop("No need any more"),
    "declined": gettext_noop("Declined by the family"),
    "not_reached": gettext_noop("Family not reached"),
    "not_eligible": gettext_noop("Conditions not met"),
    "no_capacity": gettext_noop("No free place"),
    "other_outcome": gettext_noop("Another outcome"),
}
_REASONS: dict[str, str] = {
    "discharged": gettext_noop("Discharged before the talk"),
    "no_capacity": gettext_noop("No time for a talk"),
    "declined": gettext_noop("Talk declined"),
    "language": gettext_noop("No common language"),
    "other_reason": gettext_noop("Another reason"),
}
_WAITS: dict[str, str] = {
    "upto_1": gettext_noop("Up to 1 day"),
    "upto_3": gettext_noop("2 to 3 days"),
    "upto_7": gettext_noop("4 to 7 days"),
    "upto_14": gettext_noop("8 to 14 days"),
    "upto_28": gettext_noop("15 to 28 days"),
    "upto_56": gettext_noop("29 to 56 days"),
    "over_56": gettext_noop("More than 56 days"),
}
_ALL = gettext_noop("All families")
_MERGED = gettext_noop("Others, taken together")
_UNKNOWN = gettext_noop("Not stated")

LABELS: dict[Dimension, dict[str, str]] = {
    Dimension.STEP: _STEPS,
    Dimension.SERVICE: _SERVICES,
    Dimension.OUTCOME: _OUTCOMES,
    Dimension.REASON: _REASONS,
    Dimension.WAIT: _WAITS,
    Dimension.KIND: {kind.value: INSTITUTION_LABELS[kind] for kind in InstitutionKind},
}


def label(grid: Grid, dimension: Dimension, code: str) -> str:
    """Say what a row or column is called."""
    general = {TOTAL: _ALL, OTHER: _MERGED, UNKNOWN: _UNKNOWN} | LABELS.get(dimension, {})
    if code in general:
        return gettext(general[code])
    words = vocabulary()
    match dimension:
        case Dimension.NEED:
            return words.need_groups[code].label.get(current_language())
        case Dimension.AGE:
            return words.age_groups[code].label.get(current_language())
        case Dimension.LANGUAGE:
            return words.language_groups[code].label.get(current_language())
        case _:
            return name_of(grid, dimension, code) or code


def period_label(period: Period) -> str:
    """Say which period this is."""
    if not period.quarter:
        return str(period.year)
    return gettext("Quarter %(quarter)s of %(year)s", quarter=period.quarter, year=period.year)


def covered_label(covered: Covered) -> str:
    """Say which period a release speaks of, with earlier quarters that are included."""
    if covered.since == covered.period:
        return period_label(covered.period)
    return gettext(
        "Quarters %(first)s to %(last)s of %(year)s",
        first=covered.since.quarter,
        last=covered.period.quarter,
        year=covered.period.year,
    )


def short_label(covered: Covered) -> str:
    """Name a quarter on the axis of a chart."""
    since, period = covered.since, covered.period
    quarters = f"{since.quarter}–{period.quarter}" if since != period else str(period.quarter)
    return gettext("Q%(quarter)s %(year)s", quarter=quarters, year=period.year)


def share_label(share: Share | None) -> str:
    """Say a percentage, or nothing where too few families stand behind it."""
    if share is None:
        return ""
    if share.uncertain:
        return gettext("%(percent)s %% (uncertain)", percent=share.percent)
    return gettext("%(percent)s %%", percent=share.percent)
