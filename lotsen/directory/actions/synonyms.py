"""Words that mean the same when somebody searches: kept by coordinators, each word in one group only."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.counting import count_change
from lotsen.directory.domain import fold
from lotsen.directory.tables import Synonyms
from lotsen.kernel import LotsenError, NotVisible, gettext_noop

FEWEST, MOST, LONGEST = 2, 20, 60
"""How many words a group has, and how many characters a word."""


class NoGroupOfWords(LotsenError):
    """Too few words, too many, or one that is too long."""

    status = 422
    message = gettext_noop("A group has 2 to 20 different words of at most 60 characters.")


class WordTaken(LotsenError):
    """A word stands in another group already."""

    status = 409
    message = gettext_noop("“%(word)s” already stands in another group.")


def synonyms(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """Return the groups of words that mean the same, as people wrote them."""
    return tuple(tuple(row.words) for row in list_synonyms(desk))


def list_synonyms(desk: Desk) -> tuple[Synonyms, ...]:
    """List the groups by their first word."""
    rows = desk.db.exec(select(Synonyms).order_by(col(Synonyms.id))).all()
    return tuple(sorted(rows, key=lambda row: fold(row.words[0]) if row.words else ""))


def read_synonyms(desk: Desk, group_id: UUID) -> Synonyms:
    """Return one group."""
    row = desk.db.get(Synonyms, group_id)
    if row is None:
        raise NotVisible
    return row


def save_synonyms(desk: Desk, group_id: UUID, words: Iterable[str]) -> Synonyms:
    """Store a group, or its new words; spellings the search takes for the same word count once."""
    count_change(desk)
    told: dict[str, str] = {}
    for word in (word.strip() for word in words):
        told.setdefault(fold(word), word)
    kept = [word for word in told.values() if word]
    if not FEWEST <= len(kept) <= MOST or any(len(word) > LONGEST for word in kept):
        raise NoGroupOfWords
    taken = {fold(word) for row in list_synonyms(desk) if row.id != group_id for word in row.words}
    for word in kept:
        if fold(word) in taken:
            raise WordTaken(word=word)
    row = desk.db.get(Synonyms, group_id) or Synonyms(id=group_id, changed_at=desk.clock.now())
    row.words, row.changed_at = kept, desk.clock.now()
    desk.db.add(row)
    desk.db.flush()
    return row


def remove_synonyms(desk: Desk, group_id: UUID) -> None:
    """Remove a group."""
    count_change(desk)
    desk.db.delete(read_synonyms(desk, group_id))
    desk.db.flush()
