"""Errors for programs: problem details as JSON (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from werkzeug import Response


def problem(
    status: int,
    detail: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, object] | None = None,
) -> Response:
    """Answer that something is not to be had, and why; it never repeats a value that was sent."""
    said: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    said |= {"detail": detail} if detail else {}
    body = json.dumps(said | dict(members or {}))
    return Response(body, status, headers, mimetype="application/problem+json")
