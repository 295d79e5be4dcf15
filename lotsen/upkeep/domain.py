"""What is proposed about an entry, how it differs from what stands there, and when an entry is old. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from lotsen.directory.domain import TOGETHER, Content, leader_of
from lotsen.kernel import LotsenError, gettext_noop

KEPT = timedelta(days=400)
"""How long a decided proposal stays, for whoever proposed it to read what became of it."""
LINKS_AT_ONCE = 200
"""So many links are opened in one unit of work, or those of one mail: a mail and its links stand together."""


class ProposalState(StrEnum):
    """Whether somebody has decided about a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class ProposedBy(StrEnum):
    """Who proposes: a provider over a link, or staff."""

    PROVIDER = "provider"
    STAFF = "staff"


class Refusal(StrEnum):
    """Why a proposal was not taken."""

    WRONG = "wrong"
    DOUBLE = "double"
    ELSEWHERE = "elsewhere"
    UNCLEAR = "unclear"
    NOT_PUBLIC = "not_public"


STATE_LABELS: dict[ProposalState, str] = {
    ProposalState.OPEN: gettext_noop("To be decided"),
    ProposalState.ACCEPTED: gettext_noop("Taken over"),
    ProposalState.PARTLY: gettext_noop("Partly taken over"),
    ProposalState.REFUSED: gettext_noop("Not taken over"),
}

BY_LABELS: dict[ProposedBy, str] = {
    ProposedBy.PROVIDER: gettext_noop("The provider"),
    ProposedBy.STAFF: gettext_noop("Staff"),
}

REFUSAL_LABELS: dict[Refusal, str] = {
    Refusal.WRONG: gettext_noop("It is not so, we asked."),
    Refusal.DOUBLE: gettext_noop("It is in the directory already."),
    Refusal.ELSEWHERE: gettext_noop("It is not for families here."),
    Refusal.UNCLEAR: gettext_noop("It cannot be found out."),
    Refusal.NOT_PUBLIC: gettext_noop("It does not belong in a public directory."),
}


class AlreadyDecided(LotsenError):
    """Somebody has decided about this proposal otherwise."""

    status = 409
    message = gettext_noop("Somebody else has decided about this proposal in the meantime.")


class NothingChosen(LotsenError):
    """Taking over nothing is a refusal, and that needs its reason."""

    message = gettext_noop("Please choose what to take over, or refuse the proposal.")


class DoNotGoTogether(LotsenError):
    """The chosen parts and what stands in the entry contradict each other."""

    status = 422
    message = gettext_noop("What you chose does not go together with the rest of the entry.")


class AlreadySettled(LotsenError):
    """Somebody has decided this, or a second tap came after the first."""

    status = 409
    message = gettext_noop("This has been decided already.")


class NothingNew(LotsenError):
    """What is proposed stands in the entry already."""

    status = 422
    message = gettext_noop("You have changed nothing yet.")


WHERE = frozenset({"location_ids", "location_parts", "protected_address"})
"""The fields that say where a service is given."""

_PLACE = {name: place for fields in TOGETHER for place, name in enumerate(fields)}


@dataclass(frozen=True)
class Difference:
    """One field: what stood there when it was proposed, what is proposed, and what stands there now."""

    name: str
    base: object
    proposed: object
    now: object

    @property
    def leader(self) -> str:
        """The field it is taken over with."""
        return leader_of(self.name)

    @property
    def is_contested(self) -> bool:
        """Whether somebody changed the field to something else after it was proposed."""
        return self.now not in (self.base, self.proposed)

    @property
    def is_done(self) -> bool:
        """Whether the entry says by now what is proposed."""
        return self.now == self.proposed


def differences(base: Content, proposed: Content, now: Content) -> tuple[Difference, ...]:
    """Return every field that a proposal changes, against the state it began from and against today's.

    Fields that go together stand together, the one they are named by first.
    """
    names = [name for name in dict.fromkeys([*base, *proposed]) if base.get(name) != proposed.get(name)]
    turns = {leader_of(name): turn for turn, name in reversed(list(enumerate(names)))}
    names.sort(key=lambda name: (turns[leader_of(name)], _PLACE.get(name, 0)))
    return tuple(Difference(name, base.get(name), proposed.get(name), now.get(name)) for name in names)


def taken_over(now: Content, changes: Iterable[Difference], chosen: frozenset[str]) -> dict[str, object]:
    """Return today's state with the chosen fields as proposed; fields that belong together go together."""
    state = dict(now)
    for change in changes:
        if change.leader in chosen:
            if change.proposed is None:
                state.pop(change.name, None)
            else:
                state[change.name] = change.proposed
    return state


@dataclass(frozen=True)
class Age:
    """After how many days an entry, and what it says about places, is old."""

    entry: int
    capacity: int


def is_old(checked_on: date | None, days: int, today: date) -> bool:
    """Say whether something was checked longer ago than it may be, or never."""
    return checked_on is None or today - checked_on > timedelta(days=days)


def period_of(today: date, days: int) -> int:
    """Number the period of so many days a day lies in; one reminder belongs to each."""
    return today.toordinal() // days


@dataclass(frozen=True)
class Reminder:
    """One mail to write: to whom, and about which entries. Its id follows from address and period."""

    mail_id: UUID
    to: str
    service_ids: tuple[UUID, ...]


def in_units(due: Iterable[Reminder]) -> Iterator[tuple[Reminder, ...]]:
    """Part the mails so that a unit of work opens about as many links as are good at once."""
    unit: list[Reminder] = []
    for one in due:
        if unit and sum(len(each.service_ids) for each in (*unit, one)) > LINKS_AT_ONCE:
            yield tuple(unit)
            unit = []
        unit.append(one)
    if unit:
        yield tuple(unit)
