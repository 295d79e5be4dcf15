"""YAML that remembers its lines, so that a wrong document can be told where it is wrong.

Vocabulary, instruments and rule sets are data that people edit. A plain loader forgets where a value stood;
this one keeps the line of every value, never builds objects, refuses anchors (a small document could
otherwise unfold into gigabytes) and collects all complaints before it refuses the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from lotsen.kernel import LotsenError, Reason, gettext_noop, is_printable
from lotsen.terms.model import REQUIRED_LANGUAGE, Texts

LARGEST_DOCUMENT = 200_000
"""Characters; the sheets of the release have less than 10,000."""

DEEPEST = 200
"""Open brackets; a sheet has a dozen, and the reader's time grows with the square of them."""

E = TypeVar("E", bound=StrEnum)

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Marked:
    """One value of a document and the line it stands on, counted from 1."""

    line: int
    value: Scalar | tuple[Marked, ...] | Mapping[str, Marked]


@dataclass(frozen=True)
class Problem:
    """One complaint about one line; `about` is the code of the entry it belongs to, where there is one."""

    source: str
    line: int
    about: str
    reason: Reason

    def __str__(self) -> str:
        place = f"{self.source}, line {self.line}" + (f" ({self.about})" if self.about else "")
        return f"{place}: {self.reason.message % dict(self.reason.params)}"


class InvalidDocument(LotsenError):
    """A document was refused; `problems` lists every complaint with its line."""

    status = 400
    message = gettext_noop("The document cannot be used. %(problems)s")

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.source, problem.line)))
        super().__init__(problems="; ".join(map(str, self.problems)))

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass
class Complaints:
    """Collects what is wrong with a document while it is read, and offers typed ways to read values."""

    source: str
    about: str = ""
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, message: str, **params: str | int) -> None:
        """Note one complaint; reading goes on, so that one look shows all of them."""
        self.problems.append(Problem(self.source, line, self.about, Reason(message, params)))

    def raise_if_any(self) -> None:
        """Refuse the document if anything was wrong with it."""
        if self.problems:
            raise InvalidDocument(self.problems)

    def fields(
        self, node: Marked, required: Sequence[str] = (), optional: Sequence[str] = ()
    ) -> Mapping[str, Marked]:
        """Return the named fields of a mapping; missing and unknown names are complaints."""
        if not isinstance(node.value, Mapping):
            self.add(node.line, gettext_noop("a list of named fields is expected here"))
            return {}
        for name in required:
            if name not in node.value:
                self.add(node.line, gettext_noop("the field “%(name)s” is missing"), name=name)
        for name, value in node.value.items():
            if name not in required and name not in optional:
                self.add(value.line, gettext_noop("unknown field “%(name)s”"), name=name)
        return node.value

    def entries(self, node: Marked | None) -> tuple[Marked, ...]:
        """Return the entries of a list; nothing at all is an empty list."""
        if node is None:
            return ()
        if not isinstance(node.value, tuple):
            self.add(node.line, gettext_noop("a list is expected here"))
            return ()
        return node.value

    def text(self, node: Marked | None) -> str:
        """Return a text that is not empty; a missing field was complained about by `fields`."""
        if node is None:
            return ""
        if not isinstance(node.value, str) or not node.value.strip():
            self.add(node.line, gettext_noop("a text is expected here"))
            return ""
        return node.value.strip()

    def texts(self, node: Marked | None) -> Texts:
        """Return a text per language; German has to be there."""
        found: dict[str, str] = {}
        if node is None:
            return Texts.of(found)
        if not isinstance(node.value, Mapping):
            self.add(node.line, gettext_noop("one text per language is expected here"))
            return Texts.of(found)
        found = {language: self.text(value) for language, value in node.value.items()}
        if REQUIRED_LANGUAGE not in found:
            self.add(node.line, gettext_noop("the German text is missing"))
        return Texts.of(found)

    def flag(self, node: Marked | None) -> bool:
        """Return true or false; a missing field is false."""
        if node is None:
            return False
        if not isinstance(node.value, bool):
            self.add(node.line, gettext_noop("true or false is expected here"))
            return False
        return node.value

    def whole(self, node: Marked | None, low: int, high: int) -> int | None:
        """Return a whole number within its bounds."""
        if node is None:
            return None
        if not isinstance(node.value, int) or isinstance(node.value, bool) or not low <= node.value <= high:
            self.add(
                node.line,
                gettext_noop("a whole number from %(low)s to %(high)s is expected here"),
                low=low,
                high=high,
            )
            return None
        return node.value

    def one_of(self, node: Marked | None, kind: type[E], default: E) -> E:
        """Return a member of an enumeration by its value."""
        if node is None:
            return default
        if isinstance(node.value, str) and node.value in {member.value for member in kind}:
            return kind(node.value)
        allowed = ", ".join(member.value for member in kind)
        self.add(node.line, gettext_noop("one of %(allowed)s is expected here"), allowed=allowed)
        return default


def read(text: str, source: str) -> Marked:
    """Read one document; text that is not safe, plain YAML is refused with the line of the mistake."""
    complaints = Complaints(source)
    if len(text) > LARGEST_DOCUMENT:
        complaints.add(1, gettext_noop("the document is too long"))
        complaints.raise_if_any()
    if _open_brackets(text) > DEEPEST:
        complaints.add(1, gettext_noop("the document is nested too deeply"))
        complaints.raise_if_any()
    document: Marked | None = None
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        if root is None:
            complaints.add(1, gettext_noop("the document is empty"))
        else:
            document = _marked(root, complaints, set())
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        complaints.add(line, gettext_noop("not readable as YAML: %(problem)s"), problem=str(error.problem))
    except YAMLError as error:
        complaints.add(
            1, gettext_noop("not readable as YAML: %(problem)s"), problem=str(error).split("\n")[0]
        )
    except RecursionError:
        complaints.add(1, gettext_noop("the document is nested too deeply"))
    if document is None or complaints.problems:
        raise InvalidDocument(complaints.problems)
    return document


def _open_brackets(text: str) -> int:
    """Return how many brackets are open at once at most, those within texts among them."""
    steps = (1 if sign in "[{" else -1 for sign in text if sign in "[]{}")
    return max(accumulate(steps, lambda depth, step: max(0, depth + step), initial=0))


def _marked(node: Node, complaints: Complaints, seen: set[int]) -> Marked:
    line: int = node.start_mark.line + 1
    if id(node) in seen:
        return Marked(line, None)
    if node.anchor is not None:
        complaints.add(line, gettext_noop("anchors and aliases are not allowed"))
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        return Marked(line, tuple(_marked(entry, complaints, seen) for entry in node.value))
    if isinstance(node, MappingNode):
        return Marked(line, _mapping(node, complaints, seen))
    return Marked(line, _scalar(node, complaints))


def _mapping(node: MappingNode, complaints: Complaints, seen: set[int]) -> dict[str, Marked]:
    found: dict[str, Marked] = {}
    for key_node, value_node in node.value:
        line: int = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            complaints.add(line, gettext_noop("a field name has to be a plain word"))
            continue
        name = str(key_node.value)
        if not is_printable(name):
            complaints.add(line, gettext_noop("a text holds characters that nobody can read"))
            continue
        if name in found:
            complaints.add(line, gettext_noop("the field “%(name)s” appears twice"), name=name)
        found[name] = _marked(value_node, complaints, seen)
    return found


def _scalar(node: Node, complaints: Complaints) -> Scalar:
    kind = str(node.tag).rpartition(":")[2]
    written = str(node.value)
    if not is_printable(written):
        complaints.add(node.start_mark.line + 1, gettext_noop("a text holds characters that nobody can read"))
        return None
    try:
        match kind:
            case "str" | "timestamp":
                return written
            case "int":
                return int(written.replace("_", ""), 10)
            case "float":
                return float(written)
            case "bool":
                return written.lower() == "true"
            case "null":
                return None
    except ValueError:
        return written
    complaints.add(
        node.start_mark.line + 1, gettext_noop("the tag %(tag)s is not allowed"), tag=str(node.tag)
    )
    return None
