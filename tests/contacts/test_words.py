"""The words of a contact in the languages that families read."""

from collections.abc import Callable

import pytest

from lotsen.contacts import actions
from lotsen.contacts.domain import Contact, ContactKind, ContactWords, Said
from lotsen.contacts.forms import LANGUAGES
from lotsen.kernel import new_id
from lotsen.web.i18n import FAMILY_LANGUAGES
from tests.conftest import OpenDesk
from tests.pages import Browser

OpenBrowser = Callable[..., Browser]
TURKISH = ContactWords("Konsültasyon", "gece gündüz", "Hemen yardım")


def house(**more: object) -> Contact:
    said = {"discreet": "Hilfe im Haus", "translations": {"tr": TURKISH}} | more
    return Contact(ContactKind.PSYCHIATRIC, "Konsildienst", "8-4444", hours="rund um die Uhr", **said)  # type: ignore[arg-type]  # words by name


def test_a_contact_speaks_the_readers_language_where_its_words_are_written_in_it() -> None:
    contact = house()
    assert contact.name_in("tr") == Said("Konsültasyon", "tr")
    assert contact.hours_in("tr") == Said("gece gündüz", "tr")
    assert contact.discreet_in("tr") == "Hemen yardım"


def test_it_falls_back_to_german_and_says_so() -> None:
    contact = house(translations={"tr": ContactWords(name="Konsültasyon")})
    assert contact.hours_in("tr") == contact.hours_in("uk") == Said("rund um die Uhr", "de")
    assert contact.name_in("ar") == Said("Konsildienst", "de")


def test_words_a_bystander_may_read_are_never_given_in_another_language() -> None:
    contact = house()
    assert contact.discreet_in("de") == contact.discreet_in("de-simple") == "Hilfe im Haus"
    assert contact.discreet_in("uk") == ""


def test_the_words_of_every_language_are_kept_and_changed_with_the_contact(desk: OpenDesk) -> None:
    row = new_id()
    with desk() as d:
        actions.add_contact(d, row, house())
        actions.add_contact(d, new_id(), Contact(ContactKind.OTHER, "Pforte", "8-1"))
    with desk(writing=False) as d:
        assert list(actions.contacts_here(d)) == [house(), Contact(ContactKind.OTHER, "Pforte", "8-1")]
    arabic = house(translations={"tr": ContactWords(), "ar": ContactWords(hours="ليلًا ونهارًا")})
    with desk() as d:
        actions.change_contact(d, row, 0, arabic)
    with desk(writing=False) as d:
        kept = actions.kept_contact(d, row)
        assert set(kept.translations or {}) == {"ar"}
        assert kept.contact.hours_in("ar") == Said("ليلًا ونهارًا", "ar")


def test_the_form_asks_for_every_language_that_families_read(
    browser: OpenBrowser, site_desk: OpenDesk
) -> None:
    assert {"de", *LANGUAGES} == set(FAMILY_LANGUAGES)
    visitor = browser("administrator")
    page = visitor.get("/contacts/new")
    said = {"municipality": "lindbrueck", "kind": "other", "name": "Pforte", "phone": "8-1", "hours": "immer"}
    words = {f"hours_in_{code}": f"hours {code}" for code in LANGUAGES}
    listed = visitor.follow(visitor.submit(page, "/contacts/new", **said, **words))
    assert "Auch geschrieben auf" in listed.text
    assert "Türkisch" in listed.text
    with site_desk(writing=False) as d:
        (kept,) = actions.contacts_here(d)
        assert [kept.hours_in(code).text for code in LANGUAGES] == list(words.values())


def test_words_that_are_too_long_open_their_language_and_are_kept_in_the_form(browser: OpenBrowser) -> None:
    visitor = browser("administrator")
    page = visitor.get("/contacts/new")
    said = {"municipality": "lindbrueck", "kind": "other", "name": "Pforte", "phone": "8-1"}
    refused = visitor.submit(page, "/contacts/new", **said, discreet_in_tr="ş" * 81)
    assert refused.status == 422
    assert "ş" * 81 in refused.html
    assert refused.html.count('<details class="lotsen-translation" open>') == 1


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [
        ("en", ("Duty service", "day and night"), ("rund um die Uhr", "in German")),
        ("ar", ("8-4444", "rund um die Uhr", "بالألمانية"), ("Hilfe im Haus",)),
    ],
)
def test_the_page_of_help_shows_words_in_the_readers_language_or_names_them_german(
    browser: OpenBrowser, site_desk: OpenDesk, language: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    shelter = Contact(
        ContactKind.HOUSE_EMERGENCY,
        "Notdienst",
        "8-4444",
        hours="rund um die Uhr",
        discreet="Hilfe im Haus",
        translations={"en": ContactWords("Duty service", "day and night")},
    )
    with site_desk() as d:
        actions.add_contact(d, new_id(), shelter)
    page = browser("navigator", language=language).get("/help")
    for words in shown:
        assert words in page.text
    for words in hidden:
        assert words not in page.text
