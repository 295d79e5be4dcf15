"""The words of the protection path. Pure."""

from enum import StrEnum

from lotsen.kernel import gettext_noop


class LegalForm(StrEnum):
    """Which law leads through a case."""

    KKG_4 = "kkg_4"
    SGB_8A_4 = "sgb_8a_4"
    YOUTH_OFFICE = "youth_office"
    PREGNANCY = "pregnancy"


class CaseState(StrEnum):
    """Whether a case is still worked on."""

    OPEN = "open"
    CLOSED = "closed"


class StepKind(StrEnum):
    """What an entry of a case is about."""

    OBSERVATION = "observation"
    DANGER = "danger"
    TALK = "talk"
    HELP = "help"
    ADVICE = "advice"
    ASSESSMENT = "assessment"
    PARENTS_TOLD = "parents_told"
    NOTICE = "notice"
    FEEDBACK = "feedback"
    IN_HOUSE = "in_house"
    CONSENT = "consent"
    BIRTH_PLAN = "birth_plan"
    NECESSITY = "necessity"
    BIRTH = "birth"
    NOTE = "note"
    ADVICE_SHEET = "advice_sheet"
    CLOSING = "closing"


class Ending(StrEnum):
    """How a case ended."""

    NO_ENDANGERMENT = "no_endangerment"
    HELP_ACCEPTED = "help_accepted"
    NOTICE_GIVEN = "notice_given"
    HANDED_IN_HOUSE = "handed_in_house"
    OTHER = "other"


STEP_LABELS: dict[StepKind, str] = {
    StepKind.OBSERVATION: gettext_noop("Signs observed"),
    StepKind.DANGER: gettext_noop("Is there danger now?"),
    StepKind.TALK: gettext_noop("Talk with the parents"),
    StepKind.HELP: gettext_noop("Working towards help"),
    StepKind.ADVICE: gettext_noop("Advice by an experienced professional (iseF)"),
    StepKind.ASSESSMENT: gettext_noop("Assessment"),
    StepKind.PARENTS_TOLD: gettext_noop("Parents told of the notice"),
    StepKind.NOTICE: gettext_noop("Notice to the youth office"),
    StepKind.FEEDBACK: gettext_noop("Feedback of the youth office"),
    StepKind.IN_HOUSE: gettext_noop("Handed to the social service in the house"),
    StepKind.CONSENT: gettext_noop("Consent of the pregnant woman"),
    StepKind.BIRTH_PLAN: gettext_noop("Plan for the day of birth"),
    StepKind.NECESSITY: gettext_noop("Disclosure without consent (§ 34 StGB)"),
    StepKind.BIRTH: gettext_noop("The child is born"),
    StepKind.NOTE: gettext_noop("Note or correction"),
    StepKind.ADVICE_SHEET: gettext_noop("Sheet for the experienced professional"),
    StepKind.CLOSING: gettext_noop("Closed"),
}

ENDING_LABELS: dict[Ending, str] = {
    Ending.NO_ENDANGERMENT: gettext_noop("No endangerment"),
    Ending.HELP_ACCEPTED: gettext_noop("The family accepts help that suffices"),
    Ending.NOTICE_GIVEN: gettext_noop("Notice given to the youth office"),
    Ending.HANDED_IN_HOUSE: gettext_noop("Handed to the social service in the house"),
    Ending.OTHER: gettext_noop("Another ending"),
}
