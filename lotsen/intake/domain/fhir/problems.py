"""JSON that remembers its lines, and complaints that name a path in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lotsen.kernel import Reason, gettext_noop
from lotsen.terms.marked import LARGEST_DOCUMENT, InvalidDocument, Problem

Json = Any
LARGEST_RESOURCE = 4 * LARGEST_DOCUMENT
_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN = re.compile(r"[^\s,\]}]+")


@dataclass
class Findings:
    """What is wrong with a resource, each with its path and, where the text is there, its line."""

    source: str
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: str, message: str, **params: str | int) -> None:
        """Note one complaint; reading goes on, so that one look shows all of them."""
        self.problems.append(Problem(self.source, self._line(path), path, Reason(message, params)))

    def raise_if_any(self) -> None:
        """Refuse the resource if anything was wrong with it."""
        if self.problems:
            raise InvalidDocument(self.problems)

    def _line(self, path: str) -> int:
        while path and path not in self.lines:
            path = re.sub(r"(\.[^.\[\]]+|\[\d+\])$", "", path) if re.search(r"[.\[]", path) else ""
        return self.lines.get(path, 1)

    def text(self, node: Mapping[str, Json], name: str, path: str) -> str:
        """Return a text that is there and is one; empty, with a complaint, where it is not."""
        value = node.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if name not in node:
            self.add(path, gettext_noop("the field “%(name)s” is missing"), name=name)
        else:
            self.add(f"{path}.{name}", gettext_noop("a text is expected here"))
        return ""

    def flag(self, node: Mapping[str, Json], name: str, path: str) -> bool:
        """Return true or false; a missing field is false."""
        value = node.get(name, False)
        if not isinstance(value, bool):
            self.add(f"{path}.{name}", gettext_noop("true or false is expected here"))
        return value is True

    def entries(self, node: Mapping[str, Json], name: str, path: str) -> list[tuple[str, Mapping[str, Json]]]:
        """Return the objects of a list with their paths."""
        value = node.get(name, [])
        if not isinstance(value, list):
            self.add(f"{path}.{name}", gettext_noop("a list is expected here"))
            return []
        found: list[tuple[str, Mapping[str, Json]]] = []
        for number, entry in enumerate(value):
            here = f"{path}.{name}[{number}]"
            if isinstance(entry, dict):
                found.append((here, entry))
            else:
                self.add(here, gettext_noop("a list of named fields is expected here"))
        return found


def read_json(text: str, source: str) -> tuple[Mapping[str, Json], Findings]:
    """Read one resource. Raises InvalidDocument with the line where the text is no JSON object."""
    if len(text) > LARGEST_RESOURCE:
        raise _refusal(source, 1, gettext_noop("the document is too long"))
    try:
        resource = json.loads(text, parse_constant=_no_constant)
        lines = _lines(text) if isinstance(resource, dict) else {}
    except json.JSONDecodeError as error:
        message = gettext_noop("not readable as JSON: %(problem)s")
        raise _refusal(source, error.lineno, message, problem=error.msg) from None
    except RecursionError:
        raise _refusal(source, 1, gettext_noop("the document is nested too deeply")) from None
    except ValueError as error:
        message = gettext_noop("not readable as JSON: %(problem)s")
        raise _refusal(source, 1, message, problem=str(error)) from None
    if not isinstance(resource, dict):
        raise _refusal(source, 1, gettext_noop("a list of named fields is expected here"))
    return resource, Findings(source, lines)


def _refusal(source: str, line: int, message: str, **params: str | int) -> InvalidDocument:
    return InvalidDocument([Problem(source, line, "", Reason(message, params))])


def _no_constant(name: str) -> Json:
    raise ValueError(name)


def _lines(text: str) -> dict[str, int]:
    """Return the line of every value by its path, such as `item[0].text`. The text is valid JSON."""
    found: dict[str, int] = {}
    starts = [match.end() for match in re.finditer(r"\n", text)]

    def line(at: int) -> int:
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if starts[middle] <= at else (low, middle)
        return low + 1

    def skip(at: int) -> int:
        match = _SPACE.match(text, at)
        return match.end() if match is not None else at

    def value(at: int, path: str) -> int:
        at = skip(at)
        found[path] = line(at)
        if text[at] == '"':
            return _DECODER.raw_decode(text, at)[1]
        if text[at] not in "{[":
            plain = _PLAIN.match(text, at)
            return plain.end() if plain is not None else at + 1
        closing, number, at = "}" if text[at] == "{" else "]", 0, skip(at + 1)
        while text[at] != closing:
            if closing == "}":
                name, at = _DECODER.raw_decode(text, at)
                here, at = f"{path}.{name}" if path else name, skip(at) + 1
            else:
                here = f"{path}[{number}]"
            at = skip(value(at, here))
            number += 1
            at = skip(at + 1) if text[at] == "," else at
        return at + 1

    value(0, "")
    return found


def unknown(findings: Findings, node: Mapping[str, Json], known: Sequence[str], path: str) -> None:
    """Complain about every field that is not known here; nothing is left out silently."""
    for name in node:
        if name not in known and name != "id":
            here = f"{path}.{name}" if path else name
            findings.add(here, gettext_noop("“%(name)s” cannot be represented"), name=name)
