"""Reads the forms of law from their file, once, in the reader's language."""

from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from lotsen.policy import InstitutionKind
from lotsen.protection.domain import FormOfLaw, FormStep, LegalForm, StepKind

_FILE = Path(__file__).parent / "data" / "forms.yaml"
_DEFAULT = "de"


class _Step(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: StepKind
    expected: bool
    hint: dict[str, str]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    form: LegalForm
    reference: str
    title: dict[str, str]
    about: dict[str, tuple[str, ...]]
    retention_years: int = Field(ge=1, le=30)
    steps: tuple[_Step, ...]


class LawFile(BaseModel):
    """The whole file: which kind uses which form, and every form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[InstitutionKind, LegalForm]
    forms: tuple[_Form, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if {one.form for one in self.forms} != set(LegalForm):
            raise ValueError("every form of law needs exactly one entry")
        for one in self.forms:
            languages = [set(one.about), *(set(step.hint) for step in one.steps)]
            if any(told != set(one.title) for told in languages) or _DEFAULT not in one.title:
                raise ValueError(f"{one.form}: all its texts need the same languages, German among them")
        return self


@cache
def law_file() -> LawFile:
    """Return the file, read and checked once."""
    return LawFile.model_validate(YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8")))


def form_of_law(form: LegalForm, language: str) -> FormOfLaw:
    """Return one form in a language, in German where it is not known in it."""
    entry = next(one for one in law_file().forms if one.form is form)
    known = language if language in entry.title else _DEFAULT
    return FormOfLaw(
        form=form,
        title=entry.title[known],
        reference=entry.reference,
        about=entry.about[known],
        steps=tuple(FormStep(step.kind, step.hint[known], step.expected) for step in entry.steps),
        retention_years=entry.retention_years,
    )
