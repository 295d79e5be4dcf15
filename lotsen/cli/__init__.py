"""The `lotsen` command: each command is a few lines over an action."""

from lotsen.cli.main import main

__all__ = ["main"]
