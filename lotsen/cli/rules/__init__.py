"""Commands for rules and matching: check, test, try out, compare, export and bring in."""

from lotsen.cli.rules.commands import rules
from lotsen.cli.rules.matching import match
from lotsen.cli.rules.sharing import diff, export, import_, schema
from lotsen.cli.rules.trying import evaluate_

rules.add_command(evaluate_)
for _command in (diff, export, import_, schema):
    rules.add_command(_command)

__all__ = ["match", "rules"]
