"""Reads an instrument from its document; whatever is wrong is named with its line and cause."""

from lotsen.intake.domain.reading.document import load_instrument
from lotsen.intake.domain.reading.shipped import (
    instruments_for,
    shipped_instrument,
    shipped_instruments,
    talk_sheet,
)

__all__ = [
    "instruments_for",
    "load_instrument",
    "shipped_instrument",
    "shipped_instruments",
    "talk_sheet",
]
