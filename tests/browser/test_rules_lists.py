"""Rules and examples are found in long lists, and reasons written in every language, without any script."""

from collections.abc import Callable

from playwright.sync_api import expect

from lotsen.referral.rules import default_rules
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
RULES = default_rules()


def narrowed(petra: Tablet, need: str, word: str) -> None:
    petra.main.locator('select[name="need"]').select_option(need)
    petra.fill("word", word)
    petra.press(de("Narrow down"))


def test_rules_and_examples_are_narrowed_down_and_shown_again(site: Site, tablet: TakeTablet) -> None:
    petra = tablet("coordinator", java_script_enabled=False)
    petra.go("/referral/rules")
    sentence = next(rule.sentence["de"] for rule in RULES.rules if rule.id == "N9-crying")
    row = petra.main.get_by_role("row", name=sentence)
    expect(row).not_to_be_visible()
    narrowed(petra, "N9", "AWMF weint")
    expect(row).to_be_visible()
    petra.sees(de("%(count)s of %(total)s", count=1, total=len(RULES.rules)))
    petra.follow(de("Show all"))
    expect(row).not_to_be_visible()
    petra.go("/rules/drafts")
    petra.fill("title", "Suchen und finden")
    petra.press(de("Begin from the rules in force"))
    petra.go(f"{petra.path}/examples")
    narrowed(petra, "N1", "schulden")
    expect(
        petra.main.get_by_role("link", name="Schulden oder offene Rechnungen drücken").first
    ).to_be_visible()


def test_reasons_in_other_languages_unfold_below_the_german_one(site: Site, tablet: TakeTablet) -> None:
    petra = tablet("coordinator")
    petra.go("/rules/drafts")
    petra.fill("title", "In allen Sprachen")
    petra.press(de("Begin from the rules in force"))
    draft = petra.path
    petra.go(f"{draft}/rule/N1-debts")
    turkish = petra.main.locator('textarea[name="sentence_tr"]')
    expect(turkish).not_to_be_visible()
    petra.check()
    petra.main.locator("summary", has_text=de("Other languages")).last.click()
    expect(turkish).to_be_visible()
    expect(petra.main.locator('textarea[name="sentence_ar"]')).to_have_attribute("dir", "rtl")
    petra.check()
    turkish.fill("")
    petra.press(de("Save in the draft"))
    petra.go(f"{draft}/rule/N1-debts")
    petra.sees(de("Other languages, missing: %(languages)s", languages="Türkisch"))
    petra.go(f"{draft}?state=changed")
    petra.check()
