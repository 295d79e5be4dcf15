"""The texts a family is told and asked, as data with a version for every purpose."""

from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from lotsen.intake.domain import ConsentPurpose

_FILE = Path(__file__).parent / "texts" / "consents.yaml"
_DEFAULT = "de"
Line = Annotated[str, Field(min_length=1)]


class ConsentText(BaseModel):
    """One text in one version; `family_office` is said where the recipient is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: ConsentPurpose
    version: Line
    title: dict[str, Line]
    body: dict[str, tuple[Line, ...]]
    family_office: dict[str, Line] = {}

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if _DEFAULT not in self.title or set(self.title) != set(self.body):
            raise ValueError(f"{self.purpose}: title and body need the same languages, German among them")
        return self

    @property
    def reference(self) -> str:
        """Return what a consent keeps of its text: purpose and version."""
        return f"{self.purpose.value}-{self.version}"

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages this text exists in."""
        return tuple(self.title)

    def heading(self, language: str, *, recipient: str = "") -> str:
        """Return the title in a language, else in German."""
        return self.title.get(language, self.title[_DEFAULT]) % {"recipient": recipient}

    def paragraphs(
        self, language: str, *, institution: str, recipient: str = "", to_family_office: bool = False
    ) -> tuple[str, ...]:
        """Return the text as it is read out, in a language, else in German."""
        language = language if language in self.body else _DEFAULT
        names = {"institution": institution, "recipient": recipient}
        extra = self.family_office.get(language) if to_family_office else None
        return (*(line % names for line in self.body[language]), *((extra,) if extra else ()))


@cache
def consent_texts() -> dict[ConsentPurpose, ConsentText]:
    """Return the texts of this release; every purpose has exactly one."""
    raw = YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))
    texts = [ConsentText.model_validate(entry) for entry in raw["texts"]]
    found = {text.purpose: text for text in texts}
    if len(found) != len(texts) or set(found) != set(ConsentPurpose):
        raise ValueError("every purpose needs exactly one text")
    return found
