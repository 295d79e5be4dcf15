"""To which organization a service belongs: found by a part of its name, chosen from few."""

from lotsen.directory.actions import OFFERED, Offer
from lotsen.directory.domain import fold
from lotsen.web.forms import OneOf, Text, TextInput, choices
from lotsen.web.i18n import gettext, lazy_gettext, ngettext


class BelongingPart:
    """The words to look for, and the one that is chosen; both are fields of the form it is part of."""

    organization_text = TextInput(
        lazy_gettext("Search for an organization"),
        limit=200,
        description=lazy_gettext("Type a part of its name and choose below."),
    )
    organization_id = OneOf(lazy_gettext("Organization"), validate_choice=False)

    def offer_organizations(self, offer: Offer, *others: tuple[str, Text]) -> None:
        """Let one of these be chosen; `others` are (value, label) pairs that come before them."""
        self._offer = offer
        self._others = frozenset(value for value, _ in others)
        named = [(str(one), name) for one, name in offer.all]
        self.organization_id.choices = choices([*others, *named])

    @property
    def found_organizations(self) -> str:
        """Say what the words have found; nothing where there are none."""
        text, count = self.organization_text.data, self._offer.count
        if not text:
            return ""
        if not count:
            return gettext("No organization has this in its name.")
        if count > OFFERED:
            return gettext(
                "%(num)s organizations are called so. Here are the first %(shown)s; please type more.",
                num=count,
                shown=OFFERED,
            )
        return ngettext("%(num)s organization found", "%(num)s organizations found", count)

    def check_organization(self) -> bool:
        """Check that one is chosen, and that it is one of those that were looked for last."""
        chosen, text = self.organization_id.data or "", self.organization_text.data or ""
        if chosen in self._others:
            return True
        name = {str(one): fold(name) for one, name in self._offer.all}.get(chosen)
        if name is None:
            sentence = gettext("Please choose an organization.")
        elif not all(word in name for word in fold(text).split()):
            sentence = gettext("Please choose one that was found, or empty this field.")
        else:
            return True
        self.organization_text.errors = [*self.organization_text.errors, sentence]
        return False
