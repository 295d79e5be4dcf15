"""The shapes of the vocabulary: what can be known about a person, needed by one, or offered to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

REQUIRED_LANGUAGE = "de"
"""German is always complete; every other language falls back to it."""


class FactKind(StrEnum):
    """What an answer to a fact looks like."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"


class Scope(StrEnum):
    """Whom a fact belongs to: each child, each caregiver, or the family as one."""

    CHILD = "child"
    CAREGIVER = "caregiver"
    FAMILY = "family"


class Phase(StrEnum):
    """Whether a child is still expected or born; a child who has died has no phase."""

    PREGNANT = "pregnant"
    BORN = "born"


class Presence(StrEnum):
    """The five answers of a yes-no item; only the first two say anything about the family."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Texts:
    """One text in several languages."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Self:
        """Freeze a mapping of language codes to texts."""
        return cls(tuple(sorted(texts.items())))

    def get(self, language: str) -> str:
        """Return the text in this language, else in German, else in whichever there is."""
        found = dict(self.pairs)
        return found.get(language) or found.get(REQUIRED_LANGUAGE) or next(iter(found.values()), "")

    def __getitem__(self, language: str) -> str:
        return dict(self.pairs)[language]

    def __contains__(self, language: str) -> bool:
        return language in dict(self.pairs)

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.pairs))

    def __len__(self) -> int:
        return len(self.pairs)


@dataclass(frozen=True)
class Value:
    """One value of a choice."""

    code: str
    label: Texts


@dataclass(frozen=True)
class Fact:
    """Something that can be known about a child, a caregiver or the family.

    `derived` facts follow from persons and contact and are never asked by an instrument. A choice without
    values is open: its codes come from elsewhere (postcodes, municipalities). `need` or `resource` says what
    a present yes-no fact stands for.
    """

    code: str
    kind: FactKind
    scope: Scope
    values: tuple[Value, ...]
    low: int | None
    high: int | None
    phase: Phase | None
    label: Texts
    question: Texts
    sensitive: bool
    derived: bool
    need: str | None
    resource: str | None

    def accepts(self, value: object) -> bool:
        """Tell whether a value (date facts: the ISO text) is possible for this fact."""
        match self.kind:
            case FactKind.YES_NO:
                return isinstance(value, bool)
            case FactKind.NUMBER:
                if isinstance(value, bool) or not isinstance(value, int | float):
                    return False
                return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
            case FactKind.CHOICE:
                codes = {choice.code for choice in self.values}
                return isinstance(value, str) and bool(value) and (not codes or value in codes)
            case FactKind.DATE:
                return isinstance(value, str) and _is_iso_date(value)


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True)
class NeedGroup:
    """One of the eight coarse groups under which figures count needs (fourteen would be too sparse)."""

    code: str
    label: Texts


@dataclass(frozen=True)
class Need:
    """A need N1 to N14 of the catalogue."""

    code: str
    label: Texts
    group: str


@dataclass(frozen=True)
class Resource:
    """A strength R1 to R6 of a family, recorded beside its needs."""

    code: str
    label: Texts


@dataclass(frozen=True)
class ServiceDefaults:
    """What usually holds for a type of service; a concrete service in the directory may say otherwise.

    Weeks are completed weeks of pregnancy, months completed months of the child. Stated weeks without months:
    only while pregnant. Stated months without weeks: only once the child is born. Nothing stated: not known.
    """

    min_weeks: int | None = None
    max_weeks: int | None = None
    min_months: int | None = None
    max_months: int | None = None
    home_visit: bool | None = None
    access: str | None = None
    cost: str | None = None
    insurance_required: bool | None = None
    residence_required: bool | None = None
    anonymous_possible: bool | None = None
    protected_address: bool | None = None


@dataclass(frozen=True)
class ServiceType:
    """A type of service A1 to F1 with the needs it serves (Z1: none yet); `comes_last` unless asked for."""

    code: str
    label: Texts
    description: Texts
    needs: tuple[str, ...]
    defaults: ServiceDefaults
    rule: Texts | None
    comes_last: bool = False


@dataclass(frozen=True)
class TargetGroup:
    """People a service is for (or not for); a family belongs to it when one of `facts` is present.

    Of a group that is `only_if_stated` nobody is asked to think further: who has not said so is not in it.
    """

    code: str
    label: Texts
    facts: tuple[str, ...]
    only_if_stated: bool = False


@dataclass(frozen=True)
class LanguageGroup:
    """A coarse group of languages, the only one figures know."""

    code: str
    label: Texts


@dataclass(frozen=True)
class Language:
    """A language a family or a service speaks; `own_name` is how its speakers call it."""

    code: str
    label: Texts
    own_name: str
    group: str
    right_to_left: bool


@dataclass(frozen=True)
class AgeGroup:
    """A coarse band from pregnancy to school age, used by figures."""

    code: str
    label: Texts
    phase: Phase | None
    from_month: int | None
    below_month: int | None


@dataclass(frozen=True)
class Vocabulary:
    """All words the parts of Lotsen share, each dictionary in its order of display."""

    facts: Mapping[str, Fact]
    needs: Mapping[str, Need]
    need_groups: Mapping[str, NeedGroup]
    resources: Mapping[str, Resource]
    service_types: Mapping[str, ServiceType]
    target_groups: Mapping[str, TargetGroup]
    languages: Mapping[str, Language]
    language_groups: Mapping[str, LanguageGroup]
    age_groups: Mapping[str, AgeGroup]
