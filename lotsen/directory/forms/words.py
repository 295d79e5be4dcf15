"""What is asked about words that mean the same."""

from collections.abc import Sequence

from lotsen.web.forms import LongText, LotsenForm, Required
from lotsen.web.i18n import lazy_gettext


class SynonymsForm(LotsenForm):
    """A group of words, one in each line."""

    words = LongText(
        lazy_gettext("Words that mean the same"),
        [Required(lazy_gettext("Please enter at least two words."))],
        limit=1500,
        description=lazy_gettext("One in each line, 2 to 20 of them"),
    )

    def show(self, said: Sequence[str]) -> None:
        """Put the words of a group into the field."""
        self.words.data = "\n".join(said)

    def said(self) -> list[str]:
        """Return the words, as they were written."""
        return [line.strip() for line in self.words.data.replace(",", "\n").splitlines() if line.strip()]

    def refuse(self, sentence: str) -> None:
        """Say why these words cannot be kept."""
        self.words.errors = [sentence]
