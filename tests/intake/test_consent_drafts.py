"""Consents about a recipient and withdrawals keep a draft as well, and refuse a stale save."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from lotsen.intake import actions
from lotsen.intake.documents import DraftSheet, FamilyEnding
from lotsen.intake.domain import ConsentDecision, ConsentPurpose
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.tables import Draft, Presence
from lotsen.kernel import NotVisible, new_id
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, decide
from tests.intake.test_draft_pages import draft, draft_address, form_of
from tests.pages import Browser
from tests.world import institution_id

Open = Callable[..., Browser]
OFFICE = institution_id("office")
RECIPIENT, WITHDRAW = FormName.RECIPIENT, FormName.WITHDRAW
HOW = {"given_as": "signed_paper", "given_by": "mother", "language": "de"}
SAID: dict[str, dict[str, str]] = {
    "new": {"name": "Hebamme Frau Öz", "feedback": "given", **HOW},
    "office": {"handover": "given", "helped_by": "Frau Kaya", **HOW},
    "withdraw": {"how": "phone", "given_by": "father", "note": "Rückruf morgen um neun"},
}
LABELS = {
    "new": "Einwilligung zu einer Stelle",
    "office": "Einwilligung zu einer Stelle",
    "withdraw": "Einwilligung widerrufen",
}
TYPED = DraftSheet(values=(("note", ("Rückruf",)),), page="one page")


class Home:
    """A family that was informed, agreed to the documentation and to a later call."""

    def __init__(self, open_desk: OpenDesk) -> None:
        with open_desk() as d:
            self.family = register(d, language="de")
            agree(d, self.family)
            self.call = decide(d, self.family, ConsentPurpose.LATER_CALL)

    def path(self, step: str) -> str:
        """Return the page of one of the forms."""
        tails = {
            "new": "recipients/new",
            "office": f"recipients/{OFFICE}",
            "withdraw": f"{self.call}/withdraw",
        }
        return f"/intake/{self.family}/consents/{tails[step]}"

    def place(self, step: str) -> Place:
        """Return where the draft of one of the forms lies."""
        if step == "withdraw":
            return Place.of(self.family, WITHDRAW, self.call)
        return Place.of(self.family, RECIPIENT, OFFICE if step == "office" else None)

    def said(self, d: OpenDesk) -> list[tuple[str, str]]:
        """Return what was recorded after the first three statements."""
        with d(writing=False) as desk:
            found = actions.read_family(desk, self.family).consents[3:]
            return [(one.statement.purpose.value, one.statement.decision.value) for one in found]


@pytest.fixture
def home(site_desk: OpenDesk) -> Home:
    """A home on the site that the pages show."""
    return Home(site_desk)


def discard_of(page_address: str) -> str:
    path, _, row = page_address.partition("?")
    return f"{path}/discard" + (f"?{row}" if row else "")


def test_a_draft_about_a_consent_is_of_this_very_family(desk: OpenDesk) -> None:
    home, other = Home(desk), Home(desk)
    with desk() as d:
        outside = new_id()
        decide(d, other.family, ConsentPurpose.FEEDBACK, recipient=outside)
        for step in SAID:
            assert actions.keep_draft(d, home.place(step), 0, TYPED).revision == 1
        for bad in (
            Place.of(home.family, WITHDRAW),
            Place.of(home.family, WITHDRAW, other.call),
            Place.of(home.family, RECIPIENT, outside),
            Place.of(home.family, RECIPIENT, home.call),
        ):
            with pytest.raises(NotVisible):
                actions.keep_draft(d, bad, 0, TYPED)
            with pytest.raises(NotVisible):
                actions.show_presence(d, bad)
        waiting = {one.place for one in actions.open_drafts(d)}
        assert waiting == {home.place(step) for step in SAID}


@pytest.mark.parametrize("step", SAID)
def test_the_form_offers_its_draft_again_and_saving_it_removes_it(
    step: str, home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path, said = browser("navigator"), home.path(step), SAID[step]
    page = visitor.get(path)
    foreign = {"csrf_token": "geheim", "signature": "geheim", "shown": "geheim", "nonsense": "geheim"}
    kept = visitor.put(draft_address(page, path), draft(page, path, **said, **foreign))
    assert kept.status == 200, kept.text
    with site_desk(writing=False) as d:
        found = actions.read_draft(d, home.place(step))
    assert found is not None
    assert "geheim" not in str(found.sheet.values)
    assert set(said) <= {name for name, _ in found.sheet.values}
    colleague = browser("colleague").get(path)
    assert "Maren Lotsin bearbeitet diese Seite seit 10:30 Uhr." in colleague.text
    assert "Entwurf von" not in colleague.text
    again = visitor.get(path)
    assert "Entwurf von 10:30 Uhr, noch nicht gespeichert." in again.text
    saved = visitor.submit(again, path, language="de")
    assert saved.status == 303, "what is typed is filled in again"
    with site_desk(writing=False) as d:
        assert d.db.exec(select(Draft)).all() == []
    expected = {"new": ("feedback", "given"), "office": ("handover", "given")}
    assert home.said(site_desk) == [expected.get(step, ("later_call", "withdrawn"))]


@pytest.mark.parametrize("step", SAID)
def test_a_draft_waits_on_the_list_and_is_discarded_with_one_button(
    step: str, home: Home, browser: Open
) -> None:
    visitor, path = browser("navigator"), home.path(step)
    page = visitor.get(path)
    visitor.put(draft_address(page, path), draft(page, path, **SAID[step]))
    listed = visitor.get("/intake/today?show=drafts")
    assert LABELS[step] in listed.text
    assert f'href="{path}"' in listed.html
    assert f"„{LABELS[step]}“" in browser("colleague").get(f"/intake/{home.family}").text
    discard = discard_of(draft_address(page, path))
    assert discard in visitor.get(path).html
    back = visitor.follow(visitor.post(discard))
    assert form_of(back, path)["data-revision"] == "0"
    assert "Entwurf von" not in back.text
    assert "Frau" not in str(form_of(back, path)["fields"])


@pytest.mark.parametrize("step", SAID)
def test_what_is_sent_twice_is_stored_once_and_its_draft_comes_too_late(
    step: str, home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), home.path(step)
    page = visitor.get(path)
    for _ in range(2):
        assert visitor.submit(page, path, **SAID[step]).status == 303
    late = visitor.put(draft_address(page, path), draft(page, path, **SAID[step]))
    assert late.response.json is not None
    assert late.response.json["rev"] == 0
    assert len(home.said(site_desk)) == 1


def test_statements_about_a_recipient_that_came_in_between_are_shown_beside_ones_own(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), home.path("office")
    mine, theirs = maren.get(path), jonas.get(path)
    assert jonas.submit(theirs, path, handover="refused", **HOW).status == 303
    refused = maren.submit(mine, path, **SAID["office"])
    assert refused.status == 409
    for text in ("Ihre Fassung", "Gespeichert von Jonas Lotse um 10:30 Uhr", "Es wurde nichts überschrieben"):
        assert text in refused.text
    assert home.said(site_desk) == [("handover", "refused")]
    assert maren.submit(refused, path, go="keep", language="de").status == 303
    assert home.said(site_desk) == [("handover", "refused"), ("handover", "given")]


def test_what_was_said_about_somebody_else_is_no_conflict(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), home.path("office")
    page = visitor.get(path)
    with site_desk("colleague") as d:
        decide(d, home.family, ConsentPurpose.FEEDBACK, recipient=institution_id("clinic"))
    assert visitor.submit(page, path, **SAID["office"]).status == 303


def test_two_who_add_the_same_recipient_see_that_it_is_there(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), home.path("new")
    mine, theirs = maren.get(path), jonas.get(path)
    assert jonas.submit(theirs, path, **SAID["new"]).status == 303
    refused = maren.submit(mine, path, **{**SAID["new"], "name": "Frau Öz"})
    assert refused.status == 409
    assert "Hebamme Frau Öz" in refused.text
    assert maren.submit(refused, path, go="keep", language="de").status == 303
    assert len(home.said(site_desk)) == 2


def test_a_withdrawal_somebody_else_recorded_first_stays_and_is_shown_beside_ones_own(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), home.path("withdraw")
    mine, theirs = maren.get(path), jonas.get(path)
    maren.put(draft_address(mine, path), draft(mine, path, **SAID["withdraw"]))
    assert jonas.submit(theirs, path, how="in_person").status == 303
    for page in (mine, maren.get(path)):
        refused = maren.submit(page, path, **SAID["withdraw"])
        assert refused.status == 409
        for text in ("Gespeichert von Jonas Lotse", "Rückruf morgen um neun", "Persönlich"):
            assert text in refused.text
        assert "Meine behalten" not in refused.text, "a consent ends once"
        again = maren.submit(refused, path, **SAID["withdraw"])
        assert again.status == 409, "the note is not lost without a word"
    assert home.said(site_desk) == [("later_call", "withdrawn")]


def test_comparing_with_another_page_of_ones_own_withdraws_nothing(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), home.path("withdraw")
    one, two = visitor.get(path), visitor.get(path)
    assert visitor.put(draft_address(one, path), draft(one, path, how="phone", note="um neun")).status == 200
    assert visitor.put(draft_address(two, path), draft(two, path, how="phone", note="um zehn")).status == 409
    both = visitor.submit(two, path, how="phone", note="um zehn", go="compare")
    assert both.status == 409
    assert "um neun" in both.text
    assert home.said(site_desk) == []
    assert visitor.submit(both, path, go="keep").status == 303
    assert home.said(site_desk) == [("later_call", "withdrawn")]


def test_a_consent_of_a_closed_file_is_withdrawn_without_a_draft(
    home: Home, browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        actions.close_family(d, home.family, FamilyEnding.MOVED)
    visitor, path = browser("navigator"), home.path("withdraw")
    page = visitor.get(path)
    assert {"data-autosave", "data-presence"}.isdisjoint(form_of(page, path))
    for _ in range(2):
        assert visitor.submit(page, path, **SAID["withdraw"]).status == 303
    with site_desk(writing=False) as d:
        assert d.db.exec(select(Presence)).all() == []
        last = actions.read_family(d, home.family).consents[-1].statement
    assert (last.decision, last.note) == (ConsentDecision.WITHDRAWN, "Rückruf morgen um neun")
