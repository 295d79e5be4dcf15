"""Enters some hints that wait in the clinic, a ward's link, and hours of discharge for families of today."""

from datetime import time, timedelta

from lotsen.desk import Desk
from lotsen.intake import actions as intake
from lotsen.intake.documents import HintSheet
from lotsen.intake.domain import HintKnown, HintNotice, HintUrgency
from lotsen.kernel import local_day, new_id

_HINTS = (
    HintSheet(
        ward="Wochenstation",
        bed="Zimmer 7, Bett 1",
        noticed=(HintNotice.EXHAUSTED, HintNotice.ALONE),
        text="Fragt nachts oft, wer ihr zu Hause hilft.",
        urgency=HintUrgency.TODAY,
        initials="KB",
        known=HintKnown.WISHES,
        answer_agreed=True,
        language="tr",
    ),
    HintSheet(
        ward="Wochenstation",
        bed="Zimmer 11",
        noticed=(HintNotice.PRACTICAL,),
        text="Unterlagen für das Elterngeld sind noch nicht ausgefüllt.",
        urgency=HintUrgency.SOON,
        initials="MS",
        known=HintKnown.KNOWS,
    ),
)
_HOURS = (time(10, 30), time(11), time(14))


def give_hints(desk: Desk) -> None:
    """Give the hints of a morning on the ward."""
    for sheet in _HINTS:
        intake.give_hint(desk, new_id(), sheet)


def prepare_the_day(desk: Desk) -> None:
    """Make the ward's link, and enter when the first families on the list leave."""
    today = local_day(desk.clock)
    intake.open_hint_way(desk, new_id(), place="Wochenstation", expires_on=today + timedelta(days=365))
    listed = intake.list_families(desk, show=intake.Show.TODAY).items
    leaving = [card.id for card in listed if card.due_on == today]
    for family_id, hour in zip(leaving, _HOURS, strict=False):
        view = intake.read_family(desk, family_id)
        sheet = view.sheet.model_copy(update={"due_time": hour})
        intake.save_sheet(desk, family_id, view.family.revision, sheet, due_on=today)
