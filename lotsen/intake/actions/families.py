"""Families: a code first, then what is known without a name, the talk."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.facts.actions import retract_fact
from lotsen.facts.domain import FactEvent, NotReached
from lotsen.intake import domain
from lotsen.intake.actions.codes import take_reserved, unused_code
from lotsen.intake.actions.reading import consents_of, contact_row, family_row, open_family_row
from lotsen.intake.actions.refusals import CaseClosed, ConsentMissing, DayOutOfRange
from lotsen.intake.actions.telling import tell_figures
from lotsen.intake.documents import ContactSheet, FamilyOrigin, FamilySheet, MissedTalk
from lotsen.intake.domain import CaseStage, NotReachedReason
from lotsen.intake.tables import Family, FamilyContact
from lotsen.kernel import NotVisible, StaleRevision, local_day, new_id
from lotsen.keys.domain import SubjectKind
from lotsen.policy import InstitutionKind

BEFORE_TALK = frozenset(
    {
        CaseStage.REGISTERED,
        CaseStage.INFORMED,
        CaseStage.ASSESSED,
        CaseStage.TALK_OFFERED,
        CaseStage.NOT_REACHED,
    }
)
_COUNTED_AS = {
    NotReachedReason.DISCHARGED: NotReached.DISCHARGED,
    NotReachedReason.NO_CAPACITY: NotReached.NO_CAPACITY,
    NotReachedReason.LANGUAGE: NotReached.LANGUAGE,
    NotReachedReason.DECLINED: NotReached.DECLINED,
    NotReachedReason.NOT_REACHED: NotReached.OTHER,
}

_ORIGINS = {
    InstitutionKind.BIRTH_CLINIC: FamilyOrigin.WARD,
    InstitutionKind.SCHOOL_FAMILY_CENTRE: FamilyOrigin.SCHOOL,
    InstitutionKind.DAYCARE_SOCIAL_WORK: FamilyOrigin.DAY_CARE,
    InstitutionKind.FAMILY_OFFICE: FamilyOrigin.WALK_IN,
}


def usual_origin(desk: Desk) -> FamilyOrigin:
    """Return how families come to the actor's institution."""
    kind = desk.actor.institution_kind
    return _ORIGINS.get(kind, FamilyOrigin.PRACTICE) if kind is not None else FamilyOrigin.PRACTICE


def register_family(
    desk: Desk,
    row_id: UUID,
    *,
    origin: FamilyOrigin,
    sheet: FamilySheet,
    due_on: date | None = None,
    on: date | None = None,
    code: str | None = None,
) -> Family:
    """Create a family under a new code; the same id again returns the same family.

    What is entered later names its true date in `on`, and the `code` that was printed on its paper. The
    figures get the true date; where its quarter is published already, the fact is late and joins the year's
    figures only together with enough others (figures.freeze). Raises DayOutOfRange, CodeNotReserved.
    """
    home = desk.actor.home
    desk.db.exec(select(Institution.id).where(Institution.id == home).with_for_update(key_share=True))
    known = desk.db.get(Family, row_id)
    if known is not None:
        if known.institution_id != home:
            raise NotVisible
        return known
    today = local_day(desk.clock)
    if on is not None and not domain.may_enter_later(on, today):
        raise DayOutOfRange
    told: dict[str, object] = {"registered_fact": new_id()}
    if on is not None and on != today:
        told["entered_later_on"] = today
    sheet = sheet.model_copy(update=told)
    family = Family(
        id=row_id,
        subject_id=desk.vault.new_subject(SubjectKind.FAMILY, home),
        institution_id=home,
        code=take_reserved(desk, code) if code else unused_code(desk),
        stage=CaseStage.REGISTERED,
        origin=origin,
        registered_on=on or today,
        due_on=due_on,
        assigned_to=desk.actor.person_id,
    )
    desk.vault.seal(family, Family.sheet, sheet)
    desk.db.add(family)
    desk.db.flush()
    desk.vault.note("family_registered", subject=family.subject_id, record_class="family", row=family.id)
    event = FactEvent.WALK_IN if origin is FamilyOrigin.WALK_IN else FactEvent.REGISTERED
    tell_figures(
        desk,
        family,
        event,
        sheet=sheet,
        members=(),
        need_groups=sheet.topics,
        on=family.registered_on,
        fact_id=sheet.registered_fact,
    )
    return family


def save_sheet(
    desk: Desk, family_id: UUID, revision: int, sheet: FamilySheet, *, due_on: date | None
) -> Family:
    """Store what is known without a name. Raises StaleRevision, CaseClosed."""
    family = open_family_row(desk, family_id)
    if family.revision != revision:
        raise StaleRevision
    family.due_on = due_on
    return _keep(desk, family, sheet, "family_sheet_saved")


def set_discreet(desk: Desk, family_id: UUID, *, be_discreet: bool) -> None:
    """Treat a family with particular discretion, or no longer; a second tap changes nothing."""
    family = open_family_row(desk, family_id)
    sheet = desk.vault.open(family, Family.sheet)
    if sheet.be_discreet is not be_discreet:
        _keep(desk, family, sheet.model_copy(update={"be_discreet": be_discreet}), "family_sheet_saved")


def save_contact(desk: Desk, family_id: UUID, revision: int, contact: ContactSheet) -> FamilyContact:
    """Store name and contact. Raises ConsentMissing unless notice and documentation consent stand."""
    family = open_family_row(desk, family_id)
    facts = [view.statement.fact for view in consents_of(desk, family)]
    if not domain.may_record_name(facts, local_day(desk.clock)):
        raise ConsentMissing
    row = contact_row(desk, family)
    if (row.revision if row is not None else 0) != revision:
        raise StaleRevision
    row = row or FamilyContact(id=new_id(), subject_id=family.subject_id, family_id=family.id)
    desk.vault.seal(row, FamilyContact.contact, contact)
    row.revision += 1
    desk.db.add(row)
    family.is_named = bool(contact.full_name)
    desk.db.add(family)
    desk.vault.note("contact_saved", subject=family.subject_id, record_class="family-contact", row=row.id)
    return row


def read_locked_contact(desk: Desk, family_id: UUID) -> ContactSheet:
    """Open a contact behind a withdrawn consent, for the call-back that comes before anything is deleted."""
    family = family_row(desk, family_id)
    row = contact_row(desk, family)
    if row is None:
        raise NotVisible
    desk.vault.note(
        "locked_contact_opened", subject=family.subject_id, record_class="family-contact", row=row.id
    )
    return desk.vault.open(row, FamilyContact.contact)


def stored_contact(desk: Desk, family_id: UUID) -> ContactSheet | None:
    """Open a contact whatever the family agreed to, for comparing with it what must not name a family."""
    row = contact_row(desk, family_row(desk, family_id))
    return None if row is None else desk.vault.open(row, FamilyContact.contact)


def set_stage(desk: Desk, family: Family, stage: CaseStage) -> None:
    """Move a family on its way; the file of a closed one stays closed."""
    if family.stage is stage:
        return
    if family.closed_on is not None:
        raise CaseClosed
    family.stage = stage
    desk.db.add(family)


def hold_talk(desk: Desk, family_id: UUID, *, fact_id: UUID | None = None) -> None:
    """Record that the in-depth talk took place; once. `fact_id` lets the tap be taken back."""
    family = open_family_row(desk, family_id)
    if family.stage not in BEFORE_TALK:
        return
    set_stage(desk, family, CaseStage.TALK_HELD)
    desk.vault.note("talk_held", subject=family.subject_id, record_class="family", row=family.id)
    tell_figures(desk, family, FactEvent.TALK_HELD, fact_id=fact_id)


def mark_not_reached(desk: Desk, family_id: UUID, reason: NotReachedReason) -> None:
    """Record that the talk did not take place, and why; demand that could not be met is counted."""
    family = open_family_row(desk, family_id)
    sheet = desk.vault.open(family, Family.sheet)
    is_repeat = family.stage is CaseStage.NOT_REACHED and sheet.not_reached is reason
    if is_repeat or family.stage not in BEFORE_TALK:
        return
    before = (
        sheet.missed.stage_before if family.stage is CaseStage.NOT_REACHED and sheet.missed else family.stage
    )
    missed = MissedTalk(stage_before=before, on=local_day(desk.clock), fact_id=new_id())
    set_stage(desk, family, CaseStage.NOT_REACHED)
    sheet = sheet.model_copy(update={"not_reached": reason, "missed": missed})
    _keep(desk, family, sheet, "family_not_reached")
    tell_figures(
        desk,
        family,
        FactEvent.NOT_REACHED,
        sheet=sheet,
        reason=_COUNTED_AS[reason],
        fact_id=missed.fact_id,
    )


def undo_not_reached(desk: Desk, family_id: UUID) -> bool:
    """Restore the stage before a tap on "not reached", on the same day; the figures forget it too.

    Returns whether there was anything to restore; a second tap finds nothing.
    """
    family = open_family_row(desk, family_id)
    sheet = desk.vault.open(family, Family.sheet)
    missed = sheet.missed
    if family.stage is not CaseStage.NOT_REACHED or missed is None or missed.on != local_day(desk.clock):
        return False
    set_stage(desk, family, missed.stage_before)
    retract_fact(desk, missed.fact_id)
    sheet = sheet.model_copy(update={"not_reached": None, "missed": None})
    _keep(desk, family, sheet, "family_reached_after_all")
    return True


def _keep(desk: Desk, family: Family, sheet: FamilySheet, deed: str) -> Family:
    desk.vault.seal(family, Family.sheet, sheet)
    family.revision += 1
    desk.db.add(family)
    desk.vault.note(deed, subject=family.subject_id, record_class="family", row=family.id)
    return family
