"""Families brought to where a test begins, by the actions that the screens call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lotsen.accounts import actions as accounts
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.domain import ObjectKind
from lotsen.intake import actions as intake
from lotsen.intake import domain
from lotsen.intake.consent_texts import consent_texts
from lotsen.intake.documents import (
    AssessmentSheet,
    ConsentStatement,
    ContactSheet,
    FamilyOrigin,
    FamilySheet,
    HintSheet,
    MemberPerson,
    Relation,
)
from lotsen.intake.domain import (
    ChildStatus,
    ConsentDecision,
    ConsentForm,
    ConsentGiver,
    ConsentPurpose,
    GivenAnswer,
    MemberKind,
)
from lotsen.kernel import local_day, new_id
from lotsen.policy import InstitutionKind
from lotsen.referral import actions as referral
from lotsen.referral.actions import ConsentAnswers, Said, Wishes
from lotsen.referral.building import Release
from lotsen.referral.domain import NeedState, Outcome, ReleasePart
from lotsen.terms import Presence
from lotsen.upkeep import actions as upkeep
from lotsen.upkeep.domain import ProposedBy
from tests.browser.site import Site
from tests.world import institution_id

SURNAME = "Morgenstern"
GIVEN_NAME = "Ayla"
PHONE = "02999 5550123"
STREET = "Uferweg 7"
MESSAGE = "Bitte nach 10 Uhr anrufen"
BURDENS = ("income_worry", "exhaustion", "no_midwife")


@dataclass(frozen=True)
class Arranged:
    """A family by its id, and the code people say instead of its name."""

    id: UUID
    code: str


def register(site: Site, who: str = "navigator", **sheet: object) -> Arranged:
    """Register a family that has a code and nothing else."""
    with site.desk(who) as desk:
        given = FamilySheet.model_validate({"place": "Zimmer 12, Bett 2", **sheet})
        origin = intake.usual_origin(desk)
        family = intake.register_family(desk, new_id(), origin=origin, sheet=given)
        return Arranged(family.id, family.code)


def meet(site: Site, who: str = "navigator", *, named: bool = True, born: date | None = None) -> Arranged:
    """Register a family with a mother and a child; with notice, consent and a name if it may be named."""
    family = register(site, who, postcode="43101", municipality="lindbrueck", language="de")
    with site.desk(who) as desk:
        decide(desk, family.id, ConsentPurpose.NOTICE)
        if named:
            decide(desk, family.id, ConsentPurpose.DOCUMENTATION)
            contact = ContactSheet(
                surname=SURNAME,
                given_name=GIVEN_NAME,
                phone=PHONE,
                street=STREET,
                postcode="43101",
                town="Lindbrück",
            )
            intake.save_contact(desk, family.id, 0, contact)
        mother = MemberPerson(kind=MemberKind.CAREGIVER, relation=Relation.MOTHER, age_years=29)
        intake.add_member(desk, family.id, new_id(), mother)
        day = born or local_day(desk.clock) - timedelta(days=40)
        child = MemberPerson(kind=MemberKind.CHILD, status=ChildStatus.BORN, birth_date=day)
        intake.add_member(desk, family.id, new_id(), child)
    return family


def expect(site: Site, family: Arranged, who: str) -> UUID:
    """Let a family expect another child and return its id."""
    with site.desk(who) as desk:
        due = local_day(desk.clock) + timedelta(weeks=12)
        child = MemberPerson(kind=MemberKind.CHILD, status=ChildStatus.UNBORN, expected_date=due)
        return intake.add_member(desk, family.id, new_id(), child).id


def decide(desk: Desk, family_id: UUID, purpose: ConsentPurpose) -> None:
    """Record that the family agrees to something that names no recipient."""
    statement = ConsentStatement(
        purpose=purpose,
        decision=ConsentDecision.GIVEN,
        text_version=consent_texts()[purpose].reference,
        language="de",
        given_by=ConsentGiver.MOTHER,
        form=ConsentForm.SIGNED_PAPER,
        given_on=local_day(desk.clock),
    )
    intake.record_consent(desk, family_id, new_id(), statement)


def sign(site: Site, family: Arranged, recipient: str, who: str = "navigator") -> UUID:
    """Sign on the tablet that a recipient may give feedback."""
    with site.desk(who) as desk:
        statement = ConsentStatement(
            purpose=ConsentPurpose.FEEDBACK,
            decision=ConsentDecision.GIVEN,
            recipient_id=institution_id(recipient),
            recipient_name="Familienbüro",
            text_version=consent_texts()[ConsentPurpose.FEEDBACK].reference,
            language="de",
            given_by=ConsentGiver.MOTHER,
            form=ConsentForm.SIGNED_TABLET,
            given_on=local_day(desk.clock),
        )
        drawn = domain.Signature(600, 200, ((20, 100, 120, 40, 220, 160, 320, 60),))
        return intake.record_consent(desk, family.id, new_id(), statement, signature=drawn).id


def end_by_phone(site: Site, family: Arranged, recipient: str, who: str = "navigator") -> UUID:
    """Sign for a recipient and withdraw that by phone."""
    sign(site, family, recipient, who)
    with site.desk(who) as desk:
        return intake.withdraw_consent(
            desk,
            family.id,
            purpose=ConsentPurpose.FEEDBACK,
            recipient_id=institution_id(recipient),
            by_phone=True,
        ).id


def begin_assessment(site: Site, family: Arranged, who: str = "navigator") -> UUID:
    """Begin the sheet made for the institution."""
    with site.desk(who) as desk:
        kind = desk.actor.institution_kind
        made_for = domain.instruments_for(kind) if kind is not None else ()
        instrument = (made_for or domain.shipped_instruments())[0]
        return intake.start_assessment(desk, family.id, new_id(), instrument).id


def assess(site: Site, family: Arranged, burdens: Collection[str] = BURDENS, who: str = "navigator") -> UUID:
    """Complete the sheet with some items present; everything else stays "not asked"."""
    assessment = begin_assessment(site, family, who)
    with site.desk(who) as desk:
        view = intake.read_assessment(desk, assessment)
        asked = domain.questions(view.instrument, view.persons)
        known = {question.item.code for question in asked}
        assert set(burdens) <= known, f"the sheet has no {set(burdens) - known}"
        given = tuple(
            GivenAnswer(question.item.code, question.person.ref, Presence.PRESENT)
            for question in asked
            if question.item.code in burdens
        )
        intake.complete_assessment(desk, assessment, view.row.revision, AssessmentSheet(given=given))
    return assessment


def plan(site: Site, family: Arranged, who: str = "navigator") -> UUID:
    """Choose the first two services that fit."""
    with site.desk(who) as desk:
        found = referral.propose_services(desk, family.id)
        chosen = tuple(fit.service_id for fit in found.result.fits[:2])
        return referral.choose_services(desk, family.id, new_id(), Wishes(services=chosen)).id


def ready(site: Site, who: str = "navigator") -> Arranged:
    """Bring a named family to the point where it can be handed over."""
    family = meet(site, who)
    assess(site, family, who=who)
    with site.desk(who) as desk:
        intake.hold_talk(desk, family.id)
    plan(site, family, who)
    return family


def prepare(
    site: Site, family: Arranged, *, feedback: bool = True, who: str = "navigator", to: str = "office"
) -> UUID:
    """Prepare a hand-over, to the family office of the town where no other is named."""
    answers = ConsentAnswers(
        handover=True,
        secrecy_release=True,
        feedback=feedback,
        later_call=False,
        language="de",
        form=ConsentForm.SIGNED_PAPER,
        given_by=ConsentGiver.MOTHER,
    )
    parts = frozenset({ReleasePart.CONTACT, ReleasePart.NEEDS, ReleasePart.MESSAGE})
    with site.desk(who) as desk:
        prepared = referral.prepare_handover(
            desk,
            family.id,
            new_id(),
            recipient_id=institution_id(to),
            release=Release(parts, MESSAGE),
            answers=answers,
        )
        assert prepared.referral is not None, prepared.missing
        return prepared.referral.id


def hand_over(
    site: Site, family: Arranged, *, feedback: bool = True, who: str = "navigator", to: str = "office"
) -> UUID:
    """Hand a family over, to the family office of the town where no other is named."""
    referral_id = prepare(site, family, feedback=feedback, who=who, to=to)
    with site.desk(who) as desk:
        seen = referral.preview_handover(desk, referral_id)
        said = Said(new_id(), seen.row.revision)
        referral.send_handover(desk, referral_id, said, digest=seen.digest)
    return referral_id


def receive(site: Site, referral_id: UUID, who: str = "family_office") -> None:
    """Confirm the receipt and take the family on."""
    for step in (referral.confirm_receipt, referral.accept_referral):
        with site.desk(who) as desk:
            row = referral.read_received(desk, referral_id).row
            step(desk, referral_id, Said(new_id(), row.revision))


def own_kind(site: Site) -> UUID:
    """Let the municipality name a kind of institution of its own."""
    with site.desk("administrator") as desk:
        works_as = InstitutionKind.DAYCARE_SOCIAL_WORK
        return accounts.add_kind(
            desk, new_id(), label_de="Kita-Lotsenpunkt", label_en="Day care point", works_as=works_as
        ).id


def walk_in(site: Site, who: str = "family_office") -> Arranged:
    """Save a nameless contact at the family office."""
    sheet = FamilySheet(topics=("livelihood",), youngest="under_1", language="de", done="Antrag erklärt")
    with site.desk(who) as desk:
        family = intake.register_family(desk, new_id(), origin=FamilyOrigin.WALK_IN, sheet=sheet)
        return Arranged(family.id, family.code)


def begin_help(site: Site, referral_id: UUID, who: str = "family_office") -> None:
    """Take the family on and write down that it was reached."""
    receive(site, referral_id, who)
    with site.desk(who) as desk:
        row = referral.read_received(desk, referral_id).row
        referral.record_contact(desk, referral_id, Said(new_id(), row.revision))


def complete(site: Site, referral_id: UUID, who: str = "family_office") -> None:
    """Close with the outcome that help is under way."""
    with site.desk(who) as desk:
        row = referral.read_received(desk, referral_id).row
        referral.complete_referral(
            desk,
            referral_id,
            Said(new_id(), row.revision),
            outcome=Outcome.HELP_RUNNING,
            need_state=NeedState.PARTLY_MET,
        )


def hint(site: Site) -> dict[str, object]:
    """Make a ward's link and give a hint; returns their ids and the link's secret."""
    hint_id, way_id = new_id(), new_id()
    with site.desk("hint_giver") as desk:
        intake.give_hint(desk, hint_id, HintSheet(ward="Station 3", bed="Zimmer 7", text="Fragt viel"))
    with site.desk("navigator") as desk:
        last = local_day(desk.clock) + timedelta(days=90)
        intake.open_hint_way(desk, way_id, place="Wochenstation", expires_on=last)
        return {"hint_id": hint_id, "way_id": way_id, "token": intake.way_token(desk, way_id)}


def entry_link(site: Site, service_id: UUID) -> dict[str, object]:
    """Make a link for the provider of an entry; returns its secret."""
    with site.desk("coordinator") as desk:
        upkeep.open_entry_link(desk, new_id(), service_id)
        return {"entry_token": (upkeep.path_to_entry(desk, service_id) or "").rpartition("/")[2]}


def entered_twice(site: Site) -> dict[str, object]:
    """Enter a service a second time, and find two others different; returns the ids of the double."""
    with site.desk("coordinator") as desk:
        rows = [service_id for service_id, _ in directory.service_names(desk)]
        entry, _ = directory.read_entry(desk, rows[2])
        twin = entry.model_copy(update={"id": new_id(), "alternate_name": "Café", "phone": "02999 4713"})
        directory.add_service(desk, twin)
        directory.mark_distinct(desk, rows[3], rows[4])
        other = {"name": "Müttertreff Altstadt", "opening_hours": "Mo 9-11", "languages": ["de", "tr"]}
        directory.note_conflict(desk, ObjectKind.SERVICE, rows[5], {}, other)
        return {"kept_id": entry.id, "ended_id": twin.id, "object_id": rows[5]}


def proposed(site: Site, service_id: UUID) -> UUID:
    """Propose a change of an entry, of which one field was changed meanwhile, and a missing service."""
    proposal = new_id()
    changes: dict[str, object] = {"phone": "02999 4711", "opening_hours": "Mo und Do 9 bis 12 Uhr"}
    with site.desk("navigator") as desk:
        upkeep.propose_change(desk, proposal, service_id, changes, by=ProposedBy.PROVIDER, note="Ab Januar")
        missing: dict[str, object] = {"name": "Babycafé am Wall", "service_type": "D1"}
        upkeep.propose_missing(desk, new_id(), missing, organization="Verein Nest")
    with site.desk("coordinator") as desk:
        entry, revision = directory.read_entry(desk, service_id)
        newer = entry.model_copy(update={"phone": "02999 4712"})
        directory.save_service(desk, newer, revision=revision)
    return proposal
