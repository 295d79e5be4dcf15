"""Which form of law an institution uses, and how long it keeps a closed case."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from lotsen.accounts import actions as accounts
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.kernel import NotVisible, new_id
from lotsen.protection.domain import LegalForm, usual_form
from lotsen.protection.law import form_of_law, law_file
from lotsen.protection.tables import Setting


@dataclass(frozen=True)
class Rules:
    """What holds for an institution; `is_own` where it differs from the data of the release."""

    form: LegalForm
    retention_years: int
    is_own: bool = False


def rules_of(desk: Desk, institution_id: UUID | None = None) -> Rules:
    """Return what holds for an institution, by default the actor's."""
    home = institution_id or desk.actor.home
    row = _row(desk, home)
    if row is not None:
        return Rules(row.form, row.retention_years, is_own=True)
    form = usual_form(accounts.read_institution(desk, home).kind, law_file().kinds)
    return Rules(form, form_of_law(form, "de").retention_years)


def managed_rules(desk: Desk) -> tuple[tuple[Institution, Rules], ...]:
    """Return the institutions the actor looks after, with what holds for each."""
    return tuple((row, rules_of(desk, row.id)) for row in accounts.list_institutions(desk))


def keep_rules(desk: Desk, institution_id: UUID, form: LegalForm, retention_years: int) -> None:
    """Let an institution the actor looks after use another form or period; open cases keep their form."""
    if institution_id not in {row.id for row in accounts.list_institutions(desk)}:
        raise NotVisible
    row = _row(desk, institution_id) or Setting(
        id=new_id(), institution_id=institution_id, form=form, retention_years=retention_years
    )
    row.form, row.retention_years = form, retention_years
    desk.db.add(row)
    desk.vault.note("protection_rules_kept", row=institution_id, record_class="institution")


def _row(desk: Desk, institution_id: UUID) -> Setting | None:
    return desk.db.exec(select(Setting).where(Setting.institution_id == institution_id)).one_or_none()
