"""The plan made from proposals, the contacts the family can take home, and how each plan came about."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from markupsafe import Markup

from lotsen.accounts.actions import names_of, read_institution
from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.directory.wording import hours_line
from lotsen.intake import actions as intake
from lotsen.kernel import local_day
from lotsen.policy import Permission
from lotsen.referral import actions
from lotsen.referral.documents import NeedTrace
from lotsen.referral.domain import NothingChosen
from lotsen.referral.rules import Because, RuleSet
from lotsen.referral.said import grounds
from lotsen.referral.views import wording
from lotsen.referral.views.area import Answer, area
from lotsen.web.i18n import current_language, family_languages, gettext, in_language


@area.page("/families/<uuid:family_id>/hand-out", needs=Permission.PROPOSAL_READ)
def self_contact(desk: Desk, family_id: UUID) -> Answer:
    """Show the contacts of the plan to be printed; nothing is sent."""
    family = intake.family_row(desk, family_id)
    plan = actions.latest_plan(desk, family_id)
    if plan is None:
        flash(gettext("Please choose services first."), "info")
        return redirect(url_for(".proposals", family_id=family_id), 303)
    spoken = intake.read_family(desk, family_id).sheet.language
    languages = dict.fromkeys(code for code in ("de", spoken) if code in family_languages())
    sheets = actions.plan_sheets(desk, plan.trace.chosen)
    home = read_institution(desk, desk.actor.home)
    contents = []
    for code in languages:
        with in_language(code):
            content = render_template(
                "referral/_hand_out.html",
                language=code,
                services=plan.trace.chosen,
                sheets=sheets,
                home=home,
                hours_line=hours_line,
            )
        contents.append(Markup(content))  # noqa: S704 rendered by an escaping template just above
    return render_template(
        "referral/hand_out.html",
        family=family,
        contents=contents,
        today=local_day(desk.clock),
        handed_out_on=plan.row.handed_out_on,
    )


@area.page("/families/<uuid:family_id>/hand-out/given", needs=Permission.FAMILY_WRITE, methods=("POST",))
def give_out(desk: Desk, family_id: UUID) -> Answer:
    """Record that the family has the contacts and gets in touch itself."""
    try:
        actions.hand_out_plan(desk, family_id)
    except NothingChosen:
        flash(gettext("Please choose services first."), "info")
        return redirect(url_for(".proposals", family_id=family_id), 303)
    return redirect(url_for(".self_contact", family_id=family_id), 303)


@area.page("/families/<uuid:family_id>/referrals", needs=Permission.PROPOSAL_READ)
def referrals_of(desk: Desk, family_id: UUID) -> str:
    """Show a family's plan, its hand-overs and the next step."""
    family = intake.family_row(desk, family_id)
    plan = actions.latest_plan(desk, family_id)
    material = intake.case_material(desk, family_id) if plan is not None else None
    earlier = [one for one in actions.plans_of(desk, family_id) if plan is None or one.row.id != plan.row.id]
    return render_template(
        "referral/referrals_of.html",
        family=family,
        plan=plan,
        earlier=earlier,
        may_propose=desk.actor.may(Permission.DIRECTORY_PROPOSE),
        material=material,
        rules=_rules(desk, plan.row.rule_set_version) if plan is not None else "",
        shows_needs=material is not None and _may_name_needs(material),
        cards=actions.list_of_family(desk, family_id),
        wording=wording,
    )


def _rules(desk: Desk, label: str) -> str:
    return wording.rule_set_name(actions.title_named(desk, label), label)


def _may_name_needs(material: intake.CaseMaterial) -> bool:
    """Say whether needs may stand at a glance: not where somebody beside the family must not read them."""
    confidential = material.outcome is not None and bool(material.outcome.immediate)
    return not material.sheet.be_discreet and not confidential


@area.page("/families/<uuid:family_id>/plans/<uuid:plan_id>", needs=Permission.PROPOSAL_READ)
def plan(desk: Desk, family_id: UUID, plan_id: UUID) -> str:
    """Show how a plan came about: which rules found which need, what was proposed, what was chosen."""
    found = actions.read_plan(desk, family_id, plan_id)
    trace = found.trace
    material = intake.case_material(desk, family_id)
    rules = actions.rules_named(desk, found.row.rule_set_version)
    people = {trace.chosen_by} if trace.chosen_by is not None else set()
    return render_template(
        "referral/plan.html",
        family=intake.family_row(desk, family_id),
        plan=found,
        who=next(iter(names_of(desk, people).values()), "") if people else "",
        material=material,
        rules=wording.rule_set_name(None if rules is None else rules.title, found.row.rule_set_version),
        shows_needs=_may_name_needs(material),
        found_by=[_found_by(need, rules) for need in trace.needs],
        profiles=directory.profiles(desk, [one.service_id for one in trace.proposed]),
        chosen={one.service_id for one in trace.chosen},
        wording=wording,
    )


def _found_by(need: NeedTrace, rules: RuleSet | None) -> list[tuple[str, str, list[str]]]:
    """Return the rules that found a need: the id, what it says, and which conditions made it hold.

    Only ids where the rules are not kept any more; no conditions with plans that did not note them.
    """
    known = {rule.id: rule for rule in rules.rules} if rules is not None else {}
    return [
        (code, rule.sentence.get(current_language()), grounds(Because(rule, held)))
        if (rule := known.get(code)) is not None
        else (code, "", [])
        for code, held in zip(need.rules, need.held or ((),) * len(need.rules), strict=True)
    ]
