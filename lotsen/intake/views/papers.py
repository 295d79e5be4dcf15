"""Papers of the intake: the poster of a ward's link, and coded sheets to fill in by hand."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flask import Response

from lotsen.intake.domain import Instrument, Item, ItemKind
from lotsen.intake.domain.labels import PRESENCE_LABELS
from lotsen.terms import Presence, Scope
from lotsen.web.i18n import current_language, format_date, gettext
from lotsen.web.pdf import pdf_answer, qr_svg, render_pdf

_PAPERS = Path(__file__).parent.parent / "papers"


def hint_poster(address: str, place: str, expires_on: date) -> Response:
    """Print a ward's link as a QR code with what it is for."""
    data = {
        "title": gettext("Did you notice something? Tell the navigator."),
        "place": place,
        "steps": [
            gettext("Scan the code with a device of the house, by day or by night."),
            gettext("Enter bed and a few words. No name, no diagnosis."),
            gettext("Ask the family whether it wishes contact, if you can."),
        ],
        "note": gettext(
            "This page takes hints only. It shows nothing of any family. In an emergency it is the wrong way:"
            " please call the ward's physician or 112."
        ),
        "qr": qr_svg(address),
        "alt": gettext("QR code that leads to the hint form"),
        "address": address,
        "footer": gettext("In use up to %(day)s. For staff only.", day=format_date(expires_on)),
    }
    return pdf_answer(render_pdf(_PAPERS / "hint_poster.typ", data), "poster")


def coded_sheets(instrument: Instrument, codes: Sequence[str]) -> Response:
    """Print a sheet to fill in by hand, once for each code; an empty code leaves a box to write one into.

    Nothing personal stands on it. Confidential questions are left out: paper lies about.
    """
    language = current_language()
    private = any(item.is_sensitive for section in instrument.sections for item in section.items)
    data = {
        "title": instrument.title.get(language),
        "codes": list(codes),
        "code_label": gettext("Case code"),
        "day_label": gettext("Day"),
        "how": gettext(
            "Please write no name and no birth date on this sheet. Enter it at the screen within 60 days and"
            " then destroy it."
        ),
        "private": gettext("Confidential questions are not printed. They are asked at the screen, alone.")
        if private
        else "",
        "wish_label": gettext("Help is wanted with this"),
        "remark_label": gettext("Hint from staff, wish of the family"),
        "sections": [
            {
                "title": section.title.get(language),
                "items": [_item(item, language) for item in section.items if _is_on_paper(item)],
            }
            for section in instrument.sections
            if any(_is_on_paper(item) for item in section.items)
        ],
        "footer": gettext(
            "%(title)s, version %(number)s",
            title=instrument.title.get(language),
            number=instrument.version,
        ),
    }
    return pdf_answer(render_pdf(_PAPERS / "coded_sheet.typ", data), "coded-sheet")


def _is_on_paper(item: Item) -> bool:
    """Say whether an item stands on a sheet that lies about: not what only two may read."""
    return item.kind.is_asked and not item.is_sensitive


def _item(item: Item, language: str) -> dict[str, object]:
    match item.kind:
        case ItemKind.YES_NO:
            options = [gettext(PRESENCE_LABELS[kind]) for kind in Presence]
        case ItemKind.CHOICE:
            more = [gettext(PRESENCE_LABELS[kind]) for kind in _WITHOUT_VALUE]
            options = [*(value.label.get(language) for value in item.values), *more]
        case _:
            options = []
    return {
        "text": item.text.get(language),
        "options": options,
        "about": _ABOUT.get(item.scope, lambda: [""])(),
        "wish": item.wish,
    }


_WITHOUT_VALUE = (Presence.UNKNOWN, Presence.NOT_ASKED)
_ABOUT = {
    Scope.CHILD: lambda: [gettext("Child %(number)s", number=number) for number in (1, 2)],
    Scope.CAREGIVER: lambda: [gettext("Caregiver %(number)s", number=number) for number in (1, 2)],
}
