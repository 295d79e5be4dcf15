"""How many cases a mass test runs: all of them with LOTSEN_DEEP=1, a tenth otherwise."""

import os

DEEP = os.environ.get("LOTSEN_DEEP") == "1"


def scaled(full: int) -> int:
    """Return `full` in a deep run and a tenth of it (at least one) otherwise."""
    return full if DEEP else max(1, full // 10)
