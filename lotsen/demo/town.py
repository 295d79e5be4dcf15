"""Enters the demo town itself: places, institutions, people, directory and rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.contacts import actions as contacts
from lotsen.contacts.domain import Contact, ContactKind, ContactWords
from lotsen.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.entries import read_directory
from lotsen.kernel import local_day, new_id
from lotsen.places.actions import load_places
from lotsen.places.entries import read_towns
from lotsen.policy import Actor, InstitutionKind, Role
from lotsen.referral import actions as referral
from lotsen.referral.rules import default_rules_text


@dataclass(frozen=True)
class Town:
    """Who works where in the demo town: by user name, a second workplace as `name@institution`."""

    actors: dict[str, Actor]

    def at(self, kind: InstitutionKind) -> Actor:
        """Return who does case work in the institution of a kind."""
        of_kind = (actor for actor in self.actors.values() if actor.institution_kind is kind)
        return next(actor for actor in of_kind if actor.role is not Role.HINT_GIVER)


def _read(name: str) -> str:
    return (files("lotsen.demo") / "data" / name).read_text(encoding="utf-8")


def _yaml(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(_read(name))
    return loaded


def enter_places(desk: Desk) -> None:
    """Store municipalities, districts and postcodes."""
    load_places(desk, read_towns(_yaml("lindbrueck.yaml")["municipalities"]))


def enter_institutions(desk: Desk) -> dict[str, Institution]:
    """Store the institutions with a key each; returns them by their code in the file."""
    found: dict[str, Institution] = {}
    for raw in _yaml("lindbrueck.yaml")["institutions"]:
        fields = {name: value for name, value in raw.items() if name not in {"key", "kind", "run_by"}}
        institution = Institution(id=new_id(), kind=InstitutionKind(raw["kind"]), **fields)
        if "run_by" in raw:
            institution.carrier_id = found[raw["run_by"]].id
        found[raw["key"]] = accounts.add_institution(desk, institution)
    return found


def enter_people(desk: Desk, institutions: dict[str, Institution]) -> Town:
    """Store everybody who signs in to the demo."""
    actors: dict[str, Actor] = {}
    for person in DEMO_PEOPLE:
        place = institutions[person.institution]
        row = accounts.add_person(
            desk, name=person.name, login=person.login, password=DEMO_PASSWORD, must_change=False
        )
        member = accounts.add_membership(desk, row.id, place.id, person.role)
        actors[person.login] = Actor(row.id, member.id, place.id, place.kind, person.role)
        if person.also_in:
            other = institutions[person.also_in]
            further = accounts.add_membership(desk, row.id, other.id, person.role)
            at_other = Actor(row.id, further.id, other.id, other.kind, person.role)
            actors[f"{person.login}@{person.also_in}"] = at_other
    return Town(actors)


def enter_kinds(desk: Desk) -> None:
    """Let the municipality name a kind of institution of its own."""
    works_as = InstitutionKind.DAYCARE_SOCIAL_WORK
    accounts.add_kind(
        desk,
        new_id(),
        label_de="Lotsenpunkt in der Kita",
        label_en="Day care point",
        label_ar="نقطة إرشاد في الحضانة",
        works_as=works_as,
    )


def enter_stand_ins(desk: Desk, place: Town) -> None:
    """Let the clinic's navigators stand in for each other: the first one now, the second one next week."""
    one, other = (place.actors[login].person_id for login in ("lotsin.klinik", "lotsin.zwei"))
    if one is None or other is None:
        raise LookupError("the demo town has two navigators in its clinic")
    today = local_day(desk.clock)
    for absent, deputy, days in ((other, one, 0), (one, other, 7)):
        first = today + timedelta(days=days)
        accounts.name_deputy(
            desk,
            new_id(),
            absent_id=absent,
            deputy_id=deputy,
            first_day=first,
            last_day=first + timedelta(days=4),
        )


def enter_contacts(desk: Desk) -> None:
    """Keep the town's contacts, as its administrator would."""
    municipality = accounts.read_institution(desk, desk.actor.home).municipality
    for raw in _yaml("lindbrueck.yaml")["contacts"]:
        said = {code: ContactWords(**words) for code, words in raw.get("translations", {}).items()}
        fields = {**raw, "kind": ContactKind(raw["kind"]), "municipality": municipality, "translations": said}
        contacts.add_contact(desk, new_id(), Contact(**fields))


def enter_directory(desk: Desk, today: date) -> int:
    """Store the town's services; days in the file count back from today."""
    return directory.load_directory(desk, read_directory(_read("directory.yaml"), today=today))


def enter_rules(desk: Desk) -> None:
    """Publish the rule set that comes with the release."""
    referral.publish_rule_set(desk, default_rules_text())
