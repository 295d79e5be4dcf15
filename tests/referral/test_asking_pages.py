"""The page of proposals without a script: its question, its filters, how a plan came about."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from lotsen.intake import actions as intake
from lotsen.intake.actions import adding
from lotsen.intake.actions.material import telling_assessment
from lotsen.intake.documents import FamilyEnding
from lotsen.intake.domain import Answer as Given
from lotsen.intake.domain import ConsentDecision, ConsentPurpose, ItemAt
from lotsen.kernel import new_id
from lotsen.referral import actions
from lotsen.referral.actions import Wishes
from lotsen.referral.rules import floor
from lotsen.terms import Presence
from tests.conftest import OpenDesk
from tests.directory.town import load_town
from tests.intake.helping import decide
from tests.pages import Answer, Browser
from tests.referral import loop
from tests.workbench.helping import a_version

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def family(site_desk: OpenDesk) -> UUID:
    with site_desk("coordinator") as d:
        load_town(d)
    with site_desk("navigator") as d:
        return loop.new_family(d)


def page_of(family: UUID) -> str:
    return f"/referral/families/{family}/services"


def asked(page: Answer) -> str:
    found = re.search(r"data-asked>(?:<bdi[^>]*>)?([^<]+)", page.html)
    return found[1] if found else ""


def question_form(page: Answer) -> dict[str, str]:
    """The hidden fields of the first question on a page."""
    start = page.html.index("data-answer")
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.html[start:])
    found: dict[str, str] = {}
    for name, value in fields:
        if name in found:
            break
        found[name] = value
    return found


def narrow(visitor: Browser, page: Answer, family: UUID, **wanted: object) -> Answer:
    """Send the form of the plan by the button of the filters."""
    assert page.page is not None
    token = next(one["value"] for one in page.page.all("input") if one.get("name") == "form_id")
    return visitor.post(f"{page_of(family)}/filter", {"form_id": token, **wanted})


def say(visitor: Browser, family: UUID, fields: dict[str, str], **said: str) -> Answer:
    return visitor.post(f"{page_of(family)}/answer", {**fields, **said})


def test_a_tap_stores_the_answer_and_the_next_question_follows(family: UUID, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    page = visitor.get(page_of(family))
    first = asked(page)
    fields = question_form(page)
    answer = say(visitor, family, fields, said="present")
    assert answer.status == 303, answer.text
    assert say(visitor, family, fields, said="present").status == 303
    after = visitor.get(page_of(family))
    assert asked(after) != first
    assert "Die Antwort ist gespeichert" in after.text
    assert "Nachträglich beantwortet (1)" in after.text


def test_an_answer_from_a_stale_page_shows_both_and_overwrites_nothing(
    family: UUID, browser: OpenBrowser
) -> None:
    visitor = browser("navigator")
    fields = question_form(visitor.get(page_of(family)))
    assert say(visitor, family, fields, said="present").status == 303
    refused = say(visitor, family, fields, said="not_present")
    assert refused.status == 409
    assert "Inzwischen hat jemand anderes diese Frage beantwortet" in refused.text
    assert re.search(r"Ihre Antwort.*: Nein.*: Ja", refused.text, re.DOTALL)
    again = say(visitor, family, question_form(refused), said="not_present")
    assert again.status == 303, again.text


def test_no_answer_is_no_answer(family: UUID, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    fields = question_form(visitor.get(page_of(family)))
    refused = say(visitor, family, fields, said="perhaps")
    assert refused.status == 422
    assert "Bitte wählen Sie eine Antwort" in refused.text


def test_a_confidential_question_stands_behind_a_fold_and_is_named_nowhere_else(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        view = telling_assessment(d, family)
        assert view is not None
        secret = next(one for one in view.asked if one.item.fact == "violence_now")
        place = ItemAt(secret.item.code, secret.person.ref)
        adding.add_answer(d, family, revision=view.row.revision, place=place, answer=Given(Presence.NOT_NOW))
    page = browser("navigator").get(page_of(family))
    fold = re.search(r'<details[^>]*id="asking-private".*?</details>', page.html, re.DOTALL)
    assert fold is not None
    assert " open" not in fold[0].split(">", 1)[0]
    outside = page.html.replace(fold[0], "")
    for one in view.asked:
        if one.item.is_sensitive:
            assert one.item.label.get("de") not in outside
    assert "eine vertrauliche Frage" in page.text


def test_what_was_not_possible_waits_behind_the_fold_and_can_be_answered_there(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        view = telling_assessment(d, family)
        assert view is not None
        secrets = [one for one in view.asked if one.item.is_sensitive]
        for one in secrets:
            place = ItemAt(one.item.code, one.person.ref)
            revision = intake.read_assessment(d, view.row.id).row.revision
            adding.add_answer(d, family, revision=revision, place=place, answer=Given(Presence.NOT_NOW))
    visitor = browser("navigator")
    reminder = visitor.get(f"/intake/{family}")
    assert f"{page_of(family)}#asking-title" in reminder.html
    page = visitor.get(page_of(family))
    fold = re.search(r'<details[^>]*id="asking-private".*?</details>', page.html, re.DOTALL)
    assert fold is not None
    assert "bisher nicht möglich" in page.text
    waiting = {"item": secrets[0].item.code, "person": secrets[0].person.ref}
    for name, value in waiting.items():
        assert f'name="{name}" value="{value}"' in fold[0]
    fields = question_form(page) | waiting
    assert say(visitor, family, fields, said="not_present").status == 303
    with site_desk("navigator") as d:
        view = telling_assessment(d, family)
        assert view is not None
        answered = view.sheet.answers.get(secrets[0].item.code, secrets[0].person.ref)
        assert answered.presence is Presence.NOT_PRESENT


def test_after_the_documentation_was_withdrawn_nothing_is_asked(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    visitor = browser("navigator")
    fields = question_form(visitor.get(page_of(family)))
    with site_desk("navigator") as d:
        decide(d, family, ConsentPurpose.DOCUMENTATION, ConsentDecision.WITHDRAWN)
    refused = say(visitor, family, fields, said="present")
    assert refused.status == 409
    assert "Einwilligung in die Dokumentation widerrufen" in refused.text
    assert not asked(visitor.get(page_of(family)))


def test_an_answer_that_comes_after_the_case_was_closed_is_refused_on_the_page_itself(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    visitor = browser("navigator")
    fields = question_form(visitor.get(page_of(family)))
    with site_desk("navigator") as d:
        intake.close_family(d, family, FamilyEnding.NO_NEED)
    refused = say(visitor, family, fields, said="present")
    assert refused.status == 409
    assert "data-proposals" in refused.html
    assert not asked(refused)


def test_a_filter_hides_nothing_silently_and_stands_in_no_address(family: UUID, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    page = visitor.get(page_of(family))
    total = len(re.findall(r'name="services"', page.html))
    filtered = narrow(visitor, page, family, only_free="y")
    assert filtered.status == 200, filtered.text
    shown = len(re.findall(r'name="services"', filtered.html))
    assert 0 < shown < total
    assert f"{total - shown} sind durch den Filter ausgeblendet" in filtered.text
    assert re.search(r"Plätze frei \(\d+\)", filtered.text)
    back = visitor.get(f"{page_of(family)}/filter")
    assert (back.status, back.location) == (303, page_of(family))


def test_what_is_ticked_stays_in_sight_whatever_is_filtered(family: UUID, browser: OpenBrowser) -> None:
    visitor = browser("navigator")
    page = visitor.get(page_of(family))
    assert page.page is not None
    boxes = [found["value"] for found in page.page.all("input") if found.get("name") == "services"]
    filtered = narrow(visitor, page, family, services=boxes[:3], only_language="ku", only_visits="y")
    assert filtered.page is not None
    left = [one for one in filtered.page.all("input") if one.get("name") == "services"]
    assert sorted(one["value"] for one in left if "checked" in one) == sorted(boxes[:3])


def test_a_near_miss_says_how_far_outside_the_family_lives(family: UUID, browser: OpenBrowser) -> None:
    page = browser("navigator").get(page_of(family))
    assert re.search(r"etwa \d+ km entfernt", page.text)


def test_how_a_plan_came_about_is_told_with_rules_versions_and_reasons(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        plan = loop.plan(d, family)
    path = f"/referral/families/{family}/plans/{plan}"
    page = browser("navigator").get(path)
    assert page.status == 200, page.text
    assert "Grundregeln zum Bedarfskatalog" in page.text
    assert "Das Geld reicht knapp" in page.text
    assert "Punkte" in page.text
    assert browser("other_navigator").get(path).status == 404


def test_a_gap_is_noted_without_a_plan_and_the_plan_of_before_stays(
    site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        family = loop.new_family(d)
    visitor = browser("navigator")
    page = visitor.get(page_of(family))
    noted = visitor.submit(page, f"{page_of(family)}/choose", step="gaps")
    assert noted.status == 303, noted.text
    with site_desk("navigator") as d:
        assert actions.latest_plan(d, family) is None
        assert [plan.trace.chosen for plan in actions.plans_of(d, family)] == [()]


def test_a_free_text_service_can_be_proposed_for_the_directory(
    family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("navigator") as d:
        wishes = Wishes(free_text="Nähstube am Hang", free_phone="02999 5551")
        actions.choose_services(d, family, new_id(), wishes)
    visitor = browser("navigator")
    page = visitor.get(f"/referral/families/{family}/referrals")
    assert "02999 5551" in page.text
    begun = visitor.submit(page, "/upkeep/missing", go="begin")
    assert begun.status == 200, begun.text
    assert 'value="Nähstube am Hang"' in begun.html
    assert 'value="02999 5551"' in begun.html


def test_a_closed_file_is_only_looked_at(family: UUID, site_desk: OpenDesk, browser: OpenBrowser) -> None:
    with site_desk("navigator") as d:
        intake.close_family(d, family, FamilyEnding.NO_NEED)
    page = browser("navigator").get(page_of(family))
    assert page.status == 200
    assert "Die Akte dieser Familie ist geschlossen." in page.text
    assert 'name="services"' not in page.html
    assert "Plan speichern" not in page.text


@pytest.mark.parametrize(
    ("broken", "status"),
    [
        ("UPDATE referral_rule_set_version SET text = 'rule_set: of another release'", 503),
        ("UPDATE intake_assessment SET answers = (SELECT sheet FROM intake_family LIMIT 1)", 500),
    ],
)
def test_whatever_fails_the_page_of_proposals_shows_help_at_once(
    broken: str, status: int, family: UUID, site_desk: OpenDesk, browser: OpenBrowser
) -> None:
    with site_desk("coordinator") as d:
        a_version(d)
    visitor = browser("navigator")
    assert visitor.get(page_of(family)).status == 200
    with site_desk("navigator") as d:
        d.db.execute(sa.text(broken))
    shown = visitor.get(page_of(family))
    assert shown.status == status
    assert "116 016" in shown.text
    assert visitor.get(page_of(new_id())).status == 404
    assert "116 016" not in visitor.get(page_of(new_id())).text


@pytest.mark.parametrize("step", ["", "/filter", "/answer", "/choose"])
def test_where_the_safety_floor_is_not_the_released_one_every_step_shows_help_at_once(
    step: str, family: UUID, browser: OpenBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = browser("navigator")
    page = visitor.get(page_of(family))
    fields = question_form(page)
    floor.checked_floor.cache_clear()
    monkeypatch.setattr(floor, "FLOOR_SHA256", "another release")
    if step == "/answer":
        shown = say(visitor, family, fields, answer="yes")
    elif step:
        shown = visitor.post(page_of(family) + step, fields)
    else:
        shown = visitor.get(page_of(family))
    assert shown.status == 503
    assert "116 016" in shown.text
