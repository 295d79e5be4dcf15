"""Signs that nobody sees and that turn what others see: they steer terminals, hide words, reverse a line.

Taken off are control characters but tab and line ends (ESC among them), bidirectional embeddings, overrides
and isolates (Unicode UAX #9; "Trojan Source", CVE-2021-42574), and invisible fillers. What writing needs
stays: joiners within words and emoji (ZWJ, ZWNJ), and the marks that only say a direction (LRM, RLM, ALM).
"""

from __future__ import annotations

import re
from typing import Any

_INVISIBLE = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
CAUSE = "invisible signs stood here that steer how a text is shown"


def is_plain(text: str) -> bool:
    """Say whether a text surely holds no such sign; at no cost for what is plainly printed."""
    return text.isprintable() or _INVISIBLE.search(text) is None


def without_invisible(text: str) -> str:
    """Return a text without such signs."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def clean(value: Any, found: list[str], path: str = "") -> Any:
    """Return a value of JSON without such signs; `found` gets the path of each text that had some."""
    if isinstance(value, str):
        cleaned = without_invisible(value)
        if cleaned != value:
            found.append(path)
        return cleaned
    if isinstance(value, dict):
        return {name: clean(one, found, f"{path}.{name}" if path else name) for name, one in value.items()}
    if isinstance(value, list):
        return [clean(one, found, f"{path}[{number}]") for number, one in enumerate(value)]
    return value
