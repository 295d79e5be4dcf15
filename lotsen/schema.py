"""Every table of the three stores, imported once so that their metadata is complete."""

import lotsen.accounts.tables
import lotsen.contacts.tables
import lotsen.directory.tables
import lotsen.facts.tables
import lotsen.figures.tables
import lotsen.intake.tables
import lotsen.jobs.tables
import lotsen.keys.tables
import lotsen.links.tables
import lotsen.outbox.tables
import lotsen.places.tables
import lotsen.protection.tables
import lotsen.referral.tables
import lotsen.upkeep.tables  # imported for their metadata
import lotsen.workbench.tables  # noqa: F401  # imported for their metadata
from lotsen.store.record import METADATA

__all__ = ["METADATA"]
