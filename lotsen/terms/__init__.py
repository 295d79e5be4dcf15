"""The one vocabulary: facts, needs, resources, service types, target groups, languages, ages. Pure data."""

from lotsen.terms.ages import UNKNOWN_AGE, age_group
from lotsen.terms.model import (
    AgeGroup,
    Fact,
    FactKind,
    Language,
    LanguageGroup,
    Need,
    NeedGroup,
    Phase,
    Presence,
    Resource,
    Scope,
    ServiceDefaults,
    ServiceType,
    TargetGroup,
    Texts,
    Value,
    Vocabulary,
)
from lotsen.terms.vocabulary import vocabulary

__all__ = [
    "UNKNOWN_AGE",
    "AgeGroup",
    "Fact",
    "FactKind",
    "Language",
    "LanguageGroup",
    "Need",
    "NeedGroup",
    "Phase",
    "Presence",
    "Resource",
    "Scope",
    "ServiceDefaults",
    "ServiceType",
    "TargetGroup",
    "Texts",
    "Value",
    "Vocabulary",
    "age_group",
    "vocabulary",
]
