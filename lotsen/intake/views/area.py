"""The area all pages of the intake belong to."""

from collections.abc import Callable
from uuid import UUID

from werkzeug import Response

from lotsen.desk import Desk
from lotsen.intake.domain import ConsentPurpose
from lotsen.web.access import Area

area = Area("intake", "lotsen.intake", url_prefix="/intake", template_folder="templates")

Answer = str | Response | tuple[str, int]

WithdrawalListener = Callable[[Desk, UUID, ConsentPurpose, UUID | None, bool], None]
"""Called in the same unit of work when a consent ends: desk, family, purpose, recipient, by phone."""

WITHDRAWAL_LISTENERS = "lotsen.intake.withdrawal"
"""The application's extension under which features above put their listeners, in a list."""
