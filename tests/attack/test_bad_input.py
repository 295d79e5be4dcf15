"""Nonsense, too much, too little, by the wrong one: a clear answer, nothing lost, nothing broken."""

import html
from random import Random
from urllib.parse import quote_plus, unquote_plus, urlencode

import pytest

from lotsen.kernel import new_id
from tests.attack.filling import Form
from tests.attack.routes import STRANGER, Route, Visitors, taking_routes
from tests.attack.sites import Site
from tests.attack.walk import last_id
from tests.pages import Answer, Browser
from tests.scale import DEEP

TOO_MUCH = b"x" * 10_000_000
DRAFT = {"rev": 0, "values": {}}
# Routes that ask nothing: a tap is all there is to send, and sending it is the whole deed.
TAPS = {
    "accounts.end_deputy",
    "accounts.language",
    "accounts.leave",
    "accounts.lock",
    "accounts.sign_out",
    "contacts.remove_contact",
    "directory.withdraw_synonyms",
    "intake.close_hint_way",
    "intake.discard_draft",
    "intake.discard_walk_in",
    "intake.discharged",
    "intake.discretion",
    "intake.hint_again",
    "intake.lives",
    "intake.remove_person",
    "intake.reopen",
    "intake.take_hint",
    "intake.tell_sender",
    "intake.undo_discharged",
    "outbox.retry",
    "protection.remove_reader",
    "referral.discard",
    "referral.give_out",
    "referral.note_withdrawal",
    "upkeep.keep_apart",
    "upkeep.look_again",
    "upkeep.open_link",
    "upkeep.reset_age",
    "upkeep.end_links",
    "workbench.discard",
    "workbench.take_back",
}
SIGNS = {"intake.editing", "intake.look_alikes", "referral.filtered"}
"""What a script asks for while somebody types; nothing typed yet is an answer too."""

NASTY = {
    "broken UTF-8": b"%FF%FEab",
    "half a sign": b"%C3",
    "a lone surrogate": b"%ED%A0%80",
    "NUL": b"a%00b",
    "a control character": b"%07%1B%5B31m",
    "a mark that turns the text round": b"%E2%80%AEgnp.exe",
    "emoji": "👶🏽👨‍👩‍👧‍👦".encode(),
    "combining marks without end": ("e" + "\u0301" * 500).encode(),
    "a hundred thousand signs": b"ab " * 33_333,
    "markup": b"%3Cscript%3Ealert(1)%3C/script%3E%22%27",
    "a template": b"{{7*7}}${7*7}%25(name)s%25s",
    "a number beyond all bounds": b"9" * 400,
    "a negative number": b"-1",
    "digits of another script": "٣٣٣٣٣".encode(),
    "nothing but spaces": b"%20%09%0A%20",
    "SQL": b"'; DROP TABLE intake_family; --",
}


def flaw(answer: Answer, allowed: set[int], *words: str) -> str:
    """Say what is wrong with an answer; nothing where it is a page in German that says these words."""
    if answer.status not in allowed:
        return f"answered {answer.status}"
    if answer.page is not None:
        if answer.page.all("html")[0].get("lang") != "de":
            return "not in German"
        missing = [word for word in words if word not in answer.text]
        if missing:
            return f"does not say {missing}"
    return ""


def test_an_empty_form_is_answered_with_what_is_missing(fed_site: Site) -> None:
    flaws = {}
    for route, visitor in Visitors(fed_site).each():
        answer = visitor.put(route.path, {}) if route.method == "PUT" else visitor.post(route.path)
        if route.endpoint in {"intake.register", "intake.twin"}:  # their page is a list, with a notice on it
            answer = visitor.follow(answer)
            flaws[route.endpoint] = flaw(answer, {200}, "laden Sie")
        else:
            allowed = (
                {303} if route.endpoint in TAPS else {200} if route.endpoint in SIGNS else {400, 409, 422}
            )
            flaws[route.endpoint] = flaw(answer, allowed)
    assert {endpoint: found for endpoint, found in flaws.items() if found} == {}


def test_ten_megabytes_are_too_much(fed_site: Site) -> None:
    flaws = {}
    for number, (route, visitor) in enumerate(Visitors(fed_site).each()):
        body = b"csrf_token=" + visitor.token.encode() + b"&note=" + TOO_MUCH
        headers = {**visitor.headers, "X-CSRFToken": visitor.token}
        kinds = ("application/x-www-form-urlencoded", ("application/json", "text/plain")[number % 2])
        for kind in kinds if route.method == "POST" else kinds[1:]:
            sent = visitor.client.open(
                route.path, method=route.method, data=body, content_type=kind, headers=headers
            )
            words = () if sent.is_json else ("größer als erlaubt", "kürzen")
            allowed = {413} if kind == kinds[0] else {413, *range(300, 500)}
            found = flaw(Answer(sent), allowed, *(words if sent.status_code == 413 else ()))
            flaws[f"{route.endpoint} {kind}"] = found
    assert {place: found for place, found in flaws.items() if found} == {}


def test_a_form_without_its_token_says_what_to_do(fed_site: Site) -> None:
    flaws = {}
    for number, (route, visitor) in enumerate(Visitors(fed_site).each()):
        sent = ({}, {"csrf_token": "IjEyMyI.wrong"}, {"csrf_token": ""})[number % 3]
        answer = visitor.client.open(route.path, method=route.method, data=sent, headers=visitor.headers)
        keeps = route.endpoint == "hint.leave" or route.endpoint.startswith("provider.")
        flaws[route.endpoint] = flaw(Answer(answer), {400}, "lange offen" if keeps else "laden Sie")
    assert {endpoint: found for endpoint, found in flaws.items() if found} == {}


@pytest.mark.parametrize("wrong", ["unknown", "no id", "broken", "of another kind"])
def test_a_wrong_id_is_not_found(fed_site: Site, wrong: str) -> None:
    family, referral = last_id(fed_site.trail.paths["family"]), fed_site.trail.paths["completed"]
    ids = {"unknown": str(new_id()), "no id": "17", "broken": "%FF%FE"}
    flaws = {}
    for route, visitor in Visitors(fed_site).each():
        for kind, right in route.ids.items():
            other = ids.get(wrong) or (family if kind == "referral_id" else referral)
            path = route.path.replace(right, other, 1)
            sent = visitor.put(path, DRAFT) if route.method == "PUT" else visitor.post(path)
            flaws[f"{route.endpoint} {kind}"] = flaw(sent, {404}, _gone(route.endpoint))
    assert {place: found for place, found in flaws.items() if found} == {}


OVER_A_LINK = ("hint.", "provider.")
"""Pages without an account, behind a link of a ward or of a provider."""


def _gone(endpoint: str) -> str:
    return "Dieser Link gilt nicht" if endpoint.startswith(OVER_A_LINK) else "gibt es nicht"


def test_what_belongs_to_another_institution_is_not_found(fed_site: Site) -> None:
    flaws = {}
    visitors = Visitors(fed_site)
    for route in taking_routes(fed_site):
        stranger = STRANGER.get(route.who)
        if not route.ids or stranger is None or route.endpoint.startswith((*OVER_A_LINK, "upkeep.propose")):
            continue  # a link belongs to whoever holds it, and the directory to everybody
        visitor = visitors.of(stranger)
        answer = visitor.put(route.path, DRAFT) if route.method == "PUT" else visitor.post(route.path)
        flaws[route.endpoint] = flaw(answer, {404}, "gibt es nicht")
    assert {endpoint: found for endpoint, found in flaws.items() if found} == {}


@pytest.mark.parametrize("area", ["accounts", "directory", "intake", "protection", "referral"])
def test_nasty_texts_in_any_field_are_refused_or_kept_but_never_a_fault(fed_site: Site, area: str) -> None:
    flaws: dict[str, str] = {}
    visitors, random, tried = Visitors(fed_site), Random(f"nasty {area}"), 0
    for route in taking_routes(fed_site):
        wanted = route.endpoint.startswith(f"{area}.") and route.endpoint not in TAPS
        form = route.form(visitors.of(route.who)) if wanted else None
        if form is None:
            continue
        for name in form.names if DEEP else random.sample(form.names, min(5, len(form.names))):
            for nasty in NASTY if DEEP else random.sample(sorted(NASTY), 2):
                sent = _with_one_field(visitors.of(route.who), route, form, name, NASTY[nasty])
                tried += 1
                found = flaw(sent, {200, 303, 400, 404, 409, 413, 422})
                if found or _unkept(form, name, nasty, sent):
                    flaws[f"{route.endpoint} {name}: {nasty}"] = found or "what was typed is gone"
    assert tried >= 20
    assert flaws == {}


def _with_one_field(visitor: Browser, route: Route, form: Form, name: str, nasty: bytes) -> Answer:
    """Send a form in which one field holds raw bytes; all others are left as the page showed them."""
    kept = {**{key: value for key, value in form.hidden.items() if key != name}, "csrf_token": visitor.token}
    body = urlencode(kept).encode() + b"&" + quote_plus(name).encode() + b"=" + nasty
    kind = "application/x-www-form-urlencoded"
    return Answer(visitor.client.post(route.path, data=body, content_type=kind, headers=visitor.headers))


def _unkept(form: Form, name: str, nasty: str, answer: Answer) -> bool:
    """Say whether a refused page has lost a text that was typed."""
    if answer.status != 422 or nasty not in {"markup", "SQL"} or name not in form.texts:
        return False
    return (
        html.escape(unquote_plus(NASTY[nasty].decode())).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
        not in answer.html
    )
