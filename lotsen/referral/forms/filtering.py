"""Which of the services that fit are shown. It is sent, in no address: a language may tell who asks."""

from collections.abc import Iterable, Mapping

from flask import request

from lotsen.directory.domain import COST_LABELS
from lotsen.referral.domain import Counts, Filter
from lotsen.terms import vocabulary
from lotsen.web.forms import LotsenForm, Pick, Tick, choices
from lotsen.web.i18n import current_language, format_number, gettext, lazy_gettext

UNFILTERED = "unfiltered"
"""The button that shows everything again."""


class FilterForm(LotsenForm):
    """The choices of the filters, each with how many services it would show."""

    only_language = Pick(lazy_gettext("Language"), validate_choice=False)
    only_within = Pick(lazy_gettext("Distance"), validate_choice=False)
    only_cost = Pick(lazy_gettext("Cost"), validate_choice=False)
    only_kind = Pick(lazy_gettext("Type of service"), validate_choice=False)
    only_free = Tick(lazy_gettext("Places free"))
    only_visits = Tick(lazy_gettext("Comes to the home"))

    @property
    def wanted(self) -> Filter:
        """Return what was chosen; what nobody offered narrows nothing."""
        within, words = self.only_within.data or "", vocabulary()
        language, cost, kind = (
            str(field.data or "") for field in (self.only_language, self.only_cost, self.only_kind)
        )
        return Filter(
            language=language if language in words.languages else "",
            within_km=int(within) if within in {"2", "5", "10", "20"} else None,
            cost=cost if cost in set(COST_LABELS) else "",
            kind=kind if kind in words.service_types else "",
            free_places=bool(self.only_free.data),
            home_visit=bool(self.only_visits.data),
        )

    def offer(self, counts: Counts) -> None:
        """Let those choices be made that show anything."""
        language, words = current_language(), vocabulary()
        spoken = [(code, words.languages[code].label.get(language)) for code in words.languages]
        kinds = [(code, words.service_types[code].label.get(language)) for code in words.service_types]
        costs = [(cost.value, gettext(label)) for cost, label in COST_LABELS.items()]
        ways = [(str(km), gettext("up to %(km)s km", km=format_number(km))) for km in counts.distances]
        self.only_language.choices = choices(_counted(spoken, counts.languages))
        self.only_kind.choices = choices(sorted(_counted(kinds, counts.kinds), key=lambda one: one[1]))
        self.only_cost.choices = choices(_counted(costs, counts.costs))
        self.only_within.choices = choices(
            _counted(ways, {str(km): number for km, number in counts.distances.items()})
        )
        self.only_free.label.text = with_count(gettext("Places free"), counts.free_places)
        self.only_visits.label.text = with_count(gettext("Comes to the home"), counts.home_visit)


def filter_form() -> FilterForm:
    """Read the filters of a page; none where it was only looked at, or all is asked for again."""
    is_set = request.method == "POST" and request.form.get("step") != UNFILTERED
    return FilterForm() if is_set else FilterForm(formdata=None)


def with_count(label: str, number: int) -> str:
    """Write behind a choice how many services it shows."""
    return gettext("%(label)s (%(number)s)", label=label, number=format_number(number))


def _counted(options: Iterable[tuple[str, str]], counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(code, with_count(label, counts[code])) for code, label in options if code in counts]
