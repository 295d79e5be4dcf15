"""The sheets that come with the release."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lotsen.intake.domain.instrument import Instrument
from lotsen.intake.domain.reading.document import load_instrument
from lotsen.policy import InstitutionKind

SHIPPED = Path(__file__).parent.parent.parent / "instruments"


@cache
def shipped_instruments() -> tuple[Instrument, ...]:
    """Return the sheets that come with the release, by code and version."""
    loaded = (load_instrument(path.read_text(encoding="utf-8"), path.name) for path in SHIPPED.glob("*.yaml"))
    return tuple(sorted(loaded, key=lambda instrument: (instrument.code, instrument.version)))


def shipped_instrument(code: str, version: int | None = None) -> Instrument | None:
    """Return one shipped sheet in a version, or in its latest."""
    fitting = [one for one in shipped_instruments() if one.code == code and version in (None, one.version)]
    return fitting[-1] if fitting else None


def instruments_for(kind: InstitutionKind) -> tuple[Instrument, ...]:
    """Return the latest version of every shipped short sheet made for this kind of institution."""
    latest = {one.code: one for one in shipped_instruments() if kind in one.kinds and not one.is_talk}
    return tuple(latest.values())


def talk_sheet(kind: InstitutionKind) -> Instrument | None:
    """Return the latest shipped sheet for the in-depth talk in this kind of institution."""
    fitting = [one for one in shipped_instruments() if kind in one.kinds and one.is_talk]
    return fitting[-1] if fitting else None
