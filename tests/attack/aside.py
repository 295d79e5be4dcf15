"""What nobody on the walk leaves behind: an invitation, a mail, a proposal, an unfinished walk-in contact."""

from uuid import UUID

from lotsen.accounts.actions import invitations
from lotsen.intake.actions import walk_in
from lotsen.intake.documents import DraftSheet
from lotsen.outbox import actions as outbox
from lotsen.outbox.letters import TrialLetter
from lotsen.policy import Role
from lotsen.upkeep import actions as upkeep
from tests.attack.sites import Site
from tests.world import desk_of, institution_id

_ROWS = tuple(UUID(int=number, version=4) for number in (23, 24, 26))


def leave_aside(site: Site) -> None:
    """Store one row of each; a second time changes nothing."""
    proposal, mail, invitation = _ROWS
    with desk_of(site.office, site.world.actor("administrator")) as desk:
        invitations.invite_to_workplace(
            desk, invitation, login="gaestin", institution_id=institution_id("clinic"), role=Role.NAVIGATOR
        )
    with desk_of(site.office, site.world.actor("navigator")) as desk:
        fields: dict[str, object] = {"name": "Neues Angebot", "service_type": "D1"}
        upkeep.propose_missing(desk, proposal, fields, organization="")
    with desk_of(site.office, site.world.actor("coordinator")) as desk:
        outbox.write_mail(desk, mail, TrialLetter(), to="angebot@lindbrueck.example")
    with desk_of(site.office, site.world.actor("family_office")) as desk:
        walk_in.keep_draft(desk, 0, DraftSheet())
