"""The demo town: entered through the actions, in the order of time, the same families for the same day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from lotsen.accounts.tables import Deputy, Institution
from lotsen.demo.households import Offered, households
from lotsen.demo.load import STEPS, load_town
from lotsen.demo.town import Town
from lotsen.desk import at_desk
from lotsen.figures.tables import Release
from lotsen.intake import actions as intake
from lotsen.intake.actions import FamilyView
from lotsen.intake.documents import MemberPerson
from lotsen.intake.domain import (
    ChildPlace,
    ChildStatus,
    ConsentState,
    Custody,
    HintState,
    instruments_for,
    state_of,
)
from lotsen.intake.tables import Draft, Family, Hint
from lotsen.kernel import FixedClock, local_day
from lotsen.keys import audit
from lotsen.keys.office import KeyOffice, initialise
from lotsen.policy import InstitutionKind
from lotsen.protection.tables import Case
from lotsen.referral.domain import ReferralStatus
from lotsen.referral.tables import Referral
from lotsen.store.engines import open_stores
from lotsen.vault import FileRoot
from tests.world import NOW, make_tables, settings_for

KINDS = (
    InstitutionKind.BIRTH_CLINIC,
    InstitutionKind.PAEDIATRIC_PRACTICE,
    InstitutionKind.GYNAECOLOGICAL_PRACTICE,
)
Loaded = tuple[KeyOffice, list[int], Town]
LAST = date(2026, 11, 21)
SHEETS = {kind: instruments_for(kind)[0] for kind in KINDS}


@pytest.fixture(scope="module")
def small_town(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    settings = settings_for(tmp_path_factory.mktemp("demo"))
    root = FileRoot.create(Path(settings.root_path))
    stores = open_stores(settings, lasting=False)
    make_tables(stores)
    initialise(stores, root, NOW)
    office = KeyOffice(stores, root)
    progress: list[int] = []
    place = load_town(office, progress.append, clock=FixedClock(NOW), per_year=110)
    return office, progress, place


def test_the_same_seed_and_day_give_the_same_families() -> None:
    first = LAST - timedelta(days=730)
    assert households(first, LAST, 7, SHEETS) == households(first, LAST, 7, SHEETS)
    assert households(first, LAST, 7, SHEETS) != households(first, LAST, 8, SHEETS)


def test_the_shares_are_those_of_the_field() -> None:
    """About 600 a year; a talk is offered to roughly a fifth of them."""
    found = households(LAST - timedelta(days=3650), LAST, 1, SHEETS)
    assert 5900 < len(found) < 6100
    offered = sum(home.offered is not Offered.NOT for home in found) / len(found)
    assert 0.15 < offered < 0.25


def test_what_burdens_a_family_fits_the_reason_why_a_talk_is_offered() -> None:
    for home in households(LAST - timedelta(days=365), LAST, 3, SHEETS):
        sheet = SHEETS[home.kind]
        score = sum(item.weight for item in sheet.items if item.fact in home.burdens)
        direct = any(item.direct_trigger for item in sheet.items if item.fact in home.burdens)
        if home.offered is Offered.SCORE:
            assert score >= (sheet.threshold or 0) or direct
        else:
            assert score < (sheet.threshold or 0)
            assert not direct


def test_the_progress_ends_where_it_should(small_town: Loaded) -> None:
    assert sum(small_town[1]) == STEPS


def test_the_town_has_families_hand_overs_and_published_figures(
    small_town: Loaded,
) -> None:
    stores = small_town[0].stores
    with Session(stores.data) as db, Session(stores.figures) as figures:
        assert len(db.exec(select(Family)).all()) > 120
        statuses = {row.status for row in db.exec(select(Referral))}
        assert ReferralStatus.COMPLETED in statuses
        assert len(statuses) > 1
        assert len(figures.exec(select(Release)).all()) >= 8


def test_the_town_tells_what_averages_never_show(small_town: Loaded) -> None:
    """Hints open and dealt with, a form half typed, a stand-in for today, a case under each form of law."""
    office, today = small_town[0], local_day(FixedClock(NOW))
    with Session(office.stores.data) as db:
        assert {row.state for row in db.exec(select(Hint))} == set(HintState) - {HintState.TAKEN}
        assert db.exec(select(Draft)).all()
        assert any(row.first_day <= today <= row.last_day for row in db.exec(select(Deputy)))
        homes = {row.id: row.kind for row in db.exec(select(Institution))}
        cases = {homes[row.institution_id] for row in db.exec(select(Case))}
        assert cases == {InstitutionKind.BIRTH_CLINIC, InstitutionKind.FAMILY_OFFICE}


def test_the_stories_hold_what_each_of_them_is_told_for(small_town: Loaded) -> None:
    office, place, clock = small_town[0], small_town[2], FixedClock(NOW)
    children: list[MemberPerson] = []
    states: set[ConsentState] = set()
    seen: list[FamilyView] = []
    for login in ("lotsin.klinik", "lotse.kinderarzt", "lotsin.frauenarzt", "kita"):
        worker = place.actors[login]
        with at_desk(office, worker, writing=False, action="test", clock=clock) as desk:
            for card in intake.list_families(desk).items:
                view = intake.read_family(desk, card.id)
                seen.append(view)
                children += [one.person for one in view.members]
                facts = view.consent_facts
                states |= {state_of(facts, one.purpose, view.as_of, one.recipient) for one in facts}
    assert {child.place for child in children} >= {ChildPlace.NEONATAL_WARD, ChildPlace.WITH_PARENT}
    assert any(child.status is ChildStatus.DIED for child in children)
    kinds = {kept.custody for child in children for kept in child.custody}
    assert kinds >= {Custody.SOLE, Custody.JOINT, Custody.NONE}
    assert states >= set(ConsentState) - {ConsentState.EXPIRED, ConsentState.NOT_ASKED}
    protected = [view for view in seen if view.contact is not None and view.contact.is_protected]
    assert protected
    assert all(view.sheet.be_discreet for view in protected)
    assert {view.sheet.language for view in seen if view.sheet.interpreter} >= {"ar", "uk"}


def test_every_chain_of_the_town_is_whole(small_town: Loaded) -> None:
    office = small_town[0]
    with Session(office.stores.data) as db:
        for head in audit.heads(db):
            assert audit.verify(db, office, head.id).ok
