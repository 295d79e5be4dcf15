"""What each step asks. Pure data: forms are built from it, and entries are shown by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lotsen.kernel import gettext_noop
from lotsen.protection.domain.words import StepKind

YES, NO = "yes", "no"


class AnswerKind(StrEnum):
    """How an answer is written."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True)
class Question:
    """One question of a step; `needed_if` names the answer to another one that makes it needed."""

    name: str
    label: str
    kind: AnswerKind = AnswerKind.TEXT
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    needed: str = ""
    needed_if: tuple[str, str] | None = None

    @property
    def is_needed(self) -> bool:
        """Say whether the question needs an answer whatever else is said."""
        return bool(self.needed) and self.needed_if is None


_YES_NO = ((YES, gettext_noop("Yes")), (NO, gettext_noop("No")))
_CHOICE, _LINE = AnswerKind.CHOICE, AnswerKind.LINE
_ACCEPTED = (
    ("yes", gettext_noop("Yes")),
    ("partly", gettext_noop("In part")),
    ("no", gettext_noop("No")),
    ("open", gettext_noop("Still open")),
)
_WRITE = gettext_noop("Please write this down.")
_CHOOSE = gettext_noop("Please choose an answer.")
_REASON = gettext_noop("Please write down the reason.")

QUESTIONS: dict[StepKind, tuple[Question, ...]] = {
    StepKind.OBSERVATION: (
        Question(
            "seen",
            gettext_noop("What was seen or heard?"),
            hint=gettext_noop(
                "Only what happened, as exactly as possible. Your own judgement has a field of its own."
            ),
            needed=_WRITE,
        ),
        Question(
            "source",
            gettext_noop("How do you know?"),
            _CHOICE,
            options=(
                ("self", gettext_noop("I saw or heard it myself")),
                ("family", gettext_noop("Somebody of the family told me")),
                ("colleague", gettext_noop("A colleague told me")),
                ("other", gettext_noop("Somebody else told me")),
            ),
            needed=_CHOOSE,
        ),
        Question("told_by", gettext_noop("By whom?"), _LINE),
        Question("verbatim", gettext_noop("Word for word, and who said it")),
        Question("judgement", gettext_noop("Own judgement, apart from what was seen")),
    ),
    StepKind.DANGER: (
        Question(
            "danger",
            gettext_noop("Is a child's life or body in danger now?"),
            _CHOICE,
            options=(*_YES_NO, ("unclear", gettext_noop("Not clear"))),
            needed=_CHOOSE,
        ),
        Question("why", gettext_noop("What is this based on?"), needed=_WRITE),
        Question("done", gettext_noop("What was done at once?")),
    ),
    StepKind.TALK: (
        Question("held", gettext_noop("Was there a talk?"), _CHOICE, options=_YES_NO, needed=_CHOOSE),
        Question("with_whom", gettext_noop("With whom?"), _LINE, needed=_WRITE, needed_if=("held", YES)),
        Question("said", gettext_noop("What was said?"), needed=_WRITE, needed_if=("held", YES)),
        Question("children", gettext_noop("How was the child involved?")),
        Question(
            "not_held", gettext_noop("If there was no talk: why not?"), needed=_REASON, needed_if=("held", NO)
        ),
    ),
    StepKind.HELP: (
        Question("offered", gettext_noop("Which help was offered?"), needed=_WRITE),
        Question("accepted", gettext_noop("Was it accepted?"), _CHOICE, options=_ACCEPTED, needed=_CHOOSE),
        Question("agreed", gettext_noop("What was agreed, and until when?")),
    ),
    StepKind.ADVICE: (
        Question(
            "office",
            gettext_noop("Which office or professional advised?"),
            _LINE,
            needed=_WRITE,
        ),
        Question(
            "pseudonymised",
            gettext_noop("Was the family kept nameless?"),
            _CHOICE,
            options=_YES_NO,
            needed=_CHOOSE,
        ),
        Question("result", gettext_noop("What was the result?"), needed=_WRITE),
    ),
    StepKind.ASSESSMENT: (
        Question("by_whom", gettext_noop("Who assessed?"), _LINE, needed=_WRITE),
        Question(
            "result",
            gettext_noop("What was the result?"),
            _CHOICE,
            options=(
                ("endangered", gettext_noop("There are weighty signs that a child is endangered")),
                ("help", gettext_noop("No endangerment, but the family needs help")),
                ("none", gettext_noop("No endangerment")),
                ("unclear", gettext_noop("Not clear yet")),
            ),
            needed=_CHOOSE,
        ),
        Question("reasons", gettext_noop("For which reasons?"), needed=_WRITE),
    ),
    StepKind.PARENTS_TOLD: (
        Question(
            "told",
            gettext_noop("Were the parents told before the notice?"),
            _CHOICE,
            options=_YES_NO,
            needed=_CHOOSE,
        ),
        Question("reaction", gettext_noop("What did they say?")),
        Question(
            "not_told",
            gettext_noop("If they were not told: why would it put the protection of the child in question?"),
            needed=_REASON,
            needed_if=("told", NO),
        ),
    ),
    StepKind.NOTICE: (
        Question(
            "channel",
            gettext_noop("How was the notice given?"),
            _CHOICE,
            options=(
                ("phone", gettext_noop("By telephone")),
                ("fax", gettext_noop("By fax")),
                ("post", gettext_noop("By post")),
                ("mail", gettext_noop("By encrypted mail")),
                ("person", gettext_noop("In person")),
            ),
            needed=_CHOOSE,
        ),
        Question("recipient", gettext_noop("To which youth office, to whom?"), _LINE, needed=_WRITE),
        Question(
            "persons",
            gettext_noop("Names, dates of birth, address"),
            hint=gettext_noop(
                "This stands on the paper. Please leave out what the youth office does not need."
            ),
        ),
        Question("passed_on", gettext_noop("What was passed on?"), needed=_WRITE),
    ),
    StepKind.FEEDBACK: (
        Question("sender", gettext_noop("From whom?"), _LINE),
        Question("content", gettext_noop("What did the youth office say?"), needed=_WRITE),
    ),
    StepKind.IN_HOUSE: (
        Question("recipient", gettext_noop("To whom in the social service?"), _LINE, needed=_WRITE),
        Question("passed_on", gettext_noop("What was passed on?"), needed=_WRITE),
    ),
    StepKind.CONSENT: (
        Question(
            "given", gettext_noop("Does the pregnant woman agree?"), _CHOICE, options=_YES_NO, needed=_CHOOSE
        ),
        Question("for_what", gettext_noop("To what, and with whom?"), needed=_WRITE),
    ),
    StepKind.BIRTH_PLAN: (
        Question("plan", gettext_noop("What happens on the day of birth, and who does it?"), needed=_WRITE),
        Question("known_to", gettext_noop("Who knows the plan?"), _LINE),
    ),
    StepKind.NECESSITY: (
        Question("danger", gettext_noop("Which danger can be turned away in no other way?"), needed=_WRITE),
        Question("tried", gettext_noop("What was tried before?"), needed=_WRITE),
        Question("weighing", gettext_noop("Why does this outweigh secrecy?"), needed=_WRITE),
        Question("passed_on", gettext_noop("What was passed on, and to whom?")),
    ),
    StepKind.BIRTH: (Question("born", gettext_noop("What is known of the birth?")),),
    StepKind.NOTE: (
        Question(
            "text",
            gettext_noop("Note or correction"),
            hint=gettext_noop("Entries stay as they are. Name the entry that this one corrects."),
            needed=_WRITE,
        ),
    ),
    StepKind.ADVICE_SHEET: (
        Question("ages", gettext_noop("Who lives there, and how old?")),
        Question("signs", gettext_noop("Signs observed"), needed=_WRITE),
        Question("done", gettext_noop("What was done so far")),
        Question("questions", gettext_noop("Questions to the professional"), needed=_WRITE),
    ),
    StepKind.CLOSING: (
        Question("ending", gettext_noop("How did it end?"), _CHOICE),
        Question("note", gettext_noop("Remark")),
    ),
}


def missing(kind: StepKind, answers: Mapping[str, str]) -> dict[str, str]:
    """Return, by question, the sentence that asks for an answer that another one makes needed."""
    found = {}
    for question in QUESTIONS[kind]:
        if question.needed_if is None or answers.get(question.name):
            continue
        other, value = question.needed_if
        if answers.get(other) == value:
            found[question.name] = question.needed
    return found
