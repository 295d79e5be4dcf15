"""Says which services of a whole directory are worth explaining for a family, in a millisecond.

The plain engine decides what fits, tells why, and orders; this looks for those it should be asked about. Both
share the conditions: each is judged here once per distinct value that services have (`judging`), and the
verdicts reach all services as columns and sets of bits. Whatever the plain engine would say of all services
together, which fit, which fail exactly one condition, in which order, this says as well.
"""

from lotsen.referral.matching.shortlist.matcher import Matcher
from lotsen.referral.matching.shortlist.result import EVERYTHING, Most, Shortlist

__all__ = ["EVERYTHING", "Matcher", "Most", "Shortlist"]
