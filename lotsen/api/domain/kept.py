"""Answers that were given already; they are good until the directory changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


class Kept:
    """The answers asked for last, within one process; together they are of bounded size, in bytes."""

    def __init__(self, most: int = 16_000_000) -> None:
        self._room = most
        self._longest = most // 16
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """Return what was answered, None where nobody asked or it was long ago."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: bytes) -> None:
        """Keep an answer, unless it is too long; those that were not asked for longest make room."""
        if len(answer) > self._longest:
            return
        with self._lock:
            self._room += len(self._answers.pop(key, b"")) - len(answer)
            self._answers[key] = answer
            while self._room < 0:
                self._room += len(self._answers.popitem(last=False)[1])
