"""Every route × every person × every relation, generated from the URL map: nothing opens that should not.

Own institution, a colleague, the receiving institution, foreign ones, roles without the permission, nobody
signed in. What is not visible is not found: 404, never 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from lotsen.accounts import actions as accounts
from lotsen.config import Settings
from lotsen.contacts import actions as contacts
from lotsen.contacts.domain import Contact, ContactKind
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ObjectKind, ServiceWish
from lotsen.intake import actions as intake
from lotsen.intake.documents import HintSheet
from lotsen.intake.domain import ConsentForm, ConsentPurpose, MemberKind
from lotsen.kernel import local_day, new_id
from lotsen.keys.office import KeyOffice
from lotsen.outbox import actions as outbox
from lotsen.outbox.letters import TrialLetter
from lotsen.policy import InstitutionKind, Permission
from lotsen.protection.domain import StepKind
from lotsen.referral import actions as referral
from lotsen.store.engines import open_stores
from lotsen.upkeep import actions as upkeep
from lotsen.vault import open_root
from lotsen.web.access import access_table
from tests.conftest import OpenDesk
from tests.directory.town import keep_words
from tests.intake.helping import decide, sign_feedback
from tests.journeys import Journey, hand_over_a_family
from tests.pages import Answer, Browser
from tests.protection.helping import former_reader, open_case, record, unread_case
from tests.workbench.helping import RULE, a_draft, a_version
from tests.world import NOW, PEOPLE, World, copy_files, desk_of, institution_id, settings_for

NOBODY = "nobody"
OF_A_CHILD = frozenset(f"intake.{page}" for page in ("twin", "born", "died", "lives", "custody"))
"""Pages that are about a child; a caregiver has none of them."""

OF_THE_API = ("organization_id", "link_id", "taxonomy_id", "term_id")
"""What programs ask for by id is for everybody; any id will do."""

SENDER, RECEIVER, TOWN = "clinic", "office", "municipality"
KIND_ID, STAND_IN_ID = UUID(int=21, version=4), UUID(int=22, version=4)
READER = "navigator"
"""The one whom the arranged protection case names as its reader: not even a colleague finds it."""
NOWHERE = "nowhere"
UNPUBLISHED: dict[str, object] = {"table_id": "needs", "year": 2026, "part": "q3"}
"""A table of figures that was never published in this town: not found, also by who may read figures."""
CHOSEN: dict[str, object] = {
    "purpose": "documentation",
    "language": "de",
    "form": "sheet",
    "number": 1,
    "at": 0,
}
WORDING = UUID("5f0c5a52-3c1e-4c9a-9d3c-0d4f6d1b7a10")
OpenBrowser = Callable[..., Browser]


@dataclass(frozen=True)
class Place:
    """One address to try: its rule, filled with ids, and the institution that may see them (None: any)."""

    rule: Rule
    path: str
    owner: str | None


@pytest.fixture(scope="module")
def walked_town(
    sqlite_town: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Journey]:
    """The test town with one family that was handed over; arranged once, copied for every test."""
    folder = tmp_path_factory.mktemp("walked")
    copy_files(sqlite_town[0], folder)
    settings = settings_for(folder)
    stores = open_stores(settings, lasting=False)
    office = KeyOffice(stores, open_root("file", str(settings.root_path)))
    journey = hand_over_a_family(lambda who="navigator": desk_of(office, sqlite_town[1].actor(who)))
    with desk_of(office, sqlite_town[1].actor("administrator")) as d:
        intake.save_wording(
            d,
            institution_id(SENDER),
            WORDING,
            purpose=ConsentPurpose.DOCUMENTATION,
            language="de",
            title="Name",
            body="Ich bin einverstanden.",
        )
    with desk_of(office, sqlite_town[1].actor("navigator")) as d:
        sign_feedback(d, journey.family_id)
        recipient = institution_id("other_office")
        decide(d, journey.family_id, ConsentPurpose.FEEDBACK, recipient=recipient)
        intake.withdraw_consent(
            d, journey.family_id, purpose=ConsentPurpose.FEEDBACK, recipient_id=recipient, by_phone=True
        )
    stores.dispose()
    return folder, journey


@pytest.fixture
def sqlite_settings(walked_town: tuple[Path, Journey], tmp_path: Path) -> Settings:
    copy_files(walked_town[0], tmp_path / "var")
    return settings_for(tmp_path / "var")


@pytest.fixture
def journey(walked_town: tuple[Path, Journey]) -> Journey:
    return walked_town[1]


def _child(view: intake.FamilyView) -> UUID:
    return next(one.id for one in view.members if one.person.kind is MemberKind.CHILD)


def places(app: Flask, journey: Journey, site_desk: OpenDesk, world: World) -> list[Place]:
    """Fill every rule of the URL map with ids of the arranged family."""
    with site_desk("coordinator", writing=False) as d:
        found_services = directory.find_services(d, ServiceWish(), limit=2).services
        service, double = (one.service.id for one in found_services)
    with site_desk("coordinator") as d:
        kept_words = keep_words(d)
        directory.note_conflict(d, ObjectKind.SERVICE, service, {"phone": "1"}, {"phone": "2"})
    with site_desk(writing=False) as d:
        view = intake.read_family(d, journey.family_id)
        subject = view.family.subject_id
    membership = world.actor("practice_navigator").membership_id
    with site_desk("navigator") as d:
        stand_in = _stand_in(d, world)
        plan = referral.latest_plan(d, journey.family_id)
        assert plan is not None
    with site_desk("administrator") as d:
        kind = accounts.add_kind(
            d, KIND_ID, label_de="Lotsenpunkt", label_en="", works_as=InstitutionKind.BIRTH_CLINIC
        ).id
    ids: dict[str, tuple[object, str | None]] = {
        "family_id": (journey.family_id, SENDER),
        "assessment_id": (journey.assessment_id, SENDER),
        "member_id": (view.members[0].id, SENDER),
        "plan_id": (plan.row.id, SENDER),
        "consent_id": (_documentation(view), SENDER),
        "service_id": (service, None),
        "object_id": (service, None),
        "kept_id": (service, None),
        "ended_id": (double, None),
        "service_type": ("D1", None),
        "subject_id": (subject, None),
        "code": ("anhaltsbogen_kurz", None),
        "version": (2, None),
        "recipient_id": (institution_id(RECEIVER), SENDER),
        **dict.fromkeys(OF_THE_API, (service, None)),
        **{name: (found, None) for name, found in kept_words.items()},
        "wording_id": (WORDING, None),
        **_of_hints(site_desk),
    }
    with site_desk() as d:
        case = open_case(d)
        left = former_reader(d, case, world)
        unread = unread_case(d)
        entry = record(d, case, StepKind.NOTICE, channel="fax", recipient="Amt", passed_on="Alles")
    with site_desk("administrator") as d:
        kept = Contact(ContactKind.YOUTH_OFFICE, "Jugendamt", "02999 1", municipality="lindbrueck")
        contact = contacts.add_contact(d, new_id(), kept).id
    ids |= {
        "case_id": (case, READER),
        "entry_id": (entry, READER),
        "contact_id": (contact, TOWN),
        "unread_id": (unread, SENDER),
        "person_id": (left, None),
        "institution_id": (institution_id("clinic"), None),
    }
    assert membership is not None
    ids["membership_id"] = (membership, TOWN)
    ids["institution_id"] = (institution_id("practice"), TOWN)
    ids["kind_id"] = (kind, TOWN)
    ids["deputy_id"] = (stand_in, SENDER)
    with site_desk("coordinator") as d:
        ids["mail_id"] = (
            outbox.write_mail(d, new_id(), TrialLetter(), to="angebot@lindbrueck.example"),
            TOWN,
        )
    with site_desk("coordinator") as d:
        upkeep.open_entry_link(d, new_id(), service)
        ids["entry_token"] = ((upkeep.path_to_entry(d, service) or "").rpartition("/")[2], None)
    with site_desk("navigator") as d:
        missing: dict[str, object] = {"name": "Neu", "service_type": "D1"}
        ids["proposal_id"] = (upkeep.propose_missing(d, new_id(), missing, organization="").id, None)
    with site_desk("coordinator") as d:
        ids |= {
            "draft_id": (a_draft(d, "matrix"), TOWN),
            "rule_id": (RULE, TOWN),
            "version_id": (a_version(d), TOWN),
        }
    found = []
    for rule in app.url_map.iter_rules():
        values: dict[str, object] = {}
        owner: str | None = TOWN if rule.rule.startswith(("/kinds", "/outbox")) else None
        for name in rule.arguments:
            if name == "referral_id":
                is_draft = rule.endpoint in {"referral.preview", "referral.discard"}
                values[name] = journey.draft_id if is_draft else journey.referral_id
                needs = access_table(app)[rule.endpoint]
                owner = RECEIVER if needs is Permission.REFERRAL_RECEIVE else SENDER
            elif name == "member_id" and rule.endpoint in OF_A_CHILD:
                values[name], owner = _child(view), SENDER
            elif name == "institution_id" and rule.endpoint.startswith("texts."):
                values[name], owner = institution_id(SENDER), TOWN
            elif name == "consent_id" and rule.endpoint == "intake.signature":
                values[name], owner = _signed(view), SENDER
            elif name == "consent_id" and rule.endpoint == "intake.call_back":
                values[name], owner = _ended_by_phone(view), SENDER
            elif name in CHOSEN:
                values[name] = CHOSEN[name]
            elif name in UNPUBLISHED:
                values[name], owner = UNPUBLISHED[name], NOWHERE
            else:
                assert name in ids, f"teach this matrix an id for <{name}> of {rule.rule}"
                values[name], owner = ids[name][0], ids[name][1] or owner
        built = rule.build(values, append_unknown=False)
        assert built is not None
        found.append(Place(rule, built[1], owner))
    return found


def _stand_in(desk: Desk, world: World) -> UUID:
    me, colleague = (world.actor(who).person_id for who in ("navigator", "colleague"))
    assert me is not None
    assert colleague is not None
    day = NOW.date()
    return accounts.name_deputy(
        desk, STAND_IN_ID, absent_id=me, deputy_id=colleague, first_day=day, last_day=day
    ).id


def _signed(view: intake.FamilyView) -> UUID:
    tablet = ConsentForm.SIGNED_TABLET
    return next(consent.id for consent in view.consents if consent.statement.form is tablet)


def _ended_by_phone(view: intake.FamilyView) -> UUID:
    return next(consent.id for consent in view.consents if consent.statement.by_phone)


def _of_hints(site_desk: OpenDesk) -> dict[str, tuple[object, str | None]]:
    """Return a hint, a ward's link with its secret, and a batch of sheets of the sending institution."""
    hint_id, batch_id, way_id = new_id(), new_id(), new_id()
    with site_desk() as d:
        last = local_day(d.clock) + timedelta(days=9)
        intake.open_hint_way(d, way_id, place="Station 3", expires_on=last)
        token = intake.way_token(d, way_id)
        intake.reserve_codes(d, batch_id, 2)
        intake.give_hint(d, hint_id, HintSheet(bed="Zimmer 1"))
    return {
        "hint_id": (hint_id, SENDER),
        "way_id": (way_id, SENDER),
        "batch_id": (batch_id, SENDER),
        "token": (token, None),
    }


def _documentation(view: intake.FamilyView) -> UUID:
    purpose = ConsentPurpose.DOCUMENTATION
    return next(consent.id for consent in view.consents if consent.statement.purpose is purpose)


def ask(visitor: Browser, place: Place, method: str) -> Answer:
    """Ask for a page, or send an empty form with a valid token."""
    if method == "GET":
        return visitor.get(place.path)
    if method == "PUT":
        return visitor.put(place.path, {})
    return visitor.post(place.path)


def expected(
    place: Place, method: str, who: str, needs: Permission, world: World
) -> Callable[[Answer], bool]:
    """Say what an answer must be like."""
    if needs is Permission.PUBLIC:
        return lambda answer: answer.status < 500
    if who == NOBODY:
        if method == "GET":
            return lambda answer: answer.status == 303 and answer.location == "/sign-in"
        return lambda answer: answer.status == 401
    actor = world.actor(who)
    if not actor.may(needs):
        return lambda answer: answer.status == 403
    if place.owner == READER and who != READER:
        return lambda answer: answer.status == 404
    if place.owner not in {None, READER} and actor.institution_id != institution_id(place.owner or ""):
        return lambda answer: answer.status == 404
    return lambda answer: answer.status not in {401, 403, 404} and answer.status < 500


def visit(
    visitor: Browser, who: str, rows: list[Place], methods: set[str], app: Flask, world: World
) -> list[str]:
    """Try every place and return what was not as it must be."""
    wrong = []
    for place in rows:
        needs = access_table(app)[place.rule.endpoint]
        for method in sorted((place.rule.methods or set()) & methods):
            answer = ask(visitor, place, method)
            if not expected(place, method, who, needs, world)(answer):
                wrong.append(f"{method} {place.rule.rule} as {who}: {answer.status} {answer.location}")
    return wrong


@pytest.mark.parametrize("who", [NOBODY, *PEOPLE])
def test_every_page_answers_exactly_those_who_may_see_it(
    who: str, app: Flask, browser: OpenBrowser, journey: Journey, site_desk: OpenDesk, world: World
) -> None:
    visitor = browser(None if who == NOBODY else who)
    rows = places(app, journey, site_desk, world)
    assert len(rows) > 40
    assert visit(visitor, who, rows, {"GET"}, app, world) == []


@pytest.mark.parametrize("who", [NOBODY, *PEOPLE])
def test_every_deed_is_open_exactly_to_those_who_may_do_it(
    who: str, app: Flask, browser: OpenBrowser, journey: Journey, site_desk: OpenDesk, world: World
) -> None:
    """Forms are sent empty: who may do a deed gets a field error or a redirect, everybody else nothing."""
    visitor = browser(None if who == NOBODY else who)
    visitor.get("/sign-in" if who == NOBODY else "/password")
    leaving = {
        "accounts.sign_out",
        "accounts.lock",
        "accounts.leave",
        "accounts.workplace",
        "accounts.language",
    }
    rows = [place for place in places(app, journey, site_desk, world) if place.rule.endpoint not in leaving]
    last = ("discard", "withdraw", "close")
    rows.sort(key=lambda place: (any(word in place.path for word in last), place.path))
    assert visit(visitor, who, rows, {"POST", "PUT"}, app, world) == []


def test_an_id_that_exists_nowhere_and_a_foreign_one_get_the_same_answer(
    browser: OpenBrowser, journey: Journey
) -> None:
    visitor = browser("other_navigator")
    foreign = visitor.get(f"/intake/{journey.family_id}")
    unknown = visitor.get(f"/intake/{UUID(int=7, version=4)}")
    assert (foreign.status, foreign.text) == (unknown.status, unknown.text) == (404, foreign.text)
