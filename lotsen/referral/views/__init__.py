"""The pages of the closed loop."""

from lotsen.referral.views import handover, plans, proposals, rules, work
from lotsen.referral.views.area import area

__all__ = ["area", "handover", "plans", "proposals", "rules", "work"]
