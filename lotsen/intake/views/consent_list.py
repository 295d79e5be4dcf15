"""The family's own list of its consents on paper, in words for families and in every language they read."""

from pathlib import Path
from uuid import UUID

from flask import Response, request

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.domain import ConsentForm, ConsentGiver, ConsentPurpose, ConsentState
from lotsen.intake.views import cockpit
from lotsen.intake.views.area import area
from lotsen.kernel import gettext_noop
from lotsen.policy import Permission
from lotsen.web.i18n import (
    DEFAULT_LANGUAGE,
    EASY_LANGUAGE,
    current_language,
    family_languages,
    format_date,
    gettext,
    in_language,
    isolate,
)
from lotsen.web.pdf import pdf_answer, render_pdf

_PAPER = Path(__file__).parents[1] / "papers" / "consents.typ"

PURPOSE_WORDS: dict[ConsentPurpose, str] = {
    ConsentPurpose.NOTICE: gettext_noop("Sheet about data protection"),
    ConsentPurpose.DOCUMENTATION: gettext_noop("We write down your name and what we talk about"),
    ConsentPurpose.HANDOVER: gettext_noop("We pass on what stands in the hand-over sheet"),
    ConsentPurpose.SECRECY_RELEASE: gettext_noop("We may talk with them about it"),
    ConsentPurpose.FEEDBACK: gettext_noop("They tell us what came of it"),
    ConsentPurpose.LATER_CALL: gettext_noop("We call you once more later on"),
}
STATE_WORDS: dict[ConsentState, str] = {
    ConsentState.NOT_ASKED: gettext_noop("not asked yet"),
    ConsentState.GIVEN: gettext_noop("You have said yes"),
    ConsentState.ENDS_SOON: gettext_noop("You have said yes, it ends soon"),
    ConsentState.EXPIRED: gettext_noop("It has ended"),
    ConsentState.REFUSED: gettext_noop("You have said no"),
    ConsentState.WITHDRAWN: gettext_noop("You have taken it back"),
}
FORM_WORDS: dict[ConsentForm, str] = {
    ConsentForm.SIGNED_PAPER: gettext_noop("signed on paper"),
    ConsentForm.SIGNED_TABLET: gettext_noop("signed on the tablet"),
    ConsentForm.SPOKEN: gettext_noop("by word of mouth"),
    ConsentForm.READ_ALOUD: gettext_noop("read aloud"),
    ConsentForm.INTERPRETED: gettext_noop("interpreted"),
    ConsentForm.MARK: gettext_noop("with a mark instead of a signature"),
    ConsentForm.PHONE: gettext_noop("on the telephone"),
}
GIVER_WORDS: dict[ConsentGiver, str] = {
    ConsentGiver.MOTHER: gettext_noop("by the mother"),
    ConsentGiver.FATHER: gettext_noop("by the father"),
    ConsentGiver.BOTH_PARENTS: gettext_noop("by both parents"),
    ConsentGiver.GUARDIAN: gettext_noop("by another person with custody"),
}


@area.page("/<uuid:family_id>/consents/list.pdf", needs=Permission.FAMILY_WRITE)
def consents_paper(desk: Desk, family_id: UUID) -> Response:
    """Print what the family has decided, for it to keep; `?easy=yes` asks for easy language."""
    view = actions.read_family(desk, family_id)
    found = cockpit.cockpit_of(desk, view)
    house = actions.house_texts(desk)
    language = _language(view.sheet.language or "")
    with in_language(language):
        groups = [_group(house.home.name, found.own)]
        groups += [_group(group.recipient.name, group.rows) for group in found.asked]
        paper = render_pdf(
            _PAPER,
            {
                "title": gettext("Your consents"),
                "introduction": gettext(
                    "This is what you have told %(institution)s until %(day)s, under the code %(code)s.",
                    institution=isolate(house.home.name),
                    day=isolate(format_date(view.as_of)),
                    code=isolate(view.family.code),
                ),
                "groups": [group for group in groups if group["rows"]],
                "nothing": gettext("No statement has been recorded yet."),
                "withdrawal": _withdrawal(house.home.phone),
                "footer": house.home.name,
                "language": language.partition("-")[0],
            },
        )
    return pdf_answer(paper, "consents")


def _language(wanted: str) -> str:
    """Return the family's language, else the reader's; German in easy words where that is asked for."""
    if request.args.get("easy") == "yes":
        return EASY_LANGUAGE
    return wanted if wanted in family_languages() else current_language()


def has_easy_list(wanted: str) -> bool:
    """Say whether a family of this language may want its list in easy language: German is read there."""
    return wanted in ("", DEFAULT_LANGUAGE) or wanted not in family_languages()


def _withdrawal(phone: str) -> str:
    if phone:
        return gettext(
            "You can withdraw each consent at any time, also by phone: %(phone)s. Help stays.",
            phone=isolate(phone),
        )
    return gettext("You can withdraw each consent at any time, also by phone. Help stays.")


def _group(heading: str, rows: tuple[cockpit.Row, ...]) -> dict[str, object]:
    told = [row for row in rows if row.last is not None]
    return {"heading": heading, "rows": [[gettext(PURPOSE_WORDS[row.purpose]), _said(row)] for row in told]}


def _said(row: cockpit.Row) -> str:
    """Put a decision into one line; without who interpreted, which is for the file only."""
    if row.last is None:
        return gettext(STATE_WORDS[ConsentState.NOT_ASKED])
    said = row.last.said
    was_handed_out = row.purpose is ConsentPurpose.NOTICE and row.state is ConsentState.GIVEN
    state = gettext("You have got it") if was_handed_out else gettext(STATE_WORDS[row.state])
    parts = [state, isolate(format_date(said.given_on)), gettext(FORM_WORDS[said.form])]
    if said.given_by:
        parts.append(gettext(GIVER_WORDS[said.given_by]))
    if row.ends_on:
        parts.append(gettext("valid until %(day)s", day=isolate(format_date(row.ends_on))))
    return " · ".join(parts)
