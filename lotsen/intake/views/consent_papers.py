"""Papers to hand over: the notice in the family's language, and the family's own list of its consents."""

from pathlib import Path
from uuid import UUID

from flask import Response

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.domain import ConsentPurpose, ConsentState
from lotsen.intake.domain.labels import FORM_LABELS, PURPOSE_LABELS, STATE_LABELS
from lotsen.intake.labels import GIVER_LABELS
from lotsen.intake.views import cockpit, wording
from lotsen.intake.views.area import area
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.i18n import available_languages, current_language, format_date, gettext, in_language
from lotsen.web.pdf import pdf_answer, render_pdf

_PAPERS = Path(__file__).parents[1] / "papers"


@area.page("/<uuid:family_id>/consents/notice.pdf", needs=Permission.FAMILY_WRITE)
def notice_paper(desk: Desk, family_id: UUID) -> Response:
    """Print the notice (Art. 13 DSGVO, § 15 KDG, § 17 DSG-EKD) to hand over, in the family's language."""
    view = actions.read_family(desk, family_id)
    house = actions.house_texts(desk)
    text = house.texts[ConsentPurpose.NOTICE]
    wanted = view.sheet.language or "de"
    spoken = text.spoken(wanted)
    title, *paragraphs = house.words(ConsentPurpose.NOTICE, wanted)
    hint = ""
    if spoken != wanted:
        hint = gettext(
            "Not available in %(language)s, only in German: please have it interpreted.",
            language=wording.language_name(wanted),
        )
    paper = render_pdf(
        _PAPERS / "notice.typ",
        {
            "title": title,
            "paragraphs": paragraphs,
            "hint": hint,
            "footer": f"{house.home.name} · {wording.text_version(text.reference_in(spoken))}",
            "language": spoken,
            "direction": "rtl" if vocabulary().languages[spoken].right_to_left else "ltr",
        },
    )
    return pdf_answer(paper, "notice")


@area.page("/<uuid:family_id>/consents/list.pdf", needs=Permission.FAMILY_WRITE)
def consents_paper(desk: Desk, family_id: UUID) -> Response:
    """Print what the family has decided, for it to keep; in its language where the program speaks it."""
    view = actions.read_family(desk, family_id)
    found = cockpit.cockpit_of(desk, view)
    house = actions.house_texts(desk)
    wanted = view.sheet.language or ""
    with in_language(wanted if wanted in available_languages() else current_language()):
        groups = [_group(house.home.name, found.own)]
        groups += [_group(group.recipient.name, group.rows) for group in found.asked]
        paper = render_pdf(
            _PAPERS / "consents.typ",
            {
                "title": gettext("Your consents"),
                "introduction": gettext(
                    "This is what you have told %(institution)s until %(day)s, under the code %(code)s.",
                    institution=house.home.name,
                    day=format_date(view.as_of),
                    code=view.family.code,
                ),
                "groups": [group for group in groups if group["rows"]],
                "nothing": gettext("No statement has been recorded yet."),
                "withdrawal": _withdrawal(house.home.phone),
                "footer": house.home.name,
            },
        )
    return pdf_answer(paper, "consents")


def _withdrawal(phone: str) -> str:
    if phone:
        return gettext(
            "You can withdraw each consent at any time, also by phone: %(phone)s. Help stays.",
            phone=phone,
        )
    return gettext("You can withdraw each consent at any time, also by phone. Help stays.")


def _group(heading: str, rows: tuple[cockpit.Row, ...]) -> dict[str, object]:
    told = [row for row in rows if row.last is not None]
    return {"heading": heading, "rows": [[gettext(PURPOSE_LABELS[row.purpose]), _said(row)] for row in told]}


def _said(row: cockpit.Row) -> str:
    """Put a decision into one line; without who interpreted, which is for the file only."""
    if row.last is None:
        return gettext(STATE_LABELS[ConsentState.NOT_ASKED])
    said = row.last.said
    is_notice = row.purpose is ConsentPurpose.NOTICE and row.state is ConsentState.GIVEN
    state = wording.decision_label(said) if is_notice else gettext(STATE_LABELS[row.state])
    parts = [state, format_date(said.given_on), gettext(FORM_LABELS[said.form])]
    if said.given_by:
        parts.append(gettext(GIVER_LABELS[said.given_by]))
    if row.ends_on:
        parts.append(gettext("Valid until %(day)s", day=format_date(row.ends_on)))
    return ", ".join(parts)
