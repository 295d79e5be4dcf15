"""What the figures are told when something happened to a family: coarse words only."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.facts.actions import push_fact
from lotsen.facts.domain import FactEvent, NotReached, language_group_of
from lotsen.intake import domain
from lotsen.intake.actions.opened import MemberView
from lotsen.intake.actions.reading import members_of
from lotsen.intake.documents import FamilySheet
from lotsen.intake.domain import ChildStatus, MemberKind
from lotsen.intake.tables import Family
from lotsen.kernel import local_day
from lotsen.places.actions import place_of
from lotsen.terms import UNKNOWN_AGE, Phase, age_group


def tell_figures(
    desk: Desk,
    family: Family,
    event: FactEvent,
    *,
    sheet: FamilySheet | None = None,
    members: Sequence[MemberView] | None = None,
    need_groups: Collection[str] = (),
    agreed: bool | None = None,
    reason: NotReached | None = None,
    on: date | None = None,
    fact_id: UUID | None = None,
) -> None:
    """Push one event with the district, age group and language group known by now.

    `on` is the true date of what is entered later; `fact_id` lets one tap be taken back.
    """
    sheet = sheet or desk.vault.open(family, Family.sheet)
    today = on or local_day(desk.clock)
    place = place_of(desk, sheet.postcode, municipality=sheet.municipality) if sheet.postcode else None
    push_fact(
        desk,
        family.id,
        event,
        today,
        district=place.district if place else None,
        age_group=youngest_group(desk, family, sheet=sheet, members=members, as_of=today),
        language_group=language_group_of(sheet.language),
        need_groups=need_groups,
        agreed=agreed,
        reason=reason,
        fact_id=fact_id,
    )


def youngest_group(
    desk: Desk,
    family: Family,
    *,
    sheet: FamilySheet,
    members: Sequence[MemberView] | None = None,
    as_of: date,
) -> str:
    """Return the age group of the youngest child; of a walk-in contact, what was said there."""
    members = members_of(desk, family) if members is None else members
    children = [view.person for view in members if view.person.kind is MemberKind.CHILD]
    if any(child.status is ChildStatus.UNBORN for child in children):
        return age_group(Phase.PREGNANT, None)
    born = [child.born_on for child in children if child.status is ChildStatus.BORN and child.born_on]
    if born:
        return age_group(Phase.BORN, domain.child_age_months(max(born), as_of))
    if any(child.status is ChildStatus.DIED for child in children):
        return UNKNOWN_AGE
    return sheet.youngest or UNKNOWN_AGE
