"""The JSON Schema of the rule file, for editors and for programs of other makers."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from lotsen.terms import Vocabulary, vocabulary

SCHEMA_FILE = "rule_file.schema.json"


def rule_file_schema(*, with_codes: bool = False, words: Vocabulary | None = None) -> dict[str, Any]:
    """Return the shipped schema (draft 2020-12); with the vocabulary's codes for editors."""
    text = resources.files("lotsen.referral").joinpath("data", SCHEMA_FILE).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    if with_codes:
        known = words or vocabulary()
        schema["$defs"]["factCode"] = {"enum": sorted(known.facts)}
        schema["$defs"]["needCode"] = {"enum": list(known.needs)}
        schema["$defs"]["serviceType"] = {"enum": list(known.service_types)}
    return schema
