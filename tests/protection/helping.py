"""Short ways to arrange protection cases through the actions."""

from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.documents import ContactSheet
from lotsen.kernel import new_id
from lotsen.protection import actions
from lotsen.protection.actions import Opening
from lotsen.protection.actions.recording import Happened
from lotsen.protection.domain import StepKind
from lotsen.protection.tables import Case
from tests.families import register
from tests.intake.helping import agree, child
from tests.world import World

SURNAME, GIVEN = "Morgenrot", "Leyla"
PHONE, STREET = "0170 5550147", "Fliedergasse 7"
TODAY = date(2026, 11, 21)


def named_family(desk: Desk) -> UUID:
    """Register a family with a name, a contact and a child."""
    family = register(desk)
    agree(desk, family)
    contact = ContactSheet(surname=SURNAME, given_name=GIVEN, phone=PHONE, street=STREET, postcode="43101")
    intake.save_contact(desk, family, 0, contact)
    child(desk, family, given_name="Timur", birth_date=date(2024, 3, 9))
    return family


def open_case(desk: Desk, family: UUID | None = None, *readers: UUID, unborn: bool = False) -> UUID:
    """Open a case and return its id."""
    opening = Opening("Blaue Flecken", ("Junge, 2 Jahre",), unborn, frozenset(readers))
    return actions.open_case(desk, new_id(), opening, family_id=family).id


def record(desk: Desk, case: UUID, kind: StepKind, **answers: str) -> UUID:
    """Add an entry of today and return its id."""
    return actions.record_entry(desk, case, new_id(), kind, Happened(TODAY, answers=answers)).id


def former_reader(desk: Desk, case: UUID, world: World) -> UUID:
    """Let a colleague read a case and take the reader off again; returns who that was."""
    colleague = world.actor("colleague").person_id
    assert colleague is not None
    actions.add_reader(desk, case, colleague)
    actions.remove_reader(desk, case, colleague)
    return colleague


def unread_case(desk: Desk) -> UUID:
    """Open a case that nobody reads, as if its only reader had left."""
    case = desk.db.get_one(Case, open_case(desk))
    sheet = desk.vault.open(case, Case.sheet)
    desk.vault.seal(case, Case.sheet, sheet.model_copy(update={"readers": ()}))
    desk.db.add(case)
    return case.id
