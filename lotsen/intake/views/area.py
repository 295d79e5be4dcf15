"""The area all pages of the intake belong to."""

from collections.abc import Callable, Collection
from uuid import UUID

from flask import current_app
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake.actions import is_about_discreet
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.views import wording
from lotsen.web.access import Area, desk_at_work

area = Area("intake", "lotsen.intake", url_prefix="/intake", template_folder="templates")

sheets = Area("instruments", "lotsen.intake", url_prefix="/instruments", template_folder="templates")

ward_door = Area("hint", "lotsen.intake", url_prefix="/hint", template_folder="templates")
"""The way in for a ward without an account: behind a link of its own, and with nothing to see."""


@area.record_once
def _say_versions(state: BlueprintSetupState) -> None:
    """Let every template say a version of a consent text in words."""
    state.app.jinja_env.filters["text_version"] = wording.text_version


@area.app_context_processor
def _leaving() -> dict[str, Callable[[], bool]]:
    """Let every page about such a family offer a way to leave quickly, whichever feature it is of."""
    return {"leaves_quickly": leaves_quickly}


def leaves_quickly() -> bool:
    """Say whether this page is about a family to be treated with discretion."""
    desk = desk_at_work()
    return desk is not None and is_about_discreet(desk)


Answer = str | Response | tuple[str, int]

WithdrawalListener = Callable[[Desk, UUID, ConsentPurpose, UUID | None, bool], None]
"""Called in the same unit of work when a consent ends: desk, family, purpose, recipient, by phone."""

WITHDRAWAL_LISTENERS = "lotsen.intake.withdrawal"
"""The application's extension under which features above put their listeners, in a list."""

NewsSource = Callable[[Desk], Collection[UUID]]
"""Returns the families of the actor's institution about which there is feedback that nobody has read."""

NEWS = "lotsen.intake.news"
"""The application's extension under which a feature above puts its source of news."""


def families_with_news(desk: Desk) -> Collection[UUID]:
    """Return the families with unread feedback; none where no feature above tells of any."""
    source: NewsSource | None = current_app.extensions.get(NEWS)
    return source(desk) if source is not None else frozenset()
