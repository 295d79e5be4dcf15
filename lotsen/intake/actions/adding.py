"""Answers that come after a sheet was completed: one question at a time, and only what it left open."""

from dataclasses import replace
from uuid import UUID

from lotsen.desk import Desk
from lotsen.facts.actions import retract_fact
from lotsen.facts.domain import FactEvent, need_groups_of
from lotsen.intake.actions.assessments import AssessmentView, open_draft
from lotsen.intake.actions.families import set_stage
from lotsen.intake.actions.material import telling_assessment
from lotsen.intake.actions.reading import consents_of, open_family_row
from lotsen.intake.actions.refusals import AssessmentCompleted, DocumentationEnded, SheetInProgress
from lotsen.intake.actions.telling import tell_figures
from lotsen.intake.documents import AddedAnswer
from lotsen.intake.domain import NOT_ASKED, Answer, CaseStage, ItemAt, documentation_ended
from lotsen.intake.tables import Assessment, Family
from lotsen.kernel import StaleRevision, local_day, new_id

_OFFER = "talk_offered"


def add_answer(desk: Desk, family_id: UUID, *, revision: int, place: ItemAt, answer: Answer) -> None:
    """Store an answer to a question that the last completed sheet left open; "not asked" takes it back.

    Open is what nobody asked, and what has to be asked again alone with the person. All else that the sheet
    said when it was completed stays. The same answer again changes nothing, nor does taking back what was
    taken back already; another one over an answer that the page had not seen raises StaleRevision, as does a
    question that is gone.
    Raises CaseClosed, DocumentationEnded, SheetInProgress while a newer sheet is being filled in.
    """
    family = open_family_row(desk, family_id)
    if documentation_ended(view.statement.fact for view in consents_of(desk, family)):
        raise DocumentationEnded
    if open_draft(desk, family.id) is not None:
        raise SheetInProgress
    latest = telling_assessment(desk, family.id)
    question = latest.question_at(place) if latest is not None else None
    if latest is None or question is None or not (answer == NOT_ASKED or question.item.accepts(answer)):
        raise StaleRevision
    known = latest.sheet.answers.get(place.item, place.person)
    if known == answer:
        return
    if known != NOT_ASKED:
        was_added = latest.sheet.was_added(place)
        if not (was_added or place in latest.outcome.private_tasks):
            raise AssessmentCompleted
        if answer == NOT_ASKED and not was_added:
            return
        if latest.row.revision != revision:
            raise StaleRevision
    _keep(desk, family, latest, place, answer)


def _keep(desk: Desk, family: Family, before: AssessmentView, place: ItemAt, answer: Answer) -> None:
    known = before.sheet.answers.get(place.item, place.person).presence
    left = next((one.before for one in before.sheet.added if one.place == place), known)
    now = Answer(left) if answer == NOT_ASKED else answer
    given = before.sheet.answers.with_answer(place.item, place.person, now).given
    added = tuple(one for one in before.sheet.added if one.place != place)
    if answer != NOT_ASKED:
        today, person = local_day(desk.clock), desk.actor.person_id
        added = (*added, AddedAnswer(place=place, on=today, by=person, before=left))
    after = replace(before, sheet=before.sheet.model_copy(update={"given": given, "added": added}))
    told = _tell(desk, family, before, after)
    row = before.row
    desk.vault.seal(row, Assessment.answers, after.sheet.model_copy(update={"told": told}))
    row.revision += 1
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note(
        "answer_added", subject=row.subject_id, record_class="assessment", row=row.id, coalesce=True
    )


def _tell(
    desk: Desk, family: Family, before: AssessmentView, after: AssessmentView
) -> tuple[tuple[str, UUID], ...]:
    """Tell the figures what an answer has shown, and take back what nothing shows any more; return both."""
    shown, shows = _shown(before), _shown(after)
    told = dict(before.sheet.told)
    for what in shown:
        if what not in shows and what in told:
            retract_fact(desk, told.pop(what))
    for what in shows:
        if what not in shown:
            told[what] = new_id()
            event = FactEvent.TRIGGER if what == _OFFER else FactEvent.NEED_FOUND
            groups = () if what == _OFFER else (what,)
            tell_figures(desk, family, event, need_groups=groups, fact_id=told[what])
    if _OFFER in shows and family.stage is CaseStage.ASSESSED:
        set_stage(desk, family, CaseStage.TALK_OFFERED)
    elif _OFFER not in shows and _OFFER in shown and family.stage is CaseStage.TALK_OFFERED:
        set_stage(desk, family, CaseStage.ASSESSED)
    return tuple(told.items())


def _shown(view: AssessmentView) -> list[str]:
    """Return what the figures count of an assessment: the groups of its needs, and that a talk is offered."""
    groups = need_groups_of(need.code for need in view.outcome.needs)
    return [*groups, _OFFER] if view.outcome.talk_offered else [*groups]
