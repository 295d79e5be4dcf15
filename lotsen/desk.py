"""A desk: who is at work, and the tools within reach. Every action takes one first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlmodel import Session

from lotsen.kernel import Clock, SystemClock
from lotsen.keys import audit
from lotsen.keys.office import KeyOffice
from lotsen.keys.ring import KeyRing
from lotsen.policy import Actor
from lotsen.store.work import unit_of_work


@dataclass(frozen=True)
class Desk:
    """What an action may use. `figures` reads unless a job writes them."""

    actor: Actor
    db: Session
    vault: KeyRing
    clock: Clock
    figures: Session
    keys: Session = field(repr=False)


@contextmanager
def at_desk(
    office: KeyOffice, actor: Actor, *, writing: bool, action: str, clock: Clock | None = None
) -> Iterator[Desk]:
    """Open a unit of work for one actor, and write its audit notes before anything is answered.

    A write carries its notes in the same transaction; a read appends them after it has ended, in a
    short one of their own; after a rollback they are appended alone. Without them no answer leaves.
    """
    clock = clock or SystemClock()
    ring: KeyRing | None = None
    try:
        with unit_of_work(office.stores, writing=writing) as work:
            ring = KeyRing(office, work, actor, clock)
            yield Desk(actor, work.data, ring, clock, work.figures, work.keys)
            if writing:
                work.data.flush()
                audit.append(work.data, office, actor, ring.notes, action=action)
    except BaseException:
        if ring is not None:
            notes = [note for note in ring.notes if note.action == "opened" or note.stays]
            audit.append_alone(office.stores, office, actor, notes, action=action)
        raise
    if not writing:
        audit.append_alone(office.stores, office, actor, ring.notes, action=action)
