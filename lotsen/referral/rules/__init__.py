"""Rules that are data: from what is known of a family to its needs, open questions and help at once. Pure.

Three-valued throughout: what nobody knows is neither yes nor no. Start with `evaluate`.
"""

from lotsen.referral.rules.adopt import Adopted, LeftOut, adopt
from lotsen.referral.rules.cases import CaseOutcome, rules_without_case, run_cases
from lotsen.referral.rules.compare import (
    CaseChange,
    FieldChange,
    RuleChange,
    SetDiff,
    diff_sets,
    diff_weights,
)
from lotsen.referral.rules.dry_run import DryRun, dry_run, needs_of, sharing
from lotsen.referral.rules.evaluate import evaluate, find
from lotsen.referral.rules.facts import CaseFacts, FactRef, FactValue, PersonFacts, person_facts
from lotsen.referral.rules.facts_file import EXAMPLE, TrialCase, read_facts
from lotsen.referral.rules.floor import FloorDamaged, default_rules, default_rules_text, load_floor
from lotsen.referral.rules.loader import check_rules, languages_in, languages_of, load_rules, used_facts
from lotsen.referral.rules.model import Rule, RuleSet, RuleSetStatus, SafetyPath, UnitCase
from lotsen.referral.rules.naming import read_title
from lotsen.referral.rules.population import invented_cases
from lotsen.referral.rules.problems import InvalidRules, RuleProblem, Severity
from lotsen.referral.rules.results import ALONE, Because, Evaluation, FoundNeed, OpenPath, OpenRule, Question
from lotsen.referral.rules.review import OF_THE_PLACE, Town, review
from lotsen.referral.rules.schema import rule_file_schema
from lotsen.referral.rules.weighing import NAMES, SHIPPED, WISH, Weights, bounds, in_points
from lotsen.referral.rules.writer import write_rules

__all__ = [
    "ALONE",
    "EXAMPLE",
    "NAMES",
    "OF_THE_PLACE",
    "SHIPPED",
    "WISH",
    "Adopted",
    "Because",
    "CaseChange",
    "CaseFacts",
    "CaseOutcome",
    "DryRun",
    "Evaluation",
    "FactRef",
    "FactValue",
    "FieldChange",
    "FloorDamaged",
    "FoundNeed",
    "InvalidRules",
    "LeftOut",
    "OpenPath",
    "OpenRule",
    "PersonFacts",
    "Question",
    "Rule",
    "RuleChange",
    "RuleProblem",
    "RuleSet",
    "RuleSetStatus",
    "SafetyPath",
    "SetDiff",
    "Severity",
    "Town",
    "TrialCase",
    "UnitCase",
    "Weights",
    "adopt",
    "bounds",
    "check_rules",
    "default_rules",
    "default_rules_text",
    "diff_sets",
    "diff_weights",
    "dry_run",
    "evaluate",
    "find",
    "in_points",
    "invented_cases",
    "languages_in",
    "languages_of",
    "load_floor",
    "load_rules",
    "needs_of",
    "person_facts",
    "read_facts",
    "read_title",
    "review",
    "rule_file_schema",
    "rules_without_case",
    "run_cases",
    "sharing",
    "used_facts",
    "write_rules",
]
