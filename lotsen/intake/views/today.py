"""The list of the day, and a new family."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.actions import Show, Whose
from lotsen.intake.documents import FamilySheet
from lotsen.intake.domain import CaseStage, NotReachedReason
from lotsen.intake.domain.hints import NOTICE_LABELS
from lotsen.intake.labels import FORM_NAME_LABELS, ORIGIN_LABELS
from lotsen.intake.tables import Family
from lotsen.intake.views import wording
from lotsen.intake.views.area import area, families_with_news
from lotsen.intake.views.editing import page_of
from lotsen.kernel import local_day
from lotsen.policy import InstitutionKind, Permission
from lotsen.web.i18n import gettext
from lotsen.web.paging import page_asked

_HINTS_SHOWN = 10


@area.page("/today", needs=Permission.TODAY_READ)
def today(desk: Desk) -> str:
    """Show the institution's families: those of the day, or another list of them."""
    show = _chosen(request.args.get("show", ""))
    given = request.args.get("whose", "")
    whose, choices = _whose(desk, show, given)
    page = actions.list_families(desk, page=page_asked(), show=show, whose=whose)
    cards = page.items
    takes_hints = desk.actor.may(Permission.HINT_READ)
    is_office = desk.actor.institution_kind is InstitutionKind.FAMILY_OFFICE
    counts = actions.count_families(desk, whose)
    drafts = actions.open_drafts(desk, only_mine=whose is Whose.MINE)
    counts[Show.DRAFTS] += len(drafts)
    kept = given if given in set(Whose) else None
    return render_template(
        "intake/today.html",
        page=page,
        talks=[card for card in cards if show is Show.TODAY and card.talk_is_due],
        here=[card for card in cards if not _stands_apart(card, show)],
        rest=_counted(page, show, counts[Show.TALKS]),
        handed_over=[card for card in cards if show is not Show.CLOSED and card.is_handed_over],
        show=show,
        whose=whose,
        choices=choices,
        kept=kept,
        stood_in_for=actions.stood_in_for(desk),
        drafts=drafts if show is Show.DRAFTS and page.page.number == 1 else (),
        form_labels=FORM_NAME_LABELS,
        go_on=_go_on,
        tabs=_tabs(counts, is_office=is_office),
        nothing_open=counts[Show.OPEN] == 0,
        on_ward=desk.actor.institution_kind is InstitutionKind.BIRTH_CLINIC,
        hints=actions.list_hints(desk, limit=_HINTS_SHOWN) if takes_hints and show is Show.TODAY else (),
        hint_count=actions.count_hints(desk) if takes_hints else 0,
        takes_hints=takes_hints,
        hint_labels=NOTICE_LABELS,
        undo=_just_missed(desk, request.args.get("undo", type=UUID)),
        title=wording.list_title(desk.actor.institution_kind),
        is_office=is_office,
        news=families_with_news(desk),
        form=forms.RegisterForm(),
        as_of=local_day(desk.clock),
        wording=wording,
        may_walk_in=desk.actor.may(Permission.WALK_IN_WRITE),
        reachable=actions.BEFORE_TALK - {CaseStage.NOT_REACHED},
        origins=ORIGIN_LABELS,
        url_of=lambda number: url_for(
            ".today", page=number, show=show if show is not Show.TODAY else None, whose=kept
        ),
    )


def _just_missed(desk: Desk, family_id: UUID | None) -> Family | None:
    """Return the family whose tap can be taken back from the status line."""
    if family_id is None:
        return None
    family = actions.family_row(desk, family_id)
    return family if family.stage is CaseStage.NOT_REACHED else None


def _go_on(draft: actions.OpenDraft) -> str:
    """Return the address of the page that holds a draft."""
    return url_for(".walk_in") if draft.place is None else page_of(draft.place)


def _chosen(name: str) -> Show:
    return Show(name) if name in set(Show) else Show.TODAY


def _whose(desk: Desk, show: Show, given: str) -> tuple[Whose, tuple[tuple[Whose, str], ...]]:
    """Return whose families are shown and what else can be chosen: nothing where all are one's own.

    Who gives families to others begins with all of them, everybody else with their own.
    """
    if not actions.colleagues_have_some(desk, closed=show is Show.CLOSED):
        return Whose.ALL, ()
    choices = ((Whose.MINE, gettext("My families")), (Whose.ALL, gettext("All families")))
    if desk.actor.may(Permission.FAMILY_ASSIGN):
        choices = choices[::-1]
    return Whose(given) if given in set(Whose) else choices[0][0], choices


def _stands_apart(card: actions.FamilyCard, show: Show) -> bool:
    """Say whether a family stands in a section of its own: a talk that is due, or somebody else's hands."""
    if show is Show.TODAY:
        return card.talk_is_due
    return show is not Show.CLOSED and card.is_handed_over


def _counted(page: actions.Page[actions.FamilyCard], show: Show, talks: int) -> int:
    """Return how many families the table stands for, on all its pages."""
    if show is Show.TODAY:
        return page.total - talks
    return page.total - (0 if show is Show.CLOSED else page.handed_over)


def _tabs(counts: dict[Show, int], *, is_office: bool) -> list[tuple[Show, str, int | None]]:
    """Return the lists to choose from with what each holds; closed files are not counted every time."""
    labels = {
        Show.TODAY: gettext("To do") if is_office else gettext("Today"),
        Show.OPEN: gettext("All open"),
        Show.TALKS: gettext("Talks due"),
        Show.DRAFTS: gettext("Drafts"),
        Show.CLOSED: gettext("Closed"),
    }
    return [(show, label, counts.get(show)) for show, label in labels.items()]


@area.page("/families", needs=Permission.FAMILY_WRITE, methods=("POST",))
def register(desk: Desk) -> Response:
    """Create a family: a code, nothing else. The second tap leads to the same family."""
    form = forms.RegisterForm()
    if not form.validate_on_submit():
        flash(gettext("This page is out of date. Please reload it."), "warning")
        return redirect(url_for(".today"), 303)
    origin = actions.usual_origin(desk)
    family = actions.register_family(desk, form.row_id, origin=origin, sheet=FamilySheet())
    flash(gettext("Family %(code)s was created.", code=family.code), "success")
    return redirect(url_for(".family", family_id=family.id), 303)


@area.page("/<uuid:family_id>/discharged", needs=Permission.FAMILY_WRITE, methods=("POST",))
def discharged(desk: Desk, family_id: UUID) -> Response:
    """Record with one tap that the family left before the talk."""
    actions.mark_not_reached(desk, family_id, NotReachedReason.DISCHARGED)
    return redirect(url_for(".today", undo=family_id), 303)


@area.page("/<uuid:family_id>/reached-after-all", needs=Permission.FAMILY_WRITE, methods=("POST",))
def undo_discharged(desk: Desk, family_id: UUID) -> Response:
    """Take the tap back on the same day: the family stands where it stood."""
    code = actions.family_row(desk, family_id).code
    if actions.undo_not_reached(desk, family_id):
        flash(gettext("%(code)s stands again where it stood before.", code=code), "success")
    else:
        flash(gettext("%(code)s: there was nothing to take back.", code=code), "info")
    return redirect(url_for(".today"), 303)


@area.page("/<uuid:family_id>/reopen", needs=Permission.FAMILY_WRITE, methods=("POST",))
def reopen(desk: Desk, family_id: UUID) -> Response:
    """Take the closing of a file back on the same day."""
    if actions.reopen_family(desk, family_id):
        flash(gettext("The file is open again, as it stood before."), "success")
    else:
        flash(gettext("This file cannot be opened again: it was not closed today."), "info")
    return redirect(url_for(".family", family_id=family_id), 303)
