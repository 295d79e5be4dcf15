"""Computes a closed period once, and never again: the only reader of facts.

Late entries, corrections and erasures after the freeze change nothing that was published, so that
comparing yesterday's figures with today's tells nothing about a family.
"""

from lotsen.figures.freeze.facts import Reader
from lotsen.figures.freeze.publish import PeriodOpen, freeze, freeze_due

__all__ = ["PeriodOpen", "Reader", "freeze", "freeze_due"]
