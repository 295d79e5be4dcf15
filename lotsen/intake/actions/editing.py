"""Forms while they are filled in: drafts that are not saved yet, who edits what, who saved last.

A draft belongs to one person and one form, so nobody's half sentence lands in another's page; what two
people save in the end meets in the revisions of what they edit.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, delete, select

from lotsen.accounts.actions import names_of
from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.reading import consents_of, family_row, open_family_row
from lotsen.intake.actions.recipients import find_recipient
from lotsen.intake.actions.refusals import ConsentMissing
from lotsen.intake.documents import DraftSheet, comes_late
from lotsen.intake.domain.editing import ABOUT_ONE, KEPT, ONLY_NAMED, STAYS, FormName, Place
from lotsen.intake.tables import Assessment, Consent, Draft, Family, Member, Presence, WalkInDraft
from lotsen.kernel import NotVisible, local_day, new_id

_NAMED = frozenset({FormName.CHILD, FormName.CAREGIVER, FormName.PERSON})


@dataclass(frozen=True)
class KeptDraft:
    """A draft with its opened document."""

    revision: int
    saved_at: datetime
    sheet: DraftSheet


@dataclass(frozen=True)
class Editor:
    """Somebody who has a form of a family open now."""

    person_id: UUID
    name: str
    form: FormName
    row: UUID
    since: datetime


@dataclass(frozen=True)
class Saving:
    """Who saved a form last, when, and by which page; no page where it was saved by itself."""

    name: str
    at: datetime
    page: UUID | None


def keep_draft(desk: Desk, place: Place, revision: int, sheet: DraftSheet) -> KeptDraft:
    """Store what was typed into a form. Raises StaleRevision, CaseClosed, ConsentMissing for a name.

    A page that repeats itself because an answer was lost is not stale. What comes late from a page that
    was saved already, or has sent more since, changes nothing.
    """
    family = open_family_row(desk, place.family_id)
    _check_place(desk, family, place)
    sheet = _without_forbidden_names(desk, family, place, sheet)
    now = desk.clock.now()
    row = _draft(desk, place)
    if _was_saved_by(desk, place, sheet.page):
        return KeptDraft(row.revision if row is not None else 0, now, sheet)
    if row is not None:
        kept = KeptDraft(row.revision, row.saved_at, desk.vault.open(row, Draft.typed))
        if comes_late(sheet, kept.sheet, is_behind=revision != kept.revision):
            return kept
    row = row or Draft(
        id=new_id(),
        subject_id=family.subject_id,
        family_id=family.id,
        form=place.form,
        row_id=place.row,
        person_id=actor_at_work(desk),
        saved_at=now,
    )
    desk.vault.seal(row, Draft.typed, sheet)
    row.revision, row.saved_at = row.revision + 1, now
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note(
        "draft_saved", subject=family.subject_id, record_class="intake-draft", row=row.id, coalesce=True
    )
    return KeptDraft(row.revision, now, sheet)


def read_draft(desk: Desk, place: Place) -> KeptDraft | None:
    """Open the actor's own draft of a form; none where there is none, or one too old to be shown."""
    family_row(desk, place.family_id)
    row = _draft(desk, place)
    if row is None or row.saved_at < desk.clock.now() - KEPT:
        return None
    return KeptDraft(row.revision, row.saved_at, desk.vault.open(row, Draft.typed))


def discard_draft(desk: Desk, place: Place) -> None:
    """Throw the actor's own draft of a form away; a second tap changes nothing."""
    family = family_row(desk, place.family_id, lock=True)
    row = _draft(desk, place)
    if row is not None:
        desk.db.delete(row)
        desk.vault.note("draft_discarded", subject=family.subject_id, record_class="intake-draft", row=row.id)


def forget_old_drafts(desk: Desk) -> int:
    """Delete drafts that nobody saved in time, and signs of presence as old; for the recurring work."""
    before = desk.clock.now() - KEPT
    desk.db.exec(delete(Presence).where(col(Presence.seen_at) < before))
    return sum(
        desk.db.exec(delete(table).where(col(table.saved_at) < before)).rowcount
        for table in (Draft, WalkInDraft)
    )


def forget_drafts(desk: Desk, family: Family) -> None:
    """Delete everybody's drafts about a family, and who edits it: its file is closed."""
    for table in (Draft, Presence):
        desk.db.exec(delete(table).where(col(table.family_id) == family.id))


def forget_drafts_about(desk: Desk, family: Family, row_id: UUID) -> None:
    """Delete everybody's drafts about one person, and who edits it: it was entered by mistake."""
    for table in (Draft, Presence):
        here = (col(table.family_id) == family.id, col(table.row_id) == row_id)
        desk.db.exec(delete(table).where(*here))


def show_presence(desk: Desk, place: Place, *, saved: bool = False) -> None:
    """Note that the actor has a form open; `saved` also that it stored what others see."""
    family = family_row(desk, place.family_id, lock=True)
    if family.closed_on is not None:
        return
    _check_place(desk, family, place)
    now = desk.clock.now()
    row = _presence(desk, place)
    if row.seen_at < now - STAYS:
        row.since = now
    row.seen_at = now
    if saved:
        row.saved_at = now
    desk.db.add(row)
    desk.db.flush()


def settle(desk: Desk, place: Place, page: UUID) -> None:
    """Note that a page's form was saved: the draft is gone, and its repeats are no conflict."""
    family = family_row(desk, place.family_id, lock=True)
    if family.closed_on is not None:
        return
    row, draft = _presence(desk, place), _draft(desk, place)
    now = desk.clock.now()
    row.seen_at, row.saved_at, row.saved_page = now - STAYS, now, page
    desk.db.add(row)
    if draft is not None:
        desk.db.delete(draft)
    desk.db.flush()


def editors_of(desk: Desk, family_id: UUID, place: Place | None = None) -> tuple[Editor, ...]:
    """Return who else has a form of a family open now, or this one form."""
    family = family_row(desk, family_id)
    query = select(Presence).where(
        Presence.family_id == family.id,
        Presence.person_id != actor_at_work(desk),
        col(Presence.seen_at) > desk.clock.now() - STAYS,
    )
    if place is not None:
        query = query.where(Presence.form == place.form, Presence.row_id == place.row)
    rows = desk.db.exec(query.order_by(col(Presence.since), col(Presence.id))).all()
    names = names_of(desk, {row.person_id for row in rows}) if rows else {}
    return tuple(
        Editor(row.person_id, names.get(row.person_id, ""), row.form, row.row_id, row.since) for row in rows
    )


def last_saving(desk: Desk, place: Place) -> Saving | None:
    """Return who saved a form last; nothing where nobody did, or too long ago to be told."""
    family = family_row(desk, place.family_id)
    row = desk.db.exec(
        select(Presence)
        .where(
            Presence.family_id == family.id,
            Presence.form == place.form,
            Presence.row_id == place.row,
            col(Presence.saved_at).is_not(None),
        )
        .order_by(col(Presence.saved_at).desc(), col(Presence.id))
        .limit(1)
    ).first()
    if row is None or row.saved_at is None:
        return None
    return Saving(names_of(desk, {row.person_id}).get(row.person_id, ""), row.saved_at, row.saved_page)


def actor_at_work(desk: Desk) -> UUID:
    """Return the person at work: drafts and presence are of somebody."""
    if desk.actor.person_id is None:
        raise LookupError("only a person edits a form")
    return desk.actor.person_id


def _draft(desk: Desk, place: Place) -> Draft | None:
    return desk.db.exec(
        select(Draft).where(
            Draft.family_id == place.family_id,
            Draft.form == place.form,
            Draft.row_id == place.row,
            Draft.person_id == actor_at_work(desk),
        )
    ).one_or_none()


def _presence(desk: Desk, place: Place) -> Presence:
    known = desk.db.exec(
        select(Presence).where(
            Presence.family_id == place.family_id,
            Presence.form == place.form,
            Presence.row_id == place.row,
            Presence.person_id == actor_at_work(desk),
        )
    ).one_or_none()
    now = desk.clock.now()
    return known or Presence(
        id=new_id(),
        family_id=place.family_id,
        form=place.form,
        row_id=place.row,
        person_id=actor_at_work(desk),
        since=now,
        seen_at=now,
    )


def _was_saved_by(desk: Desk, place: Place, page: str) -> bool:
    saved = _presence(desk, place).saved_page
    return saved is not None and str(saved) == page


def _check_place(desk: Desk, family: Family, place: Place) -> None:
    """Refuse a row that is no part of the family, and a recipient that nobody can consent to."""
    if place.row == place.family_id and place.form not in ABOUT_ONE:
        return
    if place.form is FormName.RECIPIENT:
        find_recipient(desk, consents_of(desk, family), place.row)
        return
    row: Assessment | Consent | Member | None
    if place.form is FormName.ASSESSMENT:
        row = desk.db.get(Assessment, place.row)
    elif place.form is FormName.WITHDRAW:
        row = desk.db.get(Consent, place.row)
    else:
        row = desk.db.get(Member, place.row)
    allowed = place.form in ABOUT_ONE | {FormName.CHILD}
    if row is None or not allowed or row.family_id != place.family_id:
        raise NotVisible


def _without_forbidden_names(desk: Desk, family: Family, place: Place, sheet: DraftSheet) -> DraftSheet:
    """Keep names and ways to reach somebody out of drafts while the family may not be named."""
    if place.form is not FormName.CONTACT and place.form not in _NAMED:
        return sheet
    facts = [view.statement.fact for view in consents_of(desk, family)]
    if domain.may_record_name(facts, local_day(desk.clock)):
        return sheet
    if place.form is FormName.CONTACT:
        raise ConsentMissing
    values = tuple((name, texts) for name, texts in sheet.values if name not in ONLY_NAMED)
    return sheet.model_copy(update={"values": values})
