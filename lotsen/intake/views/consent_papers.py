"""The notice on paper, to hand over in the family's language."""

from pathlib import Path
from uuid import UUID

from flask import Response

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.views import wording
from lotsen.intake.views.area import area
from lotsen.policy import Permission
from lotsen.terms import vocabulary
from lotsen.web.i18n import gettext
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
