"""What is wrong with a rule file: every mistake at once, each with path, line and cause in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lotsen.kernel import LotsenError, Reason, gettext_noop


class Severity(StrEnum):
    """How much a finding weighs: an error keeps a set from being used, the others are told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class RuleProblem:
    """One finding: where in the document (`rules[3].when.all[0].fact`), on which line, and why.

    `rule` is the id of the rule it is about, where the whole rule is meant.
    """

    path: str
    line: int
    reason: Reason
    severity: Severity = Severity.ERROR
    rule: str = ""

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.path else f"line {self.line}"
        return f"{where}: {self.reason.message % dict(self.reason.params)}"


class InvalidRules(LotsenError):
    """A rule file was refused; `problems` lists everything that is wrong with it."""

    status = 400
    message = gettext_noop("These rules cannot be used: %(problems)s")

    def __init__(self, problems: Iterable[RuleProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.path)))
        super().__init__(problems="; ".join(map(str, self.problems)))
