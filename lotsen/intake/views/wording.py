"""How families, persons and steps are put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from flask import url_for

from lotsen.accounts.domain import LegalRegime
from lotsen.intake import domain
from lotsen.intake.actions import FamilyCard, FamilyView, MemberView
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import CaseStage, ConsentDecision, ConsentPurpose, MemberKind
from lotsen.intake.domain.labels import DECISION_LABELS, STAGE_LABELS
from lotsen.intake.labels import RELATION_LABELS
from lotsen.policy import InstitutionKind
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, format_date, gettext

_CHURCH_LAW = {LegalRegime.KDG.value: "KDG", LegalRegime.DSG_EKD.value: "DSG-EKD"}
"""What the laws of the churches are called for short; the general regulation goes without saying."""

STAGE_KINDS = {
    CaseStage.REGISTERED: "warning",
    CaseStage.TALK_OFFERED: "warning",
    CaseStage.NOT_REACHED: "danger",
    CaseStage.TALK_HELD: "success",
    CaseStage.AGREED: "success",
    CaseStage.HANDED_OVER: "success",
    CaseStage.FOLLOWED_UP: "success",
}


@dataclass(frozen=True)
class NextStep:
    """What to do next with a family, and where."""

    label: str
    url: str


def text_version(reference: str) -> str:
    """Say which version of a text a consent was given to; its purpose stands beside it anyway."""
    _, *marks, number = reference.split("-")
    words = gettext("Own version %(number)s", number=number) if "own" in marks else ""
    words = words or gettext("Version %(number)s", number=number)
    law = next((mark for mark in marks if mark in _CHURCH_LAW), None)
    return f"{words} ({_CHURCH_LAW[law]})" if law else words


def next_step(card: FamilyCard) -> NextStep:
    """Return the next step of a family on the list of the day."""
    if card.draft_id is not None:
        return NextStep(gettext("Resume draft"), url_for("intake.assessment", assessment_id=card.draft_id))
    match card.stage:
        case CaseStage.REGISTERED:
            return NextStep(gettext("Inform"), url_for("intake.consents", family_id=card.id))
        case CaseStage.INFORMED:
            return NextStep(gettext("Assess"), url_for("intake.assessments", family_id=card.id))
        case CaseStage.ASSESSED | CaseStage.TALK_OFFERED:
            return NextStep(gettext("Record the talk"), url_for("intake.talk", family_id=card.id))
        case CaseStage.TALK_HELD:
            return NextStep(gettext("Find services"), url_for("referral.proposals", family_id=card.id))
        case CaseStage.AGREED | CaseStage.HANDED_OVER | CaseStage.FOLLOWED_UP:
            return NextStep(gettext("See hand-over"), url_for("referral.referrals_of", family_id=card.id))
    return NextStep(gettext("Show"), url_for("intake.family", family_id=card.id))


def list_title(kind: InstitutionKind | None) -> str:
    """Name the list of the institution's families; a family office has another list for its day."""
    return gettext("Own families") if kind is InstitutionKind.FAMILY_OFFICE else gettext("Today")


def hour(value: time | None) -> str:
    """Say a time of the day; empty where none is known."""
    return f"{value:%H:%M}" if value is not None else ""


def talk_line(card: FamilyCard, as_of: date, *, leaves: bool) -> str:
    """Say of an offered talk by when it has to take place."""
    when = hour(card.due_time)
    if card.due_on is None:
        return gettext("Talk offered")
    if card.due_on < as_of:
        return gettext("Talk offered, was due on %(day)s", day=format_date(card.due_on))
    if card.due_on > as_of:
        day = format_date(card.due_on)
        return (
            gettext("Talk offered, leaves on %(day)s", day=day)
            if leaves
            else gettext("Talk offered, comes on %(day)s", day=day)
        )
    if not when:
        return gettext("Talk offered, leaves today") if leaves else gettext("Talk offered, comes today")
    if leaves:
        return gettext("Talk offered, leaves at %(hour)s", hour=when)
    return gettext("Talk offered, comes at %(hour)s", hour=when)


def stage_label(stage: CaseStage) -> str:
    """Say where a family stands."""
    return gettext(STAGE_LABELS[stage])


def member_labels(members: Sequence[MemberView]) -> dict[str, str]:
    """Name each member, numbered by kind: "Child 2", "Caregiver 1 – Mother", or with the given name."""
    counted = dict.fromkeys(MemberKind, 0)
    labels = {}
    for view in members:
        person = view.person
        counted[person.kind] += 1
        number = counted[person.kind]
        if person.kind is MemberKind.CHILD:
            label, more = gettext("Child %(number)s", number=number), person.given_name
        else:
            label = gettext("Caregiver %(number)s", number=number)
            more = person.given_name or (gettext(RELATION_LABELS[person.relation]) if person.relation else "")
        labels[str(view.id)] = f"{label} – {more}" if more else label
    return labels


def decision_label(statement: ConsentStatement) -> str:
    """Say what was decided; a notice is handed out, not agreed to."""
    is_notice = statement.purpose is ConsentPurpose.NOTICE
    if is_notice and statement.decision is ConsentDecision.GIVEN:
        return gettext("Handed out")
    return gettext(DECISION_LABELS[statement.decision])


def language_name(code: str | None) -> str:
    """Return what a language is called; empty where none is known."""
    found = vocabulary().languages.get(code or "")
    return found.label.get(current_language()) if found else ""


def withdrawable(view: FamilyView) -> frozenset[UUID]:
    """Return the consents that stand and can be withdrawn: of each purpose and recipient the deciding one."""
    found = set()
    for consent in view.consents:
        statement = consent.statement
        stands = domain.is_given(view.consent_facts, statement.purpose, view.as_of, statement.recipient_id)
        deciding = view.statement(statement.purpose, statement.recipient_id)
        if stands and statement is deciding and statement.purpose is not ConsentPurpose.NOTICE:
            found.add(consent.id)
    return frozenset(found)
