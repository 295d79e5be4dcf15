"""A signature on the tablet: lines of whole numbers within bounds, and what they were written under. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.intake.domain.consent import ConsentPurpose

MOST_STROKES = 200
MOST_POINTS = 5_000
MOST_BYTES = 40_960
LARGEST_SIDE = 4_000
FEWEST_POINTS = 4


class SignatureProof(StrEnum):
    """What a kept signature proves: its text and its consent, its text alone, or neither."""

    CONSENT = "consent"
    TEXT = "text"
    NOTHING = "nothing"


class BadSignature(ValueError):
    """What was sent is no signature: not the shape a page sends, or larger than one."""


@dataclass(frozen=True)
class Signature:
    """Strokes as flat rows of x, y in a field of width × height, in its own units."""

    width: int
    height: int
    strokes: tuple[tuple[int, ...], ...]

    @property
    def path(self) -> str:
        """Return the strokes as the data of an SVG path (W3C SVG 2, 9.3): digits, M, L and blanks only."""
        return " ".join(_line(stroke) for stroke in self.strokes)

    @property
    def is_empty(self) -> bool:
        """Say whether so little was drawn that it is rather a slip of the hand."""
        return sum(len(stroke) // 2 for stroke in self.strokes) < FEWEST_POINTS


def read_signature(text: str) -> Signature:
    """Read `{"w": 600, "h": 200, "s": [[x, y, x, y, …], …]}`. Raises BadSignature."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise BadSignature("too long")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as no_json:
        raise BadSignature("no JSON") from no_json
    if not isinstance(found, dict) or set(found) != {"w", "h", "s"}:
        raise BadSignature("no signature")
    width, height = (_number(found[name], LARGEST_SIDE) for name in ("w", "h"))
    strokes = found["s"]
    if not isinstance(strokes, list) or len(strokes) > MOST_STROKES or not width or not height:
        raise BadSignature("no strokes")
    read = tuple(_stroke(stroke, width, height) for stroke in strokes)
    if sum(len(stroke) for stroke in read) > 2 * MOST_POINTS:
        raise BadSignature("too many points")
    return Signature(width, height, read)


def digest_of(
    purpose: ConsentPurpose, recipient: UUID | None, version: str, language: str, words: Iterable[str]
) -> str:
    """Return the SHA-256 of a text as it was shown, with purpose, recipient, version and language.

    The parts are framed as canonical JSON, so that none can slip into its neighbour.
    """
    parts = [purpose.value, str(recipient or ""), version, language, list(words)]
    framed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(framed.encode("utf-8")).hexdigest()


def _number(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise BadSignature("no number in range")
    return value


def _stroke(stroke: object, width: int, height: int) -> tuple[int, ...]:
    if not isinstance(stroke, list) or not stroke or len(stroke) % 2:
        raise BadSignature("no stroke")
    return tuple(_number(value, width if at % 2 == 0 else height) for at, value in enumerate(stroke))


def _line(stroke: tuple[int, ...]) -> str:
    points = [f"{x} {y}" for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    first, *rest = points
    return f"M {first} " + " ".join(f"L {point}" for point in rest or [first])
