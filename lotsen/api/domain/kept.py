"""Answers that were given already; they are good until the directory changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


class Kept:
    """The answers asked for last, as bytes; within one process, and of bounded size."""

    def __init__(self, *, most: int = 256, longest: int = 500_000) -> None:
        self._most = most
        self._longest = longest
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """Return what was answered, None where nobody asked or it was long ago."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: bytes) -> None:
        """Keep an answer, unless it is too long; the one that was not asked for longest goes."""
        if len(answer) > self._longest:
            return
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
