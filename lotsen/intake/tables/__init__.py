"""Rows of families. What describes one is sealed; open is what scope, order and deadlines need."""

from lotsen.intake.tables.editing import Draft, Presence, WalkInDraft
from lotsen.intake.tables.families import (
    Consent,
    ConsentWording,
    Family,
    FamilyContact,
    Member,
    SignedConsent,
    StoragePeriod,
)
from lotsen.intake.tables.sheets import (
    Assessment,
    Hint,
    HintWay,
    InstrumentSetting,
    InstrumentVersion,
    ReservedCode,
)

__all__ = [
    "Assessment",
    "Consent",
    "ConsentWording",
    "Draft",
    "Family",
    "FamilyContact",
    "Hint",
    "HintWay",
    "InstrumentSetting",
    "InstrumentVersion",
    "Member",
    "Presence",
    "ReservedCode",
    "SignedConsent",
    "StoragePeriod",
    "WalkInDraft",
]
