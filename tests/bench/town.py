"""A town of any size, made through the actions that the screens call."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlmodel import Session, SQLModel, col, func, select

from lotsen.app import build_app
from lotsen.config import Settings
from lotsen.demo.load import YEARS, load_town
from lotsen.demo.town import Town
from lotsen.directory.tables import Service
from lotsen.figures.tables import Release
from lotsen.intake.documents import FamilyOrigin
from lotsen.intake.tables import Family
from lotsen.keys.office import KeyOffice, initialise
from lotsen.policy import InstitutionKind
from lotsen.referral.tables import Referral
from lotsen.store.engines import open_stores
from lotsen.vault import FileRoot, open_root
from tests.world import make_tables


@dataclass(frozen=True)
class Sizes:
    """How much there is in a loaded town."""

    families: int
    walk_ins: int
    clinic_open: int
    clinic_closed: int
    received: int
    services: int
    releases: int
    load_seconds: float


@dataclass(frozen=True)
class LoadedTown:
    """A town to look at: the application over it, who works there, and how large it came out."""

    app: Flask
    office: KeyOffice
    people: Town
    sizes: Sizes


@contextmanager
def loaded(folder: Path, families: int, tick: Callable[[int], None]) -> Iterator[LoadedTown]:
    """Load about this many families over two years, ending today."""
    settings = Settings(environment="test", home=folder)
    FileRoot.create(settings.root_path)
    root = open_root("file", str(settings.root_path))
    stores = open_stores(settings)
    make_tables(stores)
    initialise(stores, root, datetime.now(UTC))
    office = KeyOffice(stores, root)
    begun = time.perf_counter()
    people = load_town(office, tick, per_year=-(-families // YEARS))
    took = time.perf_counter() - begun
    yield LoadedTown(build_app(settings, office=office), office, people, _sizes(office, people, took))
    stores.dispose()


def busiest_family(town: LoadedTown) -> Family:
    """Return a family of the clinic that was handed over last, so that its pages show every part."""
    clinic = town.people.at(InstitutionKind.BIRTH_CLINIC).home
    with Session(town.office.stores.data) as db:
        return db.exec(
            select(Family)
            .join(Referral, col(Referral.family_id) == col(Family.id))
            .where(Family.institution_id == clinic)
            .order_by(col(Referral.created_on).desc(), col(Family.id))
            .limit(1)
        ).one()


def _sizes(office: KeyOffice, people: Town, took: float) -> Sizes:
    clinic = people.at(InstitutionKind.BIRTH_CLINIC).home
    place = people.at(InstitutionKind.FAMILY_OFFICE).home
    with Session(office.stores.data) as db, Session(office.stores.figures) as figures:

        def count(kind: type[SQLModel], *conditions: bool, session: Session = db) -> int:
            return session.exec(select(func.count()).select_from(kind).where(*conditions)).one()

        at_clinic = Family.institution_id == clinic
        return Sizes(
            families=count(Family, Family.origin != FamilyOrigin.WALK_IN),
            walk_ins=count(Family, Family.origin == FamilyOrigin.WALK_IN),
            clinic_open=count(Family, at_clinic, col(Family.closed_on).is_(None)),  # type: ignore[arg-type]  # a condition, typed as its value
            clinic_closed=count(Family, at_clinic, col(Family.closed_on).is_not(None)),  # type: ignore[arg-type]  # as above
            received=count(Referral, Referral.receiver_id == place),
            services=count(Service),
            releases=count(Release, session=figures),
            load_seconds=took,
        )
