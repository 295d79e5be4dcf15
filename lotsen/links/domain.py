"""What links are for, how long they hold and what they refuse. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lotsen.kernel import LotsenError, gettext_noop


class LinkPurpose(StrEnum):
    """What a link is good for; a link of one purpose opens nothing of another."""

    DIRECTORY_ENTRY = "directory-entry"


@dataclass(frozen=True)
class Terms:
    """Where links of a purpose lead (first part of the path), how long they hold, how often they are used."""

    door: str
    life: timedelta
    max_uses: int | None
    uses_an_hour: int


TERMS: dict[LinkPurpose, Terms] = {
    LinkPurpose.DIRECTORY_ENTRY: Terms("d", timedelta(days=60), max_uses=None, uses_an_hour=20),
}

KEPT = timedelta(days=90)
"""How long a link that is over stays on record."""


class LinkClosed(LotsenError):
    """No such link, or it is over, withdrawn or for something else: the answer is the same."""

    status = 404
    message = gettext_noop("This link is not valid, or no longer. Please ask whoever sent it for a new one.")


class LinkUsed(LotsenError):
    """The link was good for a certain number of times, and they are used up."""

    status = 410
    message = gettext_noop("This link was used already. Nothing was stored a second time.")


class TooManyUses(LotsenError):
    """More in one hour than a person sends."""

    status = 429
    message = gettext_noop("A lot was sent over this link just now. Please try again in an hour.")
