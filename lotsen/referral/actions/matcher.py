"""The matcher of the directory as a unit of work sees it."""

from weakref import WeakKeyDictionary

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.search import DirectorySnapshot
from lotsen.referral.matching import Matcher

_held: WeakKeyDictionary[DirectorySnapshot, Matcher] = WeakKeyDictionary()


def current_matcher(desk: Desk) -> tuple[int, Matcher]:
    """Return the directory's version and its matcher, which lives as long as the picture it reads."""
    snapshot = directory.snapshot(desk)
    found = _held.get(snapshot)
    if found is None:
        found = _held[snapshot] = Matcher(snapshot)
    return snapshot.version, found
