"""The root of the command line; what a command needs of the house is loaded when it is called."""

from importlib import import_module

import click

import lotsen
from lotsen import logs

_MODULES = {
    "audit": "upkeep",
    "check": "stores",
    "db": "stores",
    "demo": "demo",
    "directory": "directory",
    "i18n": "texts",
    "instruments": "instruments",
    "jobs": "upkeep",
    "keys": "stores",
    "mail": "mail",
    "match": "rules",
    "people": "people",
    "places": "places",
    "rules": "rules",
    "run": "run",
}
"""The commands, and where under `lotsen.cli` each is."""


class _Commands(click.Group):
    """Loads a command only when it is asked for: `lotsen mail` need not wait for the demo."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        found: click.Command = getattr(import_module(f"lotsen.cli.{_MODULES[cmd_name]}"), cmd_name)
        _lay_out(found)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(lotsen.__version__, prog_name="lotsen")
def main() -> None:
    """Lotsen guides families to the support that fits them.

    Settings come from lotsen.toml (or the file that LOTSEN_CONFIG names) and from the environment:
    LOTSEN_HOME, LOTSEN_WEB_PORT, LOTSEN_STORES_DATA and so on. `lotsen check` says what is missing.

    Exit codes: 0 fine, 1 something is wrong, 2 the call or the settings are wrong.
    """
    logs.configure(as_json=False)


def _lay_out(command: click.Command) -> None:
    r"""Keep the lines of examples: a raw docstring says \b in two signs, and click looks for the one."""
    if command.help:
        command.help = command.help.replace("\\b\n", "\b\n")
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        _lay_out(part)
