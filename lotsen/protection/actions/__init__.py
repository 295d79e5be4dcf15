"""What people can do on the protection path."""

from lotsen.protection.actions.erasing import erase_due
from lotsen.protection.actions.families import FamilyGlimpse, glimpse_family, known_of_family
from lotsen.protection.actions.opening import Opening, open_case, possible_readers
from lotsen.protection.actions.readers import (
    Unread,
    add_reader,
    appoint_reader,
    may_change_readers,
    possible_appointees,
    propose_reader,
    remove_reader,
    unread_case,
    unread_cases,
)
from lotsen.protection.actions.reading import CaseCard, CaseView, EntryView, list_cases, read_case
from lotsen.protection.actions.recording import close_case, record_entry, write_advice_sheet
from lotsen.protection.actions.settings import Rules, keep_rules, managed_rules, rules_of

__all__ = [
    "CaseCard",
    "CaseView",
    "EntryView",
    "FamilyGlimpse",
    "Opening",
    "Rules",
    "Unread",
    "add_reader",
    "appoint_reader",
    "close_case",
    "erase_due",
    "glimpse_family",
    "keep_rules",
    "known_of_family",
    "list_cases",
    "managed_rules",
    "may_change_readers",
    "open_case",
    "possible_appointees",
    "possible_readers",
    "propose_reader",
    "read_case",
    "record_entry",
    "remove_reader",
    "rules_of",
    "unread_case",
    "unread_cases",
    "write_advice_sheet",
]
