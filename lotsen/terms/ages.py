"""The coarse age bands of figures."""

from __future__ import annotations

from lotsen.terms.model import Phase
from lotsen.terms.vocabulary import vocabulary

UNKNOWN_AGE = "unknown"


def age_group(phase: Phase | None, months: int | None) -> str:
    """Return the code of the band a child falls into; "unknown" when too little is known."""
    for group in vocabulary().age_groups.values():
        if group.phase is None or group.phase is not phase:
            continue
        if phase is Phase.PREGNANT:
            return group.code
        if months is None or months < 0:
            break
        if (group.from_month or 0) <= months and (group.below_month is None or months < group.below_month):
            return group.code
    return UNKNOWN_AGE
