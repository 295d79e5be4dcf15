"""Links by which a ward gives hints without an account: made, printed, counted, ended."""

import base64
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.refusals import HintWayClosed, TooManyHints
from lotsen.intake.documents import HintPoster
from lotsen.intake.tables import HintWay
from lotsen.kernel import NotVisible, local_day
from lotsen.vault import token_hash


def open_hint_way(desk: Desk, row_id: UUID, *, place: str, expires_on: date) -> HintWay:
    """Make a link for a ward, valid up to a day; the same id again returns the same one."""
    known = desk.db.get(HintWay, row_id)
    if known is not None:
        if known.institution_id != desk.actor.home:
            raise NotVisible
        return known
    way = HintWay(
        id=row_id,
        institution_id=desk.actor.home,
        token_hash=token_hash(_token(desk, row_id)),
        created_on=local_day(desk.clock),
        expires_on=expires_on,
    )
    desk.vault.seal(way, HintWay.poster, HintPoster(place=place))
    desk.db.add(way)
    desk.db.flush()
    desk.vault.note("hint_way_opened", row=way.id)
    return way


def close_hint_way(desk: Desk, way_id: UUID) -> None:
    """End a link at once; its posters lead nowhere from now on."""
    way = hint_way(desk, way_id)
    if way.revoked_on is None:
        way.revoked_on = local_day(desk.clock)
        desk.db.add(way)
        desk.vault.note("hint_way_closed", row=way.id)


def list_hint_ways(desk: Desk) -> list[tuple[HintWay, str]]:
    """Return the institution's links with their wards, those in use first."""
    ways = desk.db.exec(
        select(HintWay)
        .where(HintWay.institution_id == desk.actor.institution_id)
        .order_by(col(HintWay.created_on).desc(), col(HintWay.id))
    ).all()
    today = local_day(desk.clock)
    found = [(way, place_of_way(desk, way)) for way in ways]
    return sorted(found, key=lambda pair: (not pair[0].is_in_use(today), pair[1].casefold()))


def place_of_way(desk: Desk, way: HintWay) -> str:
    """Return the ward a link belongs to."""
    return desk.vault.open(way, HintWay.poster).place


def hint_way(desk: Desk, way_id: UUID) -> HintWay:
    """Return a link of the actor's institution."""
    way = desk.db.exec(
        select(HintWay).where(HintWay.id == way_id, HintWay.institution_id == desk.actor.institution_id)
    ).one_or_none()
    if way is None:
        raise NotVisible
    return way


def way_token(desk: Desk, way_id: UUID) -> str:
    """Return the secret of a link that is in use, for its poster. Raises HintWayClosed."""
    way = hint_way(desk, way_id)
    if not way.is_in_use(local_day(desk.clock)):
        raise HintWayClosed
    desk.vault.note("hint_way_printed", row=way.id)
    return _token(desk, way_id)


def find_hint_way(desk: Desk, token: str) -> HintWay:
    """Return the link of a secret. Raises HintWayClosed, the same for an unknown, ended or expired one."""
    way = desk.db.exec(select(HintWay).where(HintWay.token_hash == token_hash(token))).one_or_none()
    if way is None or not way.is_in_use(local_day(desk.clock)):
        raise HintWayClosed
    return way


def count_hint(desk: Desk, way: HintWay) -> None:
    """Count one more hint of this hour. Raises TooManyHints beyond what one link takes."""
    way = desk.db.exec(
        select(HintWay)
        .where(HintWay.id == way.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    now = desk.clock.now()
    if not domain.same_hour(way.counted_from, now):
        way.counted_from, way.counted = now, 0
    if way.counted >= domain.HINTS_AN_HOUR:
        raise TooManyHints
    way.counted += 1
    desk.db.add(way)


def _token(desk: Desk, way_id: UUID) -> str:
    """Derive a link's secret, 256 bits, so that a poster can be printed again though no secret is stored."""
    return base64.urlsafe_b64encode(desk.vault.index(f"hint-way|{way_id}")).rstrip(b"=").decode()
