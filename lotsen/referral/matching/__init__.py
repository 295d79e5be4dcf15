"""Matching: which services fit a family's needs, why, and why the others do not. Pure."""

from lotsen.referral.matching.case import CaseProfile, ChildProfile, Nearby
from lotsen.referral.matching.engine import explained, match
from lotsen.referral.matching.groups import target_groups
from lotsen.referral.matching.ranking import Weights
from lotsen.referral.matching.result import Fit, MatchResult, Miss
from lotsen.referral.matching.room import SAID_BY_BADGE
from lotsen.referral.matching.shortlist import EVERYTHING, Matcher, Most, Shortlist
from lotsen.referral.matching.wording import readable

__all__ = [
    "EVERYTHING",
    "SAID_BY_BADGE",
    "CaseProfile",
    "ChildProfile",
    "Fit",
    "MatchResult",
    "Matcher",
    "Miss",
    "Most",
    "Nearby",
    "Shortlist",
    "Weights",
    "explained",
    "match",
    "readable",
    "target_groups",
]
