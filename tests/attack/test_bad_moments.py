"""The same form twice, at once, too late, or with a foreign id: stored once, nothing lost, said clearly."""

import threading
from typing import Any

import sqlalchemy as sa

from lotsen.kernel import new_id
from lotsen.schema import METADATA
from tests.attack.filling import WORD, Form, form_of
from tests.attack.routes import Visitors, taking_routes
from tests.attack.sites import Site
from tests.attack.walk import AGREED, RELEASED, begin
from tests.pages import Answer, Browser

# What these leave behind has to grow, whatever else happens: the trail of who did what, sessions, presence.
_GROWING = {"keys_audit_entry", "keys_audit_item", "accounts_web_session", "intake_presence"}
UNSAID_OF_A_SERVICE: dict[str, Any] = {
    "municipalities": [], "districts": [], "postcodes": "", "radius_km": "", "protected_address": [],
    "term_id": "", "locations": [],
}  # fmt: skip
_HOURS: dict[str, Any] = {
    **{f"hours-monthly-0-{name}": "" for name in ("nth", "weekday", "times")},
    **{f"hours-days-{day}": "9–12" for day in range(7)},
    "hours-always": [],
    "hours-other": "",
}
_SAID: dict[str, dict[str, Any]] = {
    "accounts.new_colleague": {"role": "administrator", "login": "eine-neue"},
    "intake.consents": AGREED,
    "intake.assessment": {"go": "finish"},
    "intake.sheet": {"due_time": "11:00", "people_at_home": "4", "postcode": "43101"},
    "referral.hand_over": RELEASED,
    "referral.choose": {"others": []},
    "referral.answer": {"said": "present"},
    "directory.location": {"latitude": "51.5", "longitude": "7.9"},
    "directory.new": {**UNSAID_OF_A_SERVICE, **_HOURS, "organization_text": ""},
    "directory.edit": {**UNSAID_OF_A_SERVICE, **_HOURS, "organization_text": ""},
    "directory.synonyms": {"words": "Hort\nTagesmutter"},
}
_APART = {"accounts.sign_in", "accounts.workplace", "accounts.password", "accounts.colleague"}
# What ends something comes last, so that everything else can still be said.
_ENDING = {"intake.close", "intake.withdraw", "referral.complete", "referral.error", "referral.fail"}
_ENDING |= {"referral.withdrawal", "referral.withdraw", "referral.reject"}
# New things have no revision that could be old, and what is sent is what was seen, not what was saved.
# An answer to a question that nobody has answered overwrites nothing; over another answer it is refused
# (tests/referral/test_asking.py).
_NO_REVISION = {
    "contacts.new_contact",
    "intake.new_child",
    "intake.new_caregiver",
    "directory.new",
    "intake.walk_in",
    "referral.preview",
    "referral.answer",
}


def counts(site: Site) -> dict[str, int]:
    """Count the rows of every table that may not grow by itself."""
    found = {}
    for store, engine in (("data", site.office.stores.data), ("keys", site.office.stores.keys)):
        with engine.connect() as connection:
            for table in METADATA[store].sorted_tables:
                if table.name not in _GROWING:
                    query = sa.select(sa.func.count()).select_from(table)
                    found[table.name] = connection.execute(query).scalar_one()
    return found


def test_a_second_tap_on_any_form_stores_nothing_more(fed_site: Site) -> None:
    flaws, stored = {}, set()
    visitors = Visitors(fed_site)
    for route in sorted(taking_routes(fed_site), key=lambda route: route.endpoint in _ENDING):
        visitor = visitors.of(route.who)
        form = None if route.endpoint in _APART else route.form(visitor)
        if form is None:
            continue
        said = form.honest(**_SAID.get(route.endpoint, {}))
        first = visitor.post(form.action, said)
        between = counts(fed_site)
        second = visitor.post(form.action, said)
        if first.status in {200, 303}:
            stored.add(route.endpoint)
        if second.status >= 500 or (first.status == 303 and second.status not in {303, 409, 422}):
            flaws[route.endpoint] = f"answered {first.status}, then {second.status}"
        if counts(fed_site) != between:
            flaws[route.endpoint] = f"stored again: {grown(fed_site, between)}"
        if second.status == 303 and second.location != first.location and route.endpoint != "intake.close":
            flaws[route.endpoint] = f"led to {first.location}, then to {second.location}"
    assert flaws == {}
    assert len(stored) >= 25, sorted(stored)


def test_a_form_id_of_another_institution_is_not_found(fed_site: Site) -> None:
    ours, theirs = fed_site.browser("navigator"), fed_site.watched("other_navigator")
    today = ours.get("/intake/today")
    taken = form_of(today, "/intake/families").hidden["form_id"]
    family = ours.submit(today, "/intake/families").location
    theirs.get("/intake/today")
    assert theirs.post("/intake/families", {"form_id": taken}).status == 404
    other = begin(theirs)
    said = {"status": "born", "relation": "mother", **AGREED, "instrument": "anhaltsbogen_kurz"}
    for step in ("children/new", "caregivers/new", "consents", "assessments"):
        form = form_of(ours.get(f"{family}/{step}"), f"{family}/{step}").honest(**said)
        assert ours.post(f"{family}/{step}", form).status == 303, step
        before = counts(fed_site)
        shown = form_of(theirs.get(f"{other}/{step}"), f"{other}/{step}").hidden
        own: dict[str, str] = {name: shown[name] for name in ("revision", "shown") if name in shown}
        refused = theirs.post(f"{other}/{step}", {**form, **own})
        assert (step, refused.status) == (step, 404)
        assert counts(fed_site) == before


def test_a_form_id_of_another_hand_over_is_not_found(fed_site: Site) -> None:
    office, paths = fed_site.browser("family_office"), fed_site.trail.paths
    one, two = (f"/referral/received/{paths[name]}/note" for name in ("accepted", "requested"))
    form = form_of(office.get(one), one).honest()
    assert office.post(one, form).status == 303
    other = form_of(office.get(two), two).honest(form_id=form["form_id"])
    assert office.post(two, other).status == 404


def test_a_stale_form_says_so_and_keeps_what_was_typed(fed_site: Site) -> None:
    flaws, seen = {}, []
    for route, visitor in Visitors(fed_site).each():
        form = None if route.endpoint in _NO_REVISION else route.form(visitor)
        if form is None or "revision" not in form.hidden:
            continue
        answer = visitor.post(form.action, form.honest(**_SAID.get(route.endpoint, {}), revision="777"))
        seen.append(route.endpoint)
        if answer.status != 409:
            flaws[route.endpoint] = f"answered {answer.status}"
        elif form.texts and WORD not in answer.html:
            flaws[route.endpoint] = "what was typed is gone"
        elif "inzwischen" not in answer.text:
            flaws[route.endpoint] = f"does not say what happened: {answer.text[-400:]}"
    assert flaws == {}
    assert len(seen) > 12


def test_after_a_conflict_the_page_can_be_sent_again_as_it_stands(fed_site: Site) -> None:
    path = fed_site.trail.paths["family"] + "/contact"
    one, two = fed_site.browser("navigator"), fed_site.browser("navigator")
    mine, hers = one.get(path), two.get(path)
    assert two.submit(hers, path, surname="Vorher", postcode="43101").status == 303
    conflict = one.submit(mine, path, surname="Nachher", postcode="43101")
    assert conflict.status == 409
    assert "Vorher" in conflict.text
    assert one.submit(conflict, path).status == 303
    assert 'value="Nachher"' in one.get(path).html


def test_a_discarded_draft_is_not_sent_any_more(fed_site: Site) -> None:
    visitor, draft = fed_site.browser("navigator"), fed_site.trail.paths["prepared"]
    path = f"/referral/sent/{draft}/preview"
    page = visitor.get(path)
    visitor.post(f"/referral/sent/{draft}/discard")
    late = visitor.submit(page, path)
    assert late.status in {404, 409}, late.location
    assert "übergeleitet" not in visitor.get("/referral/sent").text


def test_a_hand_over_that_was_taken_back_is_not_sent_by_an_old_page(fed_site: Site) -> None:
    visitor, draft = fed_site.browser("navigator"), fed_site.trail.paths["prepared"]
    path = f"/referral/sent/{draft}/preview"
    page = visitor.get(path)
    assert visitor.submit(page, path).status == 303
    back = f"/referral/sent/{draft}/withdraw"
    said = form_of(visitor.get(back), back).honest(on_behalf="family", reason="need_gone")
    assert visitor.post(back, said).status == 303
    assert visitor.submit(page, path).status == 409


def test_the_same_form_sent_at_once_is_stored_once(walked_site: Site) -> None:
    visitor = walked_site.browser("navigator")
    today = visitor.get("/intake/today")
    new = form_of(today, "/intake/families")
    before = counts(walked_site)
    answers = at_once(walked_site, "/intake/families", new, 4)
    assert {answer.status for answer in answers} == {303}
    (family,) = {answer.location for answer in answers}
    assert grown(walked_site, before) == {"intake_family": 1, "facts_fact": 1, "keys_grant": 1}
    for step, rows in (
        ("consents", {"intake_consent": 3, "facts_fact": 1}),
        ("children/new", {"intake_member": 1}),
        ("assessments", {"intake_assessment": 1}),
    ):
        form = form_of(visitor.get(f"{family}/{step}"), f"{family}/{step}")
        before = counts(walked_site)
        answers = at_once(walked_site, f"{family}/{step}", form, 3, **AGREED)
        assert {answer.status for answer in answers} == {303}, step
        assert grown(walked_site, before) == rows, step


def test_two_who_save_at_once_get_one_conflict(walked_site: Site) -> None:
    path = walked_site.trail.paths["family"] + "/contact"
    form = form_of(walked_site.browser("navigator").get(path), path)
    answers = at_once(walked_site, path, form, 4, apart=True)
    assert sorted(answer.status for answer in answers) == [303, 409, 409, 409]


def at_once(
    site: Site, path: str, form: Form, count: int, *, apart: bool = False, **said: Any
) -> list[Answer]:
    """Send one form from several threads that start together; `apart`: each from a page of its own."""
    browsers: list[Browser] = []
    for _ in range(count):
        browsers.append(site.browser("navigator"))
        browsers[-1].get("/licences")
    start, answers = threading.Barrier(count), []
    body = {name: value for name, value in form.honest(**said).items() if name in {*form.names, "go"}}

    def send(visitor: Browser) -> None:
        start.wait()
        own = {**body, "form_id": str(new_id())} if apart else body
        answers.append(visitor.post(path, own))

    threads = [threading.Thread(target=send, args=(visitor,)) for visitor in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == count, "a request died"
    return answers


def grown(site: Site, before: dict[str, int]) -> dict[str, int]:
    """Return by how many rows each table has grown."""
    return {name: count - before[name] for name, count in counts(site).items() if count != before[name]}
