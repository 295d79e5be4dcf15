"""What one condition says about one service: it fits, it does not, or it has to be cleared up."""

from __future__ import annotations

from typing import NamedTuple, Self

from lotsen.kernel import Reason


class Finding(NamedTuple):
    """The verdict of one condition, each with its sentences.

    `holds` is True, False or None for "please clear up". `notes` are worth knowing and change nothing.
    `points` names the weights that speak for the service, `waiting_weeks` speak against it; a `doubtful` one
    ranks below all that are not.
    """

    holds: bool | None
    why: tuple[Reason, ...] = ()
    to_clarify: tuple[Reason, ...] = ()
    misses: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    points: tuple[str, ...] = ()
    waiting_weeks: int = 0
    doubtful: bool = False

    @classmethod
    def fits(cls, why: str | None = None, *points: str, **params: str | int) -> Self:
        """The condition holds, perhaps with a sentence that speaks for the service."""
        return cls(True, why=() if why is None else (Reason(why, params),), points=points)

    @classmethod
    def unclear(cls, message: str, **params: str | int) -> Self:
        """Nobody has said: never a no."""
        return cls(None, to_clarify=(Reason(message, params),))

    @classmethod
    def fails(cls, message: str, **params: str | int) -> Self:
        """A hard no, with its reason."""
        return cls(False, misses=(Reason(message, params),))

    @classmethod
    def note(cls, message: str, **params: str | int) -> Self:
        """The condition holds, and there is something to know."""
        return cls(True, notes=(Reason(message, params),))


FITS = Finding(True)
