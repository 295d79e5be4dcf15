"""What is asked about the order of a service's locations: one tap on one of them."""

from collections.abc import Sequence
from uuid import UUID

from lotsen.directory.forms.shared import Revised
from lotsen.web.forms import Carried


class OrderForm(Revised):
    """Which location moves: to the front (`first`), or before the one that stands before it (`up`).

    The page sends the order it showed, so that a second tap on the same button asks for the same order.
    """

    first = Carried()
    up = Carried()

    def wanted(self, shown: Sequence[str]) -> tuple[UUID, ...]:
        """Return the order that is asked for; what is no id is left out."""
        order = [found for text in shown if (found := _id(text))]
        for moving, step in ((_id(self.first.data), len(order)), (_id(self.up.data), 1)):
            if moving in order:
                place = max(0, order.index(moving) - step)
                order.remove(moving)
                order.insert(place, moving)
        return tuple(order)


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
