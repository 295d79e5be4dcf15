"""Rules that are data: from what is known of a family to its needs, open questions and help at once. Pure.

Three-valued throughout: what nobody knows is neither yes nor no. Start with `evaluate`.
"""

from lotsen.referral.rules.cases import CaseOutcome, rules_without_case, run_cases
from lotsen.referral.rules.evaluate import evaluate
from lotsen.referral.rules.facts import CaseFacts, FactRef, FactValue, PersonFacts, person_facts
from lotsen.referral.rules.floor import FloorDamaged, default_rules, default_rules_text, load_floor
from lotsen.referral.rules.loader import check_rules, languages_of, load_rules, used_facts
from lotsen.referral.rules.model import Rule, RuleSet, RuleSetStatus, SafetyPath, UnitCase
from lotsen.referral.rules.problems import InvalidRules, RuleProblem
from lotsen.referral.rules.results import Evaluation, FoundNeed, OpenPath, OpenRule, Question

__all__ = [
    "CaseFacts",
    "CaseOutcome",
    "Evaluation",
    "FactRef",
    "FactValue",
    "FloorDamaged",
    "FoundNeed",
    "InvalidRules",
    "OpenPath",
    "OpenRule",
    "PersonFacts",
    "Question",
    "Rule",
    "RuleProblem",
    "RuleSet",
    "RuleSetStatus",
    "SafetyPath",
    "UnitCase",
    "check_rules",
    "default_rules",
    "default_rules_text",
    "evaluate",
    "languages_of",
    "load_floor",
    "load_rules",
    "person_facts",
    "rules_without_case",
    "run_cases",
    "used_facts",
]
