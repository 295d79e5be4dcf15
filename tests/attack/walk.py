"""Families brought all the way through the pages, a canary in every text field that anybody can fill in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lotsen.kernel import new_id
from tests.attack.walk_hints import give_hints
from tests.attack.walk_kept import keep_a_draft, sign_on_the_tablet
from tests.attack.watched import Watched
from tests.world import PASSWORD, institution_id

OFFICE = str(institution_id("office"))
BURDENS = ("income_worry", "no_help_at_home", "partner_conflict", "no_midwife", "exhaustion")
AGREED: dict[str, Any] = {
    "notice": "y",
    "notice_form": "interpreted",
    "documentation": "given",
    "later_call": "given",
    "given_as": "signed_paper",
    "given_by": "mother",
    "language": "tr",
}
RELEASED = {
    "recipient": OFFICE,
    "handover": "yes",
    "secrecy_release": "yes",
    "feedback": "yes",
    "given_as": "interpreted",
    "given_by": "mother",
    "language": "tr",
    "parts": ["contact", "children", "language", "needs", "services"],
}
PROTECTION: dict[str, dict[str, str]] = {
    "observation": {"source": "family"},
    "danger": {"danger": "unclear"},
    "talk": {"held": "yes"},
    "help": {"accepted": "partly"},
    "advice": {"pseudonymised": "yes"},
    "assessment": {"result": "unclear"},
    "parents-told": {"told": "no"},
    "notice": {"channel": "fax"},
    "feedback": {},
    "in-house": {},
    "consent": {"given": "no"},
    "birth-plan": {},
    "necessity": {},
    "birth": {},
    "note": {},
}
ABOUT_A_RECIPIENT = {
    "handover": "given",
    "secrecy_release": "refused",
    "feedback": "given",
    "given_as": "interpreted",
    "given_by": "father",
    "custody": "both",
    "language": "tr",
    "valid_until": "2026-11-30",
}
Take = Callable[[str], Watched]


@dataclass
class Trail:
    """The paths of what the walk has left behind, by a name."""

    paths: dict[str, str] = field(default_factory=dict)


def last_id(path: str) -> str:
    """Return the id that a path names last."""
    return next(part for part in reversed(path.split("/")) if part.count("-") == 4)


def begin(visitor: Watched, **persons: str) -> str:
    """Create a family with a sheet, notice and consent, contact, and persons; return its path."""
    family = visitor.submit(visitor.get("/intake/today"), "/intake/families").location
    sheet = {"language": "tr", "interpreter": "yes", "postcode": "43101", "due_on": "2026-11-23"}
    step(visitor, f"{family}/sheet", **sheet)
    step(visitor, f"{family}/consents", **AGREED)
    step(visitor, f"{family}/contact", postcode="43101", may_write="y")
    child = {"status": "born", "birth_date": "2026-11-18", "weeks_at_birth": "36", **persons}
    step(visitor, f"{family}/children/new", **child)
    step(visitor, f"{family}/caregivers/new", relation="mother", age_years="29")
    return family


def step(visitor: Watched, path: str, **choices: Any) -> str:
    """Open a page, fill in its form, send it; return where it leads."""
    answer = visitor.fill(visitor.get(path), path, **choices)
    assert answer.status == 303, (path, answer.status, answer.text[:900])
    visitor.follow(answer)
    return answer.location


def draft(visitor: Watched, family: str, saves: int = 2) -> str:
    """Begin an assessment and let its draft save itself a few times; return its path."""
    page = visitor.get(f"{family}/assessments")
    sheet = visitor.submit(page, f"{family}/assessments").location
    visitor.get(sheet)
    for revision in range(saves):
        hint, wish = (visitor.planted.plant(f"draft of {part}") for part in ("hint", "wish"))
        values = {"staff_hint": ["y"], "staff_hint_text": [hint], "own_wish": ["y"], "own_wish_text": [wish]}
        saved = visitor.put(f"{sheet}/draft", {"rev": revision, "values": values})
        assert saved.status == 200, saved.html
    return sheet


def assess(visitor: Watched, family: str) -> str:
    """Complete an assessment whose answers show needs."""
    sheet = draft(visitor, family)
    page = visitor.get(sheet)
    assert page.page is not None
    asked = {found["name"] for found in page.page.all("input") if found.get("type") == "radio"}
    present = {name: "present" for name in asked if name.partition("__")[0] in BURDENS}
    assert present, "the sheet asks about none of the burdens"
    filled = {"staff_hint": "y", "own_wish": "y", "go": "finish", **present}
    result = visitor.go(visitor.fill(page, sheet, **filled))
    assert result.status == 200
    return sheet


def choose(visitor: Watched, family: str) -> None:
    """Make a plan: what fits, what does not with a reason, and what the directory does not know."""
    path = family.replace("/intake/", "/referral/families/") + "/services"
    page = visitor.get(path)
    assert page.page is not None
    offered = [found for found in page.page.all("input") if found.get("type") == "checkbox"]
    fits = [found["value"] for found in offered if found["name"] == "services"]
    others = [found["value"] for found in offered if found["name"] == "others"]
    assert fits, "nothing fits"
    assert others, "everything fits"
    answer = visitor.fill(page, f"{path}/choose", services=fits[:2], others=others[:1])
    visitor.go(answer)


def prepare(visitor: Watched, family: str, **said: Any) -> str:
    """Record the consent for the family office and prepare the hand-over; return its preview's path."""
    path = family.replace("/intake/", "/referral/families/") + "/hand-over"
    answer = visitor.fill(visitor.get(f"{path}?recipient={OFFICE}"), path, **{**RELEASED, **said})
    assert answer.status == 303, (answer.status, answer.text)
    return answer.location


def send(visitor: Watched, preview: str) -> str:
    """Send a hand-over as it is seen; return the id of the referral."""
    visitor.go(visitor.submit(visitor.get(preview), preview))
    return last_id(preview)


def ready(visitor: Watched) -> str:
    """Bring a family to the point where it can be handed over."""
    family = begin(visitor)
    assess(visitor, family)
    step(visitor, f"{family}/talk", result="held")
    choose(visitor, family)
    return family


def hand_over(visitor: Watched, family: str, **said: Any) -> str:
    """Hand a family over and return the referral's id."""
    return send(visitor, prepare(visitor, family, **said))


def tap(visitor: Watched, referral: str, deed: str) -> None:
    """Do what one tap on the page of a received hand-over does."""
    path = f"/referral/received/{referral}"
    visitor.go(visitor.submit(visitor.get(path), f"{path}/{deed}"))


def receive(visitor: Watched, referral: str) -> str:
    """Confirm the receipt and take the family on; return the path of the hand-over."""
    visitor.get("/referral/work-list")
    tap(visitor, referral, "confirm")
    tap(visitor, referral, "accept")
    return f"/referral/received/{referral}"


def walk(take: Take) -> Trail:
    """Walk every way through the pages that anybody types something on."""
    trail = Trail()
    nurse, office = take("navigator"), take("family_office")
    _all_the_way(trail, nurse, office)
    _other_endings(trail, nurse, office)
    _short_of_a_name(trail, nurse)
    _left_open(trail, nurse, office)
    give_hints(trail.paths, nurse, take("hint_giver"))
    step(office, "/intake/walk-in", topics=["livelihood"], youngest="under_1", language="de")
    _people(take("administrator"), take("colleague"))
    _protect(trail, nurse, take("administrator"))
    _texts(trail, take("administrator"))
    for page in ("/figures/", "/referral/rules"):
        take("coordinator").get(page)
    take("data_protection").get("/oversight/audit")
    return trail


def _all_the_way(trail: Trail, nurse: Watched, office: Watched) -> None:
    family = ready(nurse)
    referral = hand_over(nurse, family)
    trail.paths["completed"] = referral
    received = receive(office, referral)
    for _ in range(4):
        step(office, f"{received}/attempt")
        step(office, f"{received}/note")
    step(office, f"{received}/follow-up", on="2026-12-01")
    step(office, f"{received}/contact", help_begun="y")
    step(office, f"{received}/complete", outcome="help_running", need_state="met")
    step(office, f"{received}/note")
    for tab in ("new", "in_progress", "due", "closed"):
        office.get(f"/referral/work-list?tab={tab}")
    shown = nurse.get(f"/referral/sent/{referral}")
    assert shown.status == 200
    nurse.get("/referral/sent")
    step(nurse, f"{family}/close", ending="arrived")
    nurse.get(family)
    nurse.get("/intake/today?show=closed")


def _other_endings(trail: Trail, nurse: Watched, office: Watched) -> None:
    family = ready(nurse)
    trail.paths["prepared family"] = family
    rejected = hand_over(nurse, family)
    step(office, f"/referral/received/{rejected}/reject", on_behalf="service", reason="other")
    trail.paths["rejected"] = rejected
    failed = hand_over(nurse, family)
    received = receive(office, failed)
    step(office, f"{received}/waiting-list", on_behalf="service", reason="other", until="2026-12-20")
    step(office, f"{received}/contact")
    step(office, f"{received}/fail", reason="other")
    step(office, f"{received}/reopen", reason="other")
    step(office, f"{received}/error", reason="other")
    trail.paths["mistaken"] = failed
    recalled = hand_over(nurse, family)
    withdrawn = f"/referral/received/{recalled}/withdrawal"
    office.fill(office.get(withdrawn), withdrawn, reason="other", by_phone="y")
    nurse.post(f"/referral/sent/{recalled}/note-withdrawal")
    trail.paths["recalled"] = recalled
    taken_back = hand_over(nurse, family, feedback="no")
    step(nurse, f"/referral/sent/{taken_back}/withdraw", on_behalf="family", reason="other")
    trail.paths["taken back"] = taken_back


def _short_of_a_name(trail: Trail, nurse: Watched) -> None:
    """Withdraw the consent behind a name; what was known stays sealed and is shown to nobody."""
    family = begin(nurse)
    page = nurse.get(family)
    assert page.page is not None
    ending = [found["href"] for found in page.page.all("a") if found.get("href", "").endswith("/withdraw")]
    for path in ending:
        step(nurse, path, how="phone")
    nurse.get(f"{family}/contact")
    trail.paths["locked"] = family


def _last_person(nurse: Watched, family: str) -> str:
    """Return the path of the person who was added last."""
    persons = nurse.get(f"{family}/persons")
    assert persons.page is not None
    change = re.compile(rf"{family}/persons/[0-9a-f-]+")
    return [link for found in persons.page.all("a") if change.fullmatch(link := found.get("href", ""))][-1]


def _ended_by_phone(nurse: Watched, family: str) -> str:
    """Withdraw by phone what was agreed to about the last recipient, and return the way to the call-back."""
    page = nurse.get(f"{family}/consents").page
    assert page is not None
    links = [found.get("href", "") for found in page.all("a")]
    step(nurse, [link for link in links if link.endswith("/withdraw")][-1], how="phone")
    shown = nurse.get(f"{family}/consents").page
    assert shown is not None
    sent = [str(form.get("action") or "") for form in shown.forms]
    return next(action for action in sent if action.endswith("/call-back"))


def _left_open(trail: Trail, nurse: Watched, office: Watched) -> None:
    """Leave one of everything open, for those who come after."""
    family = begin(nurse)
    trail.paths["family"] = family
    for _ in range(6):
        step(nurse, f"{family}/contact", postcode="43101")
    step(nurse, f"{family}/consents/recipients/new", **ABOUT_A_RECIPIENT)
    step(nurse, f"{family}/consents/recipients/{OFFICE}", **ABOUT_A_RECIPIENT)
    sign_on_the_tablet(nurse, f"{family}/consents/recipients/{OFFICE}", **ABOUT_A_RECIPIENT)
    keep_a_draft(nurse, family)
    trail.paths["called back"] = _ended_by_phone(nurse, family)
    step(nurse, f"{family}/sheet", language="tr", postcode="43101")
    trail.paths["assessment"] = draft(nurse, family, saves=25)
    persons = nurse.get(f"{family}/persons")
    assert persons.page is not None
    linked = [found.get("href", "") for found in persons.page.all("a")]
    member = next(link for link in linked if link.startswith(f"{family}/persons/"))
    trail.paths["member"] = member
    step(nurse, member)
    step(nurse, f"{family}/children/new", status="unborn")
    trail.paths["child"] = _last_person(nurse, family)
    shown = nurse.get(family)
    assert shown.page is not None
    trail.paths["consent"] = next(
        found["href"] for found in shown.page.all("a") if found.get("href", "").endswith("/withdraw")
    )
    prepared = trail.paths["prepared family"]
    trail.paths["prepared"] = last_id(prepare(nurse, prepared))
    trail.paths["unwanted"] = last_id(prepare(nurse, prepared))
    trail.paths["requested"] = hand_over(nurse, prepared)
    trail.paths["accepted"] = hand_over(nurse, prepared)
    receive(office, trail.paths["accepted"])


def _protect(trail: Trail, nurse: Watched, administrator: Watched) -> None:
    """Walk the protection path through each of its steps, with a contact that anybody may know."""
    office = {"municipality": "lindbrueck", "kind": "youth_office", "name": "Jugendamt", "phone": "02999 1"}
    page = administrator.get("/contacts/new")
    administrator.go(administrator.submit(page, "/contacts/new", **office))
    listed = administrator.get("/contacts")
    assert listed.page is not None
    links = [found.get("href", "") for found in listed.page.all("a")]
    trail.paths["kept contact"] = next(link for link in links if link.count("-") == 4)
    family = last_id(trail.paths["family"])
    case = step(nurse, f"/protection/families/{family}/new", children="0")
    trail.paths["protection"] = case
    for name, chosen in PROTECTION.items():
        step(nurse, f"{case}/{name}", happened_at="14:30", **chosen)
    step(nurse, f"{case}/advice-sheet")
    nurse.get(case)
    closed = step(nurse, "/protection/new")
    step(nurse, f"{closed}/close", happened_at="14:30", ending="other")


def _texts(trail: Trail, administrator: Watched) -> None:
    """Draft an own text for an institution; such texts are public, so no canary goes into them."""
    path = f"/texts/{OFFICE}/documentation/de"
    saved = administrator.submit(administrator.get(path), path, body="Ich bin einverstanden.")
    shown = administrator.go(saved)
    assert shown.page is not None
    sent = [form["action"] for form in shown.page.forms if form.get("action", "").endswith("/publish")]
    trail.paths["wording"] = last_id(sent[0])


def _people(administrator: Watched, colleague: Watched) -> None:
    made = administrator.get("/people/new")
    answer = administrator.fill(made, "/people/new", institution=OFFICE, role="family_office")
    assert answer.status == 200, answer.text
    administrator.get("/people")
    secret = colleague.planted.plant("a new password")
    changed = colleague.submit(colleague.get("/password"), "/password", old=PASSWORD, new=secret)
    assert changed.status == 303, changed.text


def mishaps(nurse: Watched, stranger: Watched, trail: Trail) -> None:
    """Type canaries into what is refused: nothing of it may stay anywhere."""
    family = trail.paths["family"]
    contact = nurse.get(f"{family}/contact")
    refused = nurse.fill(contact, f"{family}/contact", surname="", postcode="1")
    assert refused.status == 422
    stale = nurse.fill(contact, f"{family}/contact", revision="0", postcode="43101")
    assert stale.status == 409
    lost = f"/intake/{new_id()}/contact"
    assert nurse.post(lost, nurse.canaries(contact, f"{family}/contact")).status == 404
    stranger.get("/intake/today")
    foreign = stranger.post(f"{family}/contact", nurse.canaries(contact, f"{family}/contact"))
    assert foreign.status == 404, (foreign.status, foreign.text)
    assert (
        nurse.post("/people/new", {"name": nurse.planted.plant("a name typed without a right")}).status == 403
    )
    login = {name: nurse.planted.plant(f"a wrong {name}") for name in ("login", "password")}
    stranger.post("/sign-out")
    wrong = stranger.submit(stranger.get("/sign-in"), "/sign-in", **login)
    assert wrong.status == 401
