"""Pages of data protection."""

from datetime import date
from uuid import UUID

from flask import render_template, request, url_for

from lotsen.desk import Desk
from lotsen.kernel import NotVisible
from lotsen.oversight import actions
from lotsen.oversight.wording import deed_words, record_words
from lotsen.policy import Permission
from lotsen.web.access import Area
from lotsen.web.paging import page_asked

area = Area("oversight", __name__, url_prefix="/oversight", template_folder="templates")


@area.page("/audit", needs=Permission.AUDIT_READ)
def audit(desk: Desk) -> str:
    return _trail(desk, None)


@area.page("/audit/<uuid:subject_id>", needs=Permission.AUDIT_READ)
def audit_of(desk: Desk, subject_id: UUID) -> str:
    return _trail(desk, subject_id)


@area.page("/chains", needs=Permission.AUDIT_READ)
def chains(desk: Desk) -> str:
    return render_template("oversight/chains.html", chains=actions.chains(desk, desk.keys))


def _trail(desk: Desk, subject: UUID | None) -> str:
    until = _day(request.args.get("until", ""))
    lines, page = actions.trail(desk, page=page_asked(), subject=subject, until=until)
    if subject is not None and not lines and until is None:
        raise NotVisible
    return render_template(
        "oversight/audit.html",
        lines=lines,
        page=page,
        subject=subject,
        until=until,
        url_of=lambda number: _url(number, subject, until),
        deed_words=deed_words,
        record_words=record_words,
        sign_of=lambda record: record.hex[:8],
    )


def _day(text: str) -> date | None:
    """Read a day of the address; what is none asks for nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _url(page: int, subject: UUID | None, until: date | None) -> str:
    day = until.isoformat() if until else None
    if subject is None:
        return url_for(".audit", page=page, until=day)
    return url_for(".audit_of", subject_id=subject, page=page, until=day)
