"""The areas these pages belong to, and the words they share."""

from typing import Any

from werkzeug import Response

from lotsen.directory.domain import (
    ACCESS_LABELS,
    CAPACITY_LABELS,
    COST_LABELS,
    KIND_LABELS,
    LIKENESS_LABELS,
    SOURCE_LABELS,
)
from lotsen.terms import vocabulary
from lotsen.upkeep.domain import BY_LABELS, REFUSAL_LABELS, STATE_LABELS
from lotsen.upkeep.wording import field_label, value_words
from lotsen.web.access import Area
from lotsen.web.i18n import current_language

area = Area("upkeep", "lotsen.upkeep", url_prefix="/upkeep", template_folder="templates")

provider_door = Area("provider", "lotsen.upkeep", url_prefix="/d", template_folder="templates")
"""The way in for a provider without an account: behind a link of its own, and with one entry to see."""

Answer = str | Response | tuple[str, int]


def _words() -> dict[str, Any]:
    return {
        "vocabulary": vocabulary(),
        "language": current_language(),
        "access_labels": ACCESS_LABELS,
        "capacity_labels": CAPACITY_LABELS,
        "cost_labels": COST_LABELS,
        "kind_labels": KIND_LABELS,
        "likeness_labels": LIKENESS_LABELS,
        "source_labels": SOURCE_LABELS,
        "state_labels": STATE_LABELS,
        "by_labels": BY_LABELS,
        "refusal_labels": REFUSAL_LABELS,
        "field_label": field_label,
        "value_words": value_words,
    }


area.context_processor(_words)
provider_door.context_processor(_words)
