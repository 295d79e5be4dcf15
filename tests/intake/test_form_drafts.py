"""Drafts of every form, who edits what, and who saved last: actions, on both engines."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.documents import DraftSheet, FamilyEnding
from lotsen.intake.domain.editing import KEPT, STAYS, FormName, Place
from lotsen.intake.forms import REACH
from lotsen.intake.tables import Draft, Presence
from lotsen.kernel import FixedClock, NotVisible, StaleRevision, new_id
from lotsen.keys import audit
from lotsen.keys.office import KeyOffice
from lotsen.store.work import unit_of_work
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child
from tests.world import NOW


def typed(place: str = "Zimmer 4", *, page: str = "one page", **more: str) -> DraftSheet:
    values = {"place": place, **more}
    return DraftSheet(values=tuple((name, (text,)) for name, text in values.items()), page=page)


def sheet_of(family: UUID) -> Place:
    return Place.of(family, FormName.SHEET)


def counted(desk: Desk) -> tuple[int, int]:
    return len(desk.db.exec(select(Draft.id)).all()), len(desk.db.exec(select(Presence.id)).all())


def test_a_draft_is_kept_for_its_writer_and_nobody_else(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        assert actions.keep_draft(d, sheet_of(family), 0, typed()).revision == 1
    with desk(writing=False) as d:
        found = actions.read_draft(d, sheet_of(family))
        assert found is not None
        assert found.sheet.values == (("place", ("Zimmer 4",)),)
        assert found.saved_at == NOW
    with desk("colleague", writing=False) as d:
        assert actions.read_draft(d, sheet_of(family)) is None
        waiting = [(one.place, one.saved_at) for one in actions.open_drafts(d)]
        assert waiting == [(sheet_of(family), NOW)]
    with desk("other_navigator", writing=False) as d:
        assert actions.open_drafts(d) == ()
        with pytest.raises(NotVisible):
            actions.read_draft(d, sheet_of(family))


def test_a_page_may_repeat_itself_and_another_page_of_the_same_person_may_not_overwrite(
    desk: OpenDesk,
) -> None:
    with desk() as d:
        here = sheet_of(register(d))
        for expected in (1, 2):
            assert actions.keep_draft(d, here, 0, typed()).revision == expected
        with pytest.raises(StaleRevision):
            actions.keep_draft(d, here, 0, typed(page="another page"))
        assert actions.keep_draft(d, here, 2, typed("Zimmer 5", page="another page")).revision == 3


def test_what_a_page_sent_earlier_and_comes_late_changes_nothing(desk: OpenDesk) -> None:
    with desk() as d:
        here = sheet_of(register(d))
        later = typed("Zimmer 5").model_copy(update={"load": "one", "turn": 2})
        actions.keep_draft(d, here, 0, later)
        held_up = typed().model_copy(update={"load": "one", "turn": 1})
        kept = actions.keep_draft(d, here, 0, held_up)
        assert (kept.revision, kept.sheet) == (1, later)
        loaded_again = held_up.model_copy(update={"load": "two"})
        assert actions.keep_draft(d, here, 1, loaded_again).sheet == loaded_again


def test_saving_removes_the_draft_and_what_the_page_sends_late_changes_nothing(desk: OpenDesk) -> None:
    page = new_id()
    with desk() as d:
        here = sheet_of(register(d))
        actions.keep_draft(d, here, 0, typed(page=str(page)))
        actions.settle(d, here, page)
        actions.settle(d, here, page)
        assert actions.keep_draft(d, here, 1, typed(page=str(page))).revision == 0
        assert actions.read_draft(d, here) is None
    with desk("colleague", writing=False) as d:
        saving = actions.last_saving(d, here)
        assert saving is not None
        assert (saving.name, saving.at, saving.page) == ("Maren Lotsin", NOW, page)
        assert actions.editors_of(d, here.family_id) == ()


def test_who_edits_is_seen_by_colleagues_until_a_minute_after_the_last_sign(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        here = sheet_of(family)
        actions.show_presence(d, here)
        assert actions.editors_of(d, family) == ()
    later = FixedClock(NOW + timedelta(seconds=40))
    with desk(clock=later) as d:
        actions.show_presence(d, here)
    with desk("colleague", writing=False, clock=later) as d:
        found = actions.editors_of(d, family, here)
        assert [(one.name, one.form, one.since) for one in found] == [("Maren Lotsin", FormName.SHEET, NOW)]
        assert actions.editors_of(d, family, Place.of(family, FormName.TALK)) == ()
    with desk("colleague", writing=False, clock=FixedClock(later.instant + STAYS)) as d:
        assert actions.editors_of(d, family) == ()
    back = FixedClock(later.instant + 2 * STAYS)
    with desk(clock=back) as d:
        actions.show_presence(d, here)
    with desk("colleague", writing=False, clock=back) as d:
        assert [one.since for one in actions.editors_of(d, family)] == [back.instant]
    with desk("other_navigator") as d:
        for ask in (actions.show_presence, actions.last_saving, actions.discard_draft):
            with pytest.raises(NotVisible):
                ask(d, here)
        with pytest.raises(NotVisible):
            actions.editors_of(d, family)


def test_closing_a_file_takes_everybodys_drafts_of_that_family_along(desk: OpenDesk) -> None:
    with desk() as d:
        family, other = register(d), register(d)
        for one in (family, other):
            actions.keep_draft(d, sheet_of(one), 0, typed())
            actions.show_presence(d, sheet_of(one))
    with desk("colleague") as d:
        actions.keep_draft(d, Place.of(family, FormName.TALK), 0, typed())
        actions.close_family(d, family, FamilyEnding.NO_NEED)
        assert counted(d) == (1, 1)
        with pytest.raises(actions.CaseClosed):
            actions.keep_draft(d, sheet_of(family), 0, typed())
        actions.show_presence(d, sheet_of(family))
        assert counted(d) == (1, 1)


def test_a_name_is_kept_in_no_draft_before_the_consent(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        here = Place.of(family, FormName.CHILD)
        kept = actions.keep_draft(d, here, 0, typed(given_name="Ayla"))
        assert dict(kept.sheet.values) == {"place": ("Zimmer 4",)}
        with pytest.raises(actions.ConsentMissing):
            actions.keep_draft(d, Place.of(family, FormName.CONTACT), 0, typed(surname="Morgenstern"))
        agree(d, family)
        kept = actions.keep_draft(d, here, 1, typed(given_name="Ayla"))
        assert dict(kept.sheet.values)["given_name"] == ("Ayla",)


def test_a_draft_is_about_a_person_of_this_very_family(desk: OpenDesk) -> None:
    with desk() as d:
        family, other = register(d), register(d)
        foreign = child(d, other)
        own = child(d, family)
        assert actions.keep_draft(d, Place.of(family, FormName.PERSON, own), 0, typed()).revision == 1
        for bad in (
            Place.of(family, FormName.PERSON, foreign),
            Place.of(family, FormName.PERSON),
            Place.of(family, FormName.SHEET, own),
            Place.of(family, FormName.CHILD, new_id()),
        ):
            with pytest.raises(NotVisible):
                actions.keep_draft(d, bad, 0, typed())


def test_a_draft_nobody_saves_is_forgotten_after_its_days(desk: OpenDesk) -> None:
    with desk() as d:
        here = sheet_of(register(d))
        actions.keep_draft(d, here, 0, typed())
        assert actions.forget_old_drafts(d) == 0
    late = FixedClock(NOW + KEPT + timedelta(hours=1))
    with desk(writing=False, clock=late) as d:
        assert actions.read_draft(d, here) is None
        assert actions.open_drafts(d) == ()
    with desk(clock=late) as d:
        assert actions.forget_old_drafts(d) == 1
        assert counted(d) == (0, 0)


def test_discarding_twice_discards_once_and_drafts_leave_one_line_in_the_audit_trail(
    desk: OpenDesk, office: KeyOffice
) -> None:
    with desk() as d:
        home = d.actor.home
        here = sheet_of(register(d))
    for revision in range(4):
        with desk() as d:
            actions.keep_draft(d, here, revision, typed())
    for _ in range(2):
        with desk() as d:
            actions.discard_draft(d, here)
    with unit_of_work(office.stores, writing=False) as work:
        lines = [record.action for record in audit.read_chain(work.data, home)]
    assert (lines.count("draft_saved"), lines.count("draft_discarded")) == (1, 1)


def test_a_draft_takes_no_name_and_no_way_to_reach_somebody_before_the_consent(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        here = Place.of(family, FormName.CAREGIVER)
        said = dict.fromkeys((*REACH, "given_name"), "0151 5550199")
        actions.keep_draft(d, here, 0, typed(relation="mother", **said))
        draft = actions.read_draft(d, here)
    assert draft is not None
    assert [name for name, _ in draft.sheet.values] == ["place", "relation"]
