"""How families, persons and steps are put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for

from lotsen.intake import domain
from lotsen.intake.actions import FamilyCard, FamilyView, MemberView
from lotsen.intake.documents import AssessmentState
from lotsen.intake.domain import CaseStage, ChildStatus, ConsentPurpose, MemberKind
from lotsen.intake.domain.labels import STAGE_LABELS
from lotsen.intake.labels import RELATION_LABELS
from lotsen.intake.tables import Assessment
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, format_date, gettext, ngettext

_IN_MONTHS_BELOW = 24
Task = tuple[str, str | None, str, str]

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


def member_facts(view: MemberView, as_of: date) -> str:
    """Say what is known of a member; of a child who has died nothing but that."""
    person = view.person
    if person.kind is MemberKind.CAREGIVER:
        return years(person.age_years) if person.age_years is not None else ""
    if person.status is ChildStatus.UNBORN:
        return _expected(person.expected_date, as_of)
    if person.status is ChildStatus.BORN:
        return _born(person.birth_date, person.weeks_at_birth, as_of)
    return gettext("has died")


def years(count: int) -> str:
    """Say an age in years."""
    return ngettext("%(num)s year", "%(num)s years", count)


def months(count: int) -> str:
    """Say an age in months."""
    return ngettext("%(num)s month", "%(num)s months", count)


def _expected(expected: date | None, as_of: date) -> str:
    if expected is None:
        return gettext("is expected")
    weeks = domain.weeks_pregnant(expected, as_of)
    day = format_date(expected)
    if weeks is None:
        return gettext("expected on %(day)s", day=day)
    return gettext("expected on %(day)s, week %(week)s of pregnancy", day=day, week=weeks + 1)


def _born(born: date | None, weeks: int | None, as_of: date) -> str:
    parts = []
    if born is not None:
        age = domain.child_age_months(born, as_of) or 0
        said = months(age) if age < _IN_MONTHS_BELOW else years(domain.age_years(born, as_of) or 0)
        parts.append(gettext("born on %(day)s, %(age)s", day=format_date(born), age=said))
    if weeks is not None:
        parts.append(gettext("born after %(weeks)s weeks of pregnancy", weeks=weeks))
    return "; ".join(parts) or gettext("is born")


def language_name(code: str | None) -> str:
    """Return what a language is called; empty where none is known."""
    found = vocabulary().languages.get(code or "")
    return found.label.get(current_language()) if found else ""


def tasks(view: FamilyView, draft: Assessment | None, last: Assessment | None) -> list[Task]:
    """Return the steps of a family with their state, for the task list of its page."""
    here = view.family.id
    done, open_ = gettext("Done"), gettext("Still open")
    decided = view.statement(ConsentPurpose.NOTICE) and view.statement(ConsentPurpose.DOCUMENTATION)
    informed = view.statement(ConsentPurpose.NOTICE) is not None
    consent: tuple[str, str] = (done, "success") if decided else (open_, "warning")
    if informed and not decided:
        consent = (gettext("Informed"), "info")
    count = len(view.members)
    persons = (
        (ngettext("%(num)s person", "%(num)s persons", count), "success") if count else (open_, "warning")
    )
    assessment, url = (open_, "warning"), url_for("intake.assessments", family_id=here)
    if last is not None and last.state is AssessmentState.COMPLETED:
        assessment = (done, "success")
    if draft is not None:
        assessment = (gettext("Draft"), "info")
        url = url_for("intake.assessment", assessment_id=draft.id)
    stage = view.family.stage
    handed = stage in (CaseStage.HANDED_OVER, CaseStage.FOLLOWED_UP)
    agreed = handed or stage is CaseStage.AGREED
    return [
        (gettext("Information and consent"), url_for("intake.consents", family_id=here), *consent),
        (gettext("Persons"), url_for("intake.persons", family_id=here), *persons),
        (gettext("Assessment"), url, *assessment),
        (
            gettext("Services"),
            url_for("referral.proposals", family_id=here),
            *((gettext("Agreed"), "success") if agreed else (open_, "warning")),
        ),
        (
            gettext("Hand-over"),
            url_for("referral.referrals_of", family_id=here),
            *((done, "success") if handed else (open_, "warning")),
        ),
    ]


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
