"""How the entries, steps and readers of a case look on the screen."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from lotsen.protection.actions import CaseView, EntryView
from lotsen.protection.documents import Reader
from lotsen.protection.domain import (
    ENDING_LABELS,
    QUESTIONS,
    STEP_LABELS,
    AnswerKind,
    Ending,
    FormOfLaw,
    Question,
    StepKind,
)
from lotsen.web.i18n import format_date, format_datetime, gettext, listed, ngettext

_ON_PAPER = frozenset({StepKind.ADVICE_SHEET, StepKind.NOTICE, StepKind.IN_HOUSE})
Task = tuple[str, str | None, str, str, str]


@dataclass(frozen=True)
class ShownEntry:
    """One entry in words: when it happened, when and by whom it was recorded, and what it says."""

    id: UUID
    title: str
    happened: str
    recorded: str
    rows: tuple[tuple[str, str], ...]
    paper: str | None


def happened(on: str, at: str) -> str:
    """Join day and time of day."""
    return listed((on, at)) if at else on


def questions(kind: StepKind) -> tuple[tuple[Question, bool], ...]:
    """Return the questions of a step, each with whether it is answered by choosing."""
    return tuple((question, question.kind is AnswerKind.CHOICE) for question in QUESTIONS[kind])


def answer_words(question: Question, value: str) -> str:
    """Say an answer: the words of a choice, or what was written."""
    if question.name == "ending" and value in set(Ending):
        return gettext(ENDING_LABELS[Ending(value)])
    words = dict(question.options).get(value)
    return gettext(words) if words else value


def entry(view: CaseView, one: EntryView) -> ShownEntry:
    """Put one entry into words."""
    sheet = one.sheet
    rows = tuple(
        (gettext(question.label), answer_words(question, sheet.answers[question.name]))
        for question in QUESTIONS[sheet.kind]
        if sheet.answers.get(question.name)
    )
    who = view.names.get(sheet.recorded_by, "") if sheet.recorded_by else ""
    recorded = gettext("recorded %(moment)s, %(name)s", moment=format_datetime(sheet.recorded_at), name=who)
    on_paper = sheet.kind in _ON_PAPER
    return ShownEntry(
        id=one.id,
        title=gettext(STEP_LABELS[sheet.kind]),
        happened=happened(format_date(sheet.happened_on), sheet.happened_at),
        recorded=recorded,
        rows=rows,
        paper=url_for("protection.paper", case_id=view.row.id, entry_id=one.id) if on_paper else None,
    )


def tasks(view: CaseView, law: FormOfLaw) -> list[Task]:
    """Return the steps in the order of the law, where each stands, and what the law says of it."""
    return [_task(view, step.kind, step.hint, is_expected=step.is_expected) for step in law.steps]


def _task(view: CaseView, kind: StepKind, hint: str, *, is_expected: bool) -> Task:
    label = gettext(STEP_LABELS[kind])
    url = url_for(f"protection.{kind.value}", case_id=view.row.id) if view.is_open else None
    found = view.of(kind)
    if found:
        count = ngettext("%(num)s entry", "%(num)s entries", len(found))
        last = format_date(found[-1].sheet.happened_on)
        return label, url, listed((count, last)), "success", hint
    if is_expected:
        return label, url, gettext("Still open"), "warning", hint
    return label, url, gettext("where needed"), "info", hint


def open_steps(view: CaseView, law: FormOfLaw) -> list[str]:
    """Name the expected steps that have no entry yet."""
    return [gettext(STEP_LABELS[kind]) for kind in law.open_steps(view.done)]


@dataclass(frozen=True)
class ShownReader:
    """Somebody who may read a case, or could, with who decided that and when."""

    id: UUID
    name: str
    words: str
    reason: str
    is_former: bool


def readers(view: CaseView) -> list[ShownReader]:
    """Return each reader with who named them and when; those who were taken off, too."""
    return [
        ShownReader(
            id=reader.person_id,
            name=view.names.get(reader.person_id, ""),
            words=_how(view, reader),
            reason=reader.reason,
            is_former=reader.removed_at is not None,
        )
        for reader in view.sheet.readers
    ]


def _how(view: CaseView, reader: Reader) -> str:
    def name(person: UUID | None) -> str:
        return view.names.get(person, "") if person else ""

    if reader.removed_at is not None:
        moment = format_datetime(reader.removed_at)
        return gettext("taken off by %(name)s on %(moment)s", name=name(reader.removed_by), moment=moment)
    moment = format_datetime(reader.added_at)
    if reader.confirmed_by is not None:
        return gettext(
            "appointed by %(name)s and %(second)s on %(moment)s",
            name=name(reader.added_by),
            second=name(reader.confirmed_by),
            moment=moment,
        )
    if reader.person_id == reader.added_by:
        return gettext("opened the case on %(moment)s", moment=moment)
    return gettext("named by %(name)s on %(moment)s", name=name(reader.added_by), moment=moment)
