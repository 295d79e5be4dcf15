"""The assessment on the screen: five answers, a draft that saves itself, and reasons instead of a verdict."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from lotsen.intake import actions
from lotsen.intake.documents import AssessmentSheet, AssessmentState, MemberPerson
from lotsen.intake.domain import MemberKind
from lotsen.kernel import new_id
from lotsen.terms import Presence
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import child, present, sheet_for
from tests.intake.test_sheets_in_use import bring
from tests.pages import Answer, Browser
from tests.world import institution_id

Open = Callable[..., Browser]
MONEY, HOME = "income_worry__family", "housing_insecure__family"


def begin(visitor: Browser, family: UUID) -> Answer:
    """Begin an assessment with the button and return its page."""
    path = f"/intake/{family}/assessments"
    return visitor.follow(visitor.submit(visitor.get(path), path))


def path_of(page: Answer) -> str:
    """Return the address of the assessment a page shows."""
    return page.response.request.path


def draft_of(page: Answer, revision: int, **answers: str) -> dict[str, Any]:
    """Return what the autosave script would send from a page."""
    assert page.page is not None
    form = next(form for form in page.page.forms if "data-autosave" in form)
    values = {
        found["name"]: [found["value"]]
        for tag, found in form["fields"]
        if tag == "input" and (found["type"] == "hidden" or "checked" in found)
    }
    return {"rev": revision, "values": {**values, **{name: [text] for name, text in answers.items()}}}


def test_looking_at_a_fresh_family_begins_no_assessment(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    assert visitor.get(f"/intake/{family}/assessments").status == 200
    visitor.get(f"/intake/{family}")
    with site_desk(writing=False) as d:
        assert actions.open_draft(d, family) is None


def test_each_question_has_the_five_answers_and_begins_as_not_asked(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
    page = begin(browser("navigator"), family)
    assert page.page is not None
    offered = [found for found in page.page.all("input") if found.get("name") == MONEY]
    assert [found["value"] for found in offered] == [presence.value for presence in Presence]
    assert [found["value"] for found in offered if "checked" in found] == ["not_asked"]
    for word in ("Ja", "Nein", "Unbekannt", "Nicht gefragt", "Jetzt nicht möglich"):
        assert word in page.text


def test_questions_about_children_are_asked_for_each_child(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        twins = [child(d, family), child(d, family)]
        actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
    page = begin(browser("navigator"), family)
    for twin in twins:
        assert f'name="child_illness__{twin}"' in page.html
    assert "Kind 1" in page.text
    assert "Kind 2" in page.text


def test_sensitive_questions_stay_closed_and_are_never_required(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
    visitor = browser("navigator")
    page = begin(visitor, family)
    closed = page.html.split("<details", 1)[1].split("</details>", 1)[0]
    assert "violence_now__" in closed
    assert "violence_now__" not in page.html.split("<details", 1)[0]
    assert "Gewalt" not in closed.split("</summary>", 1)[0]
    assert all("required" not in found for found in page.page.all("input")) if page.page else False
    path = path_of(page)
    assert visitor.submit(page, path, go="finish").location == f"{path}/result"


def test_the_draft_saves_itself_and_not_asked_survives_apart_from_no(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    page = begin(visitor, family)
    path = path_of(page)
    saved = visitor.put(f"{path}/draft", draft_of(page, 0, **{MONEY: "not_present"}))
    assert saved.status == 200
    assert saved.response.json is not None
    assert saved.response.json["rev"] == 1
    assert saved.response.json["saved_at"].startswith("2026-11-21T09:30")
    again = visitor.get(path)
    assert again.page is not None
    chosen = {found["name"]: found["value"] for found in again.page.all("input") if "checked" in found}
    assert (chosen[MONEY], chosen[HOME]) == ("not_present", "not_asked")
    assert "Entwurf fortsetzen" in visitor.get("/intake/today").text


def test_a_draft_of_an_older_page_is_refused_and_a_repeat_is_not(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    page = begin(visitor, family)
    path = f"{path_of(page)}/draft"
    other = visitor.get(path_of(page))
    assert visitor.put(path, draft_of(page, 0, **{MONEY: "present"})).status == 200
    assert visitor.put(path, draft_of(page, 0, **{MONEY: "present"})).status == 200
    assert visitor.put(path, draft_of(other, 0, **{MONEY: "unknown"})).status == 409


def test_a_draft_that_is_none_is_refused(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    path = f"{path_of(begin(visitor, family))}/draft"
    for body in ({}, {"rev": "x", "values": {}}, {"rev": 0, "values": []}, [1]):
        assert visitor.put(path, body).status == 400


def test_an_answer_no_question_offers_counts_as_not_asked(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    page = begin(visitor, family)
    path = path_of(page)
    assert visitor.put(f"{path}/draft", draft_of(page, 0, **{MONEY: "value:nonsense"})).status == 200
    with site_desk(writing=False) as d:
        assert actions.read_assessment(d, UUID(path.rsplit("/", 1)[1])).sheet.given == ()


def test_a_draft_is_saved_without_javascript_too(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    page = begin(visitor, family)
    answer = visitor.submit(page, path_of(page), go="later", **{MONEY: "present"})
    assert answer.location == f"/intake/{family}"
    with site_desk(writing=False) as d:
        draft = actions.open_draft(d, family)
        assert draft is not None
        assert draft.state is AssessmentState.DRAFT
        assert [given.item for given in actions.read_assessment(d, draft.id).sheet.given] == ["income_worry"]


def test_a_draft_that_was_held_up_changes_nothing_of_what_the_button_stored_after_it(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    page = begin(visitor, family)
    path = path_of(page)
    held_up = {**draft_of(page, 0, **{MONEY: "not_present"}), "load": "81", "turn": 1}
    stored = visitor.submit(page, path, go="later", load="81", turn="2", **{MONEY: "present"})
    assert stored.status == 303
    assert visitor.put(f"{path}/draft", held_up).status == 200
    with site_desk(writing=False) as d:
        sheet = actions.read_assessment(d, UUID(path.rsplit("/", 1)[1])).sheet
        assert sheet.answers.get("income_worry", "family").presence is Presence.PRESENT
    odd = visitor.submit(
        visitor.get(path), path, go="later", load="81", turn="9" * 5_000, **{HOME: "present"}
    )
    assert odd.status == 303


def test_finishing_says_why_a_talk_is_offered(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    page = begin(visitor, family)
    path = path_of(page)
    given = {MONEY: "present", HOME: "present", "own_wish": "y", "own_wish_text": "Fragen zum Elterngeld"}
    answer = visitor.submit(page, path, go="finish", **given)
    again = visitor.submit(page, path, go="finish", **given)
    assert answer.location == again.location == f"{path}/result"
    result = visitor.follow(answer)
    for sentence in (
        "Gespräch angeboten, weil mehrere Themen zusammenkommen",
        "Gespräch angeboten, weil die Familie es wünscht",
        "Lebensunterhalt",
        "Wohnen",
    ):
        assert sentence in result.text
    assert visitor.get(path).location == f"{path}/result"


def test_a_sheet_in_which_nothing_stands_out_offers_a_talk_on_request(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk() as d:
        family = register(d)
    visitor = browser("navigator")
    page = begin(visitor, family)
    result = visitor.follow(visitor.submit(page, path_of(page), go="finish", **{MONEY: "not_present"}))
    assert "Nichts fällt auf" in result.text
    assert "Beratung auf Wunsch" in result.text
    assert "112" not in result.text


def test_immediate_help_is_shown_at_once_and_names_no_topic(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        parent = actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER)).id
    visitor = browser("navigator")
    page = begin(visitor, family)
    about = "family" if "self_harm_thoughts__family" in page.html else str(parent)
    given = {f"self_harm_thoughts__{about}": "present"}
    result = visitor.follow(visitor.submit(page, path_of(page), go="finish", **given))
    for number in ("112", "116 117", "116 016", "0800 1110111"):
        assert number in result.text
    assert "vertrauliches Thema" in result.text
    assert "Selbst" not in result.text.replace("Selbst gekommen", "")


def test_not_possible_now_comes_back_as_a_task_that_names_nothing(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
    visitor = browser("navigator")
    page = begin(visitor, family)
    assert page.page is not None
    name = next(
        found["name"]
        for found in page.page.all("input")
        if found.get("name", "").startswith("violence_now__")
    )
    result = visitor.follow(visitor.submit(page, path_of(page), go="finish", **{name: "not_now"}))
    assert "eine vertrauliche Frage" in result.text
    assert "1 Frage konnte nicht gestellt werden" in visitor.get(f"/intake/{family}").text


def test_two_who_fill_in_the_same_sheet_see_both_answers(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk() as d:
        family = register(d)
        draft = actions.start_assessment(d, family, new_id(), sheet_for(d)).id
    visitor = browser("navigator")
    path = f"/intake/assessments/{draft}"
    page = visitor.get(path)
    with site_desk("colleague") as d:
        actions.save_draft(d, draft, 0, present("income_worry", page="other tablet"))
    answer = visitor.submit(page, path, go="finish", **{MONEY: "not_present"})
    assert answer.status == 409
    assert "Es wurde nichts überschrieben" in answer.text
    assert answer.page is not None
    mine = [
        found["value"]
        for found in answer.page.all("input")
        if found.get("name") == MONEY and "checked" in found
    ]
    assert mine == ["not_present"]
    assert visitor.submit(answer, path, go="finish").location == f"{path}/result"


def test_an_assessment_of_another_institution_is_not_found(browser: Open, site_desk: OpenDesk) -> None:
    with site_desk("other_navigator") as d:
        draft = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
    visitor = browser("navigator")
    visitor.get("/intake/today")
    path = f"/intake/assessments/{draft}"
    assert visitor.get(path).status == visitor.get(f"{path}/result").status == 404
    assert visitor.put(f"{path}/draft", {"rev": 0, "values": {}}).status == 404
    assert visitor.post(path, {"form_id": str(draft), "go": "finish"}).status == 404
    with site_desk() as d:
        mine = actions.start_assessment(d, register(d), new_id(), sheet_for(d)).id
    assert visitor.post(f"/intake/assessments/{mine}", {"form_id": str(draft)}).status == 404


def test_a_practice_and_a_family_office_have_a_sheet_to_choose(browser: Open, site_desk: OpenDesk) -> None:
    for who in ("practice_navigator", "family_office"):
        with site_desk(who) as d:
            family = register(d)
        page = begin(browser(who), family)
        assert page.status == 200
        assert page.page is not None
        assert len(page.page.all("fieldset")) > 5


def test_an_important_question_nobody_asked_stands_at_the_top_with_a_way_to_ask_it(
    browser: Open, site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        added = bring(d)
        actions.set_use(d, added, institution_id("clinic"), is_enabled=True, threshold=None)
    with site_desk() as d:
        family = register(d)
        begun = actions.start_assessment(d, family, new_id(), added).id
        actions.complete_assessment(d, begun, 0, AssessmentSheet())
    page = browser("navigator").get(f"/intake/assessments/{begun}/result")
    html = page.response.get_data(as_text=True)
    top = html[: html.index("Ressourcen")]
    assert "1 wichtige Frage ist noch nicht gestellt" in top
    assert f'href="/intake/{family}/assessments">' in top
    assert "Wie oft kamen Sie schwer in Gang?" in top
    assert "Wie oft fehlte Ihnen die Ruhe?" not in top
