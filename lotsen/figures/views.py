"""The coordinators' pages: frozen tables only. An address names a table and a period, and nothing else."""

from flask import render_template, request
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.figures import actions, display, wording
from lotsen.figures.domain import TABLES, Period
from lotsen.kernel import NotVisible
from lotsen.policy import Permission
from lotsen.web.access import Area

area = Area("figures", __name__, url_prefix="/figures", template_folder="templates")

_TABLE = f"<any({', '.join(repr(table.id) for table in TABLES)}):table_id>"
_PERIOD = "<int:year>/<any(year, q1, q2, q3, q4):part>"


@area.page("/", needs=Permission.FIGURES_READ)
def dashboard(desk: Desk) -> str:
    _refuse_filters()
    view = actions.show_overview(desk)
    return render_template("figures/dashboard.html", view=view, display=display, wording=wording)


@area.page(f"/{_TABLE}/{_PERIOD}", needs=Permission.FIGURES_READ)
def table(desk: Desk, table_id: str, year: int, part: str) -> str:
    _refuse_filters()
    view = actions.show_table(desk, table_id, _period(year, part))
    return render_template("figures/table.html", view=view, display=display, wording=wording)


@area.page(f"/{_TABLE}/{_PERIOD}/csv", needs=Permission.FIGURES_READ)
def export(desk: Desk, table_id: str, year: int, part: str) -> Response:
    _refuse_filters()
    grid = actions.export_table(desk, table_id, _period(year, part))
    answer = Response(display.as_csv(grid), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{table_id}-{year}-{part}.csv")
    return answer


def _period(year: int, part: str) -> Period:
    period = Period.parse_parts(year, part)
    if period is None:
        raise NotVisible
    return period


def _refuse_filters() -> None:
    """There are no free filters: a page with a query does not exist."""
    if request.args:
        raise NotVisible
