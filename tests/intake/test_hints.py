"""Hints on each engine: stored once, sealed, counted by link, taken once, and then gone."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.config import Settings
from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.documents import FamilySheet, HintSheet
from lotsen.intake.domain import HINTS_AN_HOUR, CaseStage, HintDismissal, HintKnown, HintState, HintUrgency
from lotsen.intake.tables import Assessment, Family, Hint, HintWay
from lotsen.kernel import FixedClock, NotVisible, local_day, new_id
from lotsen.keys.domain import SubjectKind
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import Grant
from lotsen.policy import ANONYMOUS
from lotsen.vault import token_hash
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import sheet_for
from tests.world import NOW, desk_of, institution_id

WORDS = "Weint viel und fragt nach Hilfe beim Wickeln"


def hint(**more: object) -> HintSheet:
    """Return a hint as a ward would give it."""
    given = {"ward": "Station 3", "bed": "Zimmer 7", "text": WORDS, "initials": "KB", "language": "tr"}
    return HintSheet.model_validate({**given, **more})


def say(sheet: HintSheet) -> str:
    """Put a hint into words without a catalogue."""
    return f"{sheet.text} ({sheet.initials})"


def open_way(desk: Desk, days: int = 30) -> tuple[UUID, str]:
    """Make a ward's link and return its id and secret."""
    last = local_day(desk.clock) + timedelta(days=days)
    way = actions.open_hint_way(desk, new_id(), place="Wochenstation", expires_on=last)
    return way.id, actions.way_token(desk, way.id)


def give(desk: OpenDesk, **more: object) -> UUID:
    """Give a hint with an account and return its id."""
    row_id = new_id()
    with desk("hint_giver") as d:
        actions.give_hint(d, row_id, hint(**more))
    return row_id


def test_a_hint_sent_twice_lies_there_once(desk: OpenDesk) -> None:
    row_id = new_id()
    codes = set()
    for _ in range(2):
        with desk("hint_giver") as d:
            codes.add(actions.give_hint(d, row_id, hint()))
    assert len(codes) == 1
    with desk() as d:
        assert [view.id for view in actions.list_hints(d)] == [row_id]


def test_another_institution_sees_and_takes_nothing(desk: OpenDesk) -> None:
    row_id = give(desk)
    with desk("other_navigator") as d:
        assert actions.list_hints(d) == ()
        with pytest.raises(NotVisible):
            actions.read_hint(d, row_id)
        with pytest.raises(NotVisible):
            actions.take_hint(d, row_id, new_id(), say)


def test_urgent_hints_come_first_then_those_that_wait_longest(desk: OpenDesk) -> None:
    order = (HintUrgency.SOON, HintUrgency.TODAY, HintUrgency.TODAY)
    for number, urgency in enumerate(order):
        with desk("hint_giver", clock=FixedClock(NOW + timedelta(minutes=number))) as d:
            actions.give_hint(d, new_id(), hint(bed=str(number), urgency=urgency))
    with desk() as d:
        assert [view.sheet.bed for view in actions.list_hints(d)] == ["1", "2", "0"]


def test_a_hint_becomes_a_family_and_is_erased_with_its_key(desk: OpenDesk, office: KeyOffice) -> None:
    row_id, family_id = give(desk), new_id()
    with desk() as d:
        subject = d.db.exec(select(Hint.subject_id)).one()
        actions.take_hint(d, row_id, family_id, say)
    with desk() as d:
        again = actions.take_hint(d, row_id, family_id, say)
        sheet = d.vault.open(again, Family.sheet)
        assert (sheet.place, sheet.language) == ("Station 3, Zimmer 7", "tr")
        assert sheet.hint_text == f"{WORDS} (KB)"
        assert d.db.exec(select(Hint)).all() == []
        assert d.keys.exec(select(Grant).where(Grant.subject_id == subject)).all() == []


def test_the_second_colleague_is_told_that_somebody_was_faster(desk: OpenDesk) -> None:
    row_id = give(desk, known=HintKnown.WISHES, answer_agreed=True)
    with desk() as d:
        actions.take_hint(d, row_id, new_id(), say)
    with desk("colleague") as d, pytest.raises(actions.HintTaken):
        actions.take_hint(d, row_id, new_id(), say)


def test_the_next_assessment_begins_with_the_words_of_the_hint(desk: OpenDesk) -> None:
    row_id = give(desk)
    with desk() as d:
        family = actions.take_hint(d, row_id, new_id(), say)
        begun = actions.start_assessment(d, family.id, new_id(), sheet_for(d))
        sheet = d.vault.open(begun, Assessment.answers)
        assert sheet.staff_hint
        assert WORDS in sheet.staff_hint_text
        actions.complete_assessment(d, begun.id, 0, sheet)
        second = actions.start_assessment(d, family.id, new_id(), sheet_for(d))
        assert not d.vault.open(second, Assessment.answers).staff_hint


def test_a_hint_joins_a_family_that_is_here_and_no_other(desk: OpenDesk) -> None:
    row_id = give(desk)
    with desk("other_navigator") as d:
        foreign = d.db.get(Family, register(d))
        assert foreign is not None
        foreign_code = foreign.code
    with desk() as d:
        family = d.db.get(Family, register(d, place="Zimmer 1"))
        assert family is not None
        for code in (foreign_code, "K7M-4F2", "nonsense"):
            with pytest.raises(actions.UnknownCode):
                actions.join_hint(d, row_id, code, say)
        joined = actions.join_hint(d, row_id, family.code.lower().replace("-", " "), say)
        sheet = d.vault.open(joined, Family.sheet)
        assert (sheet.place, sheet.hint_text) == ("Zimmer 1", f"{WORDS} (KB)")
        assert actions.count_hints(d) == 0


def test_a_hint_laid_aside_can_be_taken_up_again_until_it_is_erased(desk: OpenDesk) -> None:
    row_id = give(desk)
    with desk() as d:
        actions.dismiss_hint(d, row_id, HintDismissal.LEFT)
        assert actions.list_hints(d) == ()
        assert actions.list_hints(d, HintState.DISMISSED)[0].sheet.dismissed is HintDismissal.LEFT
        actions.take_up_again(d, row_id)
        assert [view.id for view in actions.list_hints(d)] == [row_id]
        actions.dismiss_hint(d, row_id, HintDismissal.LEFT)
    with desk("data_protection", clock=FixedClock(NOW + timedelta(days=29))) as d:
        assert actions.forget_hints(d) == 0
    with desk("data_protection", clock=FixedClock(NOW + timedelta(days=31))) as d:
        assert actions.forget_hints(d) == 1
        assert d.keys.exec(select(Grant).where(Grant.subject_kind == SubjectKind.HINT)).all() == []


@pytest.mark.parametrize("agreed", [True, False])
def test_the_sender_learns_contact_made_after_the_talk_and_only_if_the_family_agreed(
    desk: OpenDesk, agreed: bool
) -> None:
    row_id = give(desk, known=HintKnown.WISHES, answer_agreed=agreed)
    with desk("hint_giver") as d:
        code = actions.receipt_of(d, row_id)
    with desk() as d:
        family = actions.take_hint(d, row_id, new_id(), say)
        actions.tell_sender(d, family.id)
    with desk("hint_giver") as d:
        assert not actions.contact_was_made(d, code), "the talk has not taken place"
    with desk() as d:
        actions.hold_talk(d, family.id)
        actions.tell_sender(d, family.id)
    with desk("hint_giver") as d:
        assert actions.contact_was_made(d, code) is agreed
        assert actions.contact_was_made(d, code.lower().replace("-", "")) is agreed
        assert not actions.contact_was_made(d, "CDFGH-JKMNP")
        assert not actions.contact_was_made(d, "'; DROP TABLE")
    with desk("other_navigator") as d:
        assert not actions.contact_was_made(d, code), "the code is good in one institution only"


def forgotten_after(desk: OpenDesk, days: int) -> int:
    """Run the job so many days later."""
    with desk("colleague", clock=FixedClock(NOW + timedelta(days=days))) as d:
        return actions.forget_hints(d)


def test_thirty_days_run_from_laying_a_hint_aside_and_anew_after_taking_it_up(desk: OpenDesk) -> None:
    row_id = give(desk)
    with desk(clock=FixedClock(NOW + timedelta(days=80))) as d:
        actions.dismiss_hint(d, row_id, HintDismissal.LEFT)
    assert forgotten_after(desk, 109) == 0
    with desk(clock=FixedClock(NOW + timedelta(days=109))) as d:
        actions.take_up_again(d, row_id)
    assert forgotten_after(desk, 198) == 0
    assert forgotten_after(desk, 200) == 1


def test_contact_made_can_be_asked_for_a_year_from_the_answer(desk: OpenDesk) -> None:
    row_id = give(desk, known=HintKnown.WISHES, answer_agreed=True)
    with desk() as d:
        code = actions.receipt_of(d, row_id)
        family = actions.take_hint(d, row_id, new_id(), say)
    assert forgotten_after(desk, 200) == 0
    with desk(clock=FixedClock(NOW + timedelta(days=200))) as d:
        actions.hold_talk(d, family.id)
        actions.tell_sender(d, family.id)
    assert forgotten_after(desk, 560) == 0
    with desk("hint_giver", clock=FixedClock(NOW + timedelta(days=560))) as d:
        assert actions.contact_was_made(d, code)
    assert forgotten_after(desk, 566) == 1


def test_nothing_open_leads_from_a_receipt_to_a_family(desk: OpenDesk) -> None:
    row_id = give(desk, known=HintKnown.WISHES, answer_agreed=True)
    with desk() as d:
        family = actions.take_hint(d, row_id, new_id(), say)
        row = d.db.get(Hint, row_id)
        assert row is not None
        assert row.content is None
        values = {str(value) for value in row.model_dump().values()}
        assert values.isdisjoint({str(family.id), str(family.subject_id), family.code})


def test_a_ward_gives_hints_through_its_link_without_an_account(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        way, token = open_way(d)
        stored = d.db.get(HintWay, way)
        assert stored is not None
        assert stored.token_hash == token_hash(token)
    assert len(token) * 6 >= 256, "a secret of 256 bits in base 64"
    with desk_of(office, ANONYMOUS) as d:
        actions.give_hint_by_link(d, token, new_id(), hint(ward=""))
        with pytest.raises(NotVisible):
            d.vault.prefetch(())
            actions.read_hint(d, d.db.exec(select(Hint.id)).one())
    with desk() as d:
        assert [view.place for view in actions.list_hints(d)] == ["Wochenstation, Zimmer 7"]


def test_an_ended_an_expired_and_an_unknown_link_are_refused_alike(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        ended, first = open_way(d)
        _, second = open_way(d, days=3)
        actions.close_hint_way(d, ended)
    later = FixedClock(NOW + timedelta(days=4))
    for token in (first, second, "A" * 43, ""):
        with desk_of(office, ANONYMOUS, clock=later) as d, pytest.raises(actions.HintWayClosed):
            actions.give_hint_by_link(d, token, new_id(), hint())
    with desk("other_navigator") as d, pytest.raises(NotVisible):
        actions.close_hint_way(d, ended)


def test_a_flooded_link_takes_twenty_an_hour_and_the_next_hour_again(
    desk: OpenDesk, office: KeyOffice
) -> None:
    with desk() as d:
        _, token = open_way(d)
    first = new_id()
    for number in range(HINTS_AN_HOUR):
        with desk_of(office, ANONYMOUS) as d:
            actions.give_hint_by_link(d, token, first if number == 0 else new_id(), hint())
    with desk_of(office, ANONYMOUS) as d, pytest.raises(actions.TooManyHints):
        actions.give_hint_by_link(d, token, new_id(), hint())
    with desk_of(office, ANONYMOUS) as d:
        actions.give_hint_by_link(d, token, first, hint())
    with desk_of(office, ANONYMOUS, clock=FixedClock(NOW + timedelta(hours=1))) as d:
        actions.give_hint_by_link(d, token, new_id(), hint())
    with desk() as d:
        assert actions.count_hints(d) == HINTS_AN_HOUR + 1


def test_no_word_of_a_hint_or_of_a_ward_lies_in_clear_in_the_files(
    sqlite_settings: Settings, site_desk: OpenDesk
) -> None:
    with site_desk("hint_giver") as d:
        actions.give_hint(d, new_id(), hint(bed="Bettwort", ward="Stationswort"))
    with site_desk() as d:
        _, token = open_way(d)
    files = [path for path in Path(sqlite_settings.home).rglob("*") if path.is_file()]
    assert any(path.name == "lotsen.db" for path in files)
    for word in (WORDS, "Bettwort", "Stationswort", "Wochenstation", "Zimmer 7", token):
        assert [path.name for path in files if word.encode() in path.read_bytes()] == []


def test_a_hint_of_the_practice_reaches_its_own_navigator(desk: OpenDesk, office: KeyOffice) -> None:
    with desk("practice_navigator") as d:
        _, token = open_way(d)
    with desk_of(office, ANONYMOUS) as d:
        actions.give_hint_by_link(d, token, new_id(), hint(ward="", bed="Termin 10:30"))
    with desk("practice_navigator") as d:
        view = actions.list_hints(d)[0]
        family = actions.take_hint(d, view.id, new_id(), say)
        assert family.institution_id == institution_id("practice")
        assert family.stage is CaseStage.REGISTERED
        assert d.vault.open(family, Family.sheet) != FamilySheet()
