"""structlog, set up so that a name cannot slip in: constant events, and keywords from a list."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "attempt",
        "count",
        "duration_ms",
        "endpoint",
        "error",
        "error_number",
        "event",
        "host",
        "institution",
        "job",
        "level",
        "logger",
        "method",
        "period",
        "port",
        "reason",
        "revision",
        "role",
        "row",
        "status",
        "store",
        "timestamp",
        "version",
        "where",
    }
)


class UnknownKeyword(TypeError):
    """A log call used a keyword that is not on the list; add it only if it can never hold a name."""


def refuse_unknown(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Let through listed keywords with plain values only, and constant snake_case events."""
    unknown = set(event) - ALLOWED
    if unknown:
        raise UnknownKeyword(f"log keywords not on the list: {sorted(unknown)}")
    name = event.get("event", "")
    if not isinstance(name, str) or not name.replace("_", "").isalnum():
        raise UnknownKeyword("a log event is one constant snake_case word")
    return event


def configure(*, as_json: bool) -> None:
    """Write to standard error: one JSON object a line in production, words for people otherwise."""
    plain = structlog.dev.ConsoleRenderer(colors=False)
    rendering = structlog.processors.JSONRenderer() if as_json else plain
    structlog.configure(
        processors=[
            refuse_unknown,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            rendering,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


log = structlog.get_logger()
