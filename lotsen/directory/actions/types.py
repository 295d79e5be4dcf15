"""A municipality's own types of service: each stands under a shipped type, which still decides what fits."""

from uuid import UUID

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.directory.actions.counting import count_change
from lotsen.directory.actions.history import remember
from lotsen.directory.domain import ChangeSource, ObjectKind, fold
from lotsen.directory.entries import TermEntry, key_id
from lotsen.directory.tables import Taxonomy, TaxonomyTerm
from lotsen.kernel import LotsenError, NotVisible, gettext_noop

OWN_TYPES = key_id("taxonomy", "own-types")
"""The id of the one list that holds a municipality's own types."""


class TypeNameTaken(LotsenError):
    """Two own types under one shipped type would have the same name."""

    status = 409
    message = gettext_noop("There is already an own type with this name.")


def list_types(desk: Desk) -> tuple[TaxonomyTerm, ...]:
    """List the own types by shipped type and name, retired ones too."""
    query = select(TaxonomyTerm).where(col(TaxonomyTerm.service_type).is_not(None))
    rows = desk.db.exec(query.order_by(col(TaxonomyTerm.id))).all()
    return tuple(sorted(rows, key=lambda row: (row.service_type or "", row.name.casefold())))


def type_names(desk: Desk) -> dict[UUID, str]:
    """Name every own type, for pages that show services."""
    return {row.id: row.name for row in list_types(desk)}


def read_type(desk: Desk, term_id: UUID) -> TermEntry:
    """Return an own type as it would be entered anew."""
    row = desk.db.get(TaxonomyTerm, term_id)
    if row is None or row.service_type is None:
        raise NotVisible
    return TermEntry.model_validate(row.model_dump())


def save_type(desk: Desk, entry: TermEntry, *, source: ChangeSource = ChangeSource.STAFF) -> TaxonomyTerm:
    """Store an own type, or what is new about it; refused where the name is taken under the shipped type."""
    count_change(desk)
    for other in list_types(desk):
        same = other.service_type == entry.service_type and fold(other.name) == fold(entry.name)
        if same and other.id != entry.id:
            raise TypeNameTaken
    row = desk.db.get(TaxonomyTerm, entry.id)
    before = None if row is None else TermEntry.model_validate(row.model_dump())
    kept = entry.model_copy(update={"taxonomy_id": entry.taxonomy_id or _own_list(desk)})
    row = row or TaxonomyTerm(id=kept.id, name=kept.name, description="")
    row.sqlmodel_update(kept.model_dump(exclude={"id"}))
    desk.db.add(row)
    remember(desk, ObjectKind.TERM, kept.id, (before, kept), source=source)
    desk.db.flush()
    return row


def _own_list(desk: Desk) -> UUID:
    if desk.db.get(Taxonomy, OWN_TYPES) is None:
        desk.db.add(Taxonomy(id=OWN_TYPES, name="Eigene Angebotstypen", description=""))
        desk.db.flush()
    return OWN_TYPES
