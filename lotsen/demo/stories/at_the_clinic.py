"""Stories from the birth clinic: early twins, a loss, a protected address, a withdrawal, half a sheet."""

from functools import partial

from lotsen.demo.families import Later, consent
from lotsen.demo.stories import parts
from lotsen.demo.stories.half_asked import half_asked
from lotsen.demo.stories.parts import Story
from lotsen.demo.town import Town
from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.documents import (
    ContactSheet,
    DraftSheet,
    FamilySheet,
    HintSheet,
    MemberPerson,
    ReachSheet,
    Relation,
)
from lotsen.intake.domain import (
    ChildPlace,
    ChildStatus,
    ConsentPurpose,
    Custody,
    HintDismissal,
    MemberKind,
    ReachTime,
    ReachWay,
)
from lotsen.intake.domain.editing import FormName, Place
from lotsen.kernel import new_id
from lotsen.protection import actions as protection
from lotsen.protection.actions.recording import Happened
from lotsen.protection.domain import StepKind

_NAVIGATOR, _SECOND = "lotsin.klinik", "lotsin.zwei"
_EARLY = 32


def told(town: Town) -> tuple[Story, ...]:
    """Return the stories in the order of their days."""
    return (
        Story(19, _SECOND, _child_who_died),
        Story(16, _NAVIGATOR, _consent_withdrawn),
        Story(12, _NAVIGATOR, partial(_protection, town=town)),
        Story(9, _NAVIGATOR, _protected_address),
        Story(5, _SECOND, _sole_custody),
        Story(3, _NAVIGATOR, _arabic_family),
        Story(2, _NAVIGATOR, _early_twins),
        Story(2, _NAVIGATOR, half_asked),
        Story(1, _NAVIGATOR, _stays_nameless),
        Story(1, _SECOND, _talk_still_open),
        Story(1, "station", partial(_hints_of_yesterday, town=town)),
        Story(0, _NAVIGATOR, _called_away),
    )


def _early_twins(desk: Desk) -> Later:
    """One of the twins lies on the neonatal ward; both parents decide, and a talk waits."""
    family = parts.meet(
        desk, FamilySheet(place="Zimmer 4, Bett 1", language="de", postcode="43102"), due_in=2
    )
    parts.name(
        desk,
        family,
        ContactSheet(
            surname="Thormählen",
            given_name="Wiebke",
            phone="02999 5551201",
            street="Lindenweg 17",
            postcode="43102",
            town="Lindbrück",
            may_write=True,
        ),
    )
    mother = parts.caregiver(desk, family, Relation.MOTHER, "Wiebke", age_years=33)
    father = parts.caregiver(desk, family, Relation.FATHER, "Henrik", age_years=35)
    born = parts.day(desk, -1)
    first = parts.child(desk, family, born, "Jelle", weeks_at_birth=_EARLY, place=ChildPlace.NEONATAL_WARD)
    second = MemberPerson(
        kind=MemberKind.CHILD,
        given_name="Bente",
        status=ChildStatus.BORN,
        birth_date=born,
        weeks_at_birth=_EARLY,
        place=ChildPlace.WITH_PARENT,
    )
    intake.add_twin(desk, family, new_id(), of=first, person=second)
    parts.share_custody(desk, family, first, {mother: Custody.JOINT, father: Custody.JOINT})
    parts.assess(desk, family, frozenset({"neonatal_care", "exhaustion"}), wish=True)
    return []


def _child_who_died(desk: Desk) -> Later:
    """A newborn died; its brother of four lives. Nothing reminds of the one, all is asked about the other."""
    family = parts.meet(desk, FamilySheet(place="Zimmer 9", language="de", postcode="43104"))
    parts.name(
        desk,
        family,
        ContactSheet(surname="Ostermeier", given_name="Carolin", phone="02999 5551202", postcode="43104"),
    )
    parts.caregiver(desk, family, Relation.MOTHER, "Carolin", age_years=36)
    newborn = parts.child(desk, family, parts.day(desk, -1), weeks_at_birth=27)
    parts.child(desk, family, parts.day(desk, -1500), "Mats")
    parts.assess(desk, family, frozenset({"depressive_mood"}))
    intake.record_death(desk, family, newborn)
    intake.hold_talk(desk, family)
    return []


def _consent_withdrawn(desk: Desk) -> Later:
    """Somebody withdrew by phone; the name is locked, and a call-back waits."""
    family = parts.meet(desk, FamilySheet(place="Zimmer 2, Bett 2", language="de", postcode="43103"))
    parts.name(
        desk,
        family,
        ContactSheet(
            surname="Brüggenthal",
            given_name="Stefanie",
            phone="02999 5551203",
            street="Uferpromenade 40",
            postcode="43103",
            town="Lindbrück",
        ),
    )
    parts.caregiver(desk, family, Relation.MOTHER, "Stefanie", age_years=27)
    parts.child(desk, family, parts.day(desk, -2), "Lotta", weeks_at_birth=40)
    parts.assess(desk, family, frozenset({"income_worry", "housing_insecure"}))
    intake.hold_talk(desk, family)
    intake.withdraw_consent(
        desk,
        family,
        purpose=ConsentPurpose.DOCUMENTATION,
        by_phone=True,
        note="Unter der bekannten Nummer zurückrufen, bevor etwas gelöscht wird.",
    )
    return []


def _protected_address(desk: Desk) -> Later:
    """No letter, no call from a known number, and nobody at home may learn of it."""
    sheet = FamilySheet(place="Zimmer 12, Bett 1", language="de", postcode="43106", be_discreet=True)
    family = parts.meet(desk, sheet)
    parts.name(
        desk,
        family,
        ContactSheet(
            surname="Kettelhack",
            given_name="Nadine",
            phone="02999 5551204",
            street="Nordring 77",
            postcode="43106",
            town="Lindbrück",
            do_not_write=True,
            is_protected=True,
            reach_note="nur mittwochs, wenn sie in der Stillgruppe ist",
        ),
    )
    mother = parts.caregiver(desk, family, Relation.MOTHER, "Nadine", age_years=29)
    newborn = parts.child(desk, family, parts.day(desk, -2), "Emil", weeks_at_birth=38)
    parts.share_custody(desk, family, newborn, {mother: Custody.SOLE})
    parts.assess(desk, family, frozenset({"violence_now", "no_help_at_home"}))
    intake.hold_talk(desk, family)
    return []


def _sole_custody(desk: Desk) -> Later:
    """The mother alone has custody; the father is there and is not asked for a consent."""
    family = parts.meet(
        desk, FamilySheet(place="Zimmer 15, Bett 2", language="de", postcode="43101"), due_in=5
    )
    parts.name(
        desk,
        family,
        ContactSheet(surname="Wehmhöner", given_name="Janina", phone="02999 5551205", postcode="43101"),
    )
    mother = parts.caregiver(desk, family, Relation.MOTHER, "Janina", age_years=23)
    father = parts.caregiver(desk, family, Relation.FATHER, "Malte", reach=ReachSheet(lives_apart=True))
    newborn = parts.child(desk, family, parts.day(desk, -1), "Frida", weeks_at_birth=39)
    parts.share_custody(desk, family, newborn, {mother: Custody.SOLE, father: Custody.NONE})
    parts.assess(desk, family, frozenset({"single_parent", "income_worry", "no_help_at_home"}))
    return []


def _arabic_family(desk: Desk) -> Later:
    """Everything in Arabic with an interpreter; the sheet led to a talk that is due today."""
    sheet = FamilySheet(
        place="Zimmer 6, Bett 1", language="ar", interpreter=True, postcode="43103", people_at_home=5
    )
    family = parts.meet(desk, sheet, due_in=3)
    contact = ContactSheet(
        surname="Darwazi",
        given_name="Mariam",
        phone="02999 5551206",
        street="Am Hafenbecken 8",
        postcode="43103",
        town="Lindbrück",
        may_write=True,
    )
    parts.name(desk, family, contact, language="ar", helped=True)
    reach = ReachSheet(ways=(ReachWay.THROUGH,), times=(ReachTime.MORNING,), note="über die Dolmetscherin")
    parts.caregiver(
        desk, family, Relation.MOTHER, "Mariam", age_years=31, language="ar", interpreter=True, reach=reach
    )
    parts.child(desk, family, parts.day(desk, -1), "Yusuf", weeks_at_birth=39)
    parts.child(desk, family, parts.day(desk, -1300), "Lina")
    parts.assess(desk, family, frozenset({"little_german", "needs_forms_help", "no_midwife"}), wish=True)
    return []


def _stays_nameless(desk: Desk) -> Later:
    """The family wants a talk and no name: it said no to the documentation."""
    family = parts.meet(
        desk, FamilySheet(place="Zimmer 1, Bett 2", language="de", postcode="43105"), due_in=2
    )
    consent(desk, family, ConsentPurpose.DOCUMENTATION, "de", given=False)
    parts.caregiver(desk, family, Relation.MOTHER, age_years=38)
    parts.child(desk, family, parts.day(desk, -1))
    parts.assess(desk, family, wish=True)
    return []


def _talk_still_open(desk: Desk) -> Later:
    """A talk was offered and waits while the colleague is away: her deputy finds it."""
    family = parts.meet(
        desk, FamilySheet(place="Zimmer 8, Bett 1", language="de", postcode="43102"), due_in=1
    )
    parts.caregiver(desk, family, Relation.MOTHER, age_years=19)
    parts.child(desk, family, parts.day(desk, 0), weeks_at_birth=37)
    parts.assess(desk, family, frozenset({"exhaustion", "no_help_at_home", "needs_forms_help"}), wish=True)
    return []


def _called_away(desk: Desk) -> Later:
    """A sheet with its first answers, and a form with typed fields: both wait as drafts."""
    family = parts.meet(
        desk, FamilySheet(place="Zimmer 3, Bett 2", language="de", postcode="43104"), due_in=1
    )
    parts.caregiver(desk, family, Relation.MOTHER, age_years=30)
    parts.child(desk, family, parts.day(desk, 0), weeks_at_birth=40)
    parts.assess(desk, family, answered=7)
    typed = DraftSheet(values=(("relation", (Relation.FATHER.value,)), ("age_years", ("32",))))
    intake.keep_draft(desk, Place.of(family, FormName.CAREGIVER), 0, typed)
    return []


def _hints_of_yesterday(desk: Desk, town: Town) -> Later:
    """Two hints, dealt with on the next day."""
    for sheet in (
        HintSheet(
            ward="Wochenstation",
            bed="Zimmer 10, Bett 2",
            text="Möchte wissen, wo es eine Hebamme gibt.",
            initials="KB",
            answer_agreed=True,
        ),
        HintSheet(ward="Wochenstation", bed="Zimmer 5", text="Geht heute Mittag.", initials="TR"),
    ):
        intake.give_hint(desk, new_id(), sheet)
    return [(parts.day(desk, 1), town.actors[_NAVIGATOR], _answer_hints)]


def _answer_hints(desk: Desk) -> Later:
    """One hint becomes a family that was talked to, and its sender is told; the other came too late."""
    wish, late = sorted(intake.list_hints(desk), key=lambda hint: not hint.sheet.answer_agreed)
    family = intake.take_hint(desk, wish.id, new_id(), lambda sheet: sheet.text)
    consent(desk, family.id, ConsentPurpose.NOTICE, "de")
    parts.caregiver(desk, family.id, Relation.MOTHER, age_years=26)
    parts.child(desk, family.id, parts.day(desk, -2), weeks_at_birth=40)
    parts.assess(desk, family.id, frozenset({"no_midwife"}), wish=True)
    intake.hold_talk(desk, family.id)
    intake.tell_sender(desk, family.id)
    intake.dismiss_hint(desk, late.id, HintDismissal.LEFT)
    return []


def _protection(desk: Desk, town: Town) -> Later:
    """A case in the clinic's form of law, with the second navigator and the lead among its readers."""
    family = parts.meet(desk, FamilySheet(place="Zimmer 14", language="de", postcode="43106"))
    parts.caregiver(desk, family, Relation.MOTHER, age_years=24)
    parts.child(desk, family, parts.day(desk, -3), weeks_at_birth=38)
    parts.assess(desk, family, frozenset({"strained_contact", "exhaustion"}))
    intake.hold_talk(desk, family)
    readers = {town.actors[login].person_id for login in (_SECOND, "teamleitung.klinik")}
    opening = protection.Opening(
        reason="Der Säugling nimmt seit zwei Tagen ab, Absprachen zum Füttern wurden nicht eingehalten.",
        about=("Säugling, drei Tage alt",),
        readers=frozenset(reader for reader in readers if reader is not None),
    )
    case = protection.open_case(desk, new_id(), opening, family_id=family)
    today = parts.day(desk, 0)
    seen = {
        "seen": "Zwei Mahlzeiten ausgelassen, die Mutter schlief und war schwer zu wecken.",
        "source": "self",
    }
    protection.record_entry(desk, case.id, new_id(), StepKind.OBSERVATION, Happened(today, "08:10", seen))
    talk = {"held": "yes", "with_whom": "Mutter, Stationsleitung", "said": "Sie nimmt Hilfe beim Füttern an."}
    protection.record_entry(desk, case.id, new_id(), StepKind.TALK, Happened(today, "08:40", talk))
    return []
