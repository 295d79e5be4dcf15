"""Every form of the intake keeps a draft, offers it again, shows who is there, refuses a stale save."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from lotsen.intake import actions
from lotsen.intake.domain import CaseStage, ConsentPurpose
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.tables import Draft
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import agree, child, decide
from tests.pages import Answer, Browser

Open = Callable[..., Browser]
SAID: dict[str, dict[str, str]] = {
    "sheet": {"place": "Zimmer 9", "remark": "Bitte klopfen"},
    "contact": {"surname": "Morgenstern", "phone": "02999 111"},
    "children/new": {"status": "born", "birth_date": "2026-11-18", "given_name": "Ayla"},
    "caregivers/new": {"relation": "father", "age_years": "31"},
    "consents": {"later_call": "given", "given_as": "spoken", "given_by": "mother", "language": "de"},
    "talk": {"result": "discharged"},
    "close": {"ending": "moved", "note": "nach Auenrode"},
}
FORMS = {"children/new": FormName.CHILD, "caregivers/new": FormName.CAREGIVER}


@pytest.fixture
def family(site_desk: OpenDesk) -> UUID:
    """A family that may be named, with one child."""
    with site_desk() as d:
        found = register(d)
        agree(d, found)
        child(d, found)
    return found


def form_of(page: Answer, path: str) -> dict[str, Any]:
    assert page.page is not None
    return next(one for one in page.page.forms if one.get("action", "").split("?")[0] == path)


def draft_address(page: Answer, path: str) -> str:
    return str(form_of(page, path)["data-autosave"])


def draft(page: Answer, path: str, **said: str) -> dict[str, object]:
    form = form_of(page, path)
    values = {
        found["name"]: [found.get("value", "")]
        for tag, found in form["fields"]
        if tag == "input" and found.get("type", "text") in {"text", "hidden", "date", "tel", "email"}
    }
    values.pop("csrf_token", None)
    sent = values | {name: [text] for name, text in said.items()}
    return {"rev": int(form["data-revision"]), "values": sent}


@pytest.mark.parametrize("step", SAID)
def test_a_form_offers_its_draft_again_and_saving_it_removes_it(
    step: str, family: UUID, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), f"/intake/{family}/{step}"
    page = visitor.get(path)
    assert "Entwurf von" not in page.text
    kept = visitor.put(draft_address(page, path), draft(page, path, **SAID[step]))
    assert kept.status == 200, kept.text
    assert kept.response.json is not None
    assert kept.response.json["rev"] == 1
    again = visitor.get(path)
    assert "Entwurf von 10:30 Uhr, noch nicht gespeichert." in again.text
    assert form_of(again, path)["data-revision"] == "1"
    for text in SAID[step].values():
        assert f'value="{text}"' in again.html or re.search(rf">\s*{text}</textarea>", again.html), text
    saved = visitor.submit(again, path, **SAID[step])
    assert saved.status == 303, saved.text[:1500]
    with site_desk(writing=False) as d:
        assert d.db.exec(select(Draft)).all() == []


@pytest.mark.parametrize("step", SAID)
def test_a_draft_is_discarded_with_one_button_and_the_stored_state_is_back(
    step: str, family: UUID, browser: Open
) -> None:
    visitor, path = browser("navigator"), f"/intake/{family}/{step}"
    page = visitor.get(path)
    visitor.put(draft_address(page, path), draft(page, path, **SAID[step]))
    discard = draft_address(page, path) + "/discard"
    back = visitor.follow(visitor.submit(visitor.get(path), discard))
    assert "Entwurf von" not in back.text
    assert form_of(back, path)["data-revision"] == "0"
    assert all(text not in back.html for text in ("Bitte klopfen", "02999 111", "Ayla", "nach Auenrode"))


@pytest.mark.parametrize("step", SAID)
def test_a_draft_holds_the_forms_own_fields_and_never_a_token_or_a_password(
    step: str, family: UUID, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), f"/intake/{family}/{step}"
    page = visitor.get(path)
    foreign = {"csrf_token": "geheim", "password": "geheim", "old": "geheim", "nonsense": "geheim"}
    visitor.put(draft_address(page, path), draft(page, path, **SAID[step], **foreign))
    with site_desk(writing=False) as d:
        found = actions.read_draft(d, Place.of(family, FORMS.get(step) or FormName(step)))
    assert found is not None
    assert "geheim" not in str(found.sheet.values)
    assert set(SAID[step]) <= {name for name, _ in found.sheet.values}


def test_a_colleague_sees_who_is_there_and_not_what_they_type(family: UUID, browser: Open) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), f"/intake/{family}/sheet"
    page = maren.get(path)
    maren.put(draft_address(page, path), draft(page, path, remark="Bitte klopfen"))
    seen = jonas.get(path)
    assert "Maren Lotsin bearbeitet diese Seite seit 10:30 Uhr." in seen.text
    assert "Bitte klopfen" not in seen.html
    assert re.search("Maren Lotsin bearbeitet „[^“]+“ seit 10:30", jonas.get(f"/intake/{family}").text)
    beat = jonas.put(form_of(seen, path)["data-presence"], {})
    assert beat.response.json == {"editing": ["Maren Lotsin bearbeitet diese Seite seit 10:30 Uhr."]}
    assert "Jonas Lotse bearbeitet diese Seite" in maren.get(path).text
    assert browser("other_navigator").put(form_of(seen, path)["data-presence"], {}).status == 404


def test_the_same_page_sent_twice_stores_once_and_its_late_correction_is_no_conflict(
    family: UUID, browser: Open, site_desk: OpenDesk
) -> None:
    visitor, path = browser("navigator"), f"/intake/{family}/contact"
    page = visitor.get(path)
    for surname, revision in (("Morgenstern", 1), ("Morgenstern", 1), ("Sternberg", 2)):
        assert visitor.submit(page, path, surname=surname).status == 303
        with site_desk(writing=False) as d:
            assert actions.read_family(d, family).contact_revision == revision


def test_a_stale_save_shows_both_versions_with_who_and_when(family: UUID, browser: Open) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), f"/intake/{family}/contact"
    mine, theirs = maren.get(path), jonas.get(path)
    assert jonas.submit(theirs, path, surname="Sternberg", phone="02999 222").status == 303
    refused = maren.submit(mine, path, surname="Morgenstern")
    assert refused.status == 409
    for text in ("Ihre Fassung", "Gespeichert von Jonas Lotse um 10:30 Uhr", "Sternberg", "02999 222"):
        assert text in refused.text
    assert 'value="Morgenstern"' in refused.html
    assert maren.submit(refused, path, go="keep").status == 303
    assert 'value="Morgenstern"' in jonas.get(path).html


def test_taking_the_stored_version_throws_ones_own_draft_away(family: UUID, browser: Open) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), f"/intake/{family}/sheet"
    mine = maren.get(path)
    maren.put(draft_address(mine, path), draft(mine, path, place="Zimmer 1"))
    jonas.submit(jonas.get(path), path, place="Zimmer 2")
    refused = maren.submit(mine, path, place="Zimmer 1")
    assert refused.status == 409
    back = maren.follow(maren.submit(refused, f"/intake/{family}/drafts/sheet/discard"))
    assert 'value="Zimmer 2"' in back.html
    assert "Entwurf von" not in back.text


def test_a_draft_of_another_page_of_ones_own_is_compared_before_it_is_overwritten(
    family: UUID, browser: Open
) -> None:
    visitor, path = browser("navigator"), f"/intake/{family}/sheet"
    one, two = visitor.get(path), visitor.get(path)
    assert visitor.put(draft_address(one, path), draft(one, path, place="Zimmer 1")).status == 200
    assert visitor.put(draft_address(two, path), draft(two, path, place="Zimmer 2")).status == 409
    both = visitor.submit(two, path, place="Zimmer 2", go="compare")
    assert both.status == 409
    assert "Zimmer 1" in both.text
    assert visitor.put(draft_address(both, path), draft(both, path, place="Zimmer 2")).status == 200
    assert visitor.submit(both, path, go="keep").status == 303


def test_two_who_add_the_same_child_see_that_it_is_there(family: UUID, browser: Open) -> None:
    maren, jonas, path = browser("navigator"), browser("colleague"), f"/intake/{family}/children/new"
    mine, theirs = maren.get(path), jonas.get(path)
    assert jonas.submit(theirs, path, status="born", birth_date="2026-11-18").status == 303
    refused = maren.submit(mine, path, status="born", birth_date="2026-11-18")
    assert refused.status == 409
    assert "Kind 2" in refused.text
    assert maren.submit(refused, path, go="keep").status == 303
    assert maren.submit(refused, path, go="keep").status == 303
    assert "Kind 4" not in maren.get(f"/intake/{family}/persons").text


def test_statements_talk_and_closing_are_refused_once_somebody_else_was_faster(
    family: UUID, browser: Open, site_desk: OpenDesk
) -> None:
    visitor = browser("navigator")
    steps = ("consents", "talk", "close")
    pages = {step: visitor.get(f"/intake/{family}/{step}") for step in steps}
    with site_desk("colleague") as d:
        decide(d, family, ConsentPurpose.LATER_CALL)
        actions.hold_talk(d, family)
    for step in steps:
        path = f"/intake/{family}/{step}"
        refused = visitor.submit(pages[step], path, **SAID[step])
        assert refused.status == 409, step
        assert "Es wurde nichts überschrieben" in refused.text
        if step == "talk":
            assert "Meine behalten" not in refused.text, "what has been talked about cannot be undone here"
        else:
            assert visitor.submit(refused, path, go="keep", **SAID[step]).status == 303, step
    with site_desk(writing=False) as d:
        assert actions.family_row(d, family).stage is CaseStage.CLOSED


def test_a_person_two_have_changed_shows_both(family: UUID, browser: Open, site_desk: OpenDesk) -> None:
    with site_desk(writing=False) as d:
        member = actions.read_family(d, family).members[0]
    visitor, path = browser("navigator"), f"/intake/{family}/persons/{member.id}"
    page = visitor.get(path)
    with site_desk("colleague") as d:
        changed = member.person.model_copy(update={"given_name": "Lale"})
        actions.update_member(d, family, member.id, member.revision, changed)
    refused = visitor.submit(page, path, given_name="Ayla")
    assert refused.status == 409
    assert "Lale" in refused.text
    assert visitor.put(draft_address(refused, path), draft(refused, path)).status == 200


def test_without_the_consent_a_draft_shows_no_name(family: UUID, browser: Open, site_desk: OpenDesk) -> None:
    visitor, path = browser("navigator"), f"/intake/{family}/children/new"
    page = visitor.get(path)
    visitor.put(draft_address(page, path), draft(page, path, **SAID["children/new"]))
    with site_desk() as d:
        actions.withdraw_consent(d, family, purpose=ConsentPurpose.DOCUMENTATION)
    assert "Ayla" not in visitor.get(path).html


def test_a_draft_of_a_closed_or_foreign_family_is_refused(family: UUID, browser: Open) -> None:
    visitor, path = browser("navigator"), f"/intake/{family}/sheet"
    page = visitor.get(path)
    address, body = draft_address(page, path), draft(page, path)
    stranger = browser("other_navigator")
    assert stranger.put(address, body).status == stranger.post(f"{address}/discard").status == 404
    assert visitor.put(address.replace("/sheet", "/assessment"), body).status == 404
    close = f"/intake/{family}/close"
    assert visitor.submit(visitor.get(close), close, ending="moved").status == 303
    assert visitor.put(address, body).status == 409
