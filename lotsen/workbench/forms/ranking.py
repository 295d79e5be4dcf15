"""What counts how much when services that fit are put in order, in points as people speak of them."""

from dataclasses import replace
from typing import Any, cast

from lotsen.referral.domain import RANKING_LABELS
from lotsen.referral.rules import NAMES, RuleSet, Weights, bounds, in_points
from lotsen.web.forms import DecimalNumber, RevisedForm
from lotsen.web.i18n import lazy_gettext


class _Form(RevisedForm):
    """The fields follow from the weights there are."""

    @property
    def weights(self) -> Weights:
        """Return the weights that were entered."""
        entered = {name: float(getattr(self, name).data or 0) for name in NAMES}
        whole = {name: round(value / in_points(name, 1)) for name, value in entered.items()}
        return replace(Weights(), **whole)

    def changed(self, rules: RuleSet) -> RuleSet:
        """Return a rule set with these weights."""
        return replace(rules, ranking=self.weights)


def ranking_form(weights: Weights, revision: int) -> _Form:
    """Build the form, filled with some weights."""
    fields: dict[str, Any] = {
        name: DecimalNumber(
            lazy_gettext(RANKING_LABELS[name]),
            low=in_points(name, bounds(name)[0]),
            high=in_points(name, bounds(name)[1]),
            default=0,
        )
        for name in NAMES
    }
    kind = cast("type[_Form]", type("RankingForm", (_Form,), fields))
    return kind(
        data={"revision": str(revision), **{name: in_points(name, getattr(weights, name)) for name in NAMES}}
    )
