"""Every page of the application as an address that exists: the URL map with real ids in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

from lotsen.contacts import actions as contacts
from lotsen.contacts.domain import Contact, ContactKind
from lotsen.directory import actions as directory
from lotsen.directory.domain import ServiceWish
from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.kernel import new_id
from lotsen.policy import GRANTS, Permission, Role
from lotsen.protection.domain import StepKind
from lotsen.web.access import access_table
from lotsen.workbench import actions
from tests.browser import arranged
from tests.browser.site import LATEST, Site
from tests.directory.town import keep_words
from tests.protection.helping import open_case, record, unread_case
from tests.workbench.helping import RULE, a_draft, a_version
from tests.world import institution_id

WHO = {
    Role.NAVIGATOR: "navigator",
    Role.TEAM_LEAD: "team_lead",
    Role.FAMILY_OFFICE: "family_office",
    Role.OFFICE_LEAD: "office_lead",
    Role.HINT_GIVER: "hint_giver",
    Role.COORDINATOR: "coordinator",
    Role.ADMINISTRATOR: "administrator",
    Role.DATA_PROTECTION: "data_protection",
}
NO_PAGES = frozenset(
    {
        "start.health",
        "start.service_worker",
        "figures.export",
        "intake.notice_paper",
        "intake.consents_paper",
        "intake.hint_poster",
        "intake.printed_sheets",
        "intake.empty_sheet",
        "intake.own_sheet",
        "intake.response",
        "instruments.questionnaire",
        "directory.printed",
        "workbench.draft_file",
        "workbench.version_file",
        "workbench.in_force_file",
        "protection.paper",
    }
)
"""What answers a GET with something that is not a page."""

NOT_ARRANGED = frozenset({(Role.ADMINISTRATOR, "protection.appoint")})
"""What somebody has a right to and nothing to see at: the town's administrator keeps no case."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Values = dict[str, Any]
OF_EVERYBODY: Values = {"number": 1}
"""Places in addresses that name nothing of anybody: the number of a question on the tablet."""


@dataclass(frozen=True)
class Cases:
    """Ids by parameter name for each role, and those that one page needs apart from the others."""

    by_role: dict[Role, Values]
    by_page: dict[tuple[Role, str], Values]
    public: Values

    def values(self, role: Role, rule: Rule) -> Values:
        """Return the ids for a page; a page nobody has arranged anything for fails by name."""
        known = {**OF_EVERYBODY, **self.by_role[role], **self.by_page.get((role, rule.endpoint), {})}
        missing = rule.arguments - set(known)
        assert not missing, f"{rule.rule}: arrange {missing} for {role} in tests/browser/addresses.py"
        return {name: known[name] for name in rule.arguments}


def addresses(app: Flask, cases: Cases, role: Role | None) -> Iterator[str]:
    """Return the address of every page a role may open; without a role, of every public one."""
    for rule in app.url_map.iter_rules():
        needs = access_table(app)[rule.endpoint]
        if "GET" not in (rule.methods or set()) or rule.endpoint in NO_PAGES:
            continue
        if rule.endpoint.startswith("api."):
            continue
        if (role, rule.endpoint) in NOT_ARRANGED:
            continue
        if role is None:
            if needs is Permission.PUBLIC:
                known = {**OF_EVERYBODY, **cases.public}
                yield _address(app, rule, {name: known[name] for name in rule.arguments})
        elif needs in GRANTS[role] | {Permission.SIGNED_IN}:
            yield _address(app, rule, cases.values(role, rule))


def without_ids(path: str) -> str:
    """Return the page behind an address, whomever it is about."""
    return _ID.sub("*", path)


def _address(app: Flask, rule: Rule, values: Values) -> str:
    return app.url_map.bind("127.0.0.1").build(rule.endpoint, values)


def arrange(site: Site) -> Cases:
    """Bring about something to see on every page."""
    family = arranged.meet(site)
    finished = arranged.assess(site, family)
    draft = arranged.begin_assessment(site, family)
    plan = arranged.plan(site, family)
    sent = arranged.hand_over(site, family)
    arranged.receive(site, sent)
    prepared = arranged.prepare(site, arranged.ready(site))
    own = arranged.meet(site, "family_office")
    own_finished = arranged.assess(site, own, (), who="family_office")
    own_draft = arranged.begin_assessment(site, own, "family_office")
    planned = arranged.meet(site, "family_office")
    arranged.assess(site, planned, ("income_worry", "exhaustion"), who="family_office")
    own_plan = {"family_id": planned.id, "plan_id": arranged.plan(site, planned, "family_office")}
    own_sent = arranged.hand_over(site, own, to="other_office", who="family_office")
    own_prepared = arranged.prepare(site, own, to="other_office", who="family_office")
    arranged.walk_in(site)
    children = {
        Role.NAVIGATOR: arranged.expect(site, family, "navigator"),
        Role.FAMILY_OFFICE: arranged.expect(site, own, "family_office"),
    }
    signed = arranged.sign(site, family, "office")
    own_signed = arranged.sign(site, own, "other_office", who="family_office")
    called = arranged.end_by_phone(site, family, "practice")
    own_called = arranged.end_by_phone(site, own, "practice", who="family_office")
    service = _service(site)
    navigator_unread, office_unread = (_unread_case(site, who) for who in ("navigator", "family_office"))
    case, office_case = (_protection_case(site, who) for who in ("navigator", "family_office"))
    navigator = {**_family(site, "navigator", family.id), "assessment_id": draft, "referral_id": sent}
    navigator |= {"recipient_id": institution_id("office"), "unread_id": navigator_unread, "plan_id": plan}
    office = {**_family(site, "family_office", own.id), "assessment_id": own_draft, "referral_id": sent}
    office |= {"recipient_id": institution_id("other_office"), "unread_id": office_unread}
    hint = arranged.hint(site) | arranged.entry_link(site, service)
    proposal = arranged.proposed(site, service)
    return Cases(
        public={**hint, "service_id": service, "language": "ar"},
        by_role={
            Role.NAVIGATOR: {**navigator, "service_id": service, "case_id": case, **hint},
            Role.TEAM_LEAD: {**navigator, "service_id": service, "case_id": case, **hint},
            Role.HINT_GIVER: hint,
            Role.FAMILY_OFFICE: {**office, "service_id": service, "case_id": office_case},
            Role.OFFICE_LEAD: {**office, "service_id": service, "case_id": office_case},
            Role.COORDINATOR: {
                "service_id": service,
                "proposal_id": proposal,
                **_kept_words(site),
                **_drafted(site),
                **arranged.entered_twice(site),
                "service_type": "D1",
                "code": "anhaltsbogen_kurz",
                "version": 2,
                "table_id": "steps",
                "year": LATEST.year,
                "part": f"q{LATEST.quarter}",
            },
            Role.ADMINISTRATOR: {
                "membership_id": site.world.actor("colleague").membership_id,
                "institution_id": institution_id("clinic"),
                "kind_id": arranged.own_kind(site),
                "contact_id": _contact(site),
                "purpose": "documentation",
                "language": "de",
            },
            Role.DATA_PROTECTION: {"subject_id": navigator["subject_id"]},
        },
        by_page={
            (Role.NAVIGATOR, "intake.signature"): {"consent_id": signed},
            (Role.TEAM_LEAD, "intake.signature"): {"consent_id": signed},
            (Role.FAMILY_OFFICE, "intake.signature"): {"consent_id": own_signed},
            (Role.OFFICE_LEAD, "intake.signature"): {"consent_id": own_signed},
            (Role.NAVIGATOR, "intake.call_back"): {"consent_id": called},
            (Role.TEAM_LEAD, "intake.call_back"): {"consent_id": called},
            (Role.FAMILY_OFFICE, "intake.call_back"): {"consent_id": own_called},
            (Role.OFFICE_LEAD, "intake.call_back"): {"consent_id": own_called},
            **{
                (role, page): values
                for role in (Role.NAVIGATOR, Role.TEAM_LEAD)
                for page, values in {
                    "intake.result": {"assessment_id": finished},
                    "referral.preview": {"referral_id": prepared},
                }.items()
            },
            **{
                (role, page): values
                for role in (Role.FAMILY_OFFICE, Role.OFFICE_LEAD)
                for page, values in {
                    "intake.result": {"assessment_id": own_finished},
                    "referral.referral": {"referral_id": own_sent},
                    "referral.withdraw": {"referral_id": own_sent},
                    "referral.preview": {"referral_id": own_prepared},
                    "referral.plan": own_plan,
                }.items()
            },
            (Role.FAMILY_OFFICE, "referral.preview"): {"referral_id": own_prepared},
            **{
                (role, f"intake.{page}"): {"member_id": child}
                for page in ("born", "died", "custody")
                for role, child in children.items()
            },
        },
    )


def _family(site: Site, who: str, family_id: UUID) -> Values:
    with site.desk(who, writing=False) as desk:
        view = intake.read_family(desk, family_id)
        consent = next(one for one in view.consents if one.statement.purpose is ConsentPurpose.DOCUMENTATION)
        return {
            "family_id": family_id,
            "member_id": view.members[0].id,
            "consent_id": consent.id,
            "subject_id": view.family.subject_id,
        }


def _drafted(site: Site) -> Values:
    """Publish the shipped rules and begin a draft that changes one of them."""
    with site.desk("coordinator") as desk:
        version, draft = a_version(desk), a_draft(desk, "pages")
        rules = actions.read_draft(desk, draft).checked.rules
        assert rules is not None
        changed = replace(next(rule for rule in rules.rules if rule.id == RULE), weight=5)
        actions.save_rule(desk, draft, changed, replaces=RULE, seen=0)
        return {"draft_id": draft, "rule_id": RULE, "version_id": version, "at": 0}


def _unread_case(site: Site, who: str) -> UUID:
    """Leave a protection case without a reader."""
    with site.desk(who) as desk:
        return unread_case(desk)


def _protection_case(site: Site, who: str) -> UUID:
    with site.desk(who) as desk:
        case = open_case(desk)
        record(desk, case, StepKind.DANGER, danger="yes", why="Das Kind ist allein")
        return case


def _contact(site: Site) -> UUID:
    with site.desk("administrator") as desk:
        kept = Contact(ContactKind.YOUTH_OFFICE, "Jugendamt", "02999 1", municipality="lindbrueck")
        return contacts.add_contact(desk, new_id(), kept).id


def _kept_words(site: Site) -> Values:
    with site.desk("coordinator") as desk:
        return dict(keep_words(desk))


def _service(site: Site) -> UUID:
    with site.desk("coordinator", writing=False) as desk:
        return directory.list_sheets(desk, ServiceWish())[0].service.id
