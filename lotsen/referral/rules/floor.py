"""The safety floor and the default rules that are shipped with the release.

The floor is checked against a hash in the program: nobody changes whom to call by editing a file.
If anything fails, nothing is proposed and the contacts for help at once are shown, which need no file.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources

from lotsen.kernel import LotsenError, gettext_noop
from lotsen.referral.rules.loader import load_rules
from lotsen.referral.rules.model import RuleSet

FLOOR_FILE = "safety_floor.yaml"
DEFAULT_FILE = "default_rules.yaml"
_DATA = resources.files("lotsen.referral").joinpath("data")

FLOOR_SHA256 = "9f2dea95af471afa7a3c16ab3c626f69cec4a8b0682d485bdc45fd07cb9eb7f4"


class FloorDamaged(LotsenError):
    """The file of the safety floor is not the one that was released."""

    status = 503
    message = gettext_noop("The safety information was changed here. Please tell the administration.")


def load_floor() -> RuleSet:
    """Return the safety floor, or raise FloorDamaged when its file is not the released one."""
    return checked_floor(_data(FLOOR_FILE))


@cache
def checked_floor(text: str) -> RuleSet:
    """Return the floor written in a text, if it is the released one."""
    if floor_hash(text) != FLOOR_SHA256:
        raise FloorDamaged
    return load_rules(text)


def floor_hash(text: str) -> str:
    """Return the hash of a floor; line endings do not count, a checkout may change them."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def default_rules_text() -> str:
    """Return the shipped rule set as it is written, to be published in a new installation."""
    return _data(DEFAULT_FILE)


@cache
def default_rules() -> RuleSet:
    """Return the rules for the shipped catalogue; an operator's professionals have to approve them."""
    return load_rules(default_rules_text(), floor=load_floor())


def _data(name: str) -> str:
    return _DATA.joinpath(name).read_text(encoding="utf-8")
