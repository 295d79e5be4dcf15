"""Commands for translations."""

import click

from lotsen.cli import frame
from lotsen.web import i18n_catalogues


@click.group()
def i18n() -> None:
    """Catalogues of translations: English message ids, German delivered in full."""


@i18n.command()
def extract() -> None:
    """Collect every marked text from code and templates into translations/, keeping what is translated."""
    for line in i18n_catalogues.extract():
        click.echo(line)


@i18n.command()
def check() -> None:
    """Fail where catalogues and code differ, or German is not complete."""
    faults = i18n_catalogues.check()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        frame.fail(f"{len(faults)} faults in the catalogues; `lotsen i18n extract` brings them up to date")
