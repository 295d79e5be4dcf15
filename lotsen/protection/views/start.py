"""The list of one's own cases, and the pages on which a person opens one."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from lotsen.contacts import actions as contacts
from lotsen.contacts.at_once import national_or_last
from lotsen.contacts.domain import FOR_A_CHILD, KIND_LABELS
from lotsen.desk import Desk
from lotsen.intake import domain as intake
from lotsen.policy import Permission
from lotsen.protection import actions
from lotsen.protection.actions.opening import LEADS
from lotsen.protection.domain import LegalForm
from lotsen.protection.forms import OpenForm
from lotsen.protection.law import form_of_law
from lotsen.protection.views.area import Answer, area
from lotsen.web.i18n import current_language, gettext, listed, ngettext

_WORK = Permission.PROTECTION_WORK


def help_for_a_child(desk: Desk, municipality: str = "") -> dict[str, object]:
    """Return what a page shows as contacts for the protection of a child."""
    found = contacts.contacts_here(desk, municipality or None)
    return {
        "contacts": [one for one in found if one.kind in FOR_A_CHILD],
        "national": [number for number in national_or_last() if number.is_for_children],
        "contact_kinds": KIND_LABELS,
    }


@area.page("/", needs=_WORK)
def cases(desk: Desk) -> str:
    """List the cases that name the reader, and say what this path is."""
    return render_template(
        "protection/cases.html",
        cases=actions.list_cases(desk),
        unread=actions.unread_cases(desk),
        law=form_of_law(actions.rules_of(desk).form, current_language()),
        **help_for_a_child(desk),
    )


@area.page("/new", needs=_WORK, methods=("GET", "POST"))
def new_case(desk: Desk) -> Answer:
    """Open a case that belongs to no family of the list."""
    return _open(desk, None)


@area.page("/families/<uuid:family_id>/new", needs=_WORK, methods=("GET", "POST"))
def open_for_family(desk: Desk, family_id: UUID) -> Answer:
    """Open a case about children of a family."""
    return _open(desk, actions.glimpse_family(desk, family_id))


def _open(desk: Desk, family: actions.FamilyGlimpse | None) -> Answer:
    children = _children(family) if family else {}
    colleagues = actions.possible_readers(desk)
    readers = {str(one.person_id): one.name for one in colleagues}
    leads = [str(one.person_id) for one in colleagues if one.membership.role in LEADS]
    start = {"readers": leads} if request.method == "GET" else {}
    form = OpenForm(children=children, readers=readers, data=start)
    if form.validate_on_submit():
        case = actions.open_case(
            desk,
            form.row_id,
            _opening(form, children, family),
            family_id=family.id if family else None,
        )
        flash(gettext("The case is open."), "success")
        return redirect(url_for(".case", case_id=case.id), 303)
    here = url_for(".open_for_family", family_id=family.id) if family else url_for(".new_case")
    language = current_language()
    page = render_template(
        "protection/open.html",
        form=form,
        here=here,
        family=family,
        law=form_of_law(actions.rules_of(desk).form, language),
        pregnancy=form_of_law(LegalForm.PREGNANCY, language),
        **help_for_a_child(desk, family.municipality if family else ""),
    )
    return page, 422 if form.is_submitted() else 200


def _opening(
    form: OpenForm, children: Mapping[str, str], family: actions.FamilyGlimpse | None
) -> actions.Opening:
    chosen = form.chosen_children
    about = tuple(children[one] for one in chosen)
    only_unborn = (
        bool(chosen) and family is not None and all(family.children[int(one)].is_unborn for one in chosen)
    )
    words = str(form.about.data or "")
    return actions.Opening(
        reason=form.reason.data or "",
        about=(*about, words) if words else about,
        is_unborn=bool(form.is_unborn.data) or only_unborn,
        readers=form.chosen_readers,
    )


def _children(family: actions.FamilyGlimpse) -> dict[str, str]:
    """Name the children of a family by number, with their age, and the name where it may be shown."""
    found = {}
    for number, child in enumerate(family.children):
        if child.is_unborn:
            words = gettext("Child that is not born yet")
        elif child.birth_date is None:
            words = gettext("Child")
        else:
            months = intake.child_age_months(child.birth_date, family.as_of)
            if child.name and months == 0:
                found[str(number)] = gettext("%(name)s, less than a month old", name=child.name)
                continue
            words = age_words(months)
        found[str(number)] = listed((child.name, words)) if child.name else words
    return found


def age_words(months: int | None) -> str:
    """Say a child's age without a date of birth; the same word for every child where it is not known."""
    if months is None:
        return gettext("Child")
    if months < 1:
        return gettext("Less than a month old")
    if months < 24:
        return ngettext("%(num)s month old", "%(num)s months old", months)
    return ngettext("%(num)s year old", "%(num)s years old", months // 12)
