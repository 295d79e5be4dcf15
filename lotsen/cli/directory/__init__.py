"""Commands for the directory: look for services, bring files in and write them out."""

import click

from lotsen.cli.directory import files, looking


@click.group()
def directory() -> None:
    r"""The directory of services: looked through, in from files, out to files.

    \b
    lotsen directory search "hebamme köln" --language ar --home-visit
    lotsen directory import angebote.xlsx --dry-run
    lotsen directory import services.json --report findings.csv
    lotsen directory export out.zip --format hsds-csv
    lotsen directory template angebote.csv

    Known are Open Referral HSDS 3.0 (JSON objects, lists and pages; the tabular package as folder, zip file
    or single CSV files) and a flat list with German headings (CSV, XLSX), which "template" writes.
    """


for _command in (looking.search, files.import_, files.export, files.template):
    directory.add_command(_command)
