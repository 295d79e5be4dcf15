"""A small town for tests: institutions, one person for each role, and the stores they lie in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.config import Settings, StoreSettings
from lotsen.desk import Desk, at_desk
from lotsen.kernel import Clock, FixedClock
from lotsen.keys.office import KeyOffice, initialise
from lotsen.policy import MACHINE, Actor, InstitutionKind, Role
from lotsen.schema import METADATA
from lotsen.store.engines import Stores, open_stores
from lotsen.vault import FileRoot, open_root

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PASSWORD = "ein ganzer Satz als Passwort"
_SPACE = UUID("6f0c5a52-3c1e-4c9a-9d3c-0d4f6d1b7a10")

INSTITUTIONS: dict[str, tuple[str, InstitutionKind, str]] = {
    "clinic": ("Klinikum Lindbrück", InstitutionKind.BIRTH_CLINIC, "43101"),
    "other_clinic": ("Klinik am Südhang", InstitutionKind.BIRTH_CLINIC, "43105"),
    "practice": ("Kinderarztpraxis am Hafen", InstitutionKind.PAEDIATRIC_PRACTICE, "43103"),
    "gyn_practice": ("Frauenarztpraxis Altstadt", InstitutionKind.GYNAECOLOGICAL_PRACTICE, "43101"),
    "office": ("Familienbüro Lindbrück", InstitutionKind.FAMILY_OFFICE, "43101"),
    "other_office": ("Familienbüro Auenrode", InstitutionKind.FAMILY_OFFICE, "43120"),
    "carrier": ("Lindtal Familienhilfe gGmbH", InstitutionKind.CARRIER, "43101"),
    "municipality": ("Stadt Lindbrück, Netzwerk Frühe Hilfen", InstitutionKind.MUNICIPALITY, "43101"),
}

PEOPLE: dict[str, tuple[str, str, Role]] = {
    "navigator": ("Maren Lotsin", "clinic", Role.NAVIGATOR),
    "colleague": ("Jonas Lotse", "clinic", Role.NAVIGATOR),
    "team_lead": ("Thea Leitung", "clinic", Role.TEAM_LEAD),
    "other_navigator": ("Selma Fern", "other_clinic", Role.NAVIGATOR),
    "practice_navigator": ("Ida Hafen", "practice", Role.NAVIGATOR),
    "family_office": ("Bruno Amt", "office", Role.FAMILY_OFFICE),
    "office_lead": ("Olga Leitung", "office", Role.OFFICE_LEAD),
    "other_office": ("Alma Aue", "other_office", Role.FAMILY_OFFICE),
    "coordinator": ("Petra Netz", "municipality", Role.COORDINATOR),
    "hint_giver": ("Station Drei", "clinic", Role.HINT_GIVER),
    "administrator": ("Anton Verwalter", "municipality", Role.ADMINISTRATOR),
    "carrier_administrator": ("Carla Engel", "carrier", Role.ADMINISTRATOR),
    "data_protection": ("Dora Schutz", "municipality", Role.DATA_PROTECTION),
}


def institution_id(name: str) -> UUID:
    """Return the id an institution of the test town has in every copy of it."""
    return uuid5(_SPACE, name)


@dataclass(frozen=True)
class World:
    """The ids a test needs: who works where as what."""

    actors: dict[str, Actor]

    def actor(self, who: str) -> Actor:
        """Return somebody at work."""
        return self.actors[who]


def settings_for(folder: Path, urls: StoreSettings | None = None) -> Settings:
    """Return test settings with everything in one folder, or on given databases."""
    return Settings(
        environment="test", home=folder, municipality="lindbrueck", stores=urls or StoreSettings()
    )


def make_tables(stores: Stores) -> None:
    """Create every table from the code's own description; migrations prove that they give the same."""
    METADATA["data"].create_all(stores.data)
    METADATA["keys"].create_all(stores.keys)
    METADATA["figures"].create_all(stores.figures)


def build_world(settings: Settings) -> World:
    """Fill empty stores with the test town, through the same actions the screens use."""
    root_path = settings.root_path
    if not root_path.exists():
        FileRoot.create(root_path)
    root = open_root("file", str(root_path))
    stores = open_stores(settings)
    make_tables(stores)
    initialise(stores, root, NOW)
    office = KeyOffice(stores, root)
    clock = FixedClock(NOW)
    with at_desk(office, MACHINE, writing=True, action="test", clock=clock) as desk:
        for name, (label, kind, postcode) in INSTITUTIONS.items():
            accounts.add_institution(
                desk,
                Institution(
                    id=institution_id(name),
                    name=label,
                    kind=kind,
                    municipality="auenrode" if postcode == "43120" else "lindbrueck",
                    postcode=postcode,
                ),
            )
    actors: dict[str, Actor] = {}
    with at_desk(office, MACHINE, writing=True, action="test", clock=clock) as desk:
        for who, (name, place, role) in PEOPLE.items():
            person = accounts.add_person(desk, name=name, login=who, password=PASSWORD, must_change=False)
            member = accounts.add_membership(desk, person.id, institution_id(place), role)
            kind = INSTITUTIONS[place][1]
            actors[who] = Actor(person.id, member.id, institution_id(place), kind, role)
    stores.dispose()
    return World(actors)


def copy_files(source: Path, target: Path) -> None:
    """Copy SQLite stores and the root key of a prepared town."""
    shutil.copytree(source, target, dirs_exist_ok=True)


@contextmanager
def desk_of(
    office: KeyOffice, actor: Actor, *, writing: bool = True, clock: Clock | None = None
) -> Iterator[Desk]:
    """Open a desk for somebody at work, as a page would."""
    with at_desk(office, actor, writing=writing, action="test", clock=clock or FixedClock(NOW)) as desk:
        yield desk
