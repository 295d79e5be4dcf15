"""The area all pages of the protection path belong to, and the words they share."""

from typing import Any

from werkzeug import Response

from lotsen.policy import INSTITUTION_LABELS
from lotsen.protection.domain import ENDING_LABELS, STEP_LABELS, LegalForm
from lotsen.protection.law import form_of_law
from lotsen.web.access import Area
from lotsen.web.i18n import current_language

area = Area("protection", "lotsen.protection", url_prefix="/protection", template_folder="templates")

Answer = str | Response | tuple[str, int]


@area.context_processor
def words() -> dict[str, Any]:
    """Give every page of the area the labels it speaks in."""
    return {
        "step_labels": STEP_LABELS,
        "ending_labels": ENDING_LABELS,
        "institution_labels": INSTITUTION_LABELS,
        "law_of": lambda form: form_of_law(LegalForm(form), current_language()),
    }
