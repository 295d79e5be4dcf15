"""What can be done to keep the directory true."""

from lotsen.upkeep.actions.aging import AgeOfType, list_ages, read_age, reset_age, set_age
from lotsen.upkeep.actions.asking import (
    addresses_of,
    ask_provider,
    due_reminders,
    end_entry_links,
    links_to_entry,
    mail_to_provider,
    open_entry_link,
    path_to_entry,
    write_reminders,
)
from lotsen.upkeep.actions.conflicts import (
    Contradiction,
    contradictions,
    read_contradiction,
    settle,
    to_settle,
)
from lotsen.upkeep.actions.deciding import (
    alike_organization,
    forget_proposals,
    look_alikes,
    open_proposals,
    own_proposals,
    read_proposal,
    refuse_proposal,
    take_over,
)
from lotsen.upkeep.actions.doubles import Pair, merge, read_pair
from lotsen.upkeep.actions.naming import names_in
from lotsen.upkeep.actions.past import Step, history_of
from lotsen.upkeep.actions.proposing import propose_change, propose_missing
from lotsen.upkeep.actions.providing import (
    Provided,
    confirm_entry,
    entry_behind,
    propose_over_link,
    say_capacity,
)
from lotsen.upkeep.actions.stale import Stale, count_stale, stale_entries

__all__ = [
    "AgeOfType",
    "Contradiction",
    "Pair",
    "Provided",
    "Stale",
    "Step",
    "addresses_of",
    "alike_organization",
    "ask_provider",
    "confirm_entry",
    "contradictions",
    "count_stale",
    "due_reminders",
    "end_entry_links",
    "entry_behind",
    "forget_proposals",
    "history_of",
    "links_to_entry",
    "list_ages",
    "look_alikes",
    "mail_to_provider",
    "merge",
    "names_in",
    "open_entry_link",
    "open_proposals",
    "own_proposals",
    "path_to_entry",
    "propose_change",
    "propose_missing",
    "propose_over_link",
    "read_age",
    "read_contradiction",
    "read_pair",
    "read_proposal",
    "refuse_proposal",
    "reset_age",
    "say_capacity",
    "set_age",
    "settle",
    "stale_entries",
    "take_over",
    "to_settle",
    "write_reminders",
]
