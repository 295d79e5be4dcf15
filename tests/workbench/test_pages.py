"""The comparison of a draft: the second person publishes what she was shown, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid5

from lotsen.desk import Desk
from lotsen.kernel import new_id
from lotsen.referral import actions as referral
from lotsen.workbench import actions
from lotsen.workbench.domain import DraftState
from tests.conftest import OpenDesk
from tests.pages import Browser

COLLEAGUE = uuid5(UUID(int=0), "colleague")


def as_colleague(desk: Desk) -> Desk:
    """Let somebody else of the coordination sit at the desk."""
    return replace(desk, actor=replace(desk.actor, person_id=COLLEAGUE))


def test_a_draft_that_changed_behind_the_page_is_shown_again_before_it_is_published(
    browser: Callable[..., Browser], site_desk: OpenDesk
) -> None:
    with site_desk("coordinator") as d:
        other = as_colleague(d)
        draft = actions.begin_draft(other, new_id(), title="Weniger Gewicht").id
        actions.submit_draft(other, draft, seen=0)
    visitor = browser("coordinator")
    here, publish = f"/rules/drafts/{draft}", f"/rules/drafts/{draft}/publish"
    assert publish not in visitor.get(here).text
    page = visitor.get(f"{here}/compare")
    with site_desk("coordinator") as d:
        other = as_colleague(d)
        actions.take_draft_back(other, draft)
        text = actions.read_draft(other, draft).row.text
        saved = actions.save_text(other, draft, text, seen=0, title="Mehr Gewicht")
        actions.submit_draft(other, draft, seen=saved.revision)
    refused = visitor.submit(page, publish)
    assert refused.status == 409
    assert "Mehr Gewicht" in refused.text
    assert visitor.submit(refused, publish).location == "/referral/rules"
    with site_desk("coordinator") as d:
        assert actions.read_draft(d, draft).row.state is DraftState.PUBLISHED
        assert referral.read_rulebook(d).in_force is not None
