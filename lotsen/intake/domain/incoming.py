"""A file somebody brings: a sheet of ours in YAML, or a FHIR Questionnaire in JSON."""

from __future__ import annotations

import json

from lotsen.intake.domain.fhir import Wishes, document_of
from lotsen.intake.domain.instrument import Instrument
from lotsen.intake.domain.reading import load_instrument


def incoming_text(text: str, source: str, wishes: Wishes | None = None) -> tuple[str, Instrument]:
    """Return the text of the sheet to keep, and the sheet. Raises InvalidDocument with all that is wrong."""
    text = text.removeprefix("\ufeff")
    if not text.lstrip().startswith("{") or '"resourceType"' not in text:
        return text, load_instrument(text, source)
    document = document_of(text, source, wishes)
    kept = json.dumps(document, ensure_ascii=False, indent=1)
    return kept, load_instrument(kept, source)
