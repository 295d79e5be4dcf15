"""Which services a family would like."""

from collections.abc import Sequence
from uuid import UUID

from flask import request

from lotsen.referral.actions import Wishes
from lotsen.web.forms import LongText, LotsenForm, ManyOf, TextInput, choices
from lotsen.web.i18n import gettext, lazy_gettext

GAPS = "gaps"
"""The button that chooses nothing and notes the needs without a fitting service."""


class PlanForm(LotsenForm):
    """Services that fit, services chosen against the rules with a reason, and one the directory lacks."""

    services = ManyOf(lazy_gettext("Services that fit"))
    others = ManyOf(lazy_gettext("Services that do not fit by the rules"))
    comment = LongText(
        lazy_gettext("Why do you choose a service that does not fit by the rules?"),
        limit=1000,
        description=lazy_gettext("Needed only then. It stays with this family."),
    )
    free_text = TextInput(
        lazy_gettext("Another service that is not in the directory"),
        limit=200,
        description=lazy_gettext("Afterwards you can propose it for the directory in one step."),
    )
    free_phone = TextInput(lazy_gettext("Telephone of this service"), limit=40)

    def offer(self, fits: Sequence[UUID], misses: Sequence[UUID]) -> None:
        """Let exactly these be chosen."""
        self.services.choices = choices([(str(code), str(code)) for code in fits])
        self.others.choices = choices([(str(code), str(code)) for code in misses])

    @property
    def wishes(self) -> Wishes:
        """Return what was chosen."""
        picked = [*(self.services.data or ()), *(self.others.data or ())]
        return Wishes(
            services=tuple(UUID(code) for code in picked),
            free_text=self.free_text.data or "",
            free_phone=self.free_phone.data or "",
            comment=self.comment.data or "",
            only_gaps=request.form.get("step") == GAPS,
        )

    def refuse(self, sentence: str, *, comment: bool) -> None:
        """Say beside the right field what is missing."""
        field = self.comment if comment else self.services
        field.errors = [*field.errors, gettext(sentence)]
