"""Commands for institutions and people, for the first administrator above all."""

from uuid import UUID

import click

from lotsen.accounts import actions
from lotsen.accounts.domain import starting_password
from lotsen.accounts.tables import Institution
from lotsen.cli import frame
from lotsen.kernel import new_id
from lotsen.policy import InstitutionKind, Role

_ROLES = [role.value for role in Role if role is not Role.MACHINE]


@click.group()
def people() -> None:
    """Institutions and people; everyday changes are made on the screens of an administrator."""


@people.command()
@click.option("--name", required=True, help="Name of the municipality, as people should read it.")
@click.option("--municipality", required=True, help="Its official key (AGS), eight digits.")
@click.option("--postcode", required=True, help="Its postcode, five digits.")
@frame.plainly
def found(name: str, municipality: str, postcode: str) -> None:
    """Found the municipality of a new installation; prints its id for `people invite`."""
    institution = Institution(
        id=new_id(),
        name=name,
        kind=InstitutionKind.MUNICIPALITY,
        municipality=municipality,
        postcode=postcode,
    )
    with frame.machine_desk("people-found", writing=True) as desk:
        actions.add_institution(desk, institution)
    click.echo(institution.id)


@people.command()
@click.option("--institution", type=click.UUID, required=True, help="Id of the institution.")
@click.option("--role", type=click.Choice(_ROLES), required=True, help="What the person works as.")
@click.option("--name", prompt=True, help="The person's name; asked for if not given.")
@click.option("--login", prompt="User name", help="The name to sign in with; asked for if not given.")
@frame.plainly
def invite(institution: UUID, role: str, name: str, login: str) -> None:
    """Add a person and print a password for the first sign-in, which must be changed then."""
    password = starting_password()
    with frame.machine_desk("people-invite", writing=True) as desk:
        person = actions.add_person(desk, name=name, login=login, password=password)
        actions.add_membership(desk, person.id, institution, Role(role))
    click.echo(password)
