"""The texts a family is told and asked, as data with a version for every purpose and legal regime.

The storage period is data of its own: a default that each institution changes and confirms.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from lotsen.accounts.domain import LegalRegime
from lotsen.intake.domain import ConsentPurpose

_FILE = Path(__file__).parent / "texts" / "consents.yaml"
_DEFAULT = "de"
_PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
PLACES = ("institution", "address", "phone", "recipient", "storage")
"""What a text may leave open: written as %(name)s in the file and as {name} by an institution."""
WRITTEN_LAW = frozenset({LegalRegime.KDG})
"""The regimes that ask for a consent in writing, unless circumstances call for another form (§ 8 KDG)."""
Line = Annotated[str, Field(min_length=1)]


class Storage(BaseModel):
    """How long personal data are kept, as the notice says it; a default until somebody has confirmed it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    is_confirmed: bool
    text: dict[str, Line]


class Controller(BaseModel):
    """The institution a text speaks for and where it is reached (Art. 13 Abs. 1 Buchst. a DSGVO)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    address: str = ""
    phone: str = ""
    storage: Storage | None = None


class ConsentText(BaseModel):
    """One text in one version; `family_office` is said where the recipient is one.

    `regime` is the law it was written for; None holds under each. `references` names the versions by language
    where an institution wrote the text itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: ConsentPurpose
    version: Line
    regime: LegalRegime | None = None
    title: dict[str, Line]
    body: dict[str, tuple[Line, ...]]
    family_office: dict[str, Line] = {}
    references: dict[str, Line] = {}

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if _DEFAULT not in self.title or set(self.title) != set(self.body):
            raise ValueError(f"{self.purpose}: title and body need the same languages, German among them")
        return self

    @property
    def reference(self) -> str:
        """Return what a consent keeps of its text: purpose and version."""
        return self.reference_in(_DEFAULT)

    def reference_in(self, language: str) -> str:
        """Return what a consent keeps of its text in a language, else of the German one."""
        if self.references:
            return self.references.get(language) or self.references[_DEFAULT]
        law = f"{self.regime.value}-" if self.regime else ""
        return f"{self.purpose.value}-{law}{self.version}"

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages this text exists in."""
        return tuple(self.title)

    def spoken(self, language: str) -> str:
        """Return the language the text is shown in to somebody of another one: their own, else German."""
        return language if language in self.body else _DEFAULT

    def heading(self, language: str, *, recipient: str = "") -> str:
        """Return the title in a language, else in German."""
        return fill(self.title[self.spoken(language)], {"recipient": recipient})

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
        language = self.spoken(language)
        home = institution if isinstance(institution, Controller) else Controller(name=institution)
        kept = home.storage or storage()
        named = {
            "institution": home.name,
            "address": home.address,
            "phone": home.phone,
            "recipient": recipient,
            "storage": kept.text.get(language, kept.text[_DEFAULT]),
        }
        extra = (
            self.family_office.get(language, self.family_office.get(_DEFAULT)) if to_family_office else None
        )
        lines = (fill(line, named) for line in self.body[language] if _can_be_said(line, named))
        return (*lines, *((extra,) if extra else ()))


def fill(line: str, named: Mapping[str, str]) -> str:
    """Put values into the open places of a line; any other sign stays as it is."""
    return _PLACE.sub(lambda found: named.get(found[1] or found[2], found[0]), line)


def places_in(text: str) -> frozenset[str]:
    """Return the names of the open places of a text."""
    return frozenset(found[1] or found[2] for found in _PLACE.finditer(text))


def own_reference(purpose: ConsentPurpose, regime: LegalRegime, version: int) -> str:
    """Return what a consent keeps of a text that an institution wrote itself."""
    return f"{purpose.value}-{regime.value}-own-{version}"


def paragraphs_of(body: str) -> tuple[str, ...]:
    """Return the paragraphs of a text that was written one a line."""
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def _can_be_said(line: str, named: Mapping[str, str]) -> bool:
    return all(named[name] for name in ("address", "phone") if name in places_in(line))


@cache
def consent_texts(regime: LegalRegime = LegalRegime.DSGVO) -> dict[ConsentPurpose, ConsentText]:
    """Return the text of each purpose that families are told today under a law.

    It is the last version in the file, and one written for this law before one that holds under each.
    """
    found: dict[ConsentPurpose, ConsentText] = {}
    for wanted in (None, regime):
        found |= {text.purpose: text for text in _all_texts().values() if text.regime is wanted}
    if set(found) != set(ConsentPurpose):
        raise ValueError("every purpose needs a text")
    return found


def consent_text(reference: str) -> ConsentText | None:
    """Return the text that a consent was given to, however old."""
    return _all_texts().get(reference)


def summary(purpose: ConsentPurpose, language: str, named: Mapping[str, str]) -> str:
    """Return one sentence on what a text is about, its places filled; none in a language without one."""
    return fill(_summaries()[purpose].get(language, ""), named)


@cache
def _summaries() -> dict[ConsentPurpose, dict[str, str]]:
    return {ConsentPurpose(purpose): lines for purpose, lines in _raw()["summaries"].items()}


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
