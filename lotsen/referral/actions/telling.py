"""What the figures are told about referrals: coarse words only, at the moment it happens."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.facts.actions import push_fact
from lotsen.facts.domain import FactEvent, FactOutcome, need_groups_of
from lotsen.kernel import local_day
from lotsen.referral.documents import ChosenService, Handover, ServicePart


def tell_gap(desk: Desk, family_id: UUID, needs: Collection[str]) -> None:
    """Tell of needs for which no service fits."""
    if needs:
        _tell(desk, family_id, FactEvent.GAP, need_groups=need_groups_of(needs))


def tell_sent(desk: Desk, family_id: UUID, sheet: Handover, plan: Iterable[ChosenService]) -> None:
    """Tell of a hand-over: once for each type of service it names, else once."""
    named = {part.service_id for part in sheet.services}
    needs_of: dict[str, set[str]] = {}
    for chosen in plan:
        if chosen.service_type is not None and chosen.service_id in named:
            needs_of.setdefault(chosen.service_type, set()).update(chosen.needs)
    for service_type, needs in needs_of.items():
        _tell(
            desk,
            family_id,
            FactEvent.REFERRED,
            service_type=service_type,
            need_groups=need_groups_of(sorted(needs)),
        )
    if not needs_of:
        groups = need_groups_of(need.code for need in sheet.needs)
        _tell(desk, family_id, FactEvent.REFERRED, need_groups=groups)


def tell_self_contact(desk: Desk, family_id: UUID, plan: Iterable[ChosenService]) -> None:
    """Tell that a family was given the contacts to get in touch itself."""
    needs = {need for chosen in plan for need in chosen.needs}
    _tell(desk, family_id, FactEvent.SELF_CONTACT, need_groups=need_groups_of(sorted(needs)))


def tell_received(desk: Desk, family_id: UUID) -> None:
    """Tell that the receiver has confirmed."""
    _tell(desk, family_id, FactEvent.RECEIVED)


def tell_contact(desk: Desk, family_id: UUID, on: date, waited: int | None) -> None:
    """Tell that the receiver has reached the family, and after how many days."""
    _tell(desk, family_id, FactEvent.CONTACT_MADE, on=on, waited=waited)


def tell_started(desk: Desk, family_id: UUID, services: Collection[ServicePart]) -> None:
    """Tell that help has begun."""
    for service_type in _types(services):
        _tell(desk, family_id, FactEvent.STARTED, service_type=service_type)


def tell_outcome(
    desk: Desk, family_id: UUID, outcome: FactOutcome, services: Collection[ServicePart]
) -> None:
    """Tell how a referral ended."""
    for service_type in _types(services):
        _tell(desk, family_id, FactEvent.OUTCOME, outcome=outcome, service_type=service_type)


def _types(services: Collection[ServicePart]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(part.service_type for part in services)) or (None,)


def _tell(
    desk: Desk,
    family_id: UUID,
    event: FactEvent,
    *,
    on: date | None = None,
    need_groups: Collection[str] = (),
    service_type: str | None = None,
    outcome: FactOutcome | None = None,
    waited: int | None = None,
) -> None:
    push_fact(
        desk,
        family_id,
        event,
        on or local_day(desk.clock),
        need_groups=need_groups,
        service_type=service_type,
        outcome=outcome,
        waited=waited,
    )
