"""Commands for the demo town."""

import click

from lotsen.cli import frame
from lotsen.cli.run import load_demo
from lotsen.demo.people import DEMO_PASSWORD, DEMO_PEOPLE


@click.group()
def demo() -> None:
    """The demo town Lindbrück: invented institutions, services and families."""


@demo.command()
@click.option("--reset", is_flag=True, help="Delete the demo's stores first.")
@frame.plainly
def load(*, reset: bool) -> None:
    """Create the stores where they are missing and load the demo town; refuses real installations."""
    load_demo(frame.settings(), reset=reset)


@demo.command()
def accounts() -> None:
    """Print the demo's sign-ins."""
    click.echo(f"Password of all: {DEMO_PASSWORD}")
    for person in DEMO_PEOPLE:
        click.echo(f"{person.login:20} {person.role.value:16} {person.institution_name}")
