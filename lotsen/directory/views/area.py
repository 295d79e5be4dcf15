"""The area of the directory, and the words every page of it speaks."""

from typing import Any

from werkzeug import Response

from lotsen.desk import Desk
from lotsen.directory import actions
from lotsen.directory.domain import (
    ACCESS_LABELS,
    ACCESSIBILITY_LABELS,
    CAPACITY_LABELS,
    COST_LABELS,
    LIKENESS_LABELS,
    STATUS_LABELS,
    UNSORTED,
)
from lotsen.terms import vocabulary
from lotsen.web.access import Area
from lotsen.web.i18n import current_language

area = Area("directory", __name__, url_prefix="/directory", template_folder="../templates")
Answer = str | Response | tuple[str, int]


@area.context_processor
def words() -> dict[str, Any]:
    """Give every page of the directory the vocabulary and the labels it speaks in."""
    return {
        "vocabulary": vocabulary(),
        "language": current_language(),
        "access_labels": ACCESS_LABELS,
        "accessibility_labels": ACCESSIBILITY_LABELS,
        "capacity_labels": CAPACITY_LABELS,
        "cost_labels": COST_LABELS,
        "likeness_labels": LIKENESS_LABELS,
        "status_labels": STATUS_LABELS,
        "unsorted_type": UNSORTED,
        "own_types": {},
    }


def own_types_by_type(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """List the own types under the shipped type they belong to, as (id, name) pairs."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in actions.list_types(desk):
        found.setdefault(row.service_type or "", []).append((str(row.id), row.name))
    return found
