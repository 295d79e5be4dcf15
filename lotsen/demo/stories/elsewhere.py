"""Stories from practices, the family office and day care: two homes, recipients, an interpreter, a report."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from lotsen.accounts import actions as accounts
from lotsen.demo.families import Later, consent
from lotsen.demo.stories import parts
from lotsen.demo.stories.parts import Story
from lotsen.demo.town import Town
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.documents import ContactSheet, FamilySheet, ReachSheet, Relation
from lotsen.intake.domain import ConsentGiver, ConsentPurpose, Custody, Household, ReachTime, ReachWay
from lotsen.kernel import local_day, new_id
from lotsen.policy import InstitutionKind
from lotsen.protection import actions as protection
from lotsen.protection.actions.recording import Happened
from lotsen.protection.domain import StepKind

_PRACTICE, _PREGNANCY, _OFFICE, _DAY_CARE = "lotse.kinderarzt", "lotsin.frauenarzt", "familienbuero", "kita"
_PER_RECIPIENT = (ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE, ConsentPurpose.FEEDBACK)
_ENDS_SOON, _ENDS_LATER = 9, 150


def told(town: Town) -> tuple[Story, ...]:
    """Return the stories in the order of their days."""
    office = town.at(InstitutionKind.FAMILY_OFFICE).home
    return (
        Story(40, _PRACTICE, partial(_consents_with_an_end, office=office)),
        Story(14, _OFFICE, partial(_protection, town=town)),
        Story(8, _PRACTICE, _two_homes),
        Story(6, _PREGNANCY, _ukrainian_family),
        Story(4, _DAY_CARE, _day_care_family),
        Story(3, f"{_DAY_CARE}@familienzentrum", _school_family),
        Story(2, _PREGNANCY, _first_child_expected),
        Story(1, _PRACTICE, _called_away),
    )


def _two_homes(desk: Desk) -> Later:
    """Separated parents with joint custody: a child in two homes, and each parent's own consent."""
    family = parts.meet(desk, FamilySheet(place="Termin 10 Uhr", language="de", postcode="43102"), due_in=8)
    parts.name(
        desk,
        family,
        ContactSheet(
            surname="Lammersdorf",
            given_name="Svenja",
            phone="02999 5551301",
            postcode="43102",
            may_write=True,
        ),
    )
    consent(desk, family, ConsentPurpose.DOCUMENTATION, "de", giver=ConsentGiver.FATHER)
    mother = parts.caregiver(desk, family, Relation.MOTHER, "Svenja", age_years=37, household=Household.FIRST)
    apart = ReachSheet(
        lives_apart=True,
        phone="02999 5551302",
        street="Gartenweg 63",
        postcode="43105",
        town="Lindbrück",
        ways=(ReachWay.CALL,),
        times=(ReachTime.EVENING,),
    )
    father = parts.caregiver(
        desk, family, Relation.FATHER, "Torben", age_years=39, household=Household.SECOND, reach=apart
    )
    son = parts.child(desk, family, parts.day(desk, -1700), "Jonte", household=Household.BOTH)
    parts.share_custody(desk, family, son, {mother: Custody.JOINT, father: Custody.JOINT})
    parts.assess(desk, family, frozenset({"separation", "upbringing_worry", "sleep"}), wish=True)
    return []


def _consents_with_an_end(desk: Desk, office: UUID) -> Later:
    """Consents for the family office: two end soon, one was refused; a later call is allowed until spring."""
    family = parts.meet(desk, FamilySheet(place="Termin 15 Uhr", language="de", postcode="43101"))
    parts.name(
        desk,
        family,
        ContactSheet(surname="Hagedornsen", given_name="Rieke", phone="02999 5551303", postcode="43101"),
    )
    parts.caregiver(desk, family, Relation.MOTHER, "Rieke", age_years=32)
    parts.child(desk, family, parts.day(desk, -400), "Tilda")
    parts.assess(desk, family, frozenset({"crying", "sleep", "exhaustion"}), wish=True)
    intake.hold_talk(desk, family)
    recipient = (office, accounts.read_institution(desk, office).name)
    ends = parts.day(desk, 40 + _ENDS_SOON)
    for purpose in _PER_RECIPIENT:
        given = purpose is not ConsentPurpose.FEEDBACK
        until = ends if given else None
        consent(desk, family, purpose, "de", recipient=recipient, given=given, until=until)
    consent(desk, family, ConsentPurpose.LATER_CALL, "de", until=parts.day(desk, _ENDS_LATER))
    return []


def _ukrainian_family(desk: Desk) -> Later:
    """A pregnancy in Ukrainian with an interpreter; the talk is due at the next appointment."""
    sheet = FamilySheet(place="Termin 9 Uhr", language="uk", interpreter=True, postcode="43104")
    family = parts.meet(desk, sheet, due_in=7)
    contact = ContactSheet(
        surname="Hrynchuk", given_name="Daryna", phone="02999 5551304", postcode="43104", may_write=True
    )
    parts.name(desk, family, contact, language="uk", helped=True)
    parts.caregiver(desk, family, Relation.MOTHER, "Daryna", age_years=28, language="uk", interpreter=True)
    parts.child(desk, family, None, expected_date=parts.day(desk, 90))
    parts.assess(desk, family, frozenset({"little_german", "no_midwife", "no_baby_equipment"}), wish=True)
    return []


def _first_child_expected(desk: Desk) -> Later:
    """Twins are expected, nothing weighs on the family: the sheet ends without a talk."""
    family = parts.meet(desk, FamilySheet(place="Termin 11 Uhr", language="de", postcode="43105"), due_in=5)
    parts.caregiver(desk, family, Relation.MOTHER, age_years=34)
    first = parts.child(desk, family, None, expected_date=parts.day(desk, 120))
    intake.add_twin(desk, family, new_id(), of=first)
    parts.assess(desk, family)
    return []


def _called_away(desk: Desk) -> Later:
    """A sheet of the practice with its first answers."""
    family = parts.meet(desk, FamilySheet(place="Termin 16 Uhr", language="tr", postcode="43103"), due_in=1)
    parts.caregiver(desk, family, Relation.MOTHER, age_years=29)
    parts.child(desk, family, parts.day(desk, -200))
    parts.assess(desk, family, answered=5)
    return []


def _day_care_family(desk: Desk) -> Later:
    """A family that came by itself in the day care and was talked to."""
    sheet = FamilySheet(place="Bringzeit, Gruppe Igel", language="de", postcode="43102")
    family = parts.meet(desk, sheet, due_in=6)
    parts.name(
        desk,
        family,
        ContactSheet(surname="Vosskamp", given_name="Merle", phone="02999 5551305", postcode="43102"),
    )
    parts.caregiver(desk, family, Relation.MOTHER, "Merle", age_years=35)
    parts.child(desk, family, parts.day(desk, -1450), "Bruno")
    intake.hold_talk(desk, family)
    return []


def _school_family(desk: Desk) -> Later:
    """A nameless family of the primary school's centre, at the same navigator's other workplace."""
    sheet = FamilySheet(place="Elterncafé", language="ar", interpreter=True, postcode="43103")
    family = parts.meet(desk, sheet, due_in=5)
    parts.caregiver(desk, family, Relation.FATHER, age_years=41)
    parts.child(desk, family, parts.day(desk, -2600))
    return []


def _protection(desk: Desk, town: Town) -> Later:
    """A report that reached the youth office itself: its own form of law, its own steps."""
    lead = town.actors["leitung.familienbuero"].person_id
    opening = protection.Opening(
        reason="Meldung der Schule: Das Kind kommt seit Wochen ohne Frühstück und bleibt nachmittags allein.",
        about=("Mädchen, etwa sieben Jahre",),
        readers=frozenset({lead} if lead is not None else ()),
    )
    case = protection.open_case(desk, new_id(), opening)
    today = local_day(desk.clock)
    seen = {"seen": "Angaben der Klassenlehrerin, telefonisch aufgenommen.", "source": "other"}
    protection.record_entry(desk, case.id, new_id(), StepKind.OBSERVATION, Happened(today, "08:15", seen))
    danger = {"danger": "no", "why": "Das Kind ist versorgt und nachmittags bei einer Nachbarin."}
    protection.record_entry(desk, case.id, new_id(), StepKind.DANGER, Happened(today, "08:40", danger))
    return [(today + timedelta(days=1), desk.actor, partial(_handed_over_in_house, case_id=case.id))]


def _handed_over_in_house(desk: Desk, case_id: UUID) -> Later:
    """The social service of the same youth office takes over; what it finds is not in this program."""
    said = {
        "recipient": "Sozialer Dienst, Team Hafen",
        "passed_on": "Datum und Wortlaut der Meldung, Name der Schule",
    }
    happened = Happened(local_day(desk.clock), "08:30", said)
    protection.record_entry(desk, case_id, new_id(), StepKind.IN_HOUSE, happened)
    return []
