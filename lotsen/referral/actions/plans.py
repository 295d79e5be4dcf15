"""Plans that were made: the last one, what may be printed of it, and how each came about."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory import actions as directory
from lotsen.intake import actions as intake
from lotsen.kernel import NotVisible, local_day
from lotsen.referral.actions.telling import tell_self_contact
from lotsen.referral.casefile import plan_without
from lotsen.referral.documents import ChosenService, Trace
from lotsen.referral.domain import NothingChosen
from lotsen.referral.tables import Proposal


@dataclass(frozen=True)
class PlanView:
    """A plan of a family, opened."""

    row: Proposal
    trace: Trace

    def without(self, silent: Collection[str]) -> "PlanView":
        """Return the plan silent about who has died since."""
        return PlanView(self.row, plan_without(self.trace, silent))


def latest_plan(desk: Desk, family_id: UUID) -> PlanView | None:
    """Open a family's last plan, silent about who has died since; None where there is none (any more)."""
    silent = intake.silent_refs(desk, family_id)
    last = next((plan for plan in _plans(desk, family_id) if plan.trace.chosen), None)
    if last is None:
        return None
    said = last.without(silent)
    return said if said.trace.chosen else None


def plans_of(desk: Desk, family_id: UUID) -> tuple[PlanView, ...]:
    """Open all plans of a family, the last one first, with those that only noted gaps."""
    silent = intake.silent_refs(desk, family_id)
    return tuple(plan.without(silent) for plan in _plans(desk, family_id))


def read_plan(desk: Desk, family_id: UUID, plan_id: UUID) -> PlanView:
    """Open one plan of a family. Raises NotVisible."""
    for plan in plans_of(desk, family_id):
        if plan.row.id == plan_id:
            return plan
    raise NotVisible


def hand_out_plan(desk: Desk, family_id: UUID) -> None:
    """Record that the family got the contacts of its plan to get in touch itself; once per plan.

    Nothing is sent, so no recipient has to be agreed to; figures count it apart.
    """
    intake.family_row(desk, family_id, lock=True)
    plan = latest_plan(desk, family_id)
    if plan is None:
        raise NothingChosen
    if plan.row.handed_out_on is not None:
        return
    plan.row.handed_out_on = local_day(desk.clock)
    desk.db.add(plan.row)
    desk.vault.note("plan_handed_out", subject=plan.row.subject_id, record_class="proposal", row=plan.row.id)
    tell_self_contact(desk, family_id, plan.trace.chosen)


def plan_sheets(desk: Desk, chosen: Collection[ChosenService]) -> dict[UUID, directory.ServiceSheet]:
    """Return what may be printed about the services of a plan; ended ones are still named by the plan."""
    found: dict[UUID, directory.ServiceSheet] = {}
    for service in chosen:
        if service.service_id is None:
            continue
        try:
            found[service.service_id] = directory.read_service(desk, service.service_id)
        except NotVisible:
            continue
    return found


def _plans(desk: Desk, family_id: UUID) -> Iterator[PlanView]:
    family = intake.family_row(desk, family_id)
    rows = desk.db.exec(
        select(Proposal)
        .where(Proposal.family_id == family.id)
        .order_by(col(Proposal.created_at).desc(), col(Proposal.id))
    ).all()
    for row in rows:
        yield PlanView(row, desk.vault.open(row, Proposal.trace))
