"""A coordinator who is no programmer: a new rule, a red example, mended, compared and published."""

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from playwright.sync_api import expect

from lotsen.kernel import new_id
from lotsen.referral.actions import read_rulebook
from lotsen.workbench import actions
from tests.browser import arranged
from tests.browser.german import de
from tests.browser.site import Site
from tests.browser.tablet import Tablet

TakeTablet = Callable[..., Tablet]
REASON = "Geldsorgen dieser Art kennt die neue Beratungsstelle am Hafen."


def select(tablet: Tablet, name: str, value: str) -> None:
    tablet.main.locator(f'select[name="{name}"]').select_option(value)


def test_a_rule_is_added_tried_on_an_example_compared_and_published_without_a_file(
    site: Site, tablet: TakeTablet
) -> None:
    family = arranged.meet(site)
    arranged.assess(site, family, ("income_worry",))
    petra = tablet("coordinator")
    petra.go("/rules/drafts")
    petra.fill("title", "Beratung am Hafen")
    petra.press(de("Begin from the rules in force"))
    petra.follow(de("Add a rule"))
    select(petra, "add_fact", "income_worry")
    petra.press(de("Add"))
    expect(petra.main.locator("#rows-0-fact-row")).to_be_in_viewport(ratio=0.9)
    expect(petra.main.locator("[name=rows-0-block]")).to_be_hidden()
    petra.main.locator("[name=joins][value=any_of_all]").check()
    expect(petra.main.locator("[name=rows-0-block]")).to_be_visible()
    petra.main.locator("[name=joins][value=all]").check()
    select(petra, "rows-0-op", "yes")
    select(petra, "result", "need:N1")
    petra.fill("weight", "2")
    petra.fill("sentence_de", REASON)
    petra.fill("rule_id", "N1-harbour")
    petra.press(de("Save in the draft"))
    draft = petra.path
    petra.go(f"{draft}/examples")
    petra.follow(de("Add an example for “%(rule)s”", rule="N1-harbour"))
    petra.sees(REASON.rstrip("."))
    petra.fill("name", "Geldsorgen am Hafen")
    select(petra, "persons-2-rows-0-answer", "yes")
    petra.main.locator("[name=needs][value=N1]").uncheck()
    petra.choose("needs", "N2")
    petra.press(de("Save in the draft"))
    petra.sees(de("The example is saved. It comes out differently, so nothing is published yet."))
    petra.check()
    petra.go(draft)
    petra.sees(de("It cannot be handed in yet"))
    assert petra.main.get_by_role("button", name=de("Hand in"), exact=True).count() == 0
    petra.check()
    petra.follow(re.compile(r"^1 Beispiel geht anders aus\."))
    petra.follow(de("Change this example"))
    petra.press(de("Expect what comes out"))
    petra.sees(de("It comes out as expected"))
    petra.press(de("Save in the draft"))
    petra.sees(de("The example is saved, and it comes out as expected."))
    petra.go(f"{draft}/compare")
    petra.sees(de("For invented families"), de("New rules"), REASON, "Geldsorgen am Hafen")
    assert petra.main.get_by_role("button", name=de("Publish"), exact=True).count() == 0
    petra.check()
    petra.go(draft)
    petra.press(de("Hand in"))
    petra.sees(de("waits for a second person"))
    _publish_as_somebody_else(site, UUID(draft.rpartition("/")[2]))
    maren = tablet("navigator")
    maren.go(f"/referral/families/{family.id}/services")
    assert REASON in maren.page.content()
    petra.go("/referral/rules")
    petra.follow(de("Compare versions of the rules"))
    petra.sees(de("New rules"), REASON)
    petra.check()
    petra.go("/referral/rules")
    petra.follow(de("Delivered with Lotsen"))
    petra.check()
    petra.press(de("Begin a draft from it"))
    petra.sees(de("from the rules delivered with Lotsen"))
    petra.follow(de("Compared with the rules in force"))
    petra.sees(de("Rules taken out"), REASON)


def _publish_as_somebody_else(site: Site, draft: UUID) -> None:
    with site.desk("coordinator") as desk:
        second = replace(desk, actor=replace(desk.actor, person_id=new_id()))
        seen = actions.read_draft(second, draft).row.revision
        actions.publish_draft(second, draft, in_force=read_rulebook(second).in_force, seen=seen)
