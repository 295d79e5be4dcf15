"""The root of the command line."""

import click

import lotsen
from lotsen import logs
from lotsen.cli import demo, directory, instruments, mail, people, places, rules, run, stores, texts, upkeep


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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


for _command in (
    run.run,
    stores.check,
    stores.db,
    stores.keys,
    upkeep.audit,
    upkeep.jobs,
    people.people,
    places.places,
    mail.mail,
    instruments.instruments,
    directory.directory,
    rules.rules,
    rules.match,
    demo.demo,
    texts.i18n,
):
    main.add_command(_command)
    _lay_out(_command)
