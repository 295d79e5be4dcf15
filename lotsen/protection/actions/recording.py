"""Writing into a case: entries are only ever added; an end is recorded once."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.kernel import NotVisible, local_day
from lotsen.protection import domain
from lotsen.protection.actions.families import known_of_family
from lotsen.protection.actions.reading import case_of_reader, entry_rows
from lotsen.protection.actions.settings import rules_of
from lotsen.protection.documents import CaseSheet, EntrySheet
from lotsen.protection.domain import CaseIsClosed, CaseState, Ending, LegalForm, NamesLeft, StepKind
from lotsen.protection.tables import Case, Entry

_AFTER_THE_END = frozenset({StepKind.NOTE, StepKind.FEEDBACK})
CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Happened:
    """What an entry says: when it happened, and the answers of its step."""

    on: date
    at: str = ""
    answers: dict[str, str] = field(default_factory=dict)


def record_entry(desk: Desk, case_id: UUID, row_id: UUID, kind: StepKind, said: Happened) -> Entry:
    """Add an entry; the same form again changes nothing. Raises CaseIsClosed.

    With the birth of the child the form of pregnancy ends, and that of the institution begins.
    """
    case, sheet = case_of_reader(desk, case_id, lock=True)
    known = _known(desk, case, row_id)
    if known is not None:
        return known
    if case.state is CaseState.CLOSED and kind not in _AFTER_THE_END:
        raise CaseIsClosed
    entry = _write(desk, case, row_id, kind, said)
    if kind is StepKind.BIRTH and sheet.form is LegalForm.PREGNANCY:
        _keep(desk, case, sheet.model_copy(update={"form": rules_of(desk).form}))
    return entry


def write_advice_sheet(
    desk: Desk, case_id: UUID, row_id: UUID, said: Happened, *, is_false_alarm: bool = False
) -> Entry:
    """Store a nameless sheet for the experienced professional.

    Raises NamesLeft where a text holds what would name the family, unless a person has looked and said
    that it is a false alarm; that is kept with the sheet.
    """
    case, sheet = case_of_reader(desk, case_id, lock=True)
    known = _known(desk, case, row_id)
    if known is not None:
        return known
    if case.state is CaseState.CLOSED:
        raise CaseIsClosed
    family = known_of_family(desk, case, sheet.family_id)
    found = {name: domain.find_traces(text, family) for name, text in said.answers.items()}
    traces = {name: words for name, words in found.items() if words}
    if traces and not is_false_alarm:
        raise NamesLeft(traces)
    answers = {**said.answers, **({CONFIRMED: domain.YES} if traces else {})}
    return _write(desk, case, row_id, StepKind.ADVICE_SHEET, Happened(said.on, said.at, answers))


def close_case(desk: Desk, case_id: UUID, row_id: UUID, ending: Ending, said: Happened) -> None:
    """Close a case; from now its own period of keeping runs. A second tap changes nothing."""
    case, sheet = case_of_reader(desk, case_id, lock=True)
    if case.state is CaseState.CLOSED:
        return
    today = local_day(desk.clock)
    answers = {**said.answers, "ending": ending.value}
    _write(desk, case, row_id, StepKind.CLOSING, Happened(said.on, said.at, answers))
    case.state = CaseState.CLOSED
    case.retention_until = _years_later(today, rules_of(desk).retention_years)
    _keep(desk, case, sheet.model_copy(update={"ending": ending, "closed_at": desk.clock.now()}))
    desk.vault.note("protection_closed", subject=case.subject_id, record_class="protection-case", row=case.id)


def _years_later(day: date, years: int) -> date:
    """Return the same day in a later year; the 29th of February becomes the 1st of March."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + years, 3, 1) if is_leap_day else day.replace(year=day.year + years)


def _known(desk: Desk, case: Case, row_id: UUID) -> Entry | None:
    known = desk.db.get(Entry, row_id)
    if known is not None and known.case_id != case.id:
        raise NotVisible
    return known


def _write(desk: Desk, case: Case, row_id: UUID, kind: StepKind, said: Happened) -> Entry:
    if _known(desk, case, row_id) is not None:
        raise NotVisible
    entry = Entry(
        id=row_id,
        subject_id=case.subject_id,
        case_id=case.id,
        position=len(entry_rows(desk, case)) + 1,
    )
    sheet = EntrySheet(
        kind=kind,
        happened_on=said.on,
        happened_at=said.at,
        recorded_at=desk.clock.now(),
        recorded_by=desk.actor.person_id,
        answers={name: text for name, text in said.answers.items() if text},
    )
    desk.vault.seal(entry, Entry.sheet, sheet)
    desk.db.add(entry)
    desk.db.flush()
    desk.vault.note(
        "protection_entry_added", subject=case.subject_id, record_class="protection-entry", row=entry.id
    )
    return entry


def _keep(desk: Desk, case: Case, sheet: CaseSheet) -> None:
    desk.vault.seal(case, Case.sheet, sheet)
    case.revision += 1
    desk.db.add(case)
    desk.db.flush()
