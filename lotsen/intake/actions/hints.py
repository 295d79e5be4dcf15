"""Hints: written by those who read nothing, taken by a navigator, and then gone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import and_, col, func, or_, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.families import BEFORE_TALK, register_family, usual_origin
from lotsen.intake.actions.hint_ways import count_hint, find_hint_way, place_of_way
from lotsen.intake.actions.reading import family_row, open_family_row
from lotsen.intake.actions.refusals import HintTaken, UnknownCode
from lotsen.intake.documents import FamilySheet, HintSheet
from lotsen.intake.domain import HintDismissal, HintState, HintUrgency
from lotsen.intake.tables import Family, Hint
from lotsen.kernel import NotVisible, local_day
from lotsen.keys.domain import SubjectKind
from lotsen.vault import token_hash

_PLACE_LIMIT = 80
Say = Callable[[HintSheet], str]
_KEPT = {
    HintState.DISMISSED: timedelta(days=30),
    HintState.NEW: timedelta(days=90),
    HintState.ANSWERED: timedelta(days=365),
    HintState.TAKEN: timedelta(days=365),
}
"""How long a hint stays as it is, from the moment it came to be so: laid aside, taken, answered.

What answers a receipt code holds nothing of a family: a year, so that whoever gave the hint still learns
"contact made" when the talk took long to come about, and a year from then.
"""


@dataclass(frozen=True)
class HintView:
    """A hint with its opened document."""

    id: UUID
    received_at: datetime
    state: HintState
    sheet: HintSheet

    @property
    def place(self) -> str:
        """Return ward and bed as one."""
        return ", ".join(filter(None, (self.sheet.ward, self.sheet.bed)))


def give_hint(desk: Desk, row_id: UUID, sheet: HintSheet) -> str:
    """Store a hint for the actor's own institution and return its receipt code; sent twice, stored once."""
    return _keep_once(desk, row_id, desk.actor.home, sheet)


def give_hint_by_link(desk: Desk, token: str, row_id: UUID, sheet: HintSheet) -> str:
    """Store a hint that came through a ward's link. Raises HintWayClosed, TooManyHints."""
    way = find_hint_way(desk, token)
    if desk.db.get(Hint, row_id) is None:
        count_hint(desk, way)
    ward = sheet.ward or place_of_way(desk, way)
    return _keep_once(desk, row_id, way.institution_id, sheet.model_copy(update={"ward": ward}))


def receipt_of(desk: Desk, hint_id: UUID) -> str:
    """Return the receipt code of a hint, whether it exists or not: derived, so that it is stored nowhere."""
    return domain.receipt_code(desk.vault.index(f"hint-receipt|{hint_id}"))


def contact_was_made(desk: Desk, typed: str, *, token: str | None = None) -> bool:
    """Say whether the sender may know of a contact; an unknown code gets the same answer as "not yet"."""
    home = desk.actor.institution_id if token is None else find_hint_way(desk, token).institution_id
    code = domain.read_receipt_code(typed)
    if code is None:
        return False
    found = desk.db.exec(
        select(Hint.id).where(
            Hint.receipt_hash == token_hash(code),
            Hint.institution_id == home,
            Hint.state == HintState.ANSWERED,
        )
    ).first()
    return found is not None


def count_hints(desk: Desk) -> int:
    """Count the hints nobody has taken care of."""
    return desk.db.exec(select(func.count()).select_from(Hint).where(*_mine(desk, HintState.NEW))).one()


def list_hints(desk: Desk, state: HintState = HintState.NEW, *, limit: int = 50) -> tuple[HintView, ...]:
    """Open the institution's hints in a state, urgent ones first, then the longest waiting."""
    rows = desk.db.exec(
        select(Hint).where(*_mine(desk, state)).order_by(col(Hint.received_at), col(Hint.id)).limit(limit)
    ).all()
    desk.vault.prefetch(row.subject_id for row in rows)
    views = [HintView(row.id, row.received_at, row.state, desk.vault.open(row, Hint.content)) for row in rows]
    return tuple(sorted(views, key=lambda view: view.sheet.urgency is not HintUrgency.TODAY))


def read_hint(desk: Desk, hint_id: UUID) -> HintView:
    """Open one hint of the actor's institution. Raises HintTaken once there is nothing left to read."""
    row = _row(desk, hint_id, lock=False)
    if row.content is None:
        raise HintTaken
    return HintView(row.id, row.received_at, row.state, desk.vault.open(row, Hint.content))


def take_hint(desk: Desk, hint_id: UUID, row_id: UUID, say: Say) -> Family:
    """Make a new family from a hint; the second tap leads to the same family. Raises HintTaken.

    `say` puts what was noticed into the words that the next assessment begins with.
    """
    known = desk.db.get(Family, row_id)
    if known is not None:
        return family_row(desk, row_id)
    row = _row(desk, hint_id)
    sheet = _open_new(desk, row)
    empty = FamilySheet(language=sheet.language)
    joined = _joined(empty, row, sheet, say)
    family = register_family(desk, row_id, origin=usual_origin(desk), sheet=joined)
    _let_go(desk, row, sheet)
    return family


def join_hint(desk: Desk, hint_id: UUID, typed_code: str, say: Say) -> Family:
    """Join a hint to an open family of this institution. Raises UnknownCode, HintTaken."""
    code = domain.read_case_code(typed_code)
    found = desk.db.exec(
        select(Family.id).where(
            Family.code == code,
            Family.institution_id == desk.actor.institution_id,
            col(Family.closed_on).is_(None),
        )
    ).first()
    if found is None:
        raise UnknownCode
    row = _row(desk, hint_id)
    sheet = _open_new(desk, row)
    family = open_family_row(desk, found)
    stored = desk.vault.open(family, Family.sheet)
    language = stored.language or sheet.language
    joined = _joined(stored.model_copy(update={"language": language}), row, sheet, say)
    desk.vault.seal(family, Family.sheet, joined)
    family.revision += 1
    desk.db.add(family)
    desk.vault.note("hint_joined", subject=family.subject_id, record_class="family", row=family.id)
    _let_go(desk, row, sheet)
    return family


def dismiss_hint(desk: Desk, hint_id: UUID, reason: HintDismissal) -> None:
    """Lay a hint aside with a reason; for 30 days it can be taken up again. Raises HintTaken."""
    row = _row(desk, hint_id)
    if row.state is HintState.DISMISSED:
        return
    sheet = _open_new(desk, row)
    _set_aside(desk, row, sheet, reason)
    desk.vault.note("hint_dismissed", subject=row.subject_id, record_class="hint", row=row.id)


def take_up_again(desk: Desk, hint_id: UUID) -> None:
    """Put a hint that was laid aside back among the new ones."""
    row = _row(desk, hint_id)
    if row.state is HintState.DISMISSED and row.content is not None:
        _set_aside(desk, row, desk.vault.open(row, Hint.content), None)
        desk.vault.note("hint_taken_up_again", subject=row.subject_id, record_class="hint", row=row.id)


def tell_sender(desk: Desk, family_id: UUID) -> None:
    """Let the sender of a family's hint learn "contact made", after the talk and never anything else."""
    family = open_family_row(desk, family_id)
    sheet = desk.vault.open(family, Family.sheet)
    if sheet.hint_id is None or family.stage in BEFORE_TALK:
        return
    row = desk.db.get(Hint, sheet.hint_id)
    if row is not None and row.institution_id == desk.actor.institution_id:
        _turn(desk, row, HintState.ANSWERED)
    desk.vault.seal(family, Family.sheet, sheet.model_copy(update={"hint_id": None}))
    family.revision += 1
    desk.db.add(family)
    desk.vault.note("hint_answered", subject=family.subject_id, record_class="family", row=family.id)


def forget_hints(desk: Desk) -> int:
    """Erase hints whose time is over, with their keys; a recurring job. Returns how many."""
    now = desk.clock.now()
    since = func.coalesce(col(Hint.state_since), col(Hint.received_at))
    over = [and_(Hint.state == state, since < now - kept) for state, kept in _KEPT.items()]
    rows = desk.db.exec(select(Hint).where(or_(*over))).all()
    for row in rows:
        desk.vault.revoke(row.subject_id, row.institution_id)
        desk.db.delete(row)
    return len(rows)


def _keep_once(desk: Desk, row_id: UUID, institution: UUID, sheet: HintSheet) -> str:
    desk.db.exec(select(Institution.id).where(Institution.id == institution).with_for_update(key_share=True))
    code = receipt_of(desk, row_id)
    if desk.db.get(Hint, row_id) is not None:
        return code
    row = Hint(
        id=row_id,
        subject_id=desk.vault.new_subject(SubjectKind.HINT, institution),
        institution_id=institution,
        received_at=desk.clock.now(),
        receipt_hash=token_hash(code),
    )
    desk.vault.seal(row, Hint.content, sheet)
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("hint_given", subject=row.subject_id, record_class="hint", row=row.id)
    return code


def _row(desk: Desk, hint_id: UUID, *, lock: bool = True) -> Hint:
    query = select(Hint).where(Hint.id == hint_id, Hint.institution_id == desk.actor.institution_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = desk.db.exec(query).one_or_none()
    if row is None:
        raise NotVisible
    return row


def _mine(desk: Desk, state: HintState) -> tuple[bool, ...]:
    return Hint.institution_id == desk.actor.institution_id, Hint.state == state


def _open_new(desk: Desk, row: Hint) -> HintSheet:
    if row.state is not HintState.NEW or row.content is None:
        raise HintTaken
    return desk.vault.open(row, Hint.content)


def _joined(family: FamilySheet, row: Hint, hint: HintSheet, say: Say) -> FamilySheet:
    """Return a family's sheet with what the hint says: bed, what was noticed, whether somebody may ask."""
    place = ", ".join(filter(None, (hint.ward, hint.bed)))
    changes = {
        "place": family.place or place[:_PLACE_LIMIT],
        "hint_text": "\n".join(filter(None, (family.hint_text, say(hint)))),
        "hint_id": row.id if hint.answer_agreed else family.hint_id,
    }
    return family.model_copy(update=changes)


def _let_go(desk: Desk, row: Hint, hint: HintSheet) -> None:
    """Erase a hint that became part of a family; what stays answers a receipt code, if that was agreed."""
    desk.vault.note("hint_taken", subject=row.subject_id, record_class="hint", row=row.id)
    desk.vault.revoke(row.subject_id, row.institution_id)
    if hint.answer_agreed:
        row.content = None
        _turn(desk, row, HintState.TAKEN)
    else:
        desk.db.delete(row)


def _set_aside(desk: Desk, row: Hint, sheet: HintSheet, reason: HintDismissal | None) -> None:
    on = None if reason is None else local_day(desk.clock)
    desk.vault.seal(row, Hint.content, sheet.model_copy(update={"dismissed": reason, "dismissed_on": on}))
    _turn(desk, row, HintState.NEW if reason is None else HintState.DISMISSED)


def _turn(desk: Desk, row: Hint, state: HintState) -> None:
    """Change what a hint is; from now on its period is a new one."""
    row.state, row.state_since = state, desk.clock.now()
    desk.db.add(row)
