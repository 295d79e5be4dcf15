"""What a step's form begins with: what the case and the family already say, for a person to check."""

from lotsen.desk import Desk
from lotsen.intake import domain as intake
from lotsen.kernel import NotVisible
from lotsen.protection import actions
from lotsen.protection.actions import CaseView
from lotsen.protection.domain import QUESTIONS, STEP_LABELS, StepKind
from lotsen.protection.views import shown
from lotsen.protection.views.start import age_words
from lotsen.web.i18n import format_date, gettext, listed


def answers(desk: Desk, view: CaseView, kind: StepKind) -> dict[str, str]:
    """Return the answers a form begins with; most begin empty."""
    if kind in {StepKind.NOTICE, StepKind.IN_HOUSE}:
        return {"persons": _persons(desk, view), "passed_on": _signs(view)}
    if kind is StepKind.ADVICE_SHEET:
        return {"ages": _ages(desk, view), "signs": _signs(view), "done": _done(view)}
    return {}


def _signs(view: CaseView) -> str:
    lines = []
    for one in view.of(StepKind.OBSERVATION):
        said = one.sheet.answers
        day = shown.happened(format_date(one.sheet.happened_on), one.sheet.happened_at)
        lines.append(f"{day}: {said.get('seen', '')}")
        if said.get("verbatim"):
            lines.append(gettext("Word for word: %(words)s", words=said["verbatim"]))
    return "\n".join(lines)


def _done(view: CaseView) -> str:
    lines = []
    for one in view.entries:
        if one.sheet.kind not in {StepKind.TALK, StepKind.HELP, StepKind.DANGER}:
            continue
        told = [
            shown.answer_words(question, one.sheet.answers[question.name])
            for question in QUESTIONS[one.sheet.kind]
            if one.sheet.answers.get(question.name) and question.name != "with_whom"
        ]
        title = gettext(STEP_LABELS[one.sheet.kind])
        lines.append(f"{listed((format_date(one.sheet.happened_on), title))}: {listed(told, ';')}")
    return "\n".join(lines)


def _family(desk: Desk, view: CaseView) -> actions.FamilyGlimpse | None:
    if view.sheet.family_id is None:
        return None
    try:
        return actions.glimpse_family(desk, view.sheet.family_id)
    except NotVisible:
        return None


def _ages(desk: Desk, view: CaseView) -> str:
    family = _family(desk, view)
    if family is None:
        return ""
    return "\n".join(
        gettext("Child that is not born yet")
        if child.is_unborn
        else age_words(intake.child_age_months(child.birth_date, family.as_of))
        if child.birth_date
        else gettext("Child")
        for child in family.children
    )


def _persons(desk: Desk, view: CaseView) -> str:
    family = _family(desk, view)
    if family is None:
        return "\n".join(view.sheet.about)
    lines = []
    if family.contact is not None:
        contact = family.contact
        lines += [
            contact.full_name,
            contact.street,
            f"{contact.postcode} {contact.town}".strip(),
            contact.phone,
        ]
    for child in family.children:
        born = gettext("born %(day)s", day=format_date(child.birth_date)) if child.birth_date else ""
        lines.append(listed(filter(None, (child.name or gettext("Child"), born))))
    return "\n".join(line for line in lines if line)
