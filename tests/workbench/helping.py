"""A draft and a published version, for tests that walk through every page."""

from uuid import UUID, uuid5

from lotsen.desk import Desk
from lotsen.referral import actions as referral
from lotsen.referral.rules import default_rules_text
from lotsen.workbench import actions

_SPACE = UUID("5f0b1a62-7a1d-4f3e-9a53-3c1f0f0f7c11")
RULE = "N1-income"
"""A rule that every draft from the shipped rules holds."""


def a_draft(desk: Desk, name: str) -> UUID:
    """Begin a draft of this name, once."""
    return actions.begin_draft(desk, uuid5(_SPACE, name), title=f"Entwurf für {name}").id


def a_version(desk: Desk) -> UUID:
    """Publish the shipped rules, once."""
    return referral.publish_rule_set(desk, default_rules_text()).id
