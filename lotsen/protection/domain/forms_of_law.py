"""The forms of law as they are used: which steps, in which order, and how long a case is kept. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lotsen.policy import InstitutionKind
from lotsen.protection.domain.words import LegalForm, StepKind


@dataclass(frozen=True)
class FormStep:
    """One step of a form: what the law says about it; `is_expected` where leaving it out needs a reason."""

    kind: StepKind
    hint: str
    is_expected: bool


@dataclass(frozen=True)
class FormOfLaw:
    """One form in the reader's language; the order of its steps is the order of the law."""

    form: LegalForm
    title: str
    reference: str
    about: tuple[str, ...]
    steps: tuple[FormStep, ...]
    retention_years: int

    def open_steps(self, done: Collection[StepKind]) -> tuple[StepKind, ...]:
        """Return the expected steps that have no entry yet, in the order of the law."""
        return tuple(step.kind for step in self.steps if step.is_expected and step.kind not in done)


def usual_form(kind: InstitutionKind | None, by_kind: Mapping[InstitutionKind, LegalForm]) -> LegalForm:
    """Return the form a kind of institution uses; § 4 KKG binds whoever is named nowhere else."""
    return by_kind.get(kind, LegalForm.KKG_4) if kind is not None else LegalForm.KKG_4
