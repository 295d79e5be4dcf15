"""The texts a family is told and asked, as data with a version for every purpose.

The storage period is data of its own: a default that an operator changes and confirms in the file.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from lotsen.intake.domain import ConsentPurpose

_FILE = Path(__file__).parent / "texts" / "consents.yaml"
_DEFAULT = "de"
Line = Annotated[str, Field(min_length=1)]


class Controller(BaseModel):
    """The institution a text speaks for and where it is reached (Art. 13 Abs. 1 Buchst. a DSGVO)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    address: str = ""
    phone: str = ""


class Storage(BaseModel):
    """How long personal data are kept, as the notice says it; a default until somebody has confirmed it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    is_confirmed: bool
    text: dict[str, Line]


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
        self,
        language: str,
        *,
        institution: str | Controller,
        recipient: str = "",
        to_family_office: bool = False,
    ) -> tuple[str, ...]:
        """Return the text as it is read out, in a language, else in German.

        A line about an address or a telephone that nobody entered is left out.
        """
        language = language if language in self.body else _DEFAULT
        home = institution if isinstance(institution, Controller) else Controller(name=institution)
        named = {
            "institution": home.name,
            "address": home.address,
            "phone": home.phone,
            "recipient": recipient,
            "storage": storage().text.get(language, storage().text[_DEFAULT]),
        }
        extra = self.family_office.get(language) if to_family_office else None
        lines = (line % named for line in self.body[language] if _can_be_said(line, named))
        return (*lines, *((extra,) if extra else ()))


def _can_be_said(line: str, named: Mapping[str, str]) -> bool:
    return all(named[name] or f"%({name})s" not in line for name in ("address", "phone"))


@cache
def consent_texts() -> dict[ConsentPurpose, ConsentText]:
    """Return the text of each purpose that families are told today: its last version in the file."""
    found = {text.purpose: text for text in _all_texts().values()}
    if set(found) != set(ConsentPurpose):
        raise ValueError("every purpose needs a text")
    return found


def consent_text(reference: str) -> ConsentText | None:
    """Return the text that a consent was given to, however old."""
    return _all_texts().get(reference)


@cache
def storage() -> Storage:
    """Return how long personal data are kept, in words."""
    return Storage.model_validate(_raw()["storage"])


@cache
def _all_texts() -> dict[str, ConsentText]:
    texts = [ConsentText.model_validate(entry) for entry in _raw()["texts"]]
    found = {text.reference: text for text in texts}
    if len(found) != len(texts):
        raise ValueError("every version of a text needs a number of its own")
    return found


def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))
    return raw
