"""Services that fit a family, and the choice made from them with the family."""

from collections.abc import Callable, Sequence
from functools import wraps
from textwrap import shorten
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for

from lotsen.desk import Desk
from lotsen.directory.domain import CAPACITY_LABELS
from lotsen.intake import actions as intake
from lotsen.policy import Permission
from lotsen.referral import actions, forms
from lotsen.referral.domain import CommentMissing, NothingChosen, count_choices
from lotsen.referral.matching import Most
from lotsen.referral.rules import FloorDamaged, InvalidRules
from lotsen.referral.views import asking, wording
from lotsen.referral.views.area import Answer, area
from lotsen.web.i18n import gettext, listed, ngettext

SHOWN_AT_ONCE = 3
EXPLAINED = Most(fits=100, misses=40)
"""How many services filters look at: fits under each need."""
LONGEST_WISH = 120


def or_help_at_once(view: Callable[[Desk, UUID], Answer]) -> Callable[[Desk, UUID], Answer]:
    """Show the contacts for help at once where nothing can be proposed, whatever was asked or has failed."""

    @wraps(view)
    def shown(desk: Desk, family_id: UUID) -> Answer:
        g.error_page = "referral/emergency.html"
        try:
            return view(desk, family_id)
        except (FloorDamaged, InvalidRules) as failure:
            is_damaged = isinstance(failure, FloorDamaged)
            return render_template("referral/emergency.html", status=503, is_damaged=is_damaged), 503

    return shown


@area.page("/families/<uuid:family_id>/services", needs=Permission.PROPOSAL_READ)
@or_help_at_once
def proposals(desk: Desk, family_id: UUID) -> Answer:
    """Show what fits, by need, and what does not, each with its reasons."""
    found = actions.propose_services(desk, family_id, most=EXPLAINED)
    return _page(desk, found, forms.PlanForm())


@area.page(
    "/families/<uuid:family_id>/services/filter",
    needs=Permission.PROPOSAL_READ,
    methods=("GET", "POST"),
    only_reads=True,
)
@or_help_at_once
def filtered(desk: Desk, family_id: UUID) -> Answer:
    """Show some of what fits; what is looked for is sent, so that it stands in no address."""
    if request.method == "GET":
        intake.family_row(desk, family_id)
        return redirect(url_for(".proposals", family_id=family_id), 303)
    found = actions.propose_services(desk, family_id, most=EXPLAINED)
    return _page(desk, found, forms.PlanForm())


@area.page("/families/<uuid:family_id>/services/answer", needs=Permission.FAMILY_WRITE, methods=("POST",))
@or_help_at_once
def answer(desk: Desk, family_id: UUID) -> Answer:
    """Store the answer to the question the page asks, and show what it changes."""
    refusal = asking.store(desk, family_id)
    if refusal is None:
        flash(gettext("The answer is stored."), "success")
        return redirect(url_for(".proposals", family_id=family_id, _anchor="asking-title"), 303)
    found = actions.propose_services(desk, family_id, most=EXPLAINED)
    return _page(desk, found, forms.PlanForm(), refusal), refusal.status


@area.page("/families/<uuid:family_id>/services/choose", needs=Permission.FAMILY_WRITE, methods=("POST",))
@or_help_at_once
def choose(desk: Desk, family_id: UUID) -> Answer:
    """Keep what was chosen as the family's plan."""
    found = actions.propose_services(desk, family_id, most=EXPLAINED)
    form = _offered(found, forms.PlanForm())
    if not form.validate():
        return _page(desk, found, form), 422
    wishes = form.wishes
    try:
        actions.choose_services(desk, family_id, form.row_id, wishes)
    except (NothingChosen, CommentMissing) as refusal:
        form.refuse(refusal.message, comment=isinstance(refusal, CommentMissing))
        return _page(desk, found, form), refusal.status
    if wishes.only_gaps:
        flash(gettext("The gap is noted. It is counted in the figures."), "success")
    else:
        flash(gettext("The plan is saved."), "success")
    return redirect(url_for(".referrals_of", family_id=family_id), 303)


def _offered(found: actions.Proposals, form: forms.PlanForm) -> forms.PlanForm:
    form.offer(
        [fit.service_id for fit in found.result.fits],
        [miss.service_id for miss in found.result.misses],
    )
    return form


def _asked_for(found: actions.Proposals) -> str:
    """Return what the family asked for: in its own words, else the needs it wished help with.

    Where discretion is needed, no heading says it.
    """
    if found.material.sheet.be_discreet:
        return ""
    sheet = found.material.assessment
    said = sheet.own_wish_text if sheet is not None and sheet.own_wish else ""
    wished = listed(wording.need_label(code) for code, _ in found.by_need if code in found.wished)
    return shorten(said or wished, LONGEST_WISH, placeholder=" …")


def _said(groups: Sequence[actions.NeedGroup], hidden: int) -> str:
    """Say in a line what the list holds, for whoever hears the page."""
    if not groups:
        return ""
    shown = sum(1 for group in groups for mention in group.mentions if mention.is_first)
    said = ngettext("%(num)s service is shown.", "%(num)s services are shown.", shown)
    if not hidden:
        return said
    left_out = ngettext("%(num)s is hidden by the filter.", "%(num)s are hidden by the filter.", hidden)
    return f"{said} {left_out}"


def _page(
    desk: Desk, found: actions.Proposals, form: forms.PlanForm, refusal: asking.Refusal | None = None
) -> str:
    _offered(found, form)
    family = intake.family_row(desk, found.material.family_id)
    narrowed = forms.filter_form()
    wanted, ticked = narrowed.wanted, set(form.services.data or ())
    ways = {fit.service_id: fit.distance_m for fit in found.result.fits}
    seen = [(found.profiles[one], way) for one, way in ways.items()]
    narrowed.offer(count_choices(seen, wanted))
    hidden = {
        profile.id
        for profile, way in seen
        if str(profile.id) not in ticked and not wanted.passes(profile, way)
    }
    groups = found.grouped(hidden)
    label = found.evaluation.rule_set
    return render_template(
        "referral/proposals.html",
        form=form,
        found=found,
        groups=groups,
        filters=narrowed,
        is_filtered=wanted.is_set,
        explained=EXPLAINED.fits,
        material=found.material,
        asked_for=_asked_for(found),
        rules=wording.rule_set_name(actions.title_named(desk, label), label),
        may_choose=family.closed_on is None and desk.actor.may(Permission.FAMILY_WRITE),
        places={choice.value: place for place, choice in enumerate(form.services.choices or ())},
        shown_at_once=SHOWN_AT_ONCE,
        said=_said(groups, len(hidden)),
        asking=asking.asking(desk, found, refusal),
        ways_round=forms.ways_round(),
        due=bool(found.evaluation.due),
        capacity_labels=CAPACITY_LABELS,
        wording=wording,
    )
