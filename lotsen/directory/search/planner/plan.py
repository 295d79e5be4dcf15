"""What a query asks for, as the matching reads it."""

from dataclasses import dataclass, replace

from lotsen.directory.search.model import Correction, FoundPlace, OtherReading
from lotsen.directory.search.snapshot.vocabulary import Tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: a service must hold all these tokens; worth so many percent."""

    tokens: Tokens
    percent: int


@dataclass(frozen=True, slots=True)
class Group:
    """All readings of one word or phrase, and how much it says (rare words say more).

    A service is found without those that are not `needed`.
    """

    readings: tuple[Reading, ...]
    weight: int
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for; a service of the first tier meets all needed groups. `wishes` are names of wishes.

    `is_unread` says that something was typed and no word is in it, `insists_on_place` that the name of the
    place is no other word: "in Singen".
    """

    groups: tuple[Group, ...] = ()
    place: FoundPlace | None = None
    insists_on_place: bool = False
    language: str | None = None
    wishes: frozenset[str] = frozenset()
    corrections: tuple[Correction, ...] = ()
    is_unread: bool = False
    other_reading: OtherReading | None = None

    def plus(self, group: Group, *, needed: bool = True) -> "Plan":
        """Look for one more group."""
        return replace(self, groups=(*self.groups, replace(group, needed=needed)))

    def corrected(self, typed: str, used: str | None) -> "Plan":
        """Say that something else was looked for than what was typed, or nothing."""
        return replace(self, corrections=(*self.corrections, Correction(typed, used)))

    def with_none_needed(self) -> "Plan":
        """Let all groups only decide between equals."""
        return replace(self, groups=tuple(replace(group, needed=False) for group in self.groups))

    @property
    def leads_nowhere(self) -> bool:
        """Whether something was typed and nothing in it means anything here."""
        if self.is_unread:
            return True
        return bool(self.corrections) and not (self.groups or self.place or self.language or self.wishes)
