"""The steps of a family on its way, where each stands, and which comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from lotsen.intake.actions import FamilyView
from lotsen.intake.domain import CaseStage, ChildStatus, ConsentPurpose
from lotsen.intake.tables import Assessment
from lotsen.web.i18n import gettext, ngettext

_HANDED_OVER = (CaseStage.HANDED_OVER, CaseStage.FOLLOWED_UP)
Task = tuple[str, str | None, str, str]
Standing = tuple[str, str]


@dataclass(frozen=True)
class Step:
    """One step: where it is done, how it stands in words and colour, whether it waits for somebody."""

    label: str
    url: str | None
    status: str
    kind: str
    is_open: bool = False

    @property
    def task(self) -> Task:
        """Return the step as the task list of the family's page shows it."""
        return self.label, self.url, self.status, self.kind


@dataclass(frozen=True)
class Onward:
    """The step that is offered once another is done."""

    label: str
    url: str


def steps_of(view: FamilyView, draft: Assessment | None, last: Assessment | None) -> tuple[Step, ...]:
    """Return the steps of a family in their order; once the file is closed, none of them waits any more."""
    steps = (
        _consent(view),
        _name(view),
        _persons(view),
        _assessment(view, draft, last),
        *_services_and_hand_over(view),
    )
    if view.family.closed_on is None:
        return steps
    return tuple(replace(step, status="", is_open=False) if step.is_open else step for step in steps)


def onward(steps: Sequence[Step]) -> Onward | None:
    """Return the first step that waits for somebody; nothing where all are done."""
    for step in steps:
        if step.is_open and step.url is not None:
            return Onward(gettext("Next: %(step)s", step=step.label), step.url)
    return None


def _consent(view: FamilyView) -> Step:
    label = gettext("Information and consent")
    url = url_for("intake.consents", family_id=view.family.id)
    if view.statement(ConsentPurpose.NOTICE) is None:
        return Step(label, url, gettext("Still open"), "warning", is_open=True)
    if view.statement(ConsentPurpose.DOCUMENTATION) is None:
        return Step(label, url, gettext("Informed"), "info")
    return Step(label, url, gettext("Done"), "success")


def _name(view: FamilyView) -> Step:
    """Return the step that exists only once the family may be named; a family may also stay nameless."""
    label = gettext("Name and contact")
    url = url_for("intake.contact", family_id=view.family.id)
    if view.contact_is_locked:
        return Step(label, url, gettext("Locked"), "danger")
    if not view.may_name:
        return Step(label, None, gettext("after the consent"), "info")
    if view.name:
        return Step(label, url, gettext("Done"), "success")
    return Step(label, url, gettext("Still open"), "warning", is_open=True)


def _persons(view: FamilyView) -> Step:
    label, url = gettext("Persons"), url_for("intake.persons", family_id=view.family.id)
    count = sum(member.person.status is not ChildStatus.DIED for member in view.members)
    if view.members and not count:
        return Step(label, url, gettext("Done"), "success")
    if count:
        return Step(label, url, ngettext("%(num)s person", "%(num)s persons", count), "success")
    return Step(label, url, gettext("Still open"), "warning", is_open=True)


def _assessment(view: FamilyView, draft: Assessment | None, last: Assessment | None) -> Step:
    label = gettext("Assessment")
    if draft is not None:
        url = url_for("intake.assessment", assessment_id=draft.id)
        return Step(label, url, gettext("Draft"), "info", is_open=True)
    url = url_for("intake.assessments", family_id=view.family.id)
    if last is not None:
        return Step(label, url, gettext("Done"), "success")
    return Step(label, url, gettext("Still open"), "warning", is_open=True)


def _services_and_hand_over(view: FamilyView) -> Iterator[Step]:
    here, stage = view.family.id, view.family.stage
    handed = stage in _HANDED_OVER
    open_: Standing = (gettext("Still open"), "warning")
    agreed: Standing = (gettext("Agreed"), "success")
    is_agreed = handed or stage is CaseStage.AGREED
    services = url_for("referral.proposals", family_id=here)
    yield Step(gettext("Services"), services, *(agreed if is_agreed else open_), is_open=not is_agreed)
    done: Standing = (gettext("Done"), "success")
    hand_over = url_for("referral.referrals_of", family_id=here)
    yield Step(gettext("Hand-over"), hand_over, *(done if handed else open_), is_open=not handed)
