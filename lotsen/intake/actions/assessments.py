"""Assessments: begun once, saved while they are filled in, completed once."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent, need_groups_of
from lotsen.intake import domain
from lotsen.intake.actions.families import BEFORE_TALK, hold_talk, set_stage
from lotsen.intake.actions.instruments import instrument_named
from lotsen.intake.actions.meeting import know_since
from lotsen.intake.actions.opened import MemberView
from lotsen.intake.actions.reading import family_row, members_of, open_family_row
from lotsen.intake.actions.refusals import AssessmentCompleted, DayOutOfRange
from lotsen.intake.actions.telling import tell_figures
from lotsen.intake.documents import AssessmentSheet, AssessmentState, is_overtaken
from lotsen.intake.domain import CaseStage, Instrument, ItemAt, Outcome, Person, Question
from lotsen.intake.tables import Assessment, Family
from lotsen.kernel import NotVisible, StaleRevision, local_day

_HINT_LIMIT = 1000


@dataclass(frozen=True)
class AssessmentView:
    """An assessment, opened, with what it says so far."""

    row: Assessment
    family: Family
    instrument: Instrument
    members: tuple[MemberView, ...]
    sheet: AssessmentSheet

    @property
    def persons(self) -> tuple[Person, ...]:
        """Return the members as the instrument asks about them: as old as on the day it was begun."""
        return tuple(view.as_person(self.row.started_on) for view in self.members)

    @property
    def outcome(self) -> Outcome:
        """Weigh the answers."""
        return domain.assess(
            self.instrument,
            self.persons,
            self.sheet.answers,
            staff_hint=self.sheet.staff_hint,
            own_wish=self.sheet.own_wish,
        )

    @property
    def asked(self) -> tuple[Question, ...]:
        """Return the questions that are asked as things stand."""
        return domain.shown(domain.questions(self.instrument, self.persons), self.sheet.answers)

    def question_at(self, place: ItemAt) -> Question | None:
        """Return a question as it is asked about a person; none where it is not asked."""
        found = (one for one in self.asked if (one.item.code, one.person.ref) == (place.item, place.person))
        return next(found, None)


def start_assessment(
    desk: Desk, family_id: UUID, row_id: UUID, instrument: Instrument, *, on: date | None = None
) -> Assessment:
    """Begin an assessment; the same id again, or a draft that is still open, is gone on with.

    It begins with what a hint said. From paper it has its true date in `on`; where that lies before the
    family's first day, the family was met then, and its first day moves back. Raises DayOutOfRange.
    """
    family = open_family_row(desk, family_id)
    known = desk.db.get(Assessment, row_id)
    if known is not None and known.family_id != family.id:
        raise NotVisible
    known = known or open_draft(desk, family_id)
    if known is not None:
        return known
    today = local_day(desk.clock)
    if on is not None and not domain.may_enter_later(on, today):
        raise DayOutOfRange
    know_since(desk, family, on or today)
    row = Assessment(
        id=row_id,
        subject_id=family.subject_id,
        family_id=family.id,
        instrument_code=instrument.code,
        instrument_version=instrument.version,
        threshold=instrument.threshold,
        started_on=on or today,
    )
    first = _known_already(desk, family, instrument) if instrument.is_talk else AssessmentSheet()
    later = {"entered_later_on": today} if row.started_on != today else {}
    hint = _take_hint_text(desk, family)
    noticed = {"staff_hint": True, "staff_hint_text": hint} if hint else {}
    desk.vault.seal(row, Assessment.answers, first.model_copy(update={**later, **noticed}))
    desk.db.add(row)
    desk.db.flush()
    _note(desk, row, "assessment_started")
    return row


def save_draft(
    desk: Desk,
    assessment_id: UUID,
    revision: int,
    sheet: AssessmentSheet,
    *,
    handed_over: tuple[ItemAt, ...] | None = None,
) -> int:
    """Store a draft and return its new revision. Raises StaleRevision, AssessmentCompleted.

    A page that repeats itself because an answer was lost is not stale: the sheet names the page. What it sent
    earlier and comes late changes nothing. What the family is asked on the tablet changes with `handed_over`
    alone.
    """
    row = _row(desk, assessment_id)
    if row.state is AssessmentState.COMPLETED:
        raise AssessmentCompleted
    open_family_row(desk, row.family_id)
    _check_revision(desk, row, revision, sheet)
    if is_overtaken(sheet, desk.vault.open(row, Assessment.answers)):
        return row.revision
    _keep(desk, row, sheet, handed_over)
    _note(desk, row, "draft_saved", coalesce=True)
    return row.revision


def complete_assessment(desk: Desk, assessment_id: UUID, revision: int, sheet: AssessmentSheet) -> Assessment:
    """Store the answers for good and tell what they say; completed already, it stays as it is."""
    row = _row(desk, assessment_id)
    if row.state is AssessmentState.COMPLETED:
        return row
    family = open_family_row(desk, row.family_id)
    _check_revision(desk, row, revision, sheet)
    view = _view(desk, row, family, members_of(desk, family), sheet)
    view = replace(view, sheet=_without_hidden(view))
    outcome = view.outcome
    stored = _keep(desk, row, view.sheet)
    on = row.started_on if stored.entered_later_on else local_day(desk.clock)
    row.state, row.completed_on = AssessmentState.COMPLETED, on
    _note(desk, row, "assessment_completed")
    if view.instrument.is_talk:
        hold_talk(desk, family_id=family.id)
    elif family.stage in BEFORE_TALK:
        set_stage(desk, family, CaseStage.TALK_OFFERED if outcome.talk_offered else CaseStage.ASSESSED)
    tell_figures(desk, family, FactEvent.ASSESSED, members=view.members, on=on)
    if outcome.talk_offered:
        tell_figures(desk, family, FactEvent.TRIGGER, members=view.members, on=on)
    groups = need_groups_of(need.code for need in outcome.needs)
    if groups:
        tell_figures(desk, family, FactEvent.NEED_FOUND, members=view.members, need_groups=groups, on=on)
    return row


def read_assessment(desk: Desk, assessment_id: UUID) -> AssessmentView:
    """Open an assessment of a family of the actor's institution."""
    row = _row(desk, assessment_id, lock=False)
    family = family_row(desk, row.family_id)
    return _view(desk, row, family, members_of(desk, family), desk.vault.open(row, Assessment.answers))


def open_draft(desk: Desk, family_id: UUID) -> Assessment | None:
    """Return a family's assessment that is still being filled in, unopened."""
    family = family_row(desk, family_id)
    return desk.db.exec(
        select(Assessment)
        .where(Assessment.family_id == family.id, Assessment.state == AssessmentState.DRAFT)
        .order_by(col(Assessment.started_on).desc())
    ).first()


def latest_assessment(desk: Desk, family_id: UUID) -> Assessment | None:
    """Return a family's last completed assessment, unopened."""
    return next(iter(completed_assessments(desk, family_id)), None)


def completed_assessments(desk: Desk, family_id: UUID) -> list[Assessment]:
    """Return a family's completed assessments, unopened, the last one first; a talk follows its sheet."""
    family = family_row(desk, family_id)
    rows = desk.db.exec(
        select(Assessment).where(
            Assessment.family_id == family.id, Assessment.state == AssessmentState.COMPLETED
        )
    ).all()

    def order(row: Assessment) -> tuple[date, date, bool]:
        talk = instrument_named(desk, row.instrument_code, row.instrument_version).is_talk
        return row.completed_on or row.started_on, row.started_on, talk

    return sorted(rows, key=order, reverse=True)


def last_offer(desk: Desk, family_id: UUID) -> AssessmentView | None:
    """Open a family's last completed short sheet: it says why a talk is offered."""
    for row in completed_assessments(desk, family_id):
        if not instrument_named(desk, row.instrument_code, row.instrument_version).is_talk:
            return read_assessment(desk, row.id)
    return None


def _row(desk: Desk, assessment_id: UUID, *, lock: bool = True) -> Assessment:
    query = (
        select(Assessment)
        .join(Family, col(Family.id) == col(Assessment.family_id))
        .where(Assessment.id == assessment_id, Family.institution_id == desk.actor.institution_id)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    return row


def _view(
    desk: Desk, row: Assessment, family: Family, members: tuple[MemberView, ...], sheet: AssessmentSheet
) -> AssessmentView:
    instrument = instrument_named(desk, row.instrument_code, row.instrument_version)
    if row.threshold is not None:
        instrument = replace(instrument, threshold=row.threshold)
    return AssessmentView(row, family, instrument, members, sheet)


def _known_already(desk: Desk, family: Family, talk: Instrument) -> AssessmentSheet:
    """Return what the last short sheet has learned, as answers to the same facts in the sheet of the talk."""
    before = last_offer(desk, family.id)
    if before is None:
        return AssessmentSheet()
    items = {item.fact: item for item in talk.items if item.fact is not None}
    given = []
    for one in before.sheet.given:
        asked = before.instrument.item(one.item)
        item = items.get(asked.fact or "") if asked is not None else None
        if item is None:
            continue
        wish = one.wish and item.wish
        answer = replace(one.answer, wish=wish)
        if item.accepts(answer):
            given.append(replace(one, item=item.code, wish=wish))
    return AssessmentSheet(given=tuple(given))


def _without_hidden(view: AssessmentView) -> AssessmentSheet:
    """Leave out answers to questions that in the end were not asked."""
    visible = {
        (asked.item.code, asked.person.ref)
        for asked in domain.shown(domain.applicable(view.instrument, view.persons), view.sheet.answers)
    }
    given = tuple(one for one in view.sheet.given if (one.item, one.person) in visible)
    return view.sheet.model_copy(update={"given": given})


def _check_revision(desk: Desk, row: Assessment, revision: int, sheet: AssessmentSheet) -> None:
    if row.revision == revision:
        return
    if sheet.page and desk.vault.open(row, Assessment.answers).page == sheet.page:
        return
    raise StaleRevision


def _take_hint_text(desk: Desk, family: Family) -> str:
    """Move what a hint said out of the family's sheet: it belongs to the assessment from now on."""
    sheet = desk.vault.open(family, Family.sheet)
    if sheet.hint_text:
        desk.vault.seal(family, Family.sheet, sheet.model_copy(update={"hint_text": ""}))
        desk.db.add(family)
    return sheet.hint_text[:_HINT_LIMIT]


def _keep(
    desk: Desk, row: Assessment, sheet: AssessmentSheet, handed_over: tuple[ItemAt, ...] | None = None
) -> AssessmentSheet:
    """Store what a page sent; what no page knows is kept: that it came from paper, what a family is asked."""
    stored = desk.vault.open(row, Assessment.answers)
    asked = stored.handed_over if handed_over is None else handed_over
    sheet = sheet.model_copy(update={"entered_later_on": stored.entered_later_on, "handed_over": asked})
    desk.vault.seal(row, Assessment.answers, sheet)
    row.revision += 1
    desk.db.add(row)
    desk.db.flush()
    return sheet


def _note(desk: Desk, row: Assessment, deed: str, *, coalesce: bool = False) -> None:
    desk.vault.note(deed, subject=row.subject_id, record_class="assessment", row=row.id, coalesce=coalesce)
