"""Since when a family is known: the first day that paper names, entered later or not."""

from datetime import date

from lotsen.desk import Desk
from lotsen.facts.actions import move_fact
from lotsen.intake import domain
from lotsen.intake.tables import Family
from lotsen.kernel import local_day


def know_since(desk: Desk, family: Family, on: date) -> None:
    """Move a family's first day back to what was on paper before it, within the days of a later entry.

    What counts the family moves along. It never leaves a quarter that is published by then: a later entry
    reaches back fewer days than a quarter has.
    """
    today = local_day(desk.clock)
    if on >= family.registered_on or not domain.may_enter_later(on, today):
        return
    sheet = desk.vault.open(family, Family.sheet)
    family.registered_on = on
    if sheet.registered_fact is not None:
        move_fact(desk, sheet.registered_fact, on)
    marked = {"entered_later_on": sheet.entered_later_on or today}
    desk.vault.seal(family, Family.sheet, sheet.model_copy(update=marked))
    desk.db.add(family)
    desk.vault.note("family_known_earlier", subject=family.subject_id, record_class="family", row=family.id)
