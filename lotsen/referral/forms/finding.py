"""What of a long list of rules or examples somebody wants to see; it comes with the address of the page."""

# mypy: disallow-subclassing-any=False
# (WTForms ships no annotations, so its classes are of type Any.)

from collections.abc import Sequence

from lotsen.web.forms import LotsenForm, Pick, TextInput, choices
from lotsen.web.i18n import gettext, lazy_gettext


class FindForm(LotsenForm):
    """A need, words that have to be there, and a state; what is not in the lists is no wish."""

    class Meta(LotsenForm.Meta):
        """Reading needs no protection against forgery."""

        csrf = False

    form_id = None  # type: ignore[assignment]  # the way to leave a field out, says WTForms
    need = Pick(lazy_gettext("Need"), default="")
    word = TextInput(lazy_gettext("Word"), limit=100)
    state = Pick(lazy_gettext("State"), default="")

    def offer(self, needs: Sequence[tuple[str, str]], states: Sequence[tuple[str, str]]) -> None:
        """Fill the lists; what was asked for and is not in them is let go."""
        for field, offered in ((self.need, needs), (self.state, states)):
            field.choices = choices([("", gettext("All")), *offered])
            if field.data not in {code for code, _ in offered}:
                field.data = ""

    @property
    def words(self) -> list[str]:
        """The words to look for, without regard to capitals."""
        return str(self.word.data or "")[:100].casefold().split()
