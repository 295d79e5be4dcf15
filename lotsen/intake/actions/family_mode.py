"""The tablet in a family's hands: handed over, filled in one answer at a time, and taken back."""

from uuid import UUID

from sqlmodel import select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.assessments import AssessmentView, read_assessment, save_draft
from lotsen.intake.actions.refusals import AssessmentCompleted
from lotsen.intake.documents import AssessmentSheet, AssessmentState
from lotsen.intake.domain import Answer, ItemAt
from lotsen.intake.tables import Assessment


def hand_tablet_over(desk: Desk, assessment_id: UUID) -> AssessmentView:
    """Write down what is open now, so that the family sees nothing that was answered before."""
    view = _locked(desk, assessment_id)
    asked = domain.questions(view.instrument, view.persons)
    found = domain.questions_for_family(asked, view.sheet.answers)
    places = tuple(domain.place_of(question) for question in (*found.plain, *found.private))
    view = _kept(desk, view, view.sheet.model_copy(update={"handed_over": places}))
    _note(desk, view, "tablet_handed_over")
    return view


def give_answer(desk: Desk, assessment_id: UUID, place: ItemAt, answer: Answer) -> AssessmentView:
    """Keep one answer of the family; the same answer again stores nothing."""
    view = _locked(desk, assessment_id)
    answers = view.sheet.answers.with_answer(place.item, place.person, answer)
    return _kept(desk, view, view.sheet.model_copy(update={"given": answers.given}))


def wish_talk(desk: Desk, assessment_id: UUID, *, wished: bool) -> AssessmentView:
    """Keep whether the family wishes a talk."""
    view = _locked(desk, assessment_id)
    return _kept(desk, view, view.sheet.model_copy(update={"own_wish": wished}))


def take_tablet_back(desk: Desk, assessment_id: UUID) -> int:
    """Note that staff hold the tablet again; return how many questions were not possible now."""
    view = read_assessment(desk, assessment_id)
    _note(desk, view, "tablet_taken_back")
    return len(view.outcome.private_tasks)


def _locked(desk: Desk, assessment_id: UUID) -> AssessmentView:
    """Open an assessment that nobody else changes until this unit of work ends."""
    query = select(Assessment).where(Assessment.id == assessment_id)
    desk.db.exec(query.with_for_update().execution_options(populate_existing=True)).one_or_none()
    view = read_assessment(desk, assessment_id)
    if view.row.state is AssessmentState.COMPLETED:
        raise AssessmentCompleted
    return view


def _kept(desk: Desk, view: AssessmentView, sheet: AssessmentSheet) -> AssessmentView:
    """Save a sheet as the draft; no page is named, so that one staff left open elsewhere finds out."""
    if sheet != view.sheet:
        sheet = sheet.model_copy(update={"page": ""})
        save_draft(desk, view.row.id, view.row.revision, sheet, handed_over=sheet.handed_over)
    return AssessmentView(view.row, view.family, view.instrument, view.members, sheet)


def _note(desk: Desk, view: AssessmentView, deed: str) -> None:
    desk.vault.note(deed, subject=view.row.subject_id, record_class="assessment", row=view.row.id)
