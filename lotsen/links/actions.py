"""What can be done with links: made, shown again, found, used once per form, ended.

A secret is 256 bits, derived under a key of its own from the link's random id: so a link can be mailed again
or printed as a QR code though no secret is stored (NIST SP 800-108: keys derived by a MAC). Whoever gives out
links checks first that the actor may: a link knows what it is about, not whose that is.
"""

import base64
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, delete, func, select

from lotsen.desk import Desk
from lotsen.keys.domain import Purpose
from lotsen.links.domain import KEPT, TERMS, LinkClosed, LinkPurpose, LinkUsed, TooManyUses
from lotsen.links.tables import Link, LinkUse
from lotsen.vault import token_hash

_HOUR = timedelta(hours=1)


def open_link(
    desk: Desk,
    row_id: UUID,
    *,
    purpose: LinkPurpose,
    about_id: UUID,
    life: timedelta | None = None,
    max_uses: int | None = None,
) -> Link:
    """Make a link, once per id. Life and uses are the purpose's own where none are named."""
    known = desk.db.get(Link, row_id)
    if known is not None:
        if (known.purpose, known.about_id) != (purpose.value, about_id):
            raise LinkClosed
        return known
    terms, now = TERMS[purpose], desk.clock.now()
    link = Link(
        id=row_id,
        token_hash=token_hash(_token(desk, row_id)),
        purpose=purpose.value,
        about_id=about_id,
        created_at=now,
        expires_at=now + (life or terms.life),
        max_uses=max_uses or terms.max_uses,
    )
    desk.db.add(link)
    desk.db.flush()
    desk.vault.note("link_opened", row=link.id, record_class=purpose.value)
    return link


def path_of_link(desk: Desk, link_id: UUID) -> str:
    """Return the path a link has in an address. It is a capability: show it only to whoever may give it out.

    Raises LinkClosed for one that is over.
    """
    link = desk.db.get(Link, link_id)
    if link is None or not link.is_open(desk.clock.now()):
        raise LinkClosed
    return f"/{TERMS[LinkPurpose(link.purpose)].door}/{_token(desk, link.id)}"


def links_about(desk: Desk, purpose: LinkPurpose, about_id: UUID) -> list[Link]:
    """Return the links about a row that still lead there, the newest first."""
    rows = desk.db.exec(
        select(Link)
        .where(Link.purpose == purpose.value, Link.about_id == about_id)
        .order_by(col(Link.created_at).desc(), col(Link.id))
    )
    now = desk.clock.now()
    return [row for row in rows if row.is_open(now)]


def find_link(desk: Desk, token: str, purpose: LinkPurpose) -> Link:
    """Return the link of a secret; reading uses nothing up, since scanners of mails follow links too.

    Raises LinkClosed, the same for an unknown, a foreign, an ended and an expired one.
    """
    link = desk.db.exec(select(Link).where(Link.token_hash == token_hash(token))).one_or_none()
    if link is None or link.purpose != purpose.value or not link.is_open(desk.clock.now()):
        raise LinkClosed
    return link


def was_used_by(desk: Desk, link: Link, form_id: UUID) -> bool:
    """Say whether a form was sent over this link."""
    use = desk.db.get(LinkUse, form_id)
    return use is not None and use.link_id == link.id


def use_link(desk: Desk, link: Link, form_id: UUID) -> bool:
    """Count one use by a form; False for a replay of it, which must store nothing and answer the same.

    The row is locked, so that of two taps at once one waits and then finds the other's use. Raises LinkUsed,
    TooManyUses, and LinkClosed where the link ended meanwhile or the form belongs to another link.
    """
    link = desk.db.exec(
        select(Link).where(Link.id == link.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    now = desk.clock.now()
    if not link.is_open(now):
        raise LinkClosed
    known = desk.db.get(LinkUse, form_id)
    if known is not None:
        if known.link_id != link.id:
            raise LinkClosed
        return False
    if link.max_uses is not None and link.uses >= link.max_uses:
        raise LinkUsed
    lately = select(func.count()).where(LinkUse.link_id == link.id, col(LinkUse.used_at) > now - _HOUR)
    if desk.db.exec(lately).one() >= TERMS[LinkPurpose(link.purpose)].uses_an_hour:
        raise TooManyUses
    link.uses += 1
    desk.db.add(link)
    desk.db.add(LinkUse(id=form_id, link_id=link.id, used_at=now))
    desk.db.flush()
    return True


def close_links(desk: Desk, purpose: LinkPurpose, about_id: UUID) -> int:
    """End every link about a row at once; returns how many were still open."""
    links = links_about(desk, purpose, about_id)
    for link in links:
        link.revoked_at = desk.clock.now()
        desk.db.add(link)
        desk.vault.note("link_closed", row=link.id, record_class=purpose.value)
    desk.db.flush()
    return len(links)


def forget_links(desk: Desk) -> int:
    """Delete links that have been over for the time they are kept; returns how many."""
    before = desk.clock.now() - KEPT
    over = (col(Link.expires_at) < before) | (col(Link.revoked_at) < before)
    return int(desk.db.exec(delete(Link).where(over)).rowcount)


def _token(desk: Desk, link_id: UUID) -> str:
    secret = desk.vault.index(str(link_id), Purpose.LINK)
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
