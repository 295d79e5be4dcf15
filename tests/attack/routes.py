"""Every route that takes something, with somebody who may use it and ids that are right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlmodel import Session, col, select
from werkzeug.routing import Rule

from lotsen.accounts import actions as accounts
from lotsen.directory import actions as directory
from lotsen.directory.domain import ObjectKind
from lotsen.directory.tables import Service
from lotsen.intake.views.family_mode import FAMILY_PAGES
from lotsen.outbox import actions as outbox
from lotsen.outbox.letters import TrialLetter
from lotsen.policy import InstitutionKind, Permission
from lotsen.upkeep import actions as upkeep
from lotsen.web.access import access_table
from tests.attack.filling import Form, find_form
from tests.attack.sites import Site
from tests.attack.walk import OFFICE, last_id
from tests.directory.town import keep_words
from tests.pages import Browser
from tests.protection.helping import former_reader, unread_case
from tests.workbench.helping import RULE, a_draft
from tests.world import NOW, desk_of, institution_id

WHO = {
    Permission.PUBLIC: "navigator",
    Permission.SIGNED_IN: "navigator",
    Permission.FAMILY_READ: "navigator",
    Permission.FAMILY_WRITE: "navigator",
    Permission.PROPOSAL_READ: "navigator",
    Permission.REFERRAL_SEND: "navigator",
    Permission.DEPUTIES_MANAGE: "navigator",
    Permission.FAMILY_ASSIGN: "team_lead",
    Permission.HINT_READ: "navigator",
    Permission.HINT_WRITE: "hint_giver",
    Permission.WALK_IN_WRITE: "family_office",
    Permission.REFERRAL_RECEIVE: "family_office",
    Permission.DIRECTORY_WRITE: "coordinator",
    Permission.INSTRUMENTS_MANAGE: "coordinator",
    Permission.RULES_WRITE: "coordinator",
    Permission.PEOPLE_MANAGE: "administrator",
    Permission.PROTECTION_WORK: "navigator",
    Permission.PROTECTION_APPOINT: "team_lead",
    Permission.CONTACTS_MANAGE: "administrator",
    Permission.MAIL_MANAGE: "administrator",
    Permission.DIRECTORY_PROPOSE: "navigator",
    Permission.TEXTS_MANAGE: "administrator",
}
STRANGER = {"navigator": "other_navigator", "family_office": "other_office"}
_KIND, _STAND_IN = UUID(int=21, version=4), UUID(int=22, version=4)
_PROPOSAL, _MAIL, _LINK = (UUID(int=number, version=4) for number in (23, 24, 25))
_FAR = NOW.date() + timedelta(days=300)
SHEET = {"code": "anhaltsbogen_kurz", "version": "2"}
# Hand-overs in the state that a route's own page is made for; all others get one that was taken on.
_STATES = {
    "referral.preview": "prepared",
    "referral.discard": "unwanted",
    "referral.withdraw": "requested",
    "referral.confirm": "requested",
    "referral.accept": "requested",
    "referral.reject": "requested",
    "referral.waiting_list": "requested",
    "referral.reopen": "rejected",
    "referral.note_withdrawal": "recalled",
    "referral.referral": "completed",
}

_FIXED = {
    "recipient_id": OFFICE,
    "institution_id": OFFICE,
    "purpose": "documentation",
    "language": "de",
    "form": "sheet",
    "rule_id": RULE,
    "at": "0",
    "service_type": "D1",
    **SHEET,
}


@dataclass(frozen=True)
class Route:
    """One route that takes something: its endpoint, a path with right ids, who may use it."""

    endpoint: str
    method: str
    path: str
    who: str
    shows_a_form: bool
    ids: Mapping[str, str]

    @property
    def page(self) -> str:
        """Return the address of the page whose form goes to this route; empty where there is none."""
        if self.endpoint == "referral.hand_over":
            return f"{self.path}?recipient={OFFICE}"
        if self.endpoint in {"referral.choose", "referral.answer", "referral.filtered"}:
            return self.path.rsplit("/", 1)[0]
        if self.endpoint == "intake.register":
            return "/intake/today"
        if self.endpoint in {"intake.enter_later", "intake.reserve_sheets"}:
            return "/intake/paper"
        if self.endpoint in {"intake.take_hint", "intake.join_hint", "intake.dismiss_hint"}:
            return self.path.rsplit("/", 1)[0]
        if self.endpoint == "workbench.drop_example":
            return self.path.replace("/drop", "/0")
        if self.endpoint in {"referral.confirm", "referral.accept"}:
            return self.path.rsplit("/", 1)[0]
        return self.path if self.shows_a_form else ""

    def form(self, visitor: Browser) -> Form | None:
        """Open the page of this route and return its form; None where there is none to be had now."""
        return find_form(visitor.get(self.page), self.path) if self.page else None


def taking_routes(site: Site) -> list[Route]:
    """Return every POST and PUT route of the application.

    Outside family mode the pages for a family take nothing; tests/intake/test_family_mode_pages.py fills
    them in. What the public window is sent changes nothing; tests/window/test_pages.py sends it nonsense.
    """
    return sorted(_routes(site.app, site), key=lambda route: (route.endpoint, route.method))


def _routes(app: Flask, site: Site) -> Iterator[Route]:
    table = access_table(app)
    for rule in app.url_map.iter_rules():
        if rule.endpoint in FAMILY_PAGES or rule.endpoint.startswith("window."):
            continue
        methods = rule.methods or set()
        for method in sorted(methods & {"POST", "PUT", "PATCH", "DELETE"}):
            values = {name: right_id(site, rule.endpoint, name) for name in sorted(rule.arguments)}
            adapter = app.url_map.bind("localhost")
            path = adapter.build(
                rule.endpoint, {name: _typed(rule, name, value) for name, value in values.items()}, method
            )
            who = WHO[table[rule.endpoint]]
            yield Route(rule.endpoint, method, path, who, "GET" in methods, values)


_OF_THE_TRAIL = {
    "family_id": "family",
    "assessment_id": "assessment",
    "member_id": "member",
    "consent_id": "consent",
    "case_id": "protection",
    "contact_id": "kept contact",
}


def _typed(rule: Rule, name: str, value: str) -> UUID | int | str:
    if f"<int:{name}>" in rule.rule:
        return int(value)
    return UUID(value) if f"<uuid:{name}>" in rule.rule else value


_UPKEEP = frozenset({"object_id", "mail_id", "proposal_id", "entry_token"})
_PAIR = ("kept_id", "ended_id")
_KEPT = frozenset({"service_id", *_PAIR, "organization_id", "location_id", "term_id", "group_id"})


def right_id(site: Site, endpoint: str, name: str) -> str:
    """Return an id that the route can work with; an unknown kind of id has to be taught here."""
    paths = site.trail.paths
    if name == "family_id" and (endpoint.startswith("referral.") or endpoint == "intake.assessments"):
        return last_id(paths["prepared family"])
    apart = {"consent_id": "called back"} if endpoint == "intake.call_back" else {}
    if endpoint not in {"intake.person", "intake.remove_person"}:
        apart["member_id"] = "child"
    if name in apart:
        return last_id(paths[apart[name]])
    if name in _OF_THE_TRAIL:
        return last_id(paths[_OF_THE_TRAIL[name]])
    known = {
        **_FIXED,
        **{key: paths[key] for key in ("hint_id", "way_id", "token")},
        **_draft(site, endpoint),
    }
    if name in known:
        return known[name]
    match name:
        case "wording_id" | "referral_id":
            return paths["wording" if name == "wording_id" else _STATES.get(endpoint, "accepted")]
        case "membership_id":
            return str(site.world.actor("practice_navigator").membership_id)
        case "institution_id" | "kind_id" | "deputy_id" | "person_id" | "unread_id":
            return str(_arranged(site, name))
        case _ if name in _UPKEEP | _KEPT:
            return str(_of_the_directory(site, name))
    raise AssertionError(f"{endpoint} takes a {name}: which one is right?")


def _draft(site: Site, endpoint: str) -> dict[str, str]:
    """Return a draft of the rules for each route of the workbench: some of them end it."""
    if not endpoint.startswith("workbench."):
        return {}
    with desk_of(site.office, site.world.actor("coordinator")) as desk:
        return {"draft_id": str(a_draft(desk, endpoint))}


def _of_upkeep(site: Site, name: str) -> UUID | str:
    """Return a proposal to decide, the secret of a link to an entry, or a mail about one."""
    if name == "proposal_id":
        with desk_of(site.office, site.world.actor("navigator")) as desk:
            fields: dict[str, object] = {"name": "Neues Angebot", "service_type": "D1"}
            return upkeep.propose_missing(desk, _PROPOSAL, fields, organization="").id
    with desk_of(site.office, site.world.actor("coordinator")) as desk:
        if name == "mail_id":
            return outbox.write_mail(desk, _MAIL, TrialLetter(), to="angebot@lindbrueck.example")
        service = directory.service_names(desk)[0][0]
        if name == "object_id":
            directory.note_conflict(desk, ObjectKind.SERVICE, service, {"phone": "1"}, {"phone": "2"})
            return service
        upkeep.open_entry_link(desk, _LINK, service)
        return (upkeep.path_to_entry(desk, service) or "").rpartition("/")[2]


def _of_readers(site: Site, name: str) -> UUID:
    """Return who read the walk's case once; leave another without a reader, and return its id."""
    if name == "person_id":
        with desk_of(site.office, site.world.actor("navigator")) as desk:
            return former_reader(desk, UUID(last_id(site.trail.paths["protection"])), site.world)
    with desk_of(site.office, site.world.actor("navigator")) as desk:
        return unread_case(desk)


def _of_the_directory(site: Site, name: str) -> UUID | str | None:
    """Return the id of something that the directory keeps."""
    return _of_upkeep(site, name) if name in _UPKEEP else _kept(site)[name]


def _kept(site: Site) -> dict[str, UUID | None]:
    with Session(site.office.stores.data) as db:
        service, *_, kept, ended = db.exec(select(Service.id).order_by(col(Service.id))).all()
    with desk_of(site.office, site.world.actor("coordinator")) as desk:
        pair = dict(zip(_PAIR, (kept, ended), strict=True))
        return {"service_id": service, **pair, **keep_words(desk)}


def _arranged(site: Site, name: str) -> UUID:
    """Return an institution's id; name a kind or a deputy once, and return its id."""
    if name in {"person_id", "unread_id"}:
        return _of_readers(site, name)
    if name == "institution_id":
        return institution_id("practice")
    if name == "kind_id":
        with desk_of(site.office, site.world.actor("administrator")) as desk:
            kind = InstitutionKind.BIRTH_CLINIC
            return accounts.add_kind(desk, _KIND, label_de="Lotsenpunkt", label_en="", works_as=kind).id
    me, colleague = (site.world.actor(who).person_id for who in ("navigator", "colleague"))
    assert me is not None
    assert colleague is not None
    with desk_of(site.office, site.world.actor("navigator")) as desk:
        return accounts.name_deputy(
            desk, _STAND_IN, absent_id=me, deputy_id=colleague, first_day=_FAR, last_day=_FAR
        ).id


class Visitors:
    """One signed-in browser for each person, each with a fresh token at hand."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._known: dict[str, Browser] = {}

    def of(self, who: str) -> Browser:
        if who not in self._known:
            self._known[who] = self.site.browser(who)
            self._known[who].get("/licences")
        return self._known[who]

    def leave(self, route: Route) -> None:
        """Forget somebody whom a route has signed out or given another session."""
        if route.endpoint.startswith("accounts.") or route.endpoint == "intake.hand_tablet_over":
            self._known.pop(route.who, None)

    def each(self) -> Iterator[tuple[Route, Browser]]:
        for route in taking_routes(self.site):
            yield route, self.of(route.who)
            self.leave(route)
