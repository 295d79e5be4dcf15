"""The draft of a walk-in contact: kept before there is a family, for one person, and gone with saving."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from lotsen.desk import Desk
from lotsen.intake import actions
from lotsen.intake.actions import walk_in
from lotsen.intake.documents import DraftSheet, FamilyOrigin, FamilySheet
from lotsen.intake.domain.editing import KEPT
from lotsen.intake.tables import Family, WalkInDraft
from lotsen.kernel import FixedClock, StaleRevision, new_id
from tests.conftest import OpenDesk
from tests.intake.test_draft_pages import draft, draft_address, form_of
from tests.pages import Browser
from tests.world import NOW

Open = Callable[..., Browser]
WHO, PATH = "family_office", "/intake/walk-in"
DONE = "Adresse der Wohngeldstelle mitgegeben"
SAID = {"topics": "livelihood", "youngest": "under_1", "language": "de", "done": DONE}


def typed(done: str = DONE, page: str = "one page") -> DraftSheet:
    return DraftSheet(values=(("done", (done,)),), page=page)


def kept(desk: Desk) -> list[WalkInDraft]:
    return list(desk.db.exec(select(WalkInDraft)))


def test_a_draft_is_kept_for_its_writer_alone_and_nothing_of_it_is_readable(desk: OpenDesk) -> None:
    with desk(WHO) as d:
        assert walk_in.keep_draft(d, 0, typed()).revision == 1
        stored = d.db.connection().exec_driver_sql("SELECT typed FROM intake_walk_in_draft").scalar_one()
        assert DONE.encode() not in bytes(stored)
    with desk(WHO, writing=False) as d:
        found = walk_in.read_draft(d)
        assert found is not None
        assert found.sheet.values == (("done", (DONE,)),)
    with desk("office_lead", writing=False) as d:
        assert walk_in.read_draft(d) is None
        (waiting,) = actions.open_drafts(d)
        assert (waiting.place, waiting.code, waiting.is_own, waiting.saved_at) == (None, "", False, NOW)
        assert actions.open_drafts(d, only_mine=True) == ()
    with desk("other_office", writing=False) as d:
        assert walk_in.read_draft(d) is None
        assert actions.open_drafts(d) == ()


def test_what_a_page_sent_earlier_and_comes_late_changes_nothing(desk: OpenDesk) -> None:
    with desk(WHO) as d:
        later = typed("zuletzt getippt").model_copy(update={"load": "one", "turn": 2})
        walk_in.keep_draft(d, 0, later)
        kept = walk_in.keep_draft(d, 0, typed().model_copy(update={"load": "one", "turn": 1}))
        assert (kept.revision, kept.sheet) == (1, later)


def test_a_page_may_repeat_itself_and_another_page_may_not_overwrite(desk: OpenDesk) -> None:
    with desk(WHO) as d:
        for expected in (1, 2):
            assert walk_in.keep_draft(d, 0, typed()).revision == expected
        with pytest.raises(StaleRevision):
            walk_in.keep_draft(d, 0, typed(page="another page"))
        assert walk_in.keep_draft(d, 2, typed(page="another page")).revision == 3
        assert len(kept(d)) == 1


def test_what_comes_late_from_a_page_that_was_saved_changes_nothing(desk: OpenDesk) -> None:
    page = new_id()
    with desk(WHO) as d:
        walk_in.keep_draft(d, 0, typed(page=str(page)))
        actions.register_family(d, page, origin=FamilyOrigin.WALK_IN, sheet=FamilySheet(done=DONE))
        walk_in.settle(d)
    with desk(WHO) as d:
        assert walk_in.keep_draft(d, 1, typed(page=str(page))).revision == 0
        assert kept(d) == []


def test_discarding_twice_discards_once_and_nobody_elses(desk: OpenDesk) -> None:
    with desk(WHO) as d:
        walk_in.keep_draft(d, 0, typed())
    with desk("office_lead") as d:
        walk_in.discard_draft(d)
        assert len(kept(d)) == 1
    with desk(WHO) as d:
        for _ in range(2):
            walk_in.discard_draft(d)
        assert kept(d) == []


def test_a_draft_nobody_saves_is_forgotten_after_its_days(desk: OpenDesk) -> None:
    with desk(WHO) as d:
        walk_in.keep_draft(d, 0, typed())
        assert actions.forget_old_drafts(d) == 0
    late = FixedClock(NOW + KEPT + timedelta(hours=1))
    with desk(WHO, writing=False, clock=late) as d:
        assert walk_in.read_draft(d) is None
        assert actions.open_drafts(d) == ()
    with desk(WHO, clock=late) as d:
        assert actions.forget_old_drafts(d) == 1
        assert kept(d) == []


def test_the_page_offers_the_draft_again_and_saving_it_removes_it(browser: Open, site_desk: OpenDesk) -> None:
    visitor = browser(WHO)
    page = visitor.get(PATH)
    sent = draft(page, PATH, **SAID, csrf_token="geheim", nonsense="geheim")
    assert visitor.put(draft_address(page, PATH), sent).status == 200
    with site_desk(WHO, writing=False) as d:
        found = walk_in.read_draft(d)
    assert found is not None
    assert "geheim" not in str(found.sheet.values)
    listed = visitor.get("/intake/today?show=drafts")
    for text in ("Noch keine Familie", f'href="{PATH}"'):
        assert text in listed.html
    assert DONE not in browser("office_lead").get(PATH).html
    again = visitor.get(PATH)
    assert "Entwurf von 10:30 Uhr, noch nicht gespeichert." in again.text
    for text in (f"{DONE}</textarea>", 'value="de" selected'):
        assert text in again.html
    for value in ("livelihood", "under_1"):
        assert re.search(rf'value="{value}"[^>]* checked', again.html), value
    assert visitor.submit(again, PATH, **SAID).status == 303
    with site_desk(WHO, writing=False) as d:
        assert kept(d) == []
        (family,) = d.db.exec(select(Family)).all()
        assert d.vault.open(family, Family.sheet).done == DONE
    assert "Entwurf von" not in visitor.get(PATH).text


def test_the_same_page_sent_twice_is_one_contact(browser: Open, site_desk: OpenDesk) -> None:
    visitor = browser(WHO)
    page = visitor.get(PATH)
    visitor.put(draft_address(page, PATH), draft(page, PATH, **SAID))
    for _ in range(2):
        assert visitor.submit(page, PATH, **SAID).status == 303
    with site_desk(WHO, writing=False) as d:
        assert len(d.db.exec(select(Family)).all()) == 1
        assert kept(d) == []


def test_the_draft_is_discarded_with_one_button(browser: Open) -> None:
    visitor = browser(WHO)
    page = visitor.get(PATH)
    visitor.put(draft_address(page, PATH), draft(page, PATH, **SAID))
    back = visitor.follow(visitor.submit(visitor.get(PATH), f"{PATH}/draft/discard"))
    assert DONE not in back.html
    assert form_of(back, PATH)["data-revision"] == "0"


def test_another_page_of_ones_own_does_not_overwrite_a_draft_it_was_not_shown(
    browser: Open, site_desk: OpenDesk
) -> None:
    visitor = browser(WHO)
    one, two = visitor.get(PATH), visitor.get(PATH)
    other = {**SAID, "done": "Termin vereinbart"}
    assert visitor.put(draft_address(one, PATH), draft(one, PATH, **SAID)).status == 200
    assert visitor.put(draft_address(two, PATH), draft(two, PATH, **other)).status == 409
    half = {"done": other["done"], "go": "compare"}
    for answer in (visitor.submit(two, PATH, **half), visitor.submit(two, PATH, **other)):
        assert answer.status == 409
        assert DONE in answer.text
        assert "Termin vereinbart" in answer.text
    assert visitor.put(draft_address(answer, PATH), draft(answer, PATH, **other)).status == 200
    assert visitor.submit(answer, PATH, **other, go="keep").status == 303
    with site_desk(WHO, writing=False) as d:
        (family,) = d.db.exec(select(Family)).all()
        assert d.vault.open(family, Family.sheet).done == "Termin vereinbart"
        assert kept(d) == []


def test_only_who_takes_walk_in_contacts_keeps_their_drafts(browser: Open) -> None:
    visitor = browser("navigator")
    visitor.get("/intake/today")
    assert visitor.put(f"{PATH}/draft", {"rev": 0, "values": {}}).status == 403
    assert visitor.post(f"{PATH}/draft/discard").status == 403
